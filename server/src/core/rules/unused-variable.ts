import { expressionFlawsOf } from '../flaws';
import type { FlowInside } from '../facts/flow';
import { isIncomplete } from '../faults';
import type { Fix, Scene } from '../fix';
import { placesNaming } from '../flow-names';
import { insideOf } from '../inside';
import { memo } from '../memo';
import type { Flow } from '../model';
import { usesIn } from '../name-uses';
import { edited } from '../refactorings/edited';
import { actionIn, removeStep } from '../refactorings/steps';
import { inFlow, type Rule } from '../rule';
import { runOrderOf } from '../run-order';
import { initializationsIn, type Initialization } from '../variables';

export const unusedVariable: Rule = {
  id: 'unused-variable',
  severity: 'info',
  summary: 'A variable is initialized and named nowhere else in the flow.',
  tag: 'unnecessary',

  checkFlow: inFlow(function* (flow, inside) {
    const starts = initializationsIn(inside);
    if (starts.size === 0 || isIncomplete(flow.faults) || mayNameMore(flow)) return;
    const used = usedVariablesIn(inside);
    for (const [first] of starts.values()) {
      if (!first || used.has(first.variable.name.value.toLowerCase()) || isNamedElsewhere(first, flow)) continue;
      const { name } = first.variable;
      yield {
        at: { uri: flow.uri, span: name.span },
        message: `Flow '${flow.name}' initializes the variable '${name.value}', which is named nowhere else: remove it.`,
        subject: name.value,
        *fixes(scene) {
          const its = first.step.name.value;
          if (!placesNaming('action', its, flow).some((it) => it.role === 'use')) yield removal(first, flow, scene);
        },
      };
    }
  }),
};

/** Those that something reads or writes, in lower case. */
function usedVariablesIn(inside: FlowInside): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { writes } of runOrderOf(inside).steps) if (writes) names.add(writes.value.toLowerCase());
  for (const { use } of usesIn(inside)) if (use.kind === 'variable') names.add(use.name.value.toLowerCase());
  return names;
}

/** Whether a variable may be named where that cannot be read: in an expression that is broken, or by an action whose variable is computed. */
function mayNameMore(flow: Flow): boolean {
  return (
    expressionFlawsOf(insideOf(flow), 'syntax', 'double-quoted', 'too-long', 'literal').length > 0 ||
    runOrderOf(insideOf(flow)).steps.some((it) => /variable$/i.test(it.type) && it.variables.length === 0 && !it.writes)
  );
}

/** What steps say of themselves, in lower case, where it holds a name in quotes. */
const quotingIn = memo((inside: FlowInside): readonly string[] =>
  runOrderOf(inside).steps.flatMap(({ description: { value } = { value: '' } }) => (value.includes("'") ? value.toLowerCase() : [])),
);

/** Prose counts: who writes of a variable has a use for it. */
function isNamedElsewhere({ variable: { name } }: Initialization, flow: Flow): boolean {
  const quoted = `'${name.value.toLowerCase()}'`;
  return placesNaming('variable', name.value, flow).length > 1 || quotingIn(insideOf(flow)).some((it) => it.includes(quoted));
}

function removal({ step, variable }: Initialization, flow: Flow, scene: Scene): Fix {
  return {
    title: `Remove the variable '${variable.name.value}'`,
    safety: 'review',
    preferred: true,
    edits: () =>
      edited(scene, (edits) => {
        if (step.variables.length === 1) return removeStep(edits, flow, step);
        const editor = edits.json(flow.uri);
        const all = actionIn(editor, flow, step).get('inputs', 'variables')!;
        const its = [...all.items()].find((it) => it.get('name')?.inner.start === variable.name.span.start)!;
        editor.removeItem(all, its);
      }),
  };
}
