import * as assert from 'node:assert/strict';
import { treeMarkdown, treeRows, treeTip } from '../../server/src/core';
import { allRows, outline, rowAt, textAt, treeOf, type Shown } from '../support/outline';
import {
  app,
  appConnection,
  BUTTON,
  CUSTOM,
  customConnector,
  customReference,
  DAILY,
  entry,
  flow,
  flowUsing,
  ID,
  metadata,
  operation,
  reference,
  requiredReference,
  solution,
} from '../support/solution';

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** A solution with everything that has a row, and one beside it that uses and provides references. */
const CORE = solution({ root: 'core', name: 'Core', references: [reference('con_core', 'shared_sql', 'Core – SQL – User')] });
const EVERYTHING =
  CORE +
  flowUsing('con_teams', { root: 'core', name: 'Nightly', id: id(9), triggers: DAILY }) +
  solution({
    missing: [requiredReference('con_far', 'Far (1.2)'), requiredReference('con_mine', 'Active')],
    references: [
      reference('con_teams', 'shared_teams', 'Teams'),
      reference('con_chat', 'shared_teams', 'Chat'),
      reference('con_plain', 'shared_office365', ''),
      reference('con_none', '', 'Nothing'),
      customReference('con_leave'),
    ],
  }) +
  customConnector() +
  flow({
    connections: { shared_teams: entry('CON_teams'), shared_teams_1: entry('con_teams'), shared_leave: entry('con_leave', CUSTOM) },
    triggers: { When_asked: { ...operation('shared_teams'), type: 'OpenApiConnectionWebhook' } },
    actions: { Post: operation('shared_teams_1'), Book: operation('shared_leave', 'shared_sql'), Wait: { type: 'Compose' } },
  }) +
  metadata({ stateCode: '0' }) +
  flow({
    name: 'Direct',
    id: id(1),
    connections: {
      shared_sql: entry(undefined, 'shared_sql'),
      core: entry('con_core', 'shared_sql'),
      far: entry('con_far', 'shared_sql'),
      mine: entry('con_mine', 'shared_sql'),
      lost: entry('con_lost', 'shared_sql'),
    },
    actions: {
      Query: operation('shared_sql', 'shared_sql'),
      Send: { type: 'ApiConnection', inputs: { host: { connection: { name: '/x/apis/shared_teams/connections/2' } } } },
    },
  }) +
  app({
    a: appConnection('shared_teams', { xrmConnectionReferenceLogicalName: 'con_chat' }),
    b: appConnection('shared_sql'),
    c: appConnection('shared_logicflows', { parameterHints: { workflowEntityId: { value: ID } } }),
  }) +
  `--- src/botcomponents/con_bot.action.A/data
  connectionReference: con_chat
--- src/botcomponents/con_bot.action.B/data
  connectionReference: con_core
--- deploy/absence.ppkg.json
{ "connectionReferenceLogicalName": "con_teams" }
`;

const shown = (source: string, view?: Shown): string => outline(treeOf(source, view));

