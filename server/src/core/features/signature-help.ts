import { cursorIn, typedBefore } from '../expressions/cursor';
import { functionNamed, type FunctionInfo } from '../expressions/functions';
import type { Call, Expression } from '../expressions/syntax';
import { readFlow } from '../facts/flow';
import type { Scene } from '../fix';
import { readingOf } from '../inside';
import { folderOf } from '../occurrences';
import type { Span, Uri } from '../text';
import { standingAt } from './completion-standing';
import { functionCard, parametersOf, signatureOf } from './function-card';

/** What a person who writes the arguments of a function wants to see. */
export interface SignatureHelp {
  readonly label: string;
  /** Where each parameter stands in the label. */
  readonly parameters: readonly Span[];
  /** The parameter that is being written; undefined when the function has fewer. */
  readonly active: number | undefined;
  /** In Markdown. */
  readonly documentation: string;
}

/** The function whose arguments an offset of a flow's file stands in; the text may be broken off there. */
export function signatureHelp(uri: Uri, offset: number, scene: Scene): SignatureHelp | undefined {
  const entry = folderOf(uri, scene.snapshot)?.entries.get(uri);
  if (entry?.facts.kind !== 'flow') return undefined;
  const text = scene.text(uri);
  const cursor = cursorIn(text, offset);
  if (!cursor?.expression || cursor.place.path[1] !== 'definition') return undefined;
  const call = callIn(typedBefore(cursor));
  const its = call && functionNamed(call.name.value);
  if (!its) return undefined;
  const { mended } = cursor.place;
  const standing = standingAt(cursor.place, mended === text ? readingOf(entry, entry.facts) : readFlow(mended));
  return standing?.isEvaluated ? helpFor(its, call.separators.length - 1) : undefined;
}

/** The innermost call that is not closed. */
function callIn(root: Expression | undefined): Call | undefined {
  let found: Call | undefined;
  for (let node = root; node?.kind === 'call';) {
    const isOpen: boolean = node.end === undefined && node.separators.length > 0;
    if (isOpen) found = node;
    node = isOpen ? node.arguments[node.separators.length - 1] : openIndexIn(node);
  }
  return found;
}

/** What stands in the brackets behind a call. */
function openIndexIn({ accessors }: Call): Expression | undefined {
  return accessors.at(-1)?.index;
}

function helpFor(its: FunctionInfo, argument: number): SignatureHelp {
  const parameters: Span[] = [];
  let start = its.name.length + 1;
  for (const { length } of parametersOf(its)) {
    parameters.push({ start, end: start + length });
    start += length + ', '.length;
  }
  const last = its.parameters.length - 1;
  const active = argument <= last ? argument : its.parameters[last]?.variadic ? last : undefined;
  return { label: signatureOf(its), parameters, active, documentation: functionCard(its) };
}
