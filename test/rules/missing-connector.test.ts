import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import {
  APIS,
  CHILD_ID,
  CUSTOM,
  CUSTOM_ELSEWHERE,
  CUSTOM_ID,
  ID,
  customConnector,
  entry,
  flow,
  flowUsing,
  metadata,
  reference,
  solution,
} from '../support/solution';

const RULE = 'missing-connector';
const NAME = '{|missing-connector:con_absence_teams|}';
const without = (instead: string, name = NAME): string => reference(name).replace(/<connectorid>.*<\/connectorid>/, instead);

describe(RULE, () => {
  it('reports an id that is missing, empty or blank', () => {
    for (const instead of ['', '<connectorid></connectorid>', '<connectorid />', '<connectorid>  </connectorid>'])
      checkFindings(RULE, solution({ references: [without(instead)] }));
  });

  it('does not take the id of the custom connector for it', () => {
    checkFindings(
      RULE,
      solution({ references: [without(`<customconnectorid><connectorid>${CUSTOM_ID}</connectorid></customconnectorid>`)] }),
    );
  });

  it('is the only thing said of it', () => {
    checkAll(
      solution({
        flows: [ID],
        references: [
          without('<connectorid></connectorid>').replace('Absence – Teams – Service Account', 'Absence – Teams – Service Account'),
        ],
      }) +
        flowUsing('con_absence_teams') +
        metadata(),
    );
  });

  it('is content with ids in any letter case', () => {
    checkFindings(RULE, solution({ references: [reference('con_a', 'SHARED_teams')] }));
  });
});

describe(`the fix of ${RULE}`, () => {
  const made = (instead: string): string => solution({ references: [without(instead, 'con_teams')] });
  const ID_OF_TEAMS = `<connectorid>${APIS}shared_teams</connectorid>`;

  it('sets the connector that the flows use', () => {
    for (const empty of ['<connectorid></connectorid>', '<connectorid />', '<connectorid>  </connectorid>']) {
      checkFixes(RULE, made(empty) + flowUsing('con_teams'), ['review Set the connector to Microsoft Teams *']);
      checkFix(RULE, made(empty) + flowUsing('con_teams'), 'Set the connector to Microsoft Teams', made(ID_OF_TEAMS));
    }
  });

  it('inserts it where the platform has it', () => {
    const missing = (rest = ''): string =>
      solution({ references: [reference('con_teams', 'x', 'Teams', rest).replace(/ *<connectorid>.*<\/connectorid>\n/, '')] });
    checkFix(
      RULE,
      missing('<description>x</description>') + flowUsing('con_teams'),
      'Set the connector to Microsoft Teams',
      solution({
        references: [
          reference('con_teams', 'shared_teams', 'Teams', '<description>x</description>').replace(/(<connectorid>.*)\n/, '$1\n'),
        ],
      }),
    );
  });

  it('asks every flow of the workspace, in whatever letter case it writes the name', () => {
    const next = solution({ root: 'b', name: 'B' }) + flowUsing('CON_Teams', { root: 'b' });
    checkFix(RULE, made('<connectorid />') + next, 'Set the connector to Microsoft Teams', made(ID_OF_TEAMS));
    checkFixes(RULE, made('<connectorid />') + next + flowUsing('con_teams', { connector: 'SHARED_Teams' }), [
      'review Set the connector to Microsoft Teams *',
    ]);
  });

  it('is not there when they do not agree, when nobody uses it, or when nobody says', () => {
    checkFixes(RULE, made('<connectorid />'), []);
    checkFixes(RULE, made('<connectorid />') + flowUsing('con_other'), []);
    checkFixes(
      RULE,
      made('<connectorid />') + flowUsing('con_teams') + flowUsing('con_teams', { id: CHILD_ID, connector: 'shared_sql' }),
      [],
    );
    checkFixes(
      RULE,
      made('<connectorid />') + flow({ connections: { a: { connection: { connectionReferenceLogicalName: 'con_teams' } } } }),
      [],
    );
  });

  it('sets the id of a custom connector too, when the workspace has it', () => {
    const flows = flow({ connections: { a: entry('con_teams', CUSTOM), b: entry('con_teams', CUSTOM_ELSEWHERE) } });
    const its = `<connectorid>${APIS}${CUSTOM}</connectorid>`;
    const custom = `<customconnectorid><connectorid>${CUSTOM_ID}</connectorid></customconnectorid>`;
    const onLines = custom.replace('><', '>\n        <').replace('><', '>\n      <');
    checkFix(RULE, made('<connectorid />') + flows, 'Set the connector to leave', made(its));
    checkFix(
      RULE,
      made('<connectorid />') + flows + customConnector(),
      'Set the connector to Leave Service',
      made(its).replace('<iscustomizable>', `${onLines}\n      <iscustomizable>`),
    );
    checkFix(
      RULE,
      made('') + flows + customConnector(),
      'Set the connector to Leave Service',
      made('').replace('<iscustomizable>', `${its}\n      ${onLines}\n      <iscustomizable>`),
    );
    checkFix(RULE, made(`<connectorid />${custom}`) + flows + customConnector(), 'Set the connector to Leave Service', made(its + custom));
    checkFix(RULE, made(`<connectorid />${custom}`) + flows, 'Set the connector to leave', made(its + custom));
  });

  it('is not there when the id of another custom connector stands there', () => {
    const custom = `<connectorid /><customconnectorid><connectorid>${ID}</connectorid></customconnectorid>`;
    checkFixes(RULE, made(custom) + flowUsing('con_teams', { connector: CUSTOM }) + customConnector(), []);
    checkFixes(RULE, made(custom) + flowUsing('con_teams'), []);
  });

  it('is not there when flows use a connector without a name', () => {
    checkFixes(RULE, made('<connectorid />') + flowUsing('con_teams', { connector: ' ' }), []);
  });

  it('is not there for a solution that is kept managed only', () => {
    checkFixes(RULE, solution({ managed: '1', references: [without('', 'con_teams')] }) + flowUsing('con_teams'), []);
  });
});
