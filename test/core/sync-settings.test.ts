import * as assert from 'node:assert/strict';
import { newSettings, staleIn, syncSettings, textAfter, type Scene } from '../../server/src/core';
import type { SettingsFile } from '../../server/src/core/model';
import { nameOf } from '../../server/src/core/settings';
import { settingsFilesOf } from '../../server/src/core/settings-files';
import type { SettingsSync } from '../../server/src/core/refactorings/sync-settings';
import { sceneOf } from '../support/check-fix';
import { readFixture, ROOT } from '../support/fixture';
import { checkRefactoring, checkRefusal, solutionIn } from '../support/refactor';
import { reference, solution } from '../support/solution';

const APIS = '/providers/Microsoft.PowerApps/apis/';
const SETTINGS = 'config/Test/deploymentSettings.json';

const sync =
  (removeStale = false) =>
  (scene: Scene): SettingsSync =>
    syncSettings(fileIn(scene), { removeStale }, scene);

function fileIn({ snapshot }: Scene): SettingsFile {
  return settingsFilesOf(snapshot).find((it) => it.file.uri === ROOT + SETTINGS)!.file;
}

const entry = (logicalName: string, connectionId = '', connector = 'shared_teams', more = {}): object => ({
  LogicalName: logicalName,
  ConnectionId: connectionId,
  ConnectorId: connector === '' ? '' : `${APIS}${connector}`,
  ...more,
});
const value = (schemaName: string, its: unknown = ''): object => ({ SchemaName: schemaName, Value: its });
const settings = (references: readonly object[], variables: readonly object[] = [], more: object = {}): string =>
  `--- ${SETTINGS}\n${JSON.stringify({ EnvironmentVariables: variables, ConnectionReferences: references, ...more }, null, 4)}\n`;

const variable = (schemaName: string, content = '', root = 'src'): string =>
  `--- ${root}/environmentvariabledefinitions/${schemaName}/environmentvariabledefinition.xml
<environmentvariabledefinition schemaname="${schemaName}">
  <displayname default="${schemaName}" />
  ${content}
  <type>100000000</type>
</environmentvariabledefinition>
`;
const own =
  solution({ references: [reference('con_sql', 'shared_sql'), reference('con_Teams'), reference('con_users', 'shared_office365users')] }) +
  variable('con_Url') +
  variable('con_Size', '<defaultvalue>10</defaultvalue>');

