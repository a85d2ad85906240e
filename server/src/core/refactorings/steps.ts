import type { EditSet } from '../edit-set';
import { LIMITS } from '../facts/limits';
import type { Predecessor, Step } from '../facts/steps';
import { Refusal } from '../fix';
import { insideOf } from '../inside';
import type { JsonValue } from '../json';
import type { JsonEditor } from '../json-edits';
import type { NewJson } from '../json-layout';
import type { Flow } from '../model';
import { runOrderOf } from '../run-order';

/** An action that is to be: what it says but for `runAfter`. */
export interface NewStep {
  readonly name: string;
  readonly value: { readonly [key: string]: NewJson };
}

const SUCCEEDED = 'Succeeded';

/** The name that is wanted, or the first like it that no trigger or action of the flow has in any letter case: `Compose_1`. */
export function freeName(flow: Flow, wanted: string): string {
  const order = runOrderOf(insideOf(flow));
  for (let number = 0; ; number++) {
    const suffix = number === 0 ? '' : `_${number}`;
    const name = wanted.slice(0, LIMITS.name - suffix.length) + suffix;
    if (order.named(name).length === 0) return name;
  }
}

/** Takes an action out with all it holds. What ran after it runs after what it ran after. Expressions that name it are not looked at. */
export function removeStep(edits: EditSet, flow: Flow, step: Step): void {
  takeOut(edits.json(flow.uri), flow, step);
}

/**
 * Puts an action beside another. Before it: the new one starts when that one did, which runs when the new one has succeeded. Behind
 * it: what ran when that one had succeeded runs when the new one has. Its members are in the order of those of that one.
 */
export function insertStep(
  edits: EditSet,
  flow: Flow,
  { name, value }: NewStep,
  place: { readonly before: Step } | { readonly behind: Step },
): void {
  const editor = edits.json(flow.uri);
  if ('before' in place) {
    const action = actionIn(editor, flow, place.before);
    const runAfter = action.get('runAfter');
    const its = { ...value, ...(runAfter && { runAfter: editor.moved(runAfter) }) };
    editor.insertMemberBefore(siblingsOf(editor, flow, place.before), name, ordered(its, action), place.before.name.value);
    runAfterOnly(editor, action, name);
  } else {
    const { behind } = place;
    const action = actionIn(editor, flow, behind);
    const its = { ...value, runAfter: { [behind.name.value]: [SUCCEEDED] } };
    editor.insertMember(siblingsOf(editor, flow, behind), name, ordered(its, action), behind.name.value);
    for (const { predecessor } of followersOf(flow, behind))
      if (predecessor.statuses.every((it) => isSame(it.value, SUCCEEDED))) editor.rename(predecessor.name.span, name);
  }
}

/** Takes an action out of what holds it, and puts it before that at the top of the flow. For one that stands there already nothing changes. */
export function moveToRoot(edits: EditSet, flow: Flow, step: Step): void {
  const outermost = [...runOrderOf(insideOf(flow)).enclosing(step)].at(-1);
  if (!outermost) return;
  const editor = edits.json(flow.uri);
  const holder = actionIn(editor, flow, outermost);
  const value = actionIn(editor, flow, step);
  const runAfter = holder.get('runAfter');
  const starts = runAfter ? editor.moved(runAfter) : {};
  const moved = editor.moved(value, (inside) => {
    const its = value.get('runAfter');
    if (its) inside.replace(its, starts);
    else inside.insertMember(value, 'runAfter', starts);
  });
  takeOut(editor, flow, step);
  editor.insertMemberBefore(siblingsOf(editor, flow, outermost), step.name.value, moved, outermost.name.value);
  runAfterOnly(editor, holder, step.name.value);
}

/**
 * Puts actions that stand beside each other into a new scope, in the place of the first. The scope runs after what they ran after, and
 * what ran after one of them runs after the scope. Throws `Refusal` where the flow could not be saved then, or would run otherwise.
 */
