import type { Step } from '../facts/steps';
import { foldersOf, type Scene } from '../fix';
import { insideOf } from '../inside';
import type { Flow } from '../model';
import { stepOf } from '../name-uses';
import { actionNameFrom, refusedActionName, renameAction } from '../refactorings/rename-action';
import { reviewFix } from '../refactorings/review-fix';
import { inFlow, type Rule } from '../rule';
import { runOrderOf } from '../run-order';

/** What the designer calls an action of a type, which in lower case is the key: names that say nothing of what it is for. */
const given: ReadonlyMap<string, readonly string[]> = new Map([
  ['appendtoarrayvariable', ['Append_to_array_variable']],
  ['appendtostringvariable', ['Append_to_string_variable']],
  ['compose', ['Compose']],
  ['decrementvariable', ['Decrement_variable']],
  ['foreach', ['Apply_to_each', 'For_each']],
  ['http', ['HTTP']],
  ['if', ['Condition']],
  ['incrementvariable', ['Increment_variable']],
  ['initializevariable', ['Initialize_variable', 'Initialize_variables']],
  ['join', ['Join']],
  ['parsejson', ['Parse_JSON']],
  ['query', ['Filter_array']],
  ['scope', ['Scope']],
  ['select', ['Select']],
  ['setvariable', ['Set_variable']],
  ['switch', ['Switch']],
  ['table', ['Create_CSV_table', 'Create_HTML_table']],
  ['until', ['Do_until', 'Until']],
  ['workflow', ['Run_a_Child_Flow']],
]);

export const defaultActionName: Rule = {
  id: 'default-action-name',
  severity: 'off',
  summary: 'An action still has the name that the designer gave it.',

  checkFlow: inFlow(function* (flow, inside) {
    for (const step of runOrderOf(inside).steps) {
      if (step.role === 'trigger') continue;
      const original = counted(step.name.value, step, flow);
      if (!original && !isGiven(step.name.value, step)) continue;
      const reason = original
        ? `is called like '${original.name.value}', but for a counter`
        : 'still has the name that the designer gave it';
      yield {
        at: { uri: flow.uri, span: step.name.span },
        message: `${stepOf(step, flow)} ${reason}: give it one that says what it is for.`,
        subject: step.name.value,
        *fixes(scene) {
          const name = sensibleName(step, flow, scene);
          if (name === undefined || isGiven(name, step) || counted(name, step, flow) || refusedActionName(flow, step, name)) return;
          yield reviewFix(`Rename to '${name}'`, true, () => renameAction(flow, step, name, scene));
        },
      };
    }
  }),
};

const COUNTER = /_[1-9]\d?$/;

/** Whether it is the name that the designer gives an action of this type, with or without a counter. */
function isGiven(name: string, { type }: Step): boolean {
  const names = given.get(type.toLowerCase());
  if (!names) return false;
  const stem = name.replace(COUNTER, '');
  return names.some((it) => isSame(it, stem));
}

/** The action that a name with a counter is made of: one that does the same. The designer counts so, and calls copies so. */
function counted(name: string, step: Step, flow: Flow): Step | undefined {
  if (!COUNTER.test(name) || isGiven(name, step)) return undefined;
  const isAlike = (it: Step): boolean => it !== step && isSame(it.type, step.type) && it.operation === step.operation;
  return runOrderOf(insideOf(flow)).named(name.replace(COUNTER, '')).find(isAlike);
}

/** What is done to a variable, by the type of the action in lower case. */
const verbs: ReadonlyMap<string, string> = new Map([
  ['initializevariable', 'Initialize'],
  ['setvariable', 'Set'],
  ['appendtoarrayvariable', 'Append_to'],
  ['appendtostringvariable', 'Append_to'],
  ['incrementvariable', 'Increment'],
  ['decrementvariable', 'Decrement'],
]);

/** A name made of what the action does it to, where that has a name itself: the variable or the child flow. */
function sensibleName(step: Step, flow: Flow, scene: Scene): string | undefined {
  const verb = verbs.get(step.type.toLowerCase());
  const [variable] = step.variables.length === 1 ? step.variables.map((it) => it.name.value) : [step.writes?.value];
  if (verb) return variable && actionNameFrom(`${verb}_${variable}`);
  const called = childFlow(step, flow, scene)?.name.match(/[\p{L}\p{N}]+/gu);
  return called ? `Run_${called.join('_')}` : undefined;
}

function childFlow(step: Step, flow: Flow, scene: Scene): Flow | undefined {
  const call = flow.childFlows.find((it) => it.at.start === step.name.span.start);
  const flows = call ? [...foldersOf(scene.snapshot)].flatMap((it) => it.flows) : [];
  return flows.find((it) => it.id === call?.flowId.value.toLowerCase());
}

function isSame(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}
