import type { Scene } from '../fix';
import { mentionAt, mentionsIn, mentionsOf, type Thing } from '../mentions';
import type { Location, Span, Uri } from '../text';
import type { Snapshot } from '../workspace';
import { folderOf } from '../occurrences';
import { distinct, isOn, mentionedAt } from './mentioned';

/** Every place where what is written at an offset is written; its definitions only when they are wanted too. A trigger's name stands for its flow too, and where there is none the flow's first character, for a definition leads there. */
export function references(uri: Uri, offset: number, withDefinitions: boolean, { snapshot }: Scene): readonly Location[] {
  const things = [...mentionedAt(uri, offset, snapshot).map(({ thing }) => thing), ...flowStartedAt(uri, offset, snapshot)];
  const all = things.flatMap((it) => mentionsOf(it, snapshot));
  const wanted = all.filter(({ role }) => withDefinitions || role !== 'definition');
  return distinct(wanted, (it) => it.span.start).map((it) => ({ uri: it.uri, span: it.span }));
}

/** Whether what is written at an offset is a name in its flow, which no other file tells anything of. */
export function isNameInFlow(uri: Uri, offset: number, snapshot: Snapshot): boolean {
  const kind = mentionAt(uri, offset, snapshot)?.thing.kind;
  return (kind === 'action' || kind === 'variable' || kind === 'parameter') && flowStartedAt(uri, offset, snapshot).length === 0;
}

function flowStartedAt(uri: Uri, offset: number, snapshot: Snapshot): readonly Thing[] {
  const flow = folderOf(uri, snapshot)?.flows.find((it) => it.uri === uri);
  const at = flow?.triggerName?.span ?? flow?.start;
  return flow?.id !== undefined && at && isOn(offset, at) ? [{ kind: 'flow', name: flow.id }] : [];
}

/** The places in the same file. `isWrite` for those that define it, and that give a variable its values. */
export function highlights(uri: Uri, offset: number, { snapshot }: Scene): readonly { readonly span: Span; readonly isWrite: boolean }[] {
  const things = new Set(mentionedAt(uri, offset, snapshot).map(({ thing }) => idOf(thing)));
  if (things.size === 0) return [];
  const its = mentionsIn(uri, snapshot).filter(({ thing }) => things.has(idOf(thing)));
  return its.map(({ span, role }) => ({ span, isWrite: role === 'definition' || role === 'write' }));
}

function idOf(thing: Thing): string {
  return `${thing.kind} ${'flow' in thing ? thing.flow : ''} ${thing.name}`;
}
