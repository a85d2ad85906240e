import type { FileEdit } from '../edits';
import type { Scene } from '../fix';
import { placeOf, type FileKind } from '../layout';
import type { ConnectionReference } from '../model';
import { count } from '../reports/check';
import { usesInWords, usesOf } from '../uses';
import { changesPrefix } from './rename';

/** Who uses a reference: `used by 3 flows, 1 app`, or `not used`. */
export function usersInWords({ logicalName }: ConnectionReference, { snapshot }: Scene): string {
  const users = snapshot.neighbourhood.seenFrom('').users(logicalName.value);
  const words = usesInWords({ ...usesOf(users), operations: 0 });
  return words === '' ? 'not used' : `used by ${words}`;
}

const nouns: Partial<Readonly<Record<FileKind, string>>> = {
  flow: 'flow',
  'yaml-flow': 'flow',
  customizations: 'solution file',
  'raw-customizations': 'solution file',
  solution: 'solution file',
  'raw-solution': 'solution file',
  'canvas-app': 'app',
  'bot-references': 'agent file',
  'bot-data': 'agent file',
  'package-manifest': 'package manifest',
  'deployment-settings': 'settings file',
};

/** What a change touches: `3 flows, 2 solution files, 1 new settings file, 1 app deleted`. */
export function changeInWords(edits: readonly FileEdit[]): string {
  const inOrder = [...new Set([...Object.values(nouns), 'other file'])];
  const words = inOrder.flatMap((noun) => {
    const number = (kind: FileEdit['kind']): number => edits.filter((it) => it.kind === kind && nounOf(it) === noun).length;
    const [changed, made, gone] = [number('change'), number('create'), number('delete')];
    return [
      ...(changed > 0 ? [count(changed, noun)] : []),
      ...(made > 0 ? [count(made, `new ${noun}`)] : []),
      ...(gone > 0 ? [`${count(gone, noun)} deleted`] : []),
    ];
  });
  return words.join(', ');
}

function nounOf({ uri }: FileEdit): string {
  return nouns[placeOf(uri)?.kind ?? 'connector'] ?? 'other file';
}

/** What a rename asks of the reader beyond the name, as an order; undefined when the prefix stays. */
export function prefixChange(from: string, to: string): string | undefined {
  const [before, after] = [from.split('_')[0]!, to.split('_')[0]!];
  return changesPrefix(from, to) ? `Change the publisher prefix from '${before}' to '${after}'` : undefined;
}