export function wrapInScope(edits: EditSet, flow: Flow, steps: readonly Step[], name: string): void {
  const [first] = steps;
  if (!first) return;
  const inside = new Set(steps);
  requireTogether(flow, inside);
  const starts = outerPredecessors(flow, inside);
  const editor = edits.json(flow.uri);
  const siblings = siblingsOf(editor, flow, first);
  for (const it of steps) requireOwnName(flow, it);
  const actions = steps.map((step): [string, NewJson] => [
    step.name.value,
    editor.moved(actionIn(editor, flow, step), (its) => {
      for (const it of step.after) if (!namesOneOf(inside, it)) its.removeMember(its.valueAt(step.afterSpan!), it.name.value);
    }),
  ]);
  const scope = { type: 'Scope', actions: Object.fromEntries(actions), runAfter: Object.fromEntries(starts) };
  editor.insertMemberBefore(siblings, name, ordered(scope, actionIn(editor, flow, first)), first.name.value);
  for (const step of steps) editor.removeMember(siblings, step.name.value);
  for (const follower of runOrderOf(insideOf(flow)).blockOf(first)!.steps) {
    const its = inside.has(follower) ? [] : follower.after.filter((it) => namesOneOf(inside, it));
    if (its.length === 0) continue;
    if (new Set(its.map(waitsForSuccess)).size > 1)
      throw new Refusal(
        `The action '${follower.name.value}' of flow '${flow.name}' runs when one of these actions succeeds and another does not, which one scope cannot tell apart: take it into the scope with them.`,
      );
    const runAfter = editor.valueAt(follower.afterSpan!);
    const statuses = [...new Set(its.flatMap((it) => it.statuses.map((status) => status.value)))];
    editor.insertMember(runAfter, name, statuses, its[0]!.name.value);
    for (const it of its) editor.removeMember(runAfter, it.name.value);
  }
}

/** Makes an action run after one more, which it does not name yet. */
export function addRunAfter(edits: EditSet, flow: Flow, step: Step, predecessor: string, statuses: readonly string[] = [SUCCEEDED]): void {
  const editor = edits.json(flow.uri);
  const action = actionIn(editor, flow, step);
  const runAfter = action.get('runAfter');
  if (!runAfter) editor.insertMember(action, 'runAfter', { [predecessor]: statuses });
  else if (runAfter.kind === 'object') editor.insertMember(runAfter, predecessor, statuses);
  else editor.replace(runAfter, { [predecessor]: statuses });
}

function takeOut(editor: JsonEditor, flow: Flow, step: Step): void {
  requireOwnName(flow, step);
  editor.removeMember(siblingsOf(editor, flow, step), step.name.value);
  for (const { follower, predecessor } of followersOf(flow, step)) {
    const runAfter = editor.valueAt(follower.afterSpan!);
    for (const { name, statuses } of step.after) {
      if (follower.after.some((it) => isSame(it.name.value, name.value)) || isSame(follower.name.value, name.value)) continue;
      editor.insertMember(
        runAfter,
        name.value,
        statuses.map((it) => it.value),
        predecessor.name.value,
      );
    }
    editor.removeMember(runAfter, predecessor.name.value);
  }
}

/** Of two members of one name only the last counts, and nobody can tell which of the two `runAfter` means. */
function requireOwnName(flow: Flow, step: Step): void {
  const { value } = step.name;
  if (
    runOrderOf(insideOf(flow))
      .blockOf(step)
      ?.steps.some((it) => it !== step && it.name.value === value)
  )
    throw new Refusal(
      `Two actions of flow '${flow.name}' that stand beside each other are called '${value}': give one of them another name first.`,
    );
}

/** Those beside a step that name it in `runAfter`, and where they do. */
function* followersOf(flow: Flow, step: Step): Iterable<{ readonly follower: Step; readonly predecessor: Predecessor }> {
  for (const follower of runOrderOf(insideOf(flow)).blockOf(step)?.steps ?? [])
    for (const predecessor of follower === step ? [] : follower.after)
      if (isSame(predecessor.name.value, step.name.value)) yield { follower, predecessor };
}

