import { neighboursOf, type Scene } from '../fix';
import { mentionsIn, type Mention } from '../mentions';
import type { Span, Uri } from '../text';
import { flowName, referenceName } from './known-names';
import { onOneLine } from './markdown';

/** A word that an editor shows behind a place, as if it stood there. */
export interface Hint {
  readonly offset: number;
  readonly label: string;
}

/** Editors show a hint whole, in the middle of a line. */
const LONGEST = 60;

/** Display names behind logical names, and flows' names behind their ids, within a part of the file. */
export function inlayHints(uri: Uri, within: Span, scene: Scene): readonly Hint[] {
  const mentions = mentionsIn(uri, scene.snapshot).filter(({ span }) => within.start <= span.end && span.start <= within.end);
  return mentions.flatMap((it) => {
    const name = nameFor(it, scene);
    return name === undefined ? [] : { offset: behindQuote(scene.text(uri), it.span.end), label: cut(name) };
  });
}

/** The name of what is written, where it does not stand there itself. */
function nameFor({ thing, role, folder }: Mention, scene: Scene): string | undefined {
  const neighbours = neighboursOf(folder, scene);
  if (thing.kind === 'reference' && role !== 'definition') {
    const name = referenceName(thing.name, neighbours);
    return name?.toLowerCase() === thing.name ? undefined : name;
  }
  if (thing.kind === 'flow' && (role === 'call' || role === 'app' || role === 'component')) return flowName(thing.name, neighbours);
  return undefined;
}

function behindQuote(text: string, at: number): number {
  const quote = /["']|&quot;|&apos;/y;
  quote.lastIndex = at;
  return quote.test(text) ? quote.lastIndex : at;
}

function cut(name: string): string {
  const characters = [...onOneLine(name)];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : characters.join('');
}
