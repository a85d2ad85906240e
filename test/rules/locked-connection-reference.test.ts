import { checkFindings } from '../support/check';
import { reference, solution } from '../support/solution';

const RULE = 'locked-connection-reference';
const NAME = '{|locked-connection-reference:con_a|}';
const of = (name: string, ...changes: readonly (readonly [string, string])[]): void =>
  void checkFindings(RULE, solution({ references: [changes.reduce((text, [from, to]) => text.replace(from, to), reference(name))] }));

describe(RULE, () => {
  it('reports either, and both as one', () => {
    of(NAME, ['<iscustomizable>1', '<iscustomizable>0']);
    of(NAME, ['<statecode>0', '<statecode>1']);
    of(NAME, ['<iscustomizable>1', '<iscustomizable>0'], ['<statecode>0', '<statecode>1']);
  });

  it('says nothing of what is not said', () => {
    of('con_a');
    of('con_a', ['<iscustomizable>1</iscustomizable>', ''], ['<statecode>0</statecode>', '']);
    of('con_a', ['<statuscode>1', '<statuscode>2']);
  });
});
