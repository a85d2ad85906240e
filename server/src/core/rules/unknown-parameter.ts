import { isIncomplete } from '../faults';
import { speakerOf, usesIn } from '../name-uses';
import { didYouMean } from '../near-names';
import { inFlow, type Rule } from '../rule';

export const unknownParameter: Rule = {
  id: 'unknown-parameter',
  severity: 'error',
  summary: 'An expression reads a parameter that the flow does not declare.',

  checkFlow: inFlow(function* (flow, inside) {
    if (isIncomplete(flow.faults)) return;
    const uses = usesIn(inside).filter((it) => it.use.kind === 'parameter');
    if (uses.length === 0) return;
    const names = inside.parameters.map((it) => it.value).filter((it) => !it.startsWith('$'));
    const declared = new Set(names.map((it) => it.toLowerCase()));
    for (const it of uses) {
      const { name } = it.use;
      if (declared.has(name.value.toLowerCase())) continue;
      const sentence = `${speakerOf(it.step, flow)} reads the parameter '${name.value}', which the flow does not declare`;
      yield {
        at: { uri: flow.uri, span: name.span },
        message: didYouMean(sentence, name.value, names, 'declare it, or name one that is declared'),
        subject: name.value,
      };
    }
  }),
};
