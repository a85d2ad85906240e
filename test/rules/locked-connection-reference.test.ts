import { checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
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

describe(`the fix of ${RULE}`, () => {
  const made = (...changes: readonly (readonly [string, string])[]): string =>
    solution({ references: [changes.reduce((text, [from, to]) => text.replace(from, to), reference('con_a'))] });
  const LOCKED = ['<iscustomizable>1', '<iscustomizable>0'] as const;
  const INACTIVE = ['<statecode>0', '<statecode>1'] as const;

  it('makes it customizable', () => {
    checkFixes(RULE, made(LOCKED), ['review Make it customizable *']);
    checkFix(RULE, made(LOCKED), 'Make it customizable', made());
  });

  it('makes it active, its status with it', () => {
    const off = made(INACTIVE, ['<statuscode>1', '<statuscode>2']);
    checkFixes(RULE, off, ['review Make it active *']);
    checkFix(RULE, off, 'Make it active', made());
    checkFix(RULE, made(INACTIVE), 'Make it active', made());
    checkFix(RULE, made(['<statecode>0</statecode>', '<statecode />']), 'Make it active', made());
  });

  it('does both in one', () => {
    const both = made(LOCKED, INACTIVE, ['<statuscode>1', '<statuscode>2']);
    checkFixes(RULE, both, ['review Make it active and customizable *']);
    checkFix(RULE, both, 'Make it active and customizable', made());
  });

  it('puts a status where the platform has it', () => {
    checkFix(RULE, made(INACTIVE, ['\n      <statuscode>1</statuscode>', '']), 'Make it active', made());
  });

  it('changes no other reference', () => {
    const other = reference('con_b', 'shared_sql', 'SQL').replace(...LOCKED);
    checkFixes(RULE, solution({ references: [reference('con_a').replace(...INACTIVE), other] }), [
      'review Make it active *',
      'review Make it customizable *',
    ]);
    checkFix(
      RULE,
      solution({ references: [reference('con_a').replace(...INACTIVE), other] }),
      'Make it active',
      solution({ references: [reference('con_a'), other] }),
    );
  });
});