describe('syncSettings', () => {
  it('adds what is missing, each in its place, and keeps the rest', () => {
    const made = sync()(sceneOf(readFixture(own + settings([entry('con_Teams', 'bound')])).files));
    assert.deepEqual(
      { added: made.added, removed: made.removed, corrected: made.corrected },
      { added: ['con_sql', 'con_users', 'con_Url'], removed: [], corrected: [] },
    );
    checkRefactoring(
      own + settings([entry('con_Teams', 'bound', 'shared_teams', { Note: [1, { a: null }] })], [], { SDKMessages: [{ x: 1.0 }] }),
      sync(),
      settings(
        [
          entry('con_sql', '', 'shared_sql', {}),
          entry('con_Teams', 'bound', 'shared_teams', { Note: [1, { a: null }] }),
          entry('con_users', '', 'shared_office365users'),
        ],
        [value('con_Url')],
        { SDKMessages: [{ x: 1.0 }] },
      ),
    );
  });

  it('adds none of the variables that have a value without it, and leaves those that stand there', () => {
    const whole = [entry('con_sql', '1', 'shared_sql'), entry('con_Teams', '2'), entry('con_users', '3', 'shared_office365users')];
    checkRefactoring(own + settings(whole, [value('con_Url', 'x')]), sync(), '');
    checkRefactoring(own + settings(whole, [value('con_Size', 12), value('con_Url')]), sync(true), '');
  });

  it('corrects connectors and keeps the connection', () => {
    checkRefactoring(
      own + settings([entry('con_sql', '1'), entry('CON_teams', '#{teams}#', ''), entry('con_users', '3', '#{x}#')], [value('con_Url')]),
      sync(),
      settings(
        [entry('con_sql', '1', 'shared_sql'), entry('CON_teams', '#{teams}#'), entry('con_users', '3', '#{x}#')],
        [value('con_Url')],
      ),
    );
  });

  it('takes out an entry that says what an earlier one says, and no other', () => {
    const rest = [entry('con_Teams', '2'), entry('con_users', '3', 'shared_office365users')];
    checkRefactoring(
      own + settings([entry('con_sql', '1', 'shared_sql'), ...rest, entry('CON_SQL', '1', 'shared_sql')], [value('con_Url')]),
      sync(),
      settings([entry('con_sql', '1', 'shared_sql'), ...rest], [value('con_Url')]),
    );
    checkRefactoring(
      own +
        settings(
          [entry('con_sql', '1', 'shared_sql'), ...rest, entry('con_sql', '9', 'shared_sql')],
          [value('con_Url'), value('con_Url', 'x')],
        ),
      sync(true),
      '',
    );
  });

  it('takes out an entry that differs from an earlier one in the connector only', () => {
    const rest = [entry('con_Teams', '2'), entry('con_users', '3', 'shared_office365users')];
    for (const [first, second] of [
      ['', 'shared_sql'],
      ['shared_sql', 'shared_x'],
      ['shared_x', ''],
    ] as const)
      checkRefactoring(
        own + settings([entry('con_sql', '1', first), ...rest, entry('con_sql', '1', second)], [value('con_Url')]),
        sync(),
        settings([entry('con_sql', '1', 'shared_sql'), ...rest], [value('con_Url')]),
      );
  });

  it('removes what is stale only when asked, every entry of it', () => {
    const whole = [entry('con_sql', '1', 'shared_sql'), entry('con_Teams', '2'), entry('con_users', '3', 'shared_office365users')];
    const stale =
      own + settings([entry('con_gone', 'a'), ...whole, entry('con_Gone', 'b')], [value('con_Old', 'x'), value('con_Url', 'y')]);
    checkRefactoring(stale, sync(), '', [
      "'Test/deploymentSettings.json' has entries for 'con_gone', 'con_Old', which 'Absence' does not have. They were left as they are.",
    ]);
    checkRefactoring(stale, sync(true), settings(whole, [value('con_Url', 'y')]));
    const scene = sceneOf(readFixture(stale).files);
    assert.deepEqual(sync(true)(scene).removed, ['con_gone', 'con_Gone', 'con_Old']);
    assert.deepEqual(
      staleIn(fileIn(scene), scene).map((it) => nameOf(it).value),
      ['con_gone', 'con_Old'],
    );
  });

  it('leaves a file of which nothing is known to its solution, unless it is to be made anew', () => {
    const foreign = own + settings([entry('oth_x', 'a')]);
    checkRefactoring(foreign, sync(), '', [
      "'Test/deploymentSettings.json' has no entry for anything in 'Absence' and was left as it is: see whether it lies in the right place.",
    ]);
    checkRefactoring(
      foreign,
      sync(true),
      settings(
        [entry('con_sql', '', 'shared_sql'), entry('con_Teams'), entry('con_users', '', 'shared_office365users')],
        [value('con_Url')],
      ),
    );
  });

  it('leaves a file that belongs to no solution', () => {
    checkRefactoring(own + solution({ root: 'other', name: 'Other' }) + settings([]), sync(), '', [
      "'Test/deploymentSettings.json' belongs to no solution that is read here, so there is nothing to compare it with.",
    ]);
  });

  it('adds nothing to pairs of a developer, and takes out what is stale', () => {
    const pairs = (...names: readonly string[]): string =>
      `--- ${SETTINGS}\n${JSON.stringify({ ConnectionReferences: names.map((it) => [it, '1']) }, null, 2)}\n`;
    checkRefactoring(own + pairs('con_sql', 'con_gone'), sync(true), pairs('con_sql'));
  });

  it('changes nothing the second time', () => {
    for (const removeStale of [false, true]) {
      const files = new Map(
        readFixture(own + settings([entry('con_gone'), entry('con_Teams', 'x', 'shared_sql'), entry('con_gone')])).files,
      );
      for (const edits of [1, 0]) {
        const scene = sceneOf(files);
        const made = sync(removeStale)(scene);
        assert.equal(made.edits.length, edits);
        for (const it of made.edits) files.set(it.uri, textAfter(it, scene.text)!);
      }
    }
  });

  it('is refused where the file does not parse', () => {
    checkRefusal(
      own + `--- ${SETTINGS}\n{ "ConnectionReferences": [ ${JSON.stringify(entry('con_Teams', '', 'shared_sql'))}, `,
      sync(),
      "'Test/deploymentSettings.json' does not parse, so it cannot be brought up to date: mend the file first.",
    );
  });
});

