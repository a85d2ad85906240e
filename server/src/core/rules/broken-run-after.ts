import type { Block, Predecessor, Step } from '../facts/steps';
import { isIncomplete } from '../faults';
import { preferredIfOnly, type Fix, type Scene } from '../fix';
import { writtenAs } from '../flow-names';
import { insideOf } from '../inside';
import type { JsonValue } from '../json';
import type { JsonEditor } from '../json-edits';
import type { Flow } from '../model';
import { stepOf } from '../name-uses';
import { areTooMany, didYouMean, isNear, nearName } from '../near-names';
import { edited } from '../refactorings/edited';
import { isNeeded } from '../refactorings/needed-entry';
import { inFlow, type Draft, type Rule } from '../rule';
import { runAfterIn, type Circle } from '../run-after';
import { runOrderOf, type RunOrder } from '../run-order';
import { inOneBreath } from '../strings';
import type { Word } from '../text';

/** The states in which an action can leave the way to the next one. Source: Azure Logic Apps, handle errors and exceptions. */
const STATUSES = ['Succeeded', 'Failed', 'Skipped', 'TimedOut'];

export const brokenRunAfter: Rule = {
  id: 'broken-run-after',
  severity: 'error',
  summary: 'An action is to run after something that it cannot run after.',

  checkFlow: inFlow(function* (flow, inside) {
    if (isIncomplete(flow.faults)) return;
    const order = runOrderOf(inside);
    for (const block of blocksOf(flow)) {
      if (isSound(block, order)) continue;
      for (const step of block.steps) for (const predecessor of step.after) yield* inspect({ flow, block, step, predecessor });
      for (const circle of runAfterIn(block).circles) yield inCircle(circle, flow, block);
    }
  }),
};

/** Whether each action of a block is to run after others that are written before it there, as in most blocks, in states that there are. */
function isSound({ steps }: Block, order: RunOrder): boolean {
  if (order.hasTwins) return false;
  return steps.every((step) =>
    step.after.every(({ name, statuses }) => {
      const [its] = order.named(name.value);
      if (!its || its.name.span.start >= step.name.span.start || order.blockOf(its) !== order.blockOf(step)) return false;
      return statuses.length > 0 && statuses.every(isStatus);
    }),
  );
}

function isStatus({ value }: Word): boolean {
  return STATUSES.includes(value) || STATUSES.some((it) => isSame(it, value));
}

/** An entry of `runAfter`, and where it stands. */
interface Entry {
  readonly flow: Flow;
  readonly block: Block;
  readonly step: Step;
  readonly predecessor: Predecessor;
}

type Answer = Omit<Fix, 'preferred'>;

function* blocksOf(flow: Flow): Iterable<Block> {
  const { actions } = insideOf(flow);
  if (actions) yield actions;
  for (const step of runOrderOf(insideOf(flow)).steps) yield* step.blocks;
}

function* inspect(entry: Entry): Iterable<Draft> {
  const { flow, block, step, predecessor } = entry;
  const { name, statuses } = predecessor;
  const who = stepOf(step, flow);
  const order = runOrderOf(insideOf(flow));
  const sibling = order.named(name.value).find((it) => order.blockOf(it) === block);
  const said = (at: Word, message: string, fixes: (scene: Scene) => readonly Fix[]): Draft => ({
    at: { uri: flow.uri, span: at.span },
    message,
    subject: step.name.value,
    fixes,
  });
  if (sibling === step)
    yield said(name, `${who} is to run after itself, so it never starts: let it run after another action, or after none.`, (scene) =>
      preferredIfOnly(removal(entry, scene)),
    );
  else if (!sibling) yield said(name, `${who} is to run after ${elsewhere(entry)}`, (scene) => fixesElsewhere(entry, scene));
  else if (statuses.length === 0)
    yield said(name, `${who} is to run after '${name.value}' in no case at all: say in which, ${inOneBreath(STATUSES, 'or')}.`, (scene) =>
      preferredIfOnly([whenSucceeded(entry, scene), ...removal(entry, scene)]),
    );
  for (const status of statuses) {
    if (isStatus(status)) continue;
    const sentence = `${who} is to run after '${name.value}' when that is '${status.value}', which no action ever is`;
    yield said(status, didYouMean(sentence, status.value, STATUSES, `write ${inOneBreath(STATUSES, 'or')}`), (scene) =>
      fixesForStatus(entry, status, scene),
    );
  }
}

/** What is named that does not stand beside the action, and what to do: the end of a sentence. */
function elsewhere({ flow, block, step, predecessor }: Entry): string {
  const order = runOrderOf(insideOf(flow));
  const name = predecessor.name.value;
  const [target] = order.named(name);
  const beside = block.steps.filter((it) => it !== step).map((it) => it.name.value);
  if (!target) return didYouMean(`'${name}', which the flow does not have`, name, beside, 'name an action beside it');
  if (target.role === 'trigger') return `the trigger '${name}', as all actions do: leave that out.`;
  const holders = [...order.enclosing(step)];
  if (holders.includes(target)) return `'${name}', in which it stands: leave that out, for it starts with that.`;
  const holder = holderBeside(target, block, flow);
  if (holder === step) return `'${name}', which stands inside of it: leave that out.`;
  if (holder) return `'${name}', which stands inside of '${holder.name.value}': let it run after that.`;
  const outer = holders.find((it) => order.blockOf(it) === order.blockOf(target));
  if (outer) return `'${name}', which stands outside of '${outer.name.value}': let '${outer.name.value}' run after that.`;
  return `'${name}', which does not stand beside it: name an action that does.`;
}