describe('the tree by connector', () => {
  it('goes from the solution down to the trigger or action, with whoever else uses a reference', () => {
    assert.equal(
      shown(EVERYTHING),
      `\
> solution Absence
  connector Leave Service | 1 reference · 1 flow, 1 action
    reference Absence – Leave Service – Service Account | con_leave · 1 flow, 1 action
      flow Ask for leave | 1 action · when something happens · off
        action Book | calls SQL Server
  connector Microsoft Teams | 2 references · 2 flows, 3 actions, 1 app, 1 agent, 1 package manifest
    reference Chat | con_chat · 1 app, 1 agent
      app Absence | con_absence_1a2b3
      agent con_bot
    reference Teams | con_teams · 2 flows, 3 actions, 1 package manifest
      flow Ask for leave | 2 actions · when something happens · off
        trigger When_asked
        action Post
      flow Nightly | 1 action · on a schedule · in Core
        action Act
      package absence.ppkg.json
  connector Office 365 Outlook | 1 reference · not used
    reference con_plain | not used
  connector No connector | 1 reference · not used
    reference Nothing | con_none · not used
  directs Direct connections | 1 flow
    flow Direct | 2 direct connections · by hand
      connection SQL Server | shared_sql · 1 action
        action Query
      connection Microsoft Teams | in 'Send'
  externals External references | 4 references
    external con_far | from Far (1.2) · 1 flow
      flow Direct | 0 actions · by hand
    external con_lost | defined nowhere · 1 flow
      flow Direct | 0 actions · by hand
    external con_mine | in no solution, only in the maker's environment · 1 flow
      flow Direct | 0 actions · by hand
    external Core – SQL – User | con_core · from Core · 1 flow, 1 agent
      flow Direct | 0 actions · by hand
      agent con_bot
  apps Canvas apps | 1 app
    app Absence | con_absence_1a2b3 · 3 connections
      connection Microsoft Teams | Chat · con_chat
      connection SQL Server
      flow Ask for leave | started by the app
  agents Agents | 1 agent
    agent con_bot | 2 references
      connection Chat | con_chat
      connection Core – SQL – User | con_core · from Core
> solution Core
  connector SQL Server | 1 reference · 1 flow, 1 agent
    reference Core – SQL – User | con_core · 1 flow, 1 agent
      flow Direct | 0 actions · by hand · in Absence
      agent con_bot
  externals External references | 1 reference
    external Teams | con_teams · from Absence · 1 flow, 1 action
      flow Nightly | 1 action · on a schedule
        action Act`,
    );
  });

  it('tells how flows start, in plain words', () => {
    const kinds = ['Button', 'PowerAppV2', 'Skills', 'PowerPages', 'Http', 'ApiConnection'];
    const flows = kinds.map((kind, index) =>
      flowUsing('con_teams', { name: kind, id: id(index), triggers: { manual: { type: 'Request', kind } } }),
    );
    const none = flowUsing('con_teams', { name: 'None', id: id(8), triggers: {} });
    const source = treeOf(solution({ references: [reference('con_teams', 'shared_teams', 'Teams')] }) + flows.join('') + none);
    const rows = treeRows(rowAt(source, 'Absence', 'Microsoft Teams', 'Teams').path, source);
    assert.deepEqual(
      rows.map((it) => `${it.label}: ${it.description}`),
      [
        'ApiConnection: 1 action · by hand',
        'Button: 1 action · by hand',
        'Http: 1 action · by an HTTP request',
        'None: 1 action',
        'PowerAppV2: 1 action · from an app',
        'PowerPages: 1 action · from a site',
        'Skills: 1 action · by an agent',
      ],
    );
  });

  it('shows a legacy package, which has no references', () => {
    assert.equal(
      shown(
        `--- Microsoft.Flow/flows/${ID}/definition.json\n{ "properties": { "displayName": "Old", "definition": { "actions": {} } } }\n`,
      ),
      '> solution w | legacy package',
    );
  });

  it('is empty where there is no solution', () => {
    assert.equal(shown('--- a/readme.md\n\n'), '');
  });

  it('shows what is defined twice twice, each definition with a path of its own', () => {
    const twice = [reference('con_teams', 'shared_teams', 'One'), reference('CON_teams', 'shared_teams', 'Two')];
    const source = treeOf(solution({ references: twice }) + flowUsing('con_teams'));
    assert.equal(
      outline(source),
      `\
> solution Absence
  connector Microsoft Teams | 2 references · 1 flow, 1 action
    reference One | con_teams · 1 flow, 1 action
      flow Askforleave | 1 action · by hand
        action Act
    reference Two | CON_teams · 1 flow, 1 action
      flow Askforleave | 1 action · by hand
        action Act`,
    );
    assert.deepEqual(
      ['One', 'Two'].map((it) => textAt(source, rowAt(source, 'Absence', 'Microsoft Teams', it))),
      ['con_teams', 'CON_teams'],
    );
    assert.equal(rowAt(source, 'Absence', 'Microsoft Teams', 'Two').reference?.isFixed, true);
  });

  it('tells copies of one solution apart by their folders', () => {
    const copy = (root: string, managed: '0' | '1'): string => solution({ root: `repo/${root}/src`, managed });
    assert.equal(shown(copy('a', '0') + copy('b', '1')), '> solution Absence | in a/src\n> solution Absence | managed · in b/src');
  });

  it('has rows that can be seen where names are blank', () => {
    const source = treeOf(
      solution() + flow({ connections: { ' ': entry(undefined) }, actions: { ' ': operation(' ') } }) + metadata({ displayName: ' ' }),
      { groupBy: 'flow' },
    );
    const labels = allRows(source).map((it) => `${it.kind} ${it.label}`);
    assert.deepEqual(labels, ['solution Absence', 'flow (no name)', 'connection Direct connection', 'action (no name)']);
  });

  it('opens up to three solutions', () => {
    const many = (number: number): string => Array.from({ length: number }, (_, i) => solution({ root: `s${i}`, name: `S${i}` })).join('');
    assert.equal(shown(many(3)), '> solution S0\n> solution S1\n> solution S2');
    assert.equal(shown(many(4)), 'solution S0\nsolution S1\nsolution S2\nsolution S3');
  });
});

