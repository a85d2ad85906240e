import * as assert from 'node:assert/strict';
import type { Connection, FlowInside } from '../../server/src/core/facts/flow';
import { decode } from '../../server/src/host/disk';
import { layouts, read, type Read } from './reading';

const PATH = 'src/Workflows/Askforleave-5D2C8A70-1F7B-ED11-81AD-000D3A4A1B2C.json';
const flow = (source: string): Read<'flow'> => read('flow', PATH, source);
const inFlow = (connectionReferences: string, actions = '{}', triggers = '{}', rest = ''): string =>
  `{ "properties": {\n  "connectionReferences": ${connectionReferences},\n  "definition": {\n ${rest} "triggers": ${triggers},\n  "actions": ${actions} } },\n  "schemaVersion": "1.0.0.0" }\n`;

describe('facts of a flow: entries', () => {
  /** What an entry says, without places. */
  const said = ({ logicalName, connector, customConnector, runtimeSource, impersonation }: Connection): object => ({
    ...(logicalName && { logicalName: logicalName.value }),
    ...(connector !== undefined && { connector }),
    ...(customConnector !== undefined && { customConnector }),
    ...(runtimeSource && { runtimeSource: runtimeSource.value }),
    ...(impersonation !== undefined && { impersonation }),
  });

  const shapes: Readonly<Record<string, readonly [entry: string, says: object]>> = {
    'a reference': [
      '{ "runtimeSource": "embedded", "connection": { "connectionReferenceLogicalName": "con_teams" }, "api": { "name": "shared_teams" } }',
      { logicalName: 'con_teams', connector: 'shared_teams', runtimeSource: 'embedded' },
    ],
    'a reference, members in another order': [
      '{ "api": { "name": "shared_teams" }, "connection": { "connectionReferenceLogicalName": "con_teams" }, "runtimeSource": "invoker" }',
      { logicalName: 'con_teams', connector: 'shared_teams', runtimeSource: 'invoker' },
    ],
    'an empty impersonation, which is none': [
      '{ "impersonation": {}, "runtimeSource": "embedded", "connection": { "connectionReferenceLogicalName": "con_dv" }, "api": { "name": "shared_commondataserviceforapps" } }',
      { logicalName: 'con_dv', connector: 'shared_commondataserviceforapps', runtimeSource: 'embedded' },
    ],
    'an impersonation': [
      '{ "impersonation": { "source": "invoker" }, "runtimeSource": "embedded", "connection": { "connectionReferenceLogicalName": "con_dv" }, "api": { "name": "shared_commondataserviceforapps" } }',
      { logicalName: 'con_dv', connector: 'shared_commondataserviceforapps', runtimeSource: 'embedded', impersonation: 'invoker' },
    ],
    'a field left over': [
      '{ "source": "Embedded", "runtimeSource": "embedded", "connection": { "connectionReferenceLogicalName": "con_teams" }, "api": { "name": "shared_teams" } }',
      { logicalName: 'con_teams', connector: 'shared_teams', runtimeSource: 'embedded' },
    ],
    'a custom connector': [
      '{ "runtimeSource": "embedded", "connection": { "connectionReferenceLogicalName": "con_leave" }, "api": { "name": "shared_con-5fleave-5f21dec655d73f3a8c", "logicalName": "con_5Fleave" } }',
      {
        logicalName: 'con_leave',
        connector: 'shared_con-5fleave-5f21dec655d73f3a8c',
        customConnector: 'con_5Fleave',
        runtimeSource: 'embedded',
      },
    ],
    'a direct connection as it is exported': [
      '{ "api": { "name": "shared_webcontents" }, "connection": {}, "runtimeSource": "invoker" }',
      { connector: 'shared_webcontents', runtimeSource: 'invoker' },
    ],
    'a direct connection to a custom connector': [
      '{ "api": { "name": "shared_con-5fleave-5f21dec655d73f3a8c", "logicalName": "con_5Fleave" }, "connection": {}, "runtimeSource": "embedded" }',
      { connector: 'shared_con-5fleave-5f21dec655d73f3a8c', customConnector: 'con_5Fleave', runtimeSource: 'embedded' },
    ],
    'a connection by name': [
      '{ "api": { "name": "shared_teams" }, "connection": { "name": "shared-teams-114efb88" }, "runtimeSource": "embedded" }',
      { connector: 'shared_teams', runtimeSource: 'embedded' },
    ],
    'a name beside a logical name, as a live flow has it': [
      '{ "api": { "name": "shared_teams" }, "connection": { "name": "shared-teams-114efb88", "connectionReferenceLogicalName": "con_teams" }, "runtimeSource": "embedded" }',
      { logicalName: 'con_teams', connector: 'shared_teams', runtimeSource: 'embedded' },
    ],
    'the form of the flow service': [
      '{ "connectionName": "shared-sharepointonl-114efb88", "source": "Invoker", "id": "/providers/Microsoft.PowerApps/apis/shared_sharepointonline", "tier": "NotSpecified", "apiName": "sharepointonline" }',
      { connector: 'shared_sharepointonline' },
    ],
    'the form of the flow service with a logical name': [
      '{ "connectionName": "shared-sharepointonl-114efb88", "source": "Embedded", "id": "/providers/Microsoft.PowerApps/apis/shared_sharepointonline", "connectionReferenceLogicalName": "con_sp" }',
      { logicalName: 'con_sp', connector: 'shared_sharepointonline' },
    ],
    'an empty logical name, which is none': [
      '{ "api": { "name": "shared_teams" }, "connection": { "connectionReferenceLogicalName": "" }, "runtimeSource": "embedded" }',
      { connector: 'shared_teams', runtimeSource: 'embedded' },
    ],
    nothing: ['{}', {}],
    'no object': ['"shared_teams"', {}],
  };

  for (const [name, [entry, says]] of Object.entries(shapes))
    it(`are read: ${name}`, () => {
      for (const source of layouts(inFlow(`{ "{|key:shared_teams_1|}": {|value:${entry}|},\n "other": {} }`))) {
        const { facts, at } = flow(source);
        const [connection, other, ...more] = facts.connections;
        assert.deepEqual(facts.faults, []);
        assert.deepEqual(said(connection!), says);
        assert.deepEqual(connection!.key, { value: 'shared_teams_1', span: at('key') });
        assert.deepEqual(connection!.span, at('value'));
        assert.equal(other?.key.value, 'other');
        assert.deepEqual(more, []);
      }
    });

  it('know their places', () => {
    const entry = `{ "runtimeSource": "{|source:embedded|}", "connection": { "connectionReferenceLogicalName": "{|name:con_teams|}" }, "api": { "name": "shared_teams" } }`;
    for (const source of layouts(inFlow(`{ "k": ${entry} }`))) {
      const { facts, at } = flow(source);
      assert.deepEqual(facts.connections[0]!.logicalName, { value: 'con_teams', span: at('name') });
      assert.deepEqual(facts.connections[0]!.runtimeSource, { value: 'embedded', span: at('source') });
    }
    const { facts, at } = flow(inFlow('{ "k": { "connectionReferenceLogicalName": "{|name:con_sp|}", "id": "/x/shared_sp" } }'));
    assert.deepEqual(facts.connections[0]!.logicalName, { value: 'con_sp', span: at('name') });
  });

  it('are meant, not how they are escaped', () => {
    const source = inFlow(
      '{ "{|key:shared\\u005fteams \\"\\\\ \\u00e4|}": { "runtimeSource": "{|source:\\u0069nvoker|}", "connection": { "connectionReferenceLogicalName": "{|name:con\\u005Fteams|}" }, "api": { "name": "shared\\u005fteams" } } }',
    );
    const { facts, at } = flow(source);
    const [connection] = facts.connections;
    assert.deepEqual(connection!.key, { value: 'shared_teams "\\ ä', span: at('key') });
    assert.deepEqual(connection!.logicalName, { value: 'con_teams', span: at('name') });
    assert.deepEqual(connection!.runtimeSource, { value: 'invoker', span: at('source') });
    assert.equal(connection!.connector, 'shared_teams');
  });

  it('are read wherever they stand, and when there are none', () => {
    const sorted = '{ "properties": { "definition": { "actions": {}, "triggers": {} }, "connectionReferences": { "k": {} }, "x": 1 } }';
    assert.deepEqual(
      flow(sorted).facts.connections.map((it) => it.key.value),
      ['k'],
    );
    for (const none of ['{}', '[]', 'null', '""']) assert.deepEqual(flow(inFlow(none)).facts.connections, []);
    assert.deepEqual(flow('{ "properties": { "definition": {} } }').facts.connections, []);
  });
});

