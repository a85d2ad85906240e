import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import {
  CHILD_ID,
  CUSTOM,
  CUSTOM_ID,
  ID,
  crlf,
  customConnector,
  defined,
  entry,
  flow,
  flowUsing,
  metadata,
  operation,
  reference,
  requiredReference,
  solution,
  workflow,
} from '../support/solution';

const RULE = 'undefined-connection-reference';
const NOBODY = '{|undefined-connection-reference:con_nobody|}';

describe(RULE, () => {
  it('reports every entry that names it, in every form', () => {
    checkFindings(
      RULE,
      solution() +
        flow({
          connections: {
            a: entry(NOBODY),
            b: entry(NOBODY),
            c: { api: { name: 'shared_teams' }, connection: { name: 'shared-teams-1', connectionReferenceLogicalName: NOBODY } },
            d: {
              connectionName: 'shared-teams-1',
              id: '/providers/Microsoft.PowerApps/apis/shared_teams',
              connectionReferenceLogicalName: NOBODY,
            },
          },
        }),
    );
  });

  it('does not look at letter case', () => {
    checkFindings(RULE, solution({ references: [reference('con_Teams')] }) + flowUsing('CON_teams'));
  });

  it('compares what is meant, not how it is escaped', () => {
    checkFindings(RULE, solution({ references: [reference('con&#95;teams')] }) + flowUsing('con_teams'));
    checkFindings(
      RULE,
      solution({ references: [reference('con_teams')] }) + flowUsing('con_teams').replace('"con_teams"', '"con\\u005fteams"'),
    );
    checkFindings(
      RULE,
      solution({ references: [reference('con_teams')] }) +
        flowUsing('X').replace('"X"', '"{|undefined-connection-reference:con\\u005fteems|}"'),
    );
  });

  it('knows the names that agents give, with dots and hyphens', () => {
    const name = 'ba_vaRifyBot.shared_api-2dfootball-5fef65ead3.shared-api-2dfootbal-531c3508-438e-415e-90c3-d0b7267b6cf0';
    checkFindings(RULE, solution({ references: [reference(name)] }) + flowUsing(name));
    checkFindings(RULE, solution({ references: [reference(name)] }) + flowUsing(`{|${RULE}:${name}1|}`));
  });

  it('reports names that every object has', () => {
    checkFindings(
      RULE,
      solution() +
        flow({
          connections: {
            a: entry('{|undefined-connection-reference:constructor|}'),
            b: entry('{|undefined-connection-reference:__proto__|}'),
          },
        }),
    );
  });

  it('leaves what other solutions, missing dependencies and twins provide to others, or alone', () => {
    const user = flowUsing('con_teams');
    checkFindings(RULE, solution({ root: 'core', name: 'Core', references: [reference('con_teams')] }) + solution() + user);
    checkFindings(RULE, solution({ missing: [requiredReference('con_teams', 'Core (1.0.0.0)')] }) + user);
    checkFindings(RULE, solution({ missing: [requiredReference('CON_Teams', 'Active')] }) + user);
    checkAll(
      solution({ root: 'managed', managed: '1', references: [reference('con_absence_teams')], flows: [ID] }) +
        flowUsing('con_absence_teams', { root: 'managed' }) +
        metadata({ root: 'managed' }) +
        solution({ root: 'unmanaged', flows: [ID] }) +
        flowUsing('con_absence_teams', { root: 'unmanaged' }) +
        metadata({ root: 'unmanaged' }),
    );
  });

  it('is silent where the definitions cannot be known', () => {
    checkFindings(RULE, flowUsing('con_nobody'));
    checkFindings(
      RULE,
      `--- repo/solutions/Absence/solution.yml\nsolution: {}\n${flowUsing('con_nobody', { root: 'repo', folder: 'modernflows' })}`,
    );
  });

  it('reads the raw layout, lower-case folders, CRLF and minified text', () => {
    const raw = solution({ layout: 'raw', references: [reference('con_teams')], inline: `<Workflows>${workflow()}</Workflows>` });
    checkFindings(RULE, raw + flowUsing('con_teams'));
    checkFindings(RULE, raw + flowUsing(NOBODY));
    checkFindings(RULE, solution().replaceAll('Other/', 'other/') + flowUsing(NOBODY, { folder: 'workflows' }));
    checkFindings(RULE, crlf(solution() + flowUsing(NOBODY)));
    checkFindings(RULE, solution() + flowUsing(NOBODY, { indent: 0 }));
  });

  it('asks the nearest solution', () => {
    checkFindings(
      RULE,
      solution({ root: 'solution', references: [reference('con_outer')] }) +
        flowUsing('con_outer', { root: 'solution' }) +
        solution({ root: 'solution/Inner', name: 'Inner', references: [reference('con_inner')] }) +
        flow({
          root: 'solution/Inner',
          id: CHILD_ID,
          connections: { a: entry('con_inner'), b: entry(NOBODY) },
          actions: { A: operation('a'), B: operation('b') },
        }),
    );
  });

  it('does not read what only looks like a flow', () => {
    const text = flowUsing('con_nobody');
    for (const path of [
      '.github/workflows/build.json',
      'src/CanvasApps/con_x_DocumentUri_msapp_src/Workflows/x.json',
      'node_modules/x/Workflows/x.json',
    ])
      checkFindings(RULE, solution() + text.replace(/^--- .*$/m, `--- ${path}`));
  });
});