describe('the tree by flow', () => {
  it('goes from the solution down to the trigger or action, and has what no flow uses at the end', () => {
    assert.equal(
      shown(EVERYTHING, { groupBy: 'flow' }),
      `\
> solution Absence
  flow Ask for leave | when something happens · off · 3 connections · 3 actions
    connection Teams | CON_teams · shared_teams · 1 action
      trigger When_asked
    connection Teams | con_teams · shared_teams_1 · 1 action
      action Post
    connection Absence – Leave Service – Service Account | con_leave · shared_leave · 1 action
      action Book | calls SQL Server
  flow Direct | by hand · 5 connections · 1 action
    connection Direct connection | SQL Server · shared_sql · 1 action
      action Query
    connection Core – SQL – User | con_core · from Core · core · 0 actions
    connection con_far | from Far (1.2) · far · 0 actions
    connection con_mine | in no solution, only in the maker's environment · mine · 0 actions
    connection con_lost | defined nowhere · lost · 0 actions
    connection Microsoft Teams | in 'Send'
  unused Not used by a flow | 3 references
    reference Chat | con_chat · 1 app, 1 agent
      app Absence | con_absence_1a2b3
      agent con_bot
    reference con_plain | not used
    reference Nothing | con_none · not used
  apps Canvas apps | 1 app
    app Absence | con_absence_1a2b3 · 3 connections
      connection Microsoft Teams | Chat · con_chat
      connection SQL Server
      flow Ask for leave | started by the app
  agents Agents | 1 agent
    agent con_bot | 2 references
      connection Chat | con_chat
      connection Core – SQL – User | con_core · from Core
> solution Core
  flow Nightly | on a schedule · 1 connection · 1 action
    connection Teams | con_teams · from Absence · shared_teams · 1 action
      action Act`,
    );
  });
});

describe('the severity of a row', () => {
  const FAULTY =
    solution({
      references: [
        reference('con_teams', 'shared_teams', 'Teams'),
        reference('con_chat', 'shared_teams', 'Chat'),
        reference('con_sql', 'shared_sql', 'SQL'),
      ],
    }) +
    flow({
      connections: { shared_teams: entry('con_teams'), shared_sql: entry('con_sql', 'shared_sql'), direct: entry(undefined) },
      actions: { Post: operation('shared_teams'), Query: operation('shared_sql', 'shared_office365'), Go: operation('direct') },
    }) +
    flowUsing('con_teams', { name: 'Fine', id: id(1) });
  const on = ['unused-connection-reference', 'mismatched-connector', 'direct-connection', 'misplaced-flow'];

  it('is that of the worst finding in it, and every row above shows it', () => {
    assert.equal(
      shown(FAULTY, { rules: on.slice(0, 3) }),
      `\
> error: solution Absence
  warning: connector Microsoft Teams | 2 references · 2 flows, 2 actions
    warning: reference Chat | con_chat · not used
    reference Teams | con_teams · 2 flows, 2 actions
      flow Askforleave | 1 action · by hand
        action Post
      flow Fine | 1 action · by hand
        action Act
  error: connector SQL Server | 1 reference · 1 flow, 1 action
    error: reference SQL | con_sql · 1 flow, 1 action
      error: flow Askforleave | 1 action · by hand
        error: action Query | calls Office 365 Outlook
  error: directs Direct connections | 1 flow
    error: flow Askforleave | 1 direct connection · by hand
      error: connection Microsoft Teams | direct · 1 action
        action Go`,
    );
  });

  it('is said in words', () => {
    const source = treeOf(FAULTY, { rules: on });
    assert.deepEqual(
      [
        ['Absence'],
        ['Absence', 'Microsoft Teams', 'Chat'],
        ['Absence', 'SQL Server', 'SQL', 'Askforleave', 'Query'],
        ['Absence', 'Direct connections'],
      ].map((it) => rowAt(source, ...it).spoken),
      [
        'solution Absence, 2 errors, 3 warnings',
        'connection reference Chat, con_chat, not used, 1 warning',
        'action Query, calls Office 365 Outlook, 1 error',
        'Direct connections, 1 flow, 1 error',
      ],
    );
  });

  it('of a flow by itself has what is found in its metadata too', () => {
    const source = treeOf(solution() + flow() + metadata({ stateCode: '0' }), { groupBy: 'flow', rules: ['inactive-flow'] });
    assert.equal(outline(source), '> info: solution Absence\n  info: flow Ask for leave | by hand · off · 0 connections · 0 actions');
  });
});

