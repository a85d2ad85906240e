import * as assert from 'node:assert/strict';
import { treeRowsTo } from '../../server/src/core';
import { readFixture, ROOT } from '../support/fixture';
import { treeOf, type Shown } from '../support/outline';
import { app, appConnection, call, CHILD_ID, entry, flow, metadata, operation, reference, solution } from '../support/solution';

const OTHER = '00000000-0000-4000-8000-000000000001';

const SOURCE =
  solution({ root: 'core', name: 'Core', references: [reference('con_core', 'shared_sql', 'Core')] }) +
  solution({
    references: [reference('con_teams', 'shared_teams', '{|definition:Teams|}'), reference('con_spare', 'shared_teams', '{|spare:Spare|}')],
  }).replace('<UniqueName>', '{|manifest:<UniqueName>|}') +
  flow({
    connections: {
      '{|key:shared_teams|}': entry('{|name:con_teams|}'),
      core: entry('{|external:con_core|}', 'shared_sql'),
      own: entry('{|nothing:|}', '{|direct:shared_sql|}'),
    },
    parameters: {
      $connections: {
        defaultValue: { '{|default:shared_teams|}': { connectionId: '/x/apis/shared_teams/connections/1' } },
        type: 'Object',
      },
    },
    triggers: { manual: { type: '{|trigger:Request|}', kind: 'Button' } },
    actions: {
      Scope: {
        type: '{|scope:Scope|}',
        actions: {
          '{|action:Post|}': { ...operation('{|used:shared_teams|}'), description: '{|inside:Tells them|}' },
          Query: operation('{|core:core|}', 'shared_sql'),
          Call: call('{|call:' + CHILD_ID + '|}'),
        },
        else: { actions: { Go: { description: '{|go:x|}', ...operation('own', 'shared_sql') } } },
      },
      Wait: { type: 'Switch', cases: { One: { actions: { Late: { description: '{|late:x|}', ...operation('shared_teams') } } } } },
      Send: { type: 'ApiConnection', inputs: { host: { connection: { name: '{|literal:/x/apis/shared_teams/connections/2|}' } } } },
      Odd: operation('{|undeclared:lost|}'),
    },
  }).replace('"connectionReferenceLogicalName": "{|nothing:|}"', '') +
  metadata().replace('<Category>', '{|metadata:<Category>|}') +
  flow({ name: 'Empty', id: OTHER, actions: { Wait: { type: '{|empty:Compose|}' } } }) +
  app({ '{|bound:a|}': appConnection('{|app:shared_teams|}') }) +
  `--- src/botcomponents/con_bot.action.A/data
{|agent:kind|}: TaskDialog
  connectionReference: {|named:con_spare|}
--- deploy/settings.json
{ "ConnectionReferences": [ { "LogicalName": "{|settings:con_teams|}" }, { "LogicalName": "{|unlisted:con_gone|}" } ] }
`;

const { files, marks } = readFixture(SOURCE);

function rowsTo(label: string, shown: Shown = {}): string {
  const mark = marks.find((it) => it.label === label)!;
  return treeRowsTo(mark.uri, mark.span.start + 1, treeOf(files, shown))
    .map((it) => it.label)
    .join(' > ');
}

const FLOW = 'Absence > Microsoft Teams > Teams > Ask for leave';
const SQL = 'Absence > Direct connections > Ask for leave > SQL Server';

describe('the rows down to a place', () => {
  it('lead into the last of any number of cases', () => {
    const count = 150_000; // more than a call can take for arguments
    const cases = Object.fromEntries(Array.from({ length: count }, (_, i) => [`Case_${i}`, { actions: {} }]));
    const late = { actions: { Late: { description: '{|late:x|}', ...operation('shared_teams') } } };
    const many = readFixture(
      solution({ references: [reference('con_teams', 'shared_teams', 'Teams')] }) +
        flow({
          connections: { shared_teams: entry('con_teams') },
          actions: { Wait: { type: 'Switch', cases: { ...cases, Last: late } } },
          indent: 0,
        }),
    );
    const { uri, span } = many.marks[0]!;
    const rows = treeRowsTo(uri, span.start + 1, treeOf(many.files));
    assert.equal(rows.at(-1)?.label, 'Late');
  });

  const byConnector: Readonly<Record<string, string>> = {
    manifest: 'Absence',
    definition: 'Absence > Microsoft Teams > Teams',
    spare: 'Absence > Microsoft Teams > Spare',
    key: FLOW,
    name: FLOW,
    external: 'Absence > External references > Core > Ask for leave',
    direct: SQL,
    trigger: FLOW,
    scope: FLOW,
    action: `${FLOW} > Post`,
    used: `${FLOW} > Post`,
    inside: `${FLOW} > Post`,
    late: `${FLOW} > Late`,
    core: 'Absence > External references > Core > Ask for leave > Query',
    call: FLOW,
    go: `${SQL} > Go`,
    literal: 'Absence > Direct connections > Ask for leave > Microsoft Teams',
    undeclared: FLOW,
    metadata: FLOW,
    empty: 'Absence',
    app: 'Absence > Canvas apps > Absence',
    bound: 'Absence > Canvas apps > Absence > Microsoft Teams',
    agent: 'Absence > Agents > con_bot',
    named: 'Absence > Agents > con_bot > Spare',
    settings: 'Absence > Microsoft Teams > Teams',
    unlisted: '',
  };
  for (const [label, expected] of Object.entries(byConnector))
    it(`lead from the solution to ${label}`, () => {
      assert.equal(rowsTo(label), expected);
    });

  it('lead through the flow when the tree is by flow', () => {
    const ASK = 'Absence > Ask for leave';
    const labels = [
      'definition',
      'spare',
      'key',
      'external',
      'direct',
      'default',
      'settings',
      'scope',
      'inside',
      'go',
      'literal',
      'undeclared',
      'metadata',
      'empty',
    ];
    assert.deepEqual(Object.fromEntries(labels.map((it) => [it, rowsTo(it, { groupBy: 'flow' })])), {
      definition: `${ASK} > Teams`,
      spare: 'Absence > Not used by a flow > Spare',
      key: `${ASK} > Teams`,
      external: `${ASK} > Core`,
      direct: `${ASK} > Direct connection`,
      default: `${ASK} > Microsoft Teams`,
      settings: `${ASK} > Teams`,
      scope: ASK,
      inside: `${ASK} > Teams > Post`,
      go: `${ASK} > Direct connection > Go`,
      literal: `${ASK} > Microsoft Teams`,
      undeclared: ASK,
      metadata: ASK,
      empty: 'Absence > Empty',
    });
  });

  it('end where the filter hides the rest', () => {
    const rules = ['duplicate-connection-reference', 'unused-connection-reference'];
    assert.equal(rowsTo('inside', { filter: 'duplicates', rules }), `${FLOW} > Post`);
    assert.equal(rowsTo('core', { filter: 'duplicates', rules }), 'Absence');
    assert.equal(rowsTo('inside', { filter: 'unused', rules }), '');
  });

  it('are none in a file that is not ours', () => {
    assert.deepEqual(treeRowsTo(`${ROOT}src/readme.md`, 0, treeOf(files)), []);
  });

  it('are found in a flow that does not parse', () => {
    const broken = readFixture(SOURCE.replace('"Odd": {', '"Odd": {{'));
    const mark = broken.marks.find((it) => it.label === 'inside')!;
    const rows = treeRowsTo(mark.uri, mark.span.start, treeOf(broken.files));
    assert.equal(rows.map((it) => it.label).join(' > '), `${FLOW} > Post`);
  });
});