function runAfterOnly(editor: JsonEditor, action: JsonValue, name: string): void {
  const runAfter = action.get('runAfter');
  if (runAfter) editor.replace(runAfter, { [name]: [SUCCEEDED] });
  else editor.insertMember(action, 'runAfter', { [name]: [SUCCEEDED] });
}

/** What a scope of these runs after. Throws `Refusal` where two of them run after the same in other states, which one scope cannot do. */
function outerPredecessors(flow: Flow, inside: ReadonlySet<Step>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Predecessor>();
  for (const { after } of inside)
    for (const it of after.filter((one) => !namesOneOf(inside, one))) {
      const known = found.get(it.name.value.toLowerCase()) ?? it;
      if (statesOf(known) !== statesOf(it))
        throw new Refusal(
          `Two of these actions of flow '${flow.name}' run after '${it.name.value}' in different cases, which one scope cannot do: put each into a scope of its own.`,
        );
      found.set(it.name.value.toLowerCase(), known);
    }
  return new Map([...found.values()].map(({ name, statuses }) => [name.value, statuses.map((it) => it.value)]));
}

function requireTogether(flow: Flow, inside: ReadonlySet<Step>): void {
  const order = runOrderOf(insideOf(flow));
  const [block, ...others] = new Set([...inside].map((it) => order.blockOf(it)));
  if (!block || others.length > 0)
    throw new Refusal(`These actions of flow '${flow.name}' stand in different places: choose actions that stand beside each other.`);
  const start = [...inside].find((it) => it.variables.length > 0);
  if (start)
    throw new Refusal(
      `The action '${start.name.value}' of flow '${flow.name}' initializes a variable, which no scope may hold: leave it out.`,
    );
  const between = block.steps.find((it) => !inside.has(it) && runsBetween(it));
  if (between)
    throw new Refusal(
      `The action '${between.name.value}' of flow '${flow.name}' runs between these actions: take it into the scope with them.`,
    );

  function holdsOne(steps: ReadonlySet<Step>): boolean {
    return [...steps].some((it) => inside.has(it));
  }

  function runsBetween(step: Step): boolean {
    return holdsOne(order.before(step)) && holdsOne(order.behind(step));
  }
}

function namesOneOf(steps: ReadonlySet<Step>, { name }: Predecessor): boolean {
  return [...steps].some((it) => isSame(it.name.value, name.value));
}

function waitsForSuccess({ statuses }: Predecessor): boolean {
  return statuses.some((it) => isSame(it.value, SUCCEEDED));
}

function statesOf({ statuses }: Predecessor): string {
  return statuses
    .map((it) => it.value.toLowerCase())
    .sort()
    .join();
}

/** The object whose member an action is. */
function siblingsOf(editor: JsonEditor, flow: Flow, step: Step): JsonValue {
  const block = runOrderOf(insideOf(flow)).blockOf(step);
  if (!block) throw new Error(`${step.name.value} is no action of ${flow.uri}`);
  return editor.valueAt(block.span);
}

/** The JSON of an action, as an editor of its flow reads it. */
export function actionIn(editor: JsonEditor, flow: Flow, step: Step): JsonValue {
  for (const { keySpan, value } of siblingsOf(editor, flow, step).members()) if (keySpan.start === step.name.span.start) return value;
  throw new Error(`${step.name.value} is not where it was in ${flow.uri}`);
}

/** The members of a new action as another one has them; what one holds stands where the other has its inputs. */
function ordered(value: NewStep['value'], like: JsonValue): NewStep['value'] {
  const keys = [...like.members()].map(({ key }) => contentOr(key));
  const place = (key: string): number => (keys.includes(contentOr(key)) ? keys.indexOf(contentOr(key)) : keys.length);
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => place(a) - place(b)));
}

function contentOr(key: string): string {
  return key === 'actions' ? 'inputs' : key;
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