/** Of the actions of a block the one that holds another. */
function holderBeside(target: Step, block: Block, flow: Flow): Step | undefined {
  const order = runOrderOf(insideOf(flow));
  return [...order.enclosing(target)].find((it) => order.blockOf(it) === block);
}

/** In place of what is not there: what is nearly called that, or what holds it; or nothing. */
function fixesElsewhere(entry: Entry, scene: Scene): readonly Fix[] {
  const { flow, block, step, predecessor } = entry;
  const name = predecessor.name.value;
  const [target] = runOrderOf(insideOf(flow)).named(name);
  const holder = target && holderBeside(target, block, flow);
  const canRunAfter = (it: Step): boolean =>
    it !== step && !step.after.some((other) => isSame(other.name.value, it.name.value)) && !runAfterIn(block).isBefore(step, it);
  const near = target || areTooMany(block.steps) ? [] : block.steps.filter((it) => isNear(it.name.value, name) && canRunAfter(it));
  const [only] = near;
  if (only && near.length === 1)
    return [{ ...replacement(entry, only, scene), safety: 'safe', preferred: true }, ...preferredIfOnly(removal(entry, scene), false)];
  const others = holder && canRunAfter(holder) ? [holder] : near;
  const isSettled = target?.role === 'trigger' || others.length > 0; // what else it waits for is not known
  return preferredIfOnly([...others.map((it) => replacement(entry, it, scene)), ...removal(entry, scene)], isSettled);
}

function fixesForStatus(entry: Entry, status: Word, scene: Scene): readonly Fix[] {
  const near = nearName(status.value, STATUSES);
  const { statuses } = entry.predecessor;
  const isThere = near !== undefined && statuses.some((it) => isSame(it.value, near));
  if (near !== undefined && !isThere)
    return [
      {
        title: `Write '${near}'`,
        safety: 'safe',
        preferred: true,
        edits: changed(entry, scene, (editor) => editor.rename(status.span, near)),
      },
    ];
  if (statuses.length === 1) return preferredIfOnly([whenSucceeded(entry, scene), ...removal(entry, scene)]);
  const leaveOut = (editor: JsonEditor): void => {
    const list = statusesIn(editor, entry);
    editor.removeItem(
      list,
      [...list.items()].find((it) => it.inner.start === status.span.start)!,
    );
  };
  return preferredIfOnly([{ title: `Leave '${status.value}' out`, safety: 'review', edits: changed(entry, scene, leaveOut) }]);
}

function inCircle({ step, predecessor, steps }: Circle, flow: Flow, block: Block): Draft {
  const holder = block === insideOf(flow).actions ? undefined : runOrderOf(insideOf(flow)).parentOf(step);
  const starts = block.steps.some((it) => it.after.length === 0);
  const nothing = holder ? `nothing in '${holder.name.value}'` : 'nothing in the flow';
  const none = steps.length === 2 ? 'neither' : `none of these ${steps.length} actions`;
  const last = predecessor.name.value;
  return {
    at: { uri: flow.uri, span: predecessor.name.span },
    message: `${stepOf(step, flow)} is to run after '${last}', which itself waits for '${step.name.value}', so that ${starts ? none : nothing} ever starts: let one of them not wait for the other.`,
    subject: step.name.value,
    related: steps.slice(1).map((it, index) => {
      const { name } = it.after.find((other) => isSame(other.name.value, steps[index]!.name.value))!;
      return { uri: flow.uri, span: name.span, message: `'${it.name.value}' runs after '${name.value}'` };
    }),
    fixes: (scene) => preferredIfOnly(removal({ flow, block, step, predecessor }, scene), false),
  };
}

function replacement(entry: Entry, by: Step, scene: Scene): Answer {
  const { flow, predecessor } = entry;
  const to = by.name.value;
  return {
    title: `Run after '${to}'`,
    safety: 'review',
    edits: () => edited(scene, (edits) => edits.replace(flow.uri, predecessor.name.span, writtenAs(to, 'after'))),
  };
}

/** None where that would leave an expression without what it names. */
function removal(entry: Entry, scene: Scene): readonly Answer[] {
  const { flow, step, predecessor } = entry;
  if (isNeeded(insideOf(flow), step, predecessor)) return [];
  const name = predecessor.name.value;
  const isOnly = step.after.length === 1;
  return [
    {
      title: `Do not run after '${name}'`,
      safety: 'review',
      notes: () => (isOnly ? [`'${step.name.value}' then runs after nothing: it starts with what holds it.`] : []),
      edits: changed(entry, scene, (editor) => editor.removeMember(editor.valueAt(step.afterSpan!), name)),
    },
  ];
}

function whenSucceeded(entry: Entry, scene: Scene): Answer {
  const name = entry.predecessor.name.value;
  return {
    title: `Run after '${name}' has succeeded`,
    safety: 'review',
    edits: changed(entry, scene, (editor) => {
      editor.replace(statusesIn(editor, entry), ['Succeeded']);
    }),
  };
}

/** The states of just this entry: there may be another of the same name. */
function statusesIn(editor: JsonEditor, { step, predecessor }: Entry): JsonValue {
  const entries = [...editor.valueAt(step.afterSpan!).members()];
  return entries.find((it) => it.keySpan.start === predecessor.name.span.start)!.value;
}

function changed({ flow }: Entry, scene: Scene, change: (editor: JsonEditor) => void): Fix['edits'] {
  return () => edited(scene, (edits) => change(edits.json(flow.uri)));
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