describe('facts of a flow: operations', () => {
  const words = ({ operations }: FlowInside): object[] =>
    operations.map(({ name, role, key, form, apiId }) => ({ name, role, key: key.value, form, apiId: apiId?.value }));
  const API = '/providers/Microsoft.PowerApps/apis/shared_teams';

  it('name their connection in either form, as triggers and actions', () => {
    const byName = (type: string, key: string): string =>
      `{ "type": "${type}", "inputs": { "host": { "apiId": "${API}", "connectionName": "${key}", "operationId": "X" }, "parameters": {} } }`;
    const byExpression = (type: string, key: string): string =>
      `{ "type": "${type}", "inputs": { "host": { "connection": { "name": "@parameters('$connections')['${key}']['connectionId']" } }, "method": "get" } }`;
    for (const type of ['OpenApiConnection', 'OpenApiConnectionWebhook', 'OpenApiConnectionNotification'])
      for (const source of layouts(
        inFlow('{}', `{ "{|A:A|}": ${byName(type, '{|a:k|}')} }`, `{ "{|T:T|}": ${byName(type, '{|t:k|}')} }`),
      )) {
        const { facts, at } = flow(source);
        assert.deepEqual(words(facts), [
          { name: 'T', role: 'trigger', key: 'k', form: 'name', apiId: API },
          { name: 'A', role: 'action', key: 'k', form: 'name', apiId: API },
        ]);
        assert.deepEqual(
          facts.operations.map((it) => [it.at, it.key.span]),
          [
            [at('T'), at('t')],
            [at('A'), at('a')],
          ],
        );
      }
    for (const type of ['ApiConnection', 'ApiConnectionWebhook', 'Request'])
      for (const source of layouts(
        inFlow('{}', `{ "{|A:A|}": ${byExpression(type, '{|a:k|}')} }`, `{ "{|T:T|}": ${byExpression(type, '{|t:k|}')} }`),
      )) {
        const { facts, at } = flow(source);
        assert.deepEqual(words(facts), [
          { name: 'T', role: 'trigger', key: 'k', form: 'expression', apiId: undefined },
          { name: 'A', role: 'action', key: 'k', form: 'expression', apiId: undefined },
        ]);
        assert.deepEqual(
          facts.operations.map((it) => [it.at, it.key.span]),
          [
            [at('T'), at('t')],
            [at('A'), at('a')],
          ],
        );
        assert.deepEqual(
          facts.keysInExpressions,
          ['a', 't'].map((mark) => ({ value: 'k', span: at(mark) })).sort((a, b) => a.span.start - b.span.start),
        );
      }
  });

  it('know the place of the connector they call, an empty one too', () => {
    const { facts, at } = flow(
      inFlow(
        '{}',
        `{ "A": { "inputs": { "host": { "connectionName": "k", "apiId": "{|a:${API}|}" } } }, "B": { "inputs": { "host": { "apiId": "{|b:|}", "connectionName": "k" } } } }`,
      ),
    );
    assert.deepEqual(
      facts.operations.map((it) => it.apiId),
      [
        { value: API, span: at('a') },
        { value: '', span: at('b') },
      ],
    );
  });

  it('cut the key out of an expression, however it is escaped', () => {
    const forms: readonly (readonly [string, string])[] = [
      ["@parameters('$connections')['{|k:shared_teams|}']['connectionId']", 'shared_teams'],
      ['@parameters(\\u0027$connections\\u0027)[\\u0027{|k:shared_teams|}\\u0027][\\u0027connectionId\\u0027]', 'shared_teams'],
      ['@parameters(\\u0027\\u0024connections\\u0027)[\\u0027{|k:shared\\u005Fteams|}\\u0027][\\u0027connectionId\\u0027]', 'shared_teams'],
      ["@parameters('$connections')['{|k:it''s|}']['connectionId']", "it's"],
      ["@parameters('$connections')['{|k:a\\\\b\\/c\\td|}']['connectionId']", 'a\\b/c\td'],
      ["@parameters( '$connections' )?['{|k:shared_teams|}']?['connectionId']", 'shared_teams'],
      ["@parameters ('$connections')\\n? [ '{|k:shared_teams|}' ]['connectionId']", 'shared_teams'],
      ["@{parameters('$connections')['{|k:shared_teams|}']['connectionId']}", 'shared_teams'],
      ["@PARAMETERS('$Connections')['{|k:shared_teams|}']['connectionId']", 'shared_teams'],
      ["@parameters('$connections')['{|k:$connections|}']['connectionId']", '$connections'],
    ];
    for (const [expression, key] of forms) {
      const { facts, at } = flow(inFlow('{}', `{ "A": { "inputs": { "host": { "connection": { "name": "${expression}" } } } } }`));
      assert.deepEqual(facts.operations[0]?.key, { value: key, span: at('k') }, expression);
      assert.deepEqual(facts.keysInExpressions, [{ value: key, span: at('k') }]);
    }
  });

  it('cut the key out of a name, however it is escaped', () => {
    const { facts, at } = flow(
      inFlow('{}', '{ "{|name:\\u0041|}": { "inputs": { "host": { "connectionName": "{|k:shared\\u005fteams|}" } } } }'),
    );
    assert.deepEqual(words(facts), [{ name: 'A', role: 'action', key: 'shared_teams', form: 'name', apiId: undefined }]);
    assert.deepEqual([facts.operations[0]!.at, facts.operations[0]!.key.span], [at('name'), at('k')]);
  });

  it('are found at any depth, in document order, whatever the type says', () => {
    const act = (key: string): string => `{ "type": "OpenApiConnection", "inputs": { "host": { "connectionName": "${key}" } } }`;
    const actions = `{
      "If": { "type": "If", "else": { "actions": { "B": ${act('b')} } }, "actions": { "A": ${act('a')} } },
      "Scope": { "type": "Scope", "actions": { "Each": { "type": "foreach", "actions": { "C": ${act('c')} } } } },
      "Switch": { "type": "Switch", "cases": { "One": { "case": "1", "actions": { "D": ${act('d')} } }, "Two": { "actions": { "E": ${act('e')} } } }, "default": { "actions": { "F": ${act('f')} } } },
      "Until": { "type": "Until", "actions": { "G": ${act('g')} } },
      "New": { "type": "SomethingNew", "actions": { "H": ${act('h')} } },
      "Own": { "type": "OpenApiConnection", "inputs": { "host": { "connectionName": "i" } }, "actions": { "J": ${act('j')} } },
      "Text": { "type": "Compose", "inputs": "connectionName" }, "List": { "type": "Compose", "inputs": [1] }, "Null": null
    }`;
    for (const source of layouts(inFlow('{}', actions))) {
      const { facts, text } = flow(source);
      assert.equal(facts.operations.map((it) => it.key.value).join(''), 'bacdefghij');
      assert.equal(facts.operations.map((it) => it.name).join(' '), 'B A C D E F G H Own J');
      for (const { key, name, at } of facts.operations)
        assert.deepEqual([text.slice(at.start, at.end), text.slice(key.span.start, key.span.end)], [name, key.value]);
    }
  });

  it('tell the key that a computed one does not say', () => {
    const { facts } = flow(
      inFlow(
        '{}',
        `{ "A": { "inputs": { "host": { "connection": { "name": "@variables('connection')" } } } }, "B": { "inputs": { "host": { "connection": { "name": "" } } } } }`,
      ),
    );
    assert.deepEqual([facts.operations, facts.literalConnections], [[], []]);
  });

  it('call child flows', () => {
    const { facts, at } = flow(
      inFlow(
        '{}',
        '{ "{|name:Run|}": { "type": "Workflow", "inputs": { "host": { "workflowReferenceName": "{|id:7b0e4f16-3c9a-ed11-aad1-000d3ab2c7e9|}" }, "body": {} } } }',
      ),
    );
    assert.deepEqual(facts.childFlows, [
      { action: 'Run', at: at('name'), flowId: { value: '7b0e4f16-3c9a-ed11-aad1-000d3ab2c7e9', span: at('id') } },
    ]);
    assert.deepEqual(facts.operations, []);
  });

  it('do not say which flow they call when that is told at run time', () => {
    const call = (id: string): string => `{ "type": "Workflow", "inputs": { "host": { "workflowReferenceName": "${id}" } } }`;
    const { facts } = flow(inFlow('{}', `{ "A": ${call('')}, "B": ${call("@{variables('id')}")} }`));
    assert.deepEqual(facts.childFlows, []);
  });
});

