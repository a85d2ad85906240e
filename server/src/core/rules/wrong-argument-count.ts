import { functionNamed, type FunctionInfo } from '../expressions/functions';
import { expressionFlawsOf } from '../flaws';
import { speakerOf } from '../name-uses';
import { inFlow, type Rule } from '../rule';

export const wrongArgumentCount: Rule = {
  id: 'wrong-argument-count',
  severity: 'warning',
  summary: 'An expression gives a function more or fewer arguments than it takes.',

  checkFlow: inFlow(function* (flow, inside) {
    for (const { step, flaw } of expressionFlawsOf(inside, 'argument-count')) {
      const its = functionNamed(flaw.name)!;
      const remedy = flaw.count < its.minArgs ? 'add what is missing' : 'take out what is too much';
      yield {
        at: { uri: flow.uri, span: flaw.span },
        message: `${speakerOf(step, flow)} calls '${its.name}', which takes ${taken(its)} and has ${flaw.count === 0 ? 'none' : flaw.count}: ${remedy}.`,
        subject: its.name,
      };
    }
  }),
};

function taken({ minArgs, maxArgs }: FunctionInfo): string {
  if (maxArgs === 0) return 'no argument';
  if (maxArgs === minArgs) return count(minArgs);
  if (maxArgs === null) return `${count(minArgs)} or more`;
  if (minArgs === 0) return `at most ${count(maxArgs)}`;
  return `${minArgs} ${maxArgs === minArgs + 1 ? 'or' : 'to'} ${count(maxArgs)}`;
}

function count(number: number): string {
  return number === 1 ? '1 argument' : `${number} arguments`;
}