describe('the fix of undefined-connection-reference that uses a near name', () => {
  const teams = reference('con_absence_teams');
  const USE = "Use 'Absence – Teams – Service Account'";
  const outlook = reference('con_absence_teamz', 'shared_office365', 'Absence – Outlook – User');

  it('writes the name that was meant', () => {
    checkFix(RULE, solution({ references: [teams, outlook] }) + flowUsing('con_absence_team'), USE, flowUsing('con_absence_teams'));
    checkFix(RULE, solution({ references: [teams] }) + flowUsing('con_AbsenceTeams_2'), USE, flowUsing('con_absence_teams'));
  });

  it('looks among references of the same connector only, its own before those of others', () => {
    const core = solution({
      root: 'core',
      name: 'Core',
      references: [reference('con_absence_tems', 'shared_teams', 'Core – Teams – User')],
    });
    checkFixes(
      RULE,
      core + solution({ references: [teams, outlook, reference('con_far_from_it', 'shared_teams', 'X')] }) + flowUsing('con_absence_tams'),
      [`review ${USE}`, "review Use 'Core – Teams – User' of the solution 'Core'", "review Define it as 'Absence – Teams – User'"],
    );
    checkFix(
      RULE,
      core + solution() + flowUsing('con_absence_tams'),
      "Use 'Core – Teams – User' of the solution 'Core'",
      flowUsing('con_absence_tems'),
    );
  });

  it('is preferred when there is nothing else to do', () => {
    const name = 'not a name that could be defined';
    checkFixes(RULE, solution({ references: [reference(`${name}s`)] }) + flowUsing(name), [`review ${USE} *`]);
  });
});

describe('the fix of undefined-connection-reference that defines it', () => {
  const after = (references: readonly string[]): string => solution({ references });

  it('defines it with the connector that the flows want of it', () => {
    checkFix(
      RULE,
      solution() + flowUsing('con_nobody', { connector: 'shared_office365' }),
      "Define it as 'Absence – Outlook – User'",
      after([defined('con_nobody', 'Absence – Outlook – User', 'shared_office365')]),
    );
  });

  it('serves every flow of the workspace that names it', () => {
    const users = flowUsing('con_nobody') + flowUsing('con_nobody', { id: CHILD_ID }) + flowUsing('con_nobody', { root: 'loose' });
    checkFix(RULE, solution() + users, "Define it as 'Absence – Teams – User'", after([defined('con_nobody', 'Absence – Teams – User')]));
  });

  it('brings a custom connector’s id along', () => {
    checkFix(
      RULE,
      solution() +
        customConnector() +
        flow({
          connections: {
            k: { api: { name: CUSTOM, logicalName: 'con_5Fleave' }, connection: { connectionReferenceLogicalName: 'con_nobody' } },
          },
        }),
      "Define it as 'Absence – Leave Service – User'",
      after([defined('con_nobody', 'Absence – Leave Service – User', CUSTOM, { customConnectorId: CUSTOM_ID })]),
    );
  });

  it('is preferred when the type is settled and no other name is near', () => {
    const naming = { scheme: '<Area> – <Connector> – <Type>', type: 'User' };
    checkFixes(RULE, solution() + flowUsing('con_nobody'), ["review Define it as 'Absence – Teams – User' *"], naming);
    checkFixes(RULE, solution() + flowUsing('con_nobody'), [
      "review Define it as 'Absence – Teams – Service Account'",
      "review Define it as 'Absence – Teams – User'",
    ]);
  });

  it('is not there for a name the platform cannot have made, nor where flows want different connectors of it', () => {
    checkFixes(RULE, solution() + flowUsing('nobody'), []);
    checkFixes(RULE, solution() + flowUsing('con_nobody') + flowUsing('con_nobody', { root: 'loose', connector: 'shared_sql' }), []);
    checkFixes(RULE, solution() + flow({ connections: { k: { connection: { connectionReferenceLogicalName: 'con_nobody' } } } }), []);
  });
});
