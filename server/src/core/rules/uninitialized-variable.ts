import { isIncomplete } from '../faults';
import type { FlowInside } from '../facts/flow';
import type { Step } from '../facts/steps';
import { insideOf } from '../inside';
import type { Flow } from '../model';
import { didYouMean } from '../near-names';
import { runAfterInitialization } from '../refactorings/run-after';
import { inFlow, type Draft, type Rule } from '../rule';
import { runOrderOf } from '../run-order';
import type { Word } from '../text';
import { initializationsIn, isSurelyBefore, saysItsVariables } from '../variables';

export const uninitializedVariable: Rule = {
  id: 'uninitialized-variable',
  severity: 'error',
  summary: 'A variable is read or written where it has not been initialized.',

  checkFlow: inFlow(function* (flow, inside) {
    if (isIncomplete(flow.faults)) return;
    for (const step of runOrderOf(inside).steps) {
      if (step.writes && !isSurelyInitialized(step.writes, step, inside)) yield* inspected(step.writes, 'writes', step, flow);
      for (const { kind, name } of step.uses)
        if (kind === 'variable' && !isSurelyInitialized(name, step, inside)) yield* inspected(name, 'reads', step, flow);
    }
    for (const { kind, name } of inside.outputs.uses)
      if (kind === 'variable' && isUnknown(name, flow)) yield draft(`The outputs of flow '${flow.name}' name`, name, flow);
  }),
};

function isSurelyInitialized({ value }: Word, step: Step, inside: FlowInside): boolean {
  const starts = initializationsIn(inside).get(value.toLowerCase());
  return starts?.some((it) => isSurelyBefore(it, step, inside)) === true;
}

/** Of a name that stands where it is not sure that the variable has been initialized. */
function* inspected(name: Word, does: string, step: Step, flow: Flow): Iterable<Draft> {
  if (name.value === '') return; // somebody is typing it
  const who = `The ${step.role} '${step.name.value}' of flow '${flow.name}' ${does}`;
  const [first] = initializationsIn(insideOf(flow)).get(name.value.toLowerCase()) ?? [];
  if (step.role === 'trigger')
    yield found(`${who} the variable '${name.value}', but no variable has a value before the flow has started: leave it out.`, name, flow);
  else if (isUnknown(name, flow)) yield draft(who, name, flow);
  else if (first && runOrderOf(insideOf(flow)).isSettled(step)) {
    const its = first.step.name;
    const reason =
      first.step === step
        ? 'which it initializes itself: give it another value.'
        : `but need not run after '${its.value}', which initializes it: let it run after that.`;
    const draft = found(`${who} the variable '${name.value}', ${reason}`, name, flow);
    yield {
      ...draft,
      related: [{ uri: flow.uri, span: its.span, message: `'${its.value}' initializes it` }],
      fixes: (scene) => runAfterInitialization(name, step, flow, scene),
    };
  }
}

function isUnknown({ value }: Word, flow: Flow): boolean {
  return value !== '' && !initializationsIn(insideOf(flow)).has(value.toLowerCase()) && saysItsVariables(insideOf(flow));
}

/** Of a variable that the flow initializes nowhere. */
function draft(who: string, name: Word, flow: Flow): Draft {
  const known = [...initializationsIn(insideOf(flow)).values()].flatMap(([it]) => (it ? it.variable.name.value : []));
  const sentence = `${who} the variable '${name.value}', which is initialized nowhere`;
  return found(didYouMean(sentence, name.value, known, 'initialize it at the top of the flow'), name, flow);
}

function found(message: string, name: Word, flow: Flow): Draft {
  return { at: { uri: flow.uri, span: name.span }, message, subject: name.value };
}