describe('a filter of the tree', () => {
  const SOURCE =
    solution({
      references: [
        reference('con_teams', 'shared_teams', 'Absence – Teams – User'),
        reference('con_chat', 'shared_teams', 'Chat'),
        reference('con_sql', 'shared_sql', 'SQL Server_1'),
        reference('con_mail', 'shared_office365', 'Absence – Outlook – User'),
      ],
    }) +
    flowUsing('con_teams') +
    flow({
      name: 'Other',
      id: id(1),
      connections: { shared_teams: entry('con_chat'), mail: entry('con_mail', 'shared_office365'), lost: entry('con_lost') },
      actions: { Post: operation('shared_teams'), Mail: operation('mail', 'shared_office365') },
    }) +
    solution({ root: 'clean', name: 'Clean', references: [reference('con_clean', 'shared_sql', 'Clean – SQL Server – User')] }) +
    flowUsing('con_clean', { root: 'clean', connector: 'shared_sql' }) +
    app({ a: appConnection('shared_teams') });
  const on = [
    'unused-connection-reference',
    'duplicate-connection-reference',
    'off-scheme-name',
    'default-name',
    'undefined-connection-reference',
  ];
  const filtered = (filter: Shown['filter'], groupBy: Shown['groupBy'] = 'connector'): string =>
    shown(SOURCE, { filter: filter!, groupBy: groupBy!, rules: on });

  it('leaves the rows that have problems', () => {
    assert.equal(
      filtered('problems'),
      `\
> error: solution Absence
  > warning: connector Microsoft Teams | 1 reference · 1 flow, 1 action
    warning: reference Chat | con_chat · 1 flow, 1 action
      flow Other | 1 action · by hand
        action Post
  > warning: connector SQL Server | 1 reference · not used
    warning: reference SQL Server_1 | con_sql · not used
  error: externals External references | 1 reference
    error: external con_lost | defined nowhere · 1 flow
      error: flow Other | 0 actions · by hand`,
    );
    assert.equal(
      filtered('problems', 'flow'),
      `\
> error: solution Absence
  error: flow Other | by hand · 3 connections · 2 actions
    error: connection con_lost | defined nowhere · lost · 0 actions
  > warning: unused Not used by a flow | 1 reference
    warning: reference SQL Server_1 | con_sql · not used`,
    );
  });

  it('leaves references that nothing uses', () => {
    assert.equal(
      filtered('unused'),
      `\
> error: solution Absence
  > warning: connector SQL Server | 1 reference · not used
    warning: reference SQL Server_1 | con_sql · not used`,
    );
    assert.equal(
      filtered('unused', 'flow'),
      `\
> error: solution Absence
  > warning: unused Not used by a flow | 1 reference
    warning: reference SQL Server_1 | con_sql · not used`,
    );
  });

  it('leaves duplicates, and what they are duplicates of', () => {
    assert.equal(
      filtered('duplicates'),
      `\
> error: solution Absence
  > warning: connector Microsoft Teams | 2 references · 2 flows, 2 actions
    reference Absence – Teams – User | con_teams · 1 flow, 1 action
      flow Askforleave | 1 action · by hand
        action Act
    warning: reference Chat | con_chat · 1 flow, 1 action
      flow Other | 1 action · by hand
        action Post`,
    );
    assert.equal(
      filtered('duplicates', 'flow'),
      `\
> error: solution Absence
  flow Askforleave | by hand · 1 connection · 1 action
    connection Absence – Teams – User | con_teams · shared_teams · 1 action
      action Act
  error: flow Other | by hand · 3 connections · 2 actions
    connection Chat | con_chat · shared_teams · 1 action
      action Post`,
    );
  });

  it('leaves names that are off the scheme, or that the portal made up', () => {
    assert.equal(
      filtered('off-scheme'),
      `\
> error: solution Absence
  > warning: connector Microsoft Teams | 1 reference · 1 flow, 1 action
    warning: reference Chat | con_chat · 1 flow, 1 action
      flow Other | 1 action · by hand
        action Post
  > warning: connector SQL Server | 1 reference · not used
    warning: reference SQL Server_1 | con_sql · not used`,
    );
  });

  it('leaves nothing where there is nothing to see', () => {
    assert.equal(shown(SOURCE, { filter: 'problems' }), '');
  });
});

