import { EditSet } from '../edit-set';
import { templateOf } from '../expressions/template';
import { LIMITS } from '../facts/limits';
import type { Step } from '../facts/steps';
import { Refusal, type Scene } from '../fix';
import { placesNaming, writtenAs, type FlowName } from '../flow-names';
import { insideOf } from '../inside';
import { parseJson } from '../json';
import type { Flow } from '../model';
import { count } from '../reports/check';
import { runOrderOf } from '../run-order';
import type { Refactoring } from './refactoring';

/** What the designer takes in no name. It refuses `:` and `#` too, but older ones did not, and real flows are full of them. */
const FORBIDDEN = /[<>%&\\?/\p{Cc}]/u;

/** The name that an action gets when somebody types this: the designer writes `_` for each blank. */
export function actionNameFrom(typed: string): string {
  return typed.trim().replaceAll(/\s/g, '_');
}

/**
 * Why an action or a trigger cannot have a name, as a sentence; undefined when it can. Blanks are taken, for they become `_`.
 * Source: `isOperationNameValid` of the designer, Azure/LogicAppsUX; the length from the limits of Power Automate.
 */
export function refusedActionName(flow: Flow, step: Step, to: string): string | undefined {
  const name = actionNameFrom(to);
  const what = `The ${step.role} '${step.name.value}'`;
  if (name === '') return `${what} needs a name: write one.`;
  if (name === step.name.value) return `${what} has this name already: choose another one.`;
  if (name.startsWith('@') || templateOf(name).kind !== 'literal')
    return `'${name}' is an expression, which cannot be a name: write a plain text.`;
  if (FORBIDDEN.test(name)) return `'${name}' cannot be a name: leave out < > % & \\ ? and /, which Power Automate takes in none.`;
  if (/^internal\./i.test(name))
    return `'${name}' cannot be a name: those that begin with 'internal.' are the platform's own. Choose another one.`;
  if (name.length > LIMITS.name)
    return `'${name}' has ${name.length} characters, and Power Automate takes ${LIMITS.name} at most: shorten it.`;
  const owner = runOrderOf(insideOf(flow))
    .named(name)
    .find((it) => it !== step);
  return owner && `The ${owner.role} '${owner.name.value}' of this flow has this name already: choose another one.`;
}

/**
 * Gives an action or a trigger another name, and writes that wherever the flow names it: in `runAfter` and in expressions, in whatever
 * letter case. Throws `Refusal`.
 */
export function renameAction(flow: Flow, step: Step, to: string, scene: Scene): Refactoring {
  const reason = refusedActionName(flow, step, to);
  if (reason) throw new Refusal(reason);
  const name = actionNameFrom(to);
  const set = new EditSet(scene);
  const places = placesNaming('action', step.name.value, flow);
  const meant = places.filter((it) => isMeant(it, step, flow));
  for (const { name: at, role } of meant) if (at.value !== name) set.replace(flow.uri, at.span, writtenAs(name, role));
  const edits = set.build();
  return {
    edits,
    notes: [
      ...(meant.length < places.length
        ? [`Another action is called '${step.name.value}' too: what names that one, or may name it, was left as it is.`]
        : []),
      ...addressNote(step),
      ...descriptionNote(step.name.value, flow),
      ...staticResultNote(step, scene.text(flow.uri)),
    ],
  };
}

/** Names are unique in a flow that can be saved. Where one is not, a place counts only if it can mean no other. */
function isMeant({ role, step: at }: FlowName, step: Step, flow: Flow): boolean {
  const order = runOrderOf(insideOf(flow));
  const all = order.named(step.name.value);
  if (all.length === 1) return true;
  if (role === 'definition') return at === step;
  if (!at) return false;
  const can =
    role === 'after'
      ? all.filter((it) => order.blockOf(it) === order.blockOf(at))
      : all.filter((it) => [...order.enclosing(at)].includes(it) || order.sight(it, at, false) === 'seen');
  return can.length === 1 && can[0] === step;
}

/** The address of a flow that starts on a request holds its trigger's name: `…/triggers/manual/paths/invoke`. */
function addressNote({ role, type, kind = 'Http' }: Step): readonly string[] {
  return role === 'trigger' && /^request$/i.test(type) && /^http$/i.test(kind)
    ? ['The address that this flow is called at holds the name of its trigger: whoever calls it needs the new one.']
    : [];
}

/** Descriptions often hold a copy of an expression. */
export function descriptionNote(name: string, flow: Flow): readonly string[] {
  const quoted = `'${name.replaceAll("'", "''")}'`.toLowerCase();
  const number = runOrderOf(insideOf(flow)).steps.filter((it) => it.description?.value.toLowerCase().includes(quoted)).length;
  if (number === 0) return [];
  return [
    `${count(number, 'description')} of this flow still ${number === 1 ? 'says' : 'say'} '${name}': what descriptions say is never evaluated.`,
  ];
}

/** A static result is called like its action at first, and keeps that name. */
function staticResultNote({ name, span }: Step, text: string): readonly string[] {
  const own = text.slice(span.start, span.end);
  if (!own.includes('staticResult')) return [];
  const result = parseJson(`{${own}}`).root?.get(name.value, 'runtimeConfiguration', 'staticResult', 'name')?.string;
  return result === undefined ? [] : [`Its static result keeps the name '${result}', which is a name of its own.`];
}
