import type { Step } from '../facts/steps';
import { isIncomplete } from '../faults';
import type { Fix, Scene } from '../fix';
import type { Flow } from '../model';
import { edited } from '../refactorings/edited';
import { actionIn, freeName, insertStep } from '../refactorings/steps';
import { inFlow, type Rule } from '../rule';
import { runOrderOf } from '../run-order';

export const selfReferencingVariable: Rule = {
  id: 'self-referencing-variable',
  severity: 'error',
  summary: 'A variable is set to a value that is made from the variable itself, which the platform refuses.',

  checkFlow: inFlow(function* (flow, inside) {
    for (const step of runOrderOf(inside).steps) {
      const name = step.writes?.value;
      if (name === undefined || step.type.toLowerCase() !== 'setvariable') continue;
      const use = step.uses.find((it) => it.kind === 'variable' && !it.isLate && it.name.value.toLowerCase() === name.toLowerCase());
      if (!use) continue;
      yield {
        at: { uri: flow.uri, span: use.name.span },
        message: `The action '${step.name.value}' of flow '${flow.name}' sets the variable '${name}' to a value that reads it, which the platform refuses: compute the value in an action before it.`,
        subject: use.name.value,
        *fixes(scene) {
          if (!isIncomplete(flow.faults)) yield throughCompose(step, flow, scene);
        },
      };
    }
  }),
};

function throughCompose(step: Step, flow: Flow, scene: Scene): Fix {
  const name = freeName(flow, `Value_of_${step.name.value}`);
  return {
    title: `Compute the value in the action '${name}' before it`,
    safety: 'review',
    preferred: true,
    edits: () =>
      edited(scene, (edits) => {
        const editor = edits.json(flow.uri);
        const value = actionIn(editor, flow, step).get('inputs', 'value')!; // where the variable is read
        insertStep(edits, flow, { name, value: { type: 'Compose', inputs: editor.moved(value) } }, { before: step });
        editor.replace(value, `@outputs('${name.replaceAll("'", "''")}')`);
      }),
  };
}