describe('a path of the tree', () => {
  const paths = (source: string, groupBy: 'connector' | 'flow'): string[] =>
    allRows(treeOf(source, { groupBy }))
      .map((it) => JSON.stringify(it.path))
      .sort();

  it('is that of one row only', () => {
    for (const groupBy of ['connector', 'flow'] as const) {
      const all = paths(EVERYTHING, groupBy);
      assert.equal(new Set(all).size, all.length);
    }
  });

  it('stays the same when names for people and other files change', () => {
    const edited =
      EVERYTHING.replace('>Teams<', '>A<')
        .replace('Name="Ask for leave"', 'Name="Z"')
        .replaceAll('<UniqueName>Core<', '<UniqueName>Zebra<')
        .replace('<DisplayName>Absence</DisplayName>', '<DisplayName>Other</DisplayName>')
        .replaceAll('"trigger', '  "trigger') + '--- other/readme.json\n{ "ConnectionReferences": [] }\n';
    assert.notEqual(edited, EVERYTHING);
    for (const groupBy of ['connector', 'flow'] as const) assert.deepEqual(paths(edited, groupBy), paths(EVERYTHING, groupBy));
  });

  it('of a row that is gone leads nowhere', () => {
    const before = treeOf(EVERYTHING);
    const { path } = rowAt(before, 'Absence', 'Microsoft Teams', 'Teams', 'Ask for leave');
    const after = treeOf(EVERYTHING.replaceAll('"CON_teams"', '"con_chat"').replaceAll('"con_teams"', '"con_chat"'));
    assert.deepEqual(treeRows(path, after), []);
    assert.equal(treeTip(path, after), '');
    assert.equal(treeMarkdown(path, after), '');
    assert.equal(textAt(after, { path } as never), undefined);
  });
});

