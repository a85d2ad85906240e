import type { Scene } from '../../server/src/core';
import { EditSet } from '../../server/src/core/edit-set';
import { mergeReferences } from '../../server/src/core/refactorings/merge';
import { removeReference } from '../../server/src/core/refactorings/remove';
import { renameLogicalName } from '../../server/src/core/refactorings/rename';
import { connectInSettings } from '../../server/src/core/refactorings/settings-in-step';
import type { Refactoring } from '../../server/src/core/refactorings/refactoring';
import { checkFixOnDisk } from '../support/check-fix-on-disk';
import { checkFix, fixesIn, sceneOf } from '../support/check-fix';
import { readFixture } from '../support/fixture';
import { checkRefactoring, checkRefusal, referenceIn, solutionIn } from '../support/refactor';
import { defined, entry, flow, flowUsing, operation, reference, requiredReference, solution, variable } from '../support/solution';
import * as assert from 'node:assert/strict';

const APIS = '/providers/Microsoft.PowerApps/apis/';
const bound = (logicalName: string, connectionId = '', connector = 'shared_teams', more = {}): object => ({
  LogicalName: logicalName,
  ConnectionId: connectionId,
  ConnectorId: APIS + connector,
  ...more,
});
const settings = (environment: string, ...references: readonly object[]): string =>
  `--- config/${environment}/deploymentSettings.json\n${JSON.stringify({ EnvironmentVariables: [], ConnectionReferences: references }, null, 4)}\n`;

/** A file of an empty list, for each of two environments: one has the entry, the other is to get the same. */
const both = (...references: readonly object[]): string => settings('Test', ...references) + settings('Prod', ...references);

const keep = reference('con_Keep', 'shared_sql', 'Keep');
const kept = bound('con_Keep', 'k', 'shared_sql');
const CREATED = defined('con_AbsenceTeams', 'Absence – Teams – Service Account');
const direct = flow({ connections: { shared_teams: entry(undefined) }, actions: { Act: operation('shared_teams') } });
const CREATE = "Create connection reference 'Absence – Teams – Service Account' and use it";