describe('facts of a flow: the rest', () => {
  it('tells a connection written into the definition', () => {
    const parameters =
      '"parameters": { "$connections": { "defaultValue": { "{|default:shared_teams|}": { "connectionId": "/providers/x/connections/y" }, "empty": {}, "computed": { "connectionId": "@x" } }, "type": "Object" } },';
    const { facts, at } = flow(
      inFlow('{}', '{ "A": { "inputs": { "host": { "connection": { "name": "{|host:shared-teams-114efb88|}" } } } } }', '{}', parameters),
    );
    assert.deepEqual(
      facts.literalConnections.map((it) => [it.at, it.key]),
      [
        [{ value: 'shared-teams-114efb88', span: at('host') }, undefined],
        [{ value: 'shared_teams', span: at('default') }, 'shared_teams'],
      ],
    );
  });

  it('tells the connector of such a connection where its id, or what stands beside it, does', () => {
    const id = '/providers/Microsoft.PowerApps/apis/shared_teams';
    const host = (rest: string): string => `{ "inputs": { "host": { ${rest} } } }`;
    const { facts } = flow(
      inFlow(
        '{}',
        `{ "A": ${host(`"connection": { "name": "${id}/connections/1" }`)},
           "B": ${host(`"connection": { "name": "shared-teams-1" }, "apiId": "${id}"`)},
           "C": ${host(`"connection": { "name": "shared-teams-1" }, "apiId": "/providers/x/operationGroups/aibuilder"`)} }`,
        '{}',
        `"parameters": { "$connections": { "defaultValue": {
          "d": { "connectionId": "${id}/connections/1" }, "e": { "connectionId": "1", "id": "${id}" }, "f": { "connectionId": "1" } } } },`,
      ),
    );
    assert.deepEqual(
      facts.literalConnections.map((it) => [it.operation ?? it.key, it.connector]),
      [
        ['A', 'shared_teams'],
        ['B', 'shared_teams'],
        ['C', undefined],
        ['d', 'shared_teams'],
        ['e', 'shared_teams'],
        ['f', undefined],
      ],
    );
  });

  it('tells the keys that expressions name anywhere in the definition', () => {
    const { facts } = flow(
      inFlow(
        `{ "x": { "a": "parameters('$connections')['outside']" } }`,
        `{ "A": { "inputs": ["@concat(parameters('$connections')['a'], parameters('$connections')?['b'])", { "parameters('$connections')['key']": 1 }] } }`,
        `{ "T": { "conditions": [{ "expression": "@not(empty(parameters('$connections')['c']['connectionId']))" }] } }`,
        `"outputs": { "o": { "value": "@parameters('$connections')['d']" } },`,
      ),
    );
    assert.deepEqual(facts.keysInExpressions.map((it) => it.value).sort(), ['a', 'b', 'c', 'd']);
  });

  it('tells the trigger, and its name and place', () => {
    const cases: readonly (readonly [triggers: string, type: string, name: string])[] = [
      ['{ "{|name:manual|}": { "type": "Request", "kind": "PowerAppV2" } }', 'Request/PowerAppV2', 'manual'],
      ['{ "{|name:Every\\u005fday|}": { "recurrence": {}, "type": "Recurrence" } }', 'Recurrence', 'Every_day'],
      ['{ "{|name:first|}": { "type": "Recurrence" }, "second": { "type": "Request" } }', 'Recurrence', 'first'],
    ];
    for (const [triggers, type, name] of cases)
      for (const source of layouts(inFlow('{}', '{ "A": {} }', triggers))) {
        const { facts, at } = flow(source);
        assert.deepEqual([facts.trigger, facts.triggerName], [type, { value: name, span: at('name') }]);
      }
    for (const none of ['{}', '[]', 'null']) {
      const { facts } = flow(inFlow('{}', '{ "A": {} }', none));
      assert.deepEqual([facts.trigger, facts.triggerName], [undefined, undefined]);
    }
  });

  it('tells a flow from a file that is none', () => {
    assert.equal(flow(inFlow('{}')).facts.definition, true);
    for (const other of ['{ "name": "Desktop" }', '{ "properties": { "definition": "text" } }', '[]', '1', ''])
      assert.equal(flow(other).facts.definition, false, other);
  });

  it('reads a legacy package', () => {
    const source = `{"name":"x","type":"Microsoft.Flow/flows","properties":{"apiId":"/a","displayName":"Old \\u0026 gold","definition":{"triggers":{},"actions":{}},"connectionReferences":{"{|key:shared_onedrive|}":{"connectionName":"shared-onedrive-1","source":"Invoker","id":"/providers/Microsoft.PowerApps/apis/shared_onedrive","tier":"NotSpecified"}}}}`;
    const { facts, at } = read('flow', 'a/Microsoft.Flow/flows/5d2c8a70-1f7b-ed11-81ad-000d3a4a1b2c/definition.json', source);
    assert.equal(facts.displayName, 'Old & gold');
    assert.deepEqual(facts.connections[0]!.key, { value: 'shared_onedrive', span: at('key') });
    assert.equal(facts.connections[0]!.connector, 'shared_onedrive');
  });

  it('says the same in every encoding', () => {
    const text = inFlow(
      '{ "schlüssel_😀": { "connection": { "connectionReferenceLogicalName": "con_ä" }, "api": { "name": "shared_teams" } } }',
    );
    const plain = flow(text).facts;
    const swapped = Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
    for (const bytes of [Buffer.from(text), Buffer.from(`\uFEFF${text}`), Buffer.from(`\uFEFF${text}`, 'utf16le'), swapped]) {
      assert.equal(decode(bytes), text);
      assert.deepEqual(flow(decode(bytes)).facts, plain);
    }
    assert.equal(text.slice(plain.connections[0]!.key.span.start, plain.connections[0]!.key.span.end), 'schlüssel_😀');
  });
});