describe('syncSettings in a managed solution', () => {
  it('leaves the file', () => {
    const managed = solution({ managed: '1', references: [reference('con_sql', 'shared_sql')] });
    const scene = sceneOf(readFixture(managed + settings([]).replace(SETTINGS, 'src/test.json')).files);
    const { file } = settingsFilesOf(scene.snapshot)[0]!;
    const { edits, notes } = syncSettings(file, { removeStale: true }, scene);
    assert.deepEqual(edits, []);
    assert.deepEqual(notes, ["'src/test.json' lies in 'Absence', which is kept here as a managed solution, and was left as it is."]);
  });
});

describe('newSettings', () => {
  const create =
    (...roots: readonly string[]) =>
    (scene: Scene): ReturnType<typeof newSettings> =>
      newSettings(
        roots.map((it) => solutionIn(scene, it)),
        ROOT + SETTINGS,
        scene,
      );

  it('lists every reference and variable by name, with nothing bound', () => {
    const scene = sceneOf(readFixture(own).files);
    assert.deepEqual(create('src')(scene).edits, [
      {
        kind: 'create',
        uri: ROOT + SETTINGS,
        text: `{
  "EnvironmentVariables": [
    {
      "SchemaName": "con_Size",
      "Value": ""
    },
    {
      "SchemaName": "con_Url",
      "Value": ""
    }
  ],
  "ConnectionReferences": [
    {
      "LogicalName": "con_sql",
      "ConnectionId": "",
      "ConnectorId": "/providers/Microsoft.PowerApps/apis/shared_sql"
    },
    {
      "LogicalName": "con_Teams",
      "ConnectionId": "",
      "ConnectorId": "/providers/Microsoft.PowerApps/apis/shared_teams"
    },
    {
      "LogicalName": "con_users",
      "ConnectionId": "",
      "ConnectorId": "/providers/Microsoft.PowerApps/apis/shared_office365users"
    }
  ]
}
`,
      },
    ]);
  });

  it('lists what several solutions have once', () => {
    const other = solution({ root: 'other', name: 'Other', references: [reference('CON_sql', 'shared_sql'), reference('con_a')] });
    const scene = sceneOf(readFixture(own + other).files);
    const [made] = create('src', 'other')(scene).edits;
    assert.ok(made?.kind === 'create');
    const { ConnectionReferences } = JSON.parse(made.text) as { ConnectionReferences: { LogicalName: string }[] };
    assert.deepEqual(
      ConnectionReferences.map((it) => it.LogicalName),
      ['con_a', 'con_sql', 'con_Teams', 'con_users'],
    );
  });

  it('is refused where there is such a file', () => {
    checkRefusal(
      own + settings([]),
      create('src'),
      "There is a file 'deploymentSettings.json' already: change that, or choose another name.",
    );
  });
});
