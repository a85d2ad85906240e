import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import { ID, flowUsing, metadata, reference, solution } from '../support/solution';

const RULE = 'duplicate-logical-name';
const second = (name: string): string => `{|duplicate-logical-name:${name}|}`;

describe(RULE, () => {
  it('reports the second and every later one, in any letter case', () => {
    checkFindings(
      RULE,
      solution({
        references: [
          reference('con_teams'),
          reference(second('CON_Teams'), 'shared_sql'),
          reference('con_sql'),
          reference(second('con_teams')),
        ],
      }),
    );
  });

  it('compares what is meant, not how it is escaped', () => {
    checkFindings(RULE, solution({ references: [reference('con_teams'), reference(second('con&#95;teams'))] }));
  });

  it('is the only thing said of two equal definitions', () => {
    checkAll(
      solution({ flows: [ID], references: [reference('con_absence_teams'), reference(second('con_absence_teams'))] }) +
        flowUsing('con_absence_teams') +
        metadata(),
    );
  });

  it('looks at one solution at a time', () => {
    checkFindings(
      RULE,
      solution({ references: [reference('con_teams')] }) + solution({ root: 'b', name: 'B', references: [reference('con_teams')] }),
    );
    checkFindings(
      RULE,
      solution({ root: 'managed', managed: '1', references: [reference('con_teams')] }) +
        solution({ root: 'unmanaged', references: [reference('con_teams')] }),
    );
  });

  it('finds names that every object has', () => {
    checkFindings(RULE, solution({ references: [reference('constructor')] }));
    checkFindings(RULE, solution({ references: [reference('__proto__'), reference(second('__proto__'))] }));
  });
});

describe(`the fix of ${RULE}`, () => {
  const TITLE = 'Remove the second definition';
  const offers = (first: string, again: string, expected: readonly string[]): void =>
    checkFixes(RULE, solution({ references: [first, again] }), expected);

  it('removes the second of two equal definitions', () => {
    const before = solution({ references: [reference('con_teams'), reference('con_sql', 'shared_sql', 'SQL'), reference('CON_Teams')] });
    checkFixes(RULE, before, [`safe ${TITLE} *`]);
    checkFix(RULE, before, TITLE, solution({ references: [reference('con_teams'), reference('con_sql', 'shared_sql', 'SQL')] }));
  });

  it('takes definitions for equal that are laid out differently', () => {
    const flat = reference('con_teams').replace(/>\s+</g, '><').replace('<connectionreference ', '<connectionreference\n      ');
    offers(reference('con_teams'), flat, [`safe ${TITLE} *`]);
    checkFix(RULE, solution({ references: [reference('con_teams'), flat] }), TITLE, solution({ references: [reference('con_teams')] }));
  });

  it('takes a section along that held nothing else', () => {
    const [one, two] = [reference('con_teams'), reference('con_teams')].map(
      (it) => `  <connectionreferences>\n${it}  </connectionreferences>\n`,
    );
    checkFix(RULE, solution({ inline: `${one}${two}` }), TITLE, solution({ inline: one! }));
  });

  it('is there for each that is equal to the first', () => {
    const first = reference('con_teams');
    checkFixes(RULE, solution({ references: [first, reference('con_teams', 'shared_sql'), first] }), [`safe ${TITLE} *`]);
  });

  it('is not there when the two differ in anything', () => {
    const first = reference('con_teams', 'shared_teams', 'Teams', '<description>x</description>');
    for (const again of [
      reference('con_teams', 'shared_sql', 'Teams', '<description>x</description>'),
      reference('con_teams', 'shared_teams', 'teams', '<description>x</description>'),
      reference('con_teams', 'shared_teams', 'Teams', '<description>y</description>'),
      reference('con_teams', 'shared_teams', 'Teams', ''),
      first.replace('<iscustomizable>1', '<iscustomizable>0'),
      first.replace('<statecode>0', '<statecode>1'),
      first.replace('<statuscode>1', '<statuscode>2'),
      first.replace('<statecode>', '<promptingbehavior>0</promptingbehavior><statecode>'),
      first.replace('<description>', '<customconnectorid><connectorid>x</connectorid></customconnectorid><description>'),
    ])
      offers(first, again, []);
  });

  it('is not there for a solution that is kept managed only', () => {
    checkFixes(RULE, solution({ managed: '1', references: [reference('con_teams'), reference('con_teams')] }), []);
  });
});