describe('deployment settings stay in step when', () => {
  describe('a reference is created', () => {
    const before = solution({ references: [keep] }) + direct;
    const after = solution({ references: [CREATED, keep] }) + flowUsing('con_AbsenceTeams');

    it('it is listed for every environment, with nothing bound', () => {
      checkFix('direct-connection', before + both(kept), CREATE, after + both(bound('con_AbsenceTeams'), kept));
      checkFixOnDisk('direct-connection', before + both(kept), CREATE, after + both(bound('con_AbsenceTeams'), kept));
      checkFix('direct-connection', before + both(), CREATE, after + both(bound('con_AbsenceTeams')));
    });

    it('files of other solutions are not touched, nor pairs, nor what is for no solution', () => {
      const others =
        solution({ root: 'other/src', name: 'Other', references: [reference('oth_x')] }) +
        settings('Test', bound('oth_x', 'x')).replace('config', 'other/config') +
        '--- config/dev.json\n{ "ConnectionReferences": [ [ "con_Keep", "k" ] ] }\n' +
        settings('Old', bound('con_gone', 'x'));
      checkFix('direct-connection', before + both(kept) + others, CREATE, after + both(bound('con_AbsenceTeams'), kept));
    });

    it('a file of the solution that has nothing of it is left', () => {
      const stale = settings('Old', bound('con_gone', 'x'));
      checkFix('direct-connection', before + both(kept) + stale, CREATE, after + both(bound('con_AbsenceTeams'), kept));
    });

    it('it is listed in one of the files that its settings are split into', () => {
      const variables = '--- config/Test/a.json\n{ "EnvironmentVariables": [ { "SchemaName": "con_Site", "Value": "x" } ] }\n';
      const site = variable('con_Site');
      checkFix(
        'direct-connection',
        before + site + variables + settings('Test', kept),
        CREATE,
        after + settings('Test', bound('con_AbsenceTeams'), kept),
      );
    });

    it('a file that does not parse is left, and the fix says so', () => {
      const broken = settings('Prod', kept).replace(/\}\n$/, '');
      const { fix } = fixesIn('direct-connection', readFixture(before + settings('Test', kept) + broken).files).find(
        (it) => it.fix.title === CREATE,
      )!;
      assert.deepEqual(
        fix.edits().map((it) => it.uri.split('/').slice(-2).join('/')),
        ['Test/deploymentSettings.json', 'Other/Customizations.xml', 'Workflows/Askforleave-5D2C8A70-1F7B-ED11-81AD-000D3A4A1B2C.json'],
      );
      assert.deepEqual(fix.notes?.(), [
        "'Prod/deploymentSettings.json' does not parse and was left as it is: mend it, and add an entry for the new connection reference.",
      ]);
    });

    it('a file inside a managed solution is left', () => {
      const managed = solution({ root: 'm', name: 'Managed', managed: '1', references: [reference('man_x')] });
      const its = settings('Test', kept).replace('config/Test', 'm');
      const { fix } = fixesIn('direct-connection', readFixture(before + managed + its).files).find((it) => it.fix.title === CREATE)!;
      assert.deepEqual(
        fix.edits().filter((it) => it.uri.includes('/m/')),
        [],
      );
      assert.deepEqual(fix.notes?.(), []);
    });
  });

  describe('a reference is defined that flows name already', () => {
    const define = "Define it as 'Absence – Teams – Service Account'";
    const Teams = defined('con_Teams', 'Absence – Teams – Service Account');

    it('it is listed', () => {
      checkFix(
        'undefined-connection-reference',
        solution({ references: [keep] }) + flowUsing('con_Teams') + both(kept),
        define,
        solution({ references: [keep, Teams] }) + both(kept, bound('con_Teams')),
      );
      checkFix(
        'unshipped-connection-reference',
        solution({ references: [keep], missing: [requiredReference('con_Teams', 'Active')] }) + flowUsing('con_Teams') + both(kept),
        define,
        solution({ references: [keep, Teams] }).replace('<MissingDependencies></MissingDependencies>', '<MissingDependencies />') +
          both(kept, bound('con_Teams')),
      );
    });

    it('an entry in another part of split settings is left as it is', () => {
      const part = settings('Test', bound('con_Teams', 'x'), bound('con_Sql')).replace('deploymentSettings', 'more');
      checkFix(
        'undefined-connection-reference',
        solution({ references: [keep, reference('con_Sql', 'shared_sql', 'Sql')] }) +
          flowUsing('con_Teams') +
          settings('Test', kept) +
          part,
        define,
        solution({ references: [keep, reference('con_Sql', 'shared_sql', 'Sql'), Teams] }),
      );
    });

    it('an entry that is there already is left as it is', () => {
      checkFix(
        'undefined-connection-reference',
        solution({ references: [keep] }) + flowUsing('con_Teams') + both(kept, bound('CON_teams', 'x')),
        define,
        solution({ references: [keep, Teams] }),
      );
    });
  });

  it('a definition is copied', () => {
    const theirs = reference('oth_Teams', 'shared_teams', 'Theirs');
    const other = solution({ root: 'other/src', name: 'Other', references: [theirs] });
    const copied = reference('oth_Teams', 'shared_teams', 'Theirs');
    checkFix(
      'external-connection-reference',
      solution({ references: [keep] }) + flowUsing('oth_Teams') + other + both(kept),
      "Copy the definition of 'Theirs' into this solution",
      solution({ references: [keep, copied.replace('      \n', '')] }) + both(kept, bound('oth_Teams')),
    );
  });

  it('a reference gets its connector', () => {
    const without = keep.replace(`${APIS}shared_sql`, '');
    const list = (...references: readonly object[]): string =>
      solution({ references: [without, reference('con_b')] }) + both(...references);
    checkFix(
      'missing-connector',
      list({ LogicalName: 'CON_keep', ConnectionId: 'k', ConnectorId: '' }, bound('con_b', 'b')) +
        flowUsing('con_Keep', { connector: 'shared_sql' }),
      'Set the connector to SQL Server',
      solution({ references: [keep, reference('con_b')] }) + both(bound('CON_keep', 'k', 'shared_sql'), bound('con_b', 'b')),
    );
  });

  it('a connector that stands there already is not written again', () => {
    const settingsWith = (id: string): string => both({ LogicalName: 'con_Keep', ConnectionId: 'k', ConnectorId: id });
    const scene = sceneOf(readFixture(solution({ references: [keep] }) + settingsWith(`${APIS}shared_sql`)).files);
    const edits = new EditSet(scene);
    connectInSettings(edits, solutionIn(scene), { logicalName: 'con_Keep', connectorId: `${APIS}shared_sql` }, scene);
    assert.deepEqual(edits.build(), []);
  });

  it('a logical name changes', () => {
    checkRefactoring(
      solution({ references: [keep] }) + both(bound('CON_keep', 'k'), bound('con_keep', 'k')),
      (scene) => renameLogicalName('con_Keep', 'con_Sql', scene),
      solution({ references: [keep.replace('con_Keep', 'con_Sql')] }) + both(bound('con_Sql', 'k'), bound('con_Sql', 'k')),
    );
  });

  describe('references are merged', () => {
    const [survivor, loser] = [reference('con_One', 'shared_teams', 'One'), reference('con_Two', 'shared_teams', 'Two')];
    const merge = (scene: Scene): Refactoring =>
      mergeReferences(solutionIn(scene), referenceIn(scene, 'con_One'), [referenceIn(scene, 'con_Two')], scene);
    const check = (before: string, after: string): void =>
      checkRefactoring(
        solution({ references: [keep, survivor, loser] }) + before,
        merge,
        solution({ references: [keep, survivor] }) + after,
      );

    it('each file keeps one entry, with the value that there is', () => {
      check(
        settings('Dev', kept) +
          settings('Test', bound('con_Two', '2'), kept) +
          settings('Uat', bound('con_One'), bound('CON_two', '2'), bound('con_Two')) +
          settings('Prod', bound('con_Two'), bound('CON_TWO', '2'), bound('con_one')),
        settings('Dev', kept) +
          settings('Test', bound('con_One', '2'), kept) +
          settings('Uat', bound('con_One', '2')) +
          settings('Prod', bound('con_one', '2')),
      );
    });

    it('the owner goes with the connection', () => {
      const owned = (name: string, id: string, owner?: string): object =>
        bound(name, id, 'shared_teams', owner === undefined ? {} : { ConnectionOwner: owner });
      check(
        settings('Test', owned('con_One', '', ''), owned('con_Two', '2', 'two@contoso.com')) +
          settings('Uat', owned('con_One', '', 'one@contoso.com'), owned('con_Two', '2', 'two@contoso.com')) +
          settings('Prod', owned('con_One', ''), owned('con_Two', '2', 'two@contoso.com')),
        settings('Test', owned('con_One', '2', 'two@contoso.com')) +
          settings('Uat', owned('con_One', '2', 'one@contoso.com')) +
          settings('Prod', owned('con_One', '2', 'two@contoso.com')),
      );
    });

    it('a file that may name one of them and does not parse refuses it', () => {
      checkRefusal(
        solution({ references: [survivor, loser] }) + settings('Test', bound('con_Two', '2')).replace(/\}\n$/, ''),
        merge,
        "'deploymentSettings.json' does not parse and may name 'Two': mend the file first.",
      );
    });
  });

  it('a reference is removed', () => {
    checkRefactoring(
      solution({ references: [keep, reference('con_gone')] }) + both(bound('con_Gone', 'x'), kept, bound('con_gone')),
      (scene) => removeReference(solutionIn(scene), referenceIn(scene, 'con_gone'), scene),
      solution({ references: [keep] }) + both(kept),
    );
  });
});