describe('a row of the tree', () => {
  it('leads to its place', () => {
    const source = treeOf(EVERYTHING);
    const at = (...labels: readonly string[]): string | undefined => textAt(source, rowAt(source, 'Absence', ...labels));
    assert.equal(at(), 'Absence');
    assert.equal(at('Microsoft Teams'), 'con_chat');
    assert.equal(at('Microsoft Teams', 'Teams'), 'con_teams');
    assert.equal(at('Microsoft Teams', 'Teams', 'Ask for leave'), 'shared_teams');
    assert.equal(at('Microsoft Teams', 'Teams', 'Ask for leave', 'When_asked'), 'When_asked');
    assert.equal(at('Microsoft Teams', 'Teams', 'absence.ppkg.json'), 'con_teams');
    assert.equal(at('Microsoft Teams', 'Chat', 'Absence'), 'con_chat');
    assert.equal(at('Microsoft Teams', 'Chat', 'con_bot'), 'con_chat');
    assert.equal(at('Direct connections', 'Direct'), 'manual');
    assert.equal(at('Direct connections', 'Direct', 'SQL Server'), 'shared_sql');
    assert.equal(at('Direct connections', 'Direct', 'Microsoft Teams'), '/x/apis/shared_teams/connections/2');
    assert.equal(at('External references', 'con_lost'), 'con_lost');
    assert.equal(at('External references', 'Core – SQL – User'), 'con_core');
    assert.equal(at('External references', 'Core – SQL – User', 'Direct'), 'core');
    assert.equal(at('Canvas apps', 'Absence'), 'con_absence_1a2b3');
    assert.equal(at('Canvas apps', 'Absence', 'Microsoft Teams'), 'con_chat');
    assert.equal(at('Canvas apps', 'Absence', 'SQL Server'), 'b');
    assert.equal(at('Canvas apps', 'Absence', 'Ask for leave'), ID);
    assert.equal(at('Agents', 'con_bot', 'Core – SQL – User'), 'con_core');
    const byFlow = treeOf(EVERYTHING, { groupBy: 'flow' });
    assert.equal(textAt(byFlow, rowAt(byFlow, 'Absence', 'Direct')), 'manual');
    assert.equal(textAt(byFlow, rowAt(byFlow, 'Absence', 'Direct', 'Core – SQL – User')), 'core');
  });

  it('says what the editor needs to change it', () => {
    const source = treeOf(EVERYTHING);
    const flags = (...labels: readonly string[]): object => {
      const { reference, direct, flow } = rowAt(source, 'Absence', ...labels);
      return {
        reference: reference && `${reference.logicalName} ${reference.connector} ${reference.isFixed}`,
        direct: direct?.id,
        flow: flow?.slice(-20),
      };
    };
    const ASK = flowEnd(`${ID}.json`);
    assert.deepEqual(flags('Microsoft Teams', 'Teams'), { reference: 'con_teams shared_teams false', direct: undefined, flow: undefined });
    assert.deepEqual(flags('Microsoft Teams', 'Teams', 'Ask for leave'), {
      reference: 'con_teams shared_teams false',
      direct: undefined,
      flow: ASK,
    });
    assert.deepEqual(flags('Microsoft Teams', 'Teams', 'Ask for leave', 'Post'), { reference: undefined, direct: undefined, flow: ASK });
    assert.deepEqual(flags('External references', 'Core – SQL – User'), {
      reference: 'con_core shared_sql true',
      direct: undefined,
      flow: undefined,
    });
    assert.deepEqual(flags('External references', 'con_lost'), {
      reference: 'con_lost shared_sql true',
      direct: undefined,
      flow: undefined,
    });
    assert.deepEqual(flags('Direct connections', 'Direct', 'SQL Server'), {
      reference: undefined,
      direct: 'entry shared_sql',
      flow: flowEnd(`${id(1)}.json`),
    });
    assert.deepEqual(flags('Canvas apps', 'Absence', 'Ask for leave'), { reference: undefined, direct: undefined, flow: ASK });
  });

  it('of a managed solution may not be changed', () => {
    const source = treeOf(
      solution({ managed: '1', references: [reference('con_teams', 'shared_teams', 'Teams')] }) +
        flow({ connections: { a: entry('con_teams'), b: entry(undefined) } }),
    );
    assert.equal(rowAt(source, 'Absence', 'Microsoft Teams', 'Teams').reference?.isFixed, true);
    assert.equal(rowAt(source, 'Absence', 'Direct connections', 'Askforleave', 'Microsoft Teams').direct, undefined);
  });

  it('has a tip that ends with its problems', () => {
    const source = treeOf(EVERYTHING, { rules: ['duplicate-connection-reference', 'off-scheme-name', 'undefined-connection-reference'] });
    const tip = (...labels: readonly string[]): string => treeTip(rowAt(source, 'Absence', ...labels).path, source);
    assert.match(tip('Microsoft Teams', 'Teams'), /con_teams/);
    assert.match(tip('Microsoft Teams', 'Chat'), /\n\n- warning: The connection reference 'Chat' goes to .*\n- info: /s);
    assert.equal(
      tip()
        .split('\n')
        .filter((it) => it.startsWith('- ')).length,
      6,
    );
    assert.match(tip(), /\n- and \d+ more$/);
    assert.equal(tip('Agents'), '');
    assert.match(tip('Microsoft Teams'), /Microsoft Teams/);
    assert.match(tip('External references', 'con_lost'), /con_lost/);
    assert.match(tip('Direct connections', 'Direct'), /Direct/);
  });

  it('can be copied as Markdown', () => {
    const source = treeOf(
      solution({
        name: 'A *b*',
        references: [reference('con_chat', 'shared_teams', 'Chat | x'), reference('con_teams', 'shared_teams', '')],
      }) +
        flowUsing('con_teams', { triggers: BUTTON }) +
        app({ a: appConnection('shared_teams', { xrmConnectionReferenceLogicalName: 'con_teams' }) }),
    );
    assert.equal(
      treeMarkdown(rowAt(source, 'A *b*').path, source),
      `\
## A \\*b\\*

| Display name | Logical name | Connector | Flows | Actions |
| --- | --- | --- | ---: | ---: |
|  | \`con_teams\` | Microsoft Teams | 1 | 1 |
| Chat \\| x | \`con_chat\` | Microsoft Teams | 0 | 0 |
`,
    );
    assert.equal(
      treeMarkdown(rowAt(source, 'A *b*', 'Microsoft Teams', 'con_teams').path, source),
      `\
### con\\_teams

- Logical name: \`con_teams\`
- Connector: Microsoft Teams (\`shared_teams\`)
- Used by: 1 flow, 1 action, 1 app
  - Askforleave: Act
  - App con\\_absence\\_1a2b3
`,
    );
    assert.equal(treeMarkdown(rowAt(source, 'A *b*', 'Microsoft Teams').path, source), '');
  });
});

function flowEnd(text: string): string {
  return text.slice(-20).toUpperCase().replace('.JSON', '.json');
}
