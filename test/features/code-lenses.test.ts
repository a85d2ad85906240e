import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { codeLenses, defaultNaming, references, Workspace, type Scene } from '../../server/src/core';
import { decode, load, pathOf } from '../../server/src/host/disk';
import { minified, sceneOf } from '../support/check-fix';
import { readFixture, ROOT } from '../support/fixture';
import {
  app,
  appConnection,
  call,
  CHILD_ID,
  entry,
  flow,
  flowPath,
  flowUsing,
  ID,
  metadata,
  oldOperation,
  operation,
  reference,
  solution,
} from '../support/solution';

/** The lenses of a file, in order: `text it stands above: title`, and a `>` where its uses can be shown. */
function lensesOf(source: string, path: string, write: (text: string, uri: string) => string = (text) => text): readonly string[] {
  const files = new Map([...readFixture(source).files].map(([uri, text]) => [uri, write(text, uri)]));
  const uri = ROOT + path;
  return codeLenses(uri, sceneOf(files)).map(({ span, title, usesAt }) => {
    assert.ok(usesAt === undefined || usesAt === span.start);
    return `${files.get(uri)!.slice(span.start, span.end)}: ${title}${usesAt === undefined ? '' : ' >'}`;
  });
}

const CUSTOMIZATIONS = 'src/Other/Customizations.xml';
const onFlow = (id: string): object => ({ parameterHints: { workflowEntityId: { value: id } } });

describe('code lenses', () => {
  it('say above each definition who uses it, in every solution', () => {
    const bot = `--- other/Assets/botcomponent_connectionreferenceset.xml
<botcomponent_connectionreferenceset>
  <botcomponent_connectionreference botcomponentid.schemaname="con_bot.topic.A" connectionreferenceid.connectionreferencelogicalname="con_teams" />
</botcomponent_connectionreferenceset>
`;
    const source =
      solution({ references: [reference('con_unused', 'shared_sql'), reference('con_teams'), reference('con_idle')] }) +
      flow({
        connections: { a: entry('con_teams'), b: entry('CON_Teams'), c: entry('con_idle') },
        triggers: { When: operation('a') },
        actions: { One: operation('a'), Two: operation('b') },
      }) +
      flowUsing('con_teams', { root: 'other', id: CHILD_ID }) +
      app({ a: appConnection('shared_teams', { xrmConnectionReferenceLogicalName: 'con_teams' }) }, { root: 'other' }) +
      bot;
    assert.deepEqual(lensesOf(source, CUSTOMIZATIONS), [
      'con_unused: not used',
      'con_teams: used by 2 flows, 4 actions, 1 app, 1 agent >',
      'con_idle: used by 1 flow >',
    ]);
    assert.deepEqual(lensesOf(source, 'src/Other/Solution.xml'), []);
    assert.deepEqual(lensesOf(source, 'other/CanvasApps/con_absence_1a2b3.meta.xml'), []);
  });

  it('do not say that a reference is not used when an app may go through it', () => {
    const source =
      solution({ references: [reference('con_teams'), reference('con_sql', 'shared_sql')] }) + app({ a: appConnection('shared_teams') });
    assert.deepEqual(lensesOf(source, CUSTOMIZATIONS), ['con_teams: may be used by 1 app', 'con_sql: not used']);
  });

  it('stand above each definition of a name that is defined twice, and in the raw layout', () => {
    const source = solution({ layout: 'raw', references: [reference('con_teams'), reference('con_Teams')] }) + flowUsing('con_teams');
    const uses = 'used by 1 flow, 1 action >';
    assert.deepEqual(lensesOf(source, 'src/customizations.xml'), [`con_teams: ${uses}`, `con_Teams: ${uses}`]);
  });

  it('say above each entry of a flow what goes through it', () => {
    const source = flow({
      connections: {
        both: entry('con_teams'),
        trigger: entry(undefined),
        old: entry('con_teams'),
        expression: entry('con_teams'),
        none: entry('con_teams'),
      },
      triggers: { When: operation('both'), And: operation('trigger') },
      actions: {
        One: operation('both'),
        In: { type: 'Scope', actions: { Two: operation('both'), Three: oldOperation('old') } },
        Text: { type: 'Compose', inputs: "@parameters('$connections')['expression']['connectionId']" },
      },
    });
    const expected = [
      'both: used by the trigger and 2 actions >',
      'trigger: used by the trigger >',
      'old: used by 1 action >',
      'expression: used in an expression >',
      'none: not used',
    ];
    assert.deepEqual(lensesOf(source, flowPath()), expected);
    assert.deepEqual(lensesOf(source, flowPath(), minified), expected, 'on one line');
  });

  it('do not say that an entry is not used when an expression names keys that it computes', () => {
    const source = flow({
      connections: { a: entry('con_teams'), b: entry('con_teams') },
      actions: { One: operation('a'), Text: { type: 'Compose', inputs: "@parameters('$connections')[variables('key')]" } },
    });
    assert.deepEqual(lensesOf(source, flowPath()), ['a: used by 1 action >', 'b: may be used in an expression']);
  });

  it('say above the trigger who calls the flow, in every solution', () => {
    const source =
      solution() +
      flow({ id: CHILD_ID, name: 'Child' }) +
      metadata({ id: CHILD_ID, name: 'Child' }) +
      flow({ actions: { Twice: call(CHILD_ID), Again: call(CHILD_ID.toUpperCase()) } }) +
      flow({ root: 'other', actions: { Call: call(CHILD_ID) } }) +
      app({ a: appConnection('shared_logicflows', onFlow(CHILD_ID)), b: appConnection('shared_logicflows', onFlow(ID)) }) +
      app({ a: appConnection('shared_logicflows', onFlow(CHILD_ID)) }, { name: 'con_second' });
    assert.deepEqual(lensesOf(source, flowPath({ id: CHILD_ID, name: 'Child' })), ['manual: called by 2 flows, 2 apps >']);
    assert.deepEqual(lensesOf(source, flowPath()), ['manual: called by 1 app >']);
    assert.deepEqual(lensesOf(source, flowPath({ root: 'other' })), ['manual: called by 1 app >']);
  });

  it('are in the order of the file, wherever the connections stand', () => {
    const source = `${flow({ id: CHILD_ID, actions: { Call: call(ID) } })}--- ${flowPath()}
{ "properties": { "definition": { "triggers": { "manual": {} }, "actions": {} }, "connectionReferences": { "b": {}, "a": {} } } }
`;
    assert.deepEqual(lensesOf(source, flowPath()), ['manual: called by 1 flow >', 'b: not used', 'a: not used']);
  });

  it('are none in a file that is not known, and no more than could be read of a broken one', () => {
    assert.deepEqual(lensesOf(flow(), 'src/notes.json'), []);
    const whole = flow({ connections: { a: entry('con_teams') } });
    assert.deepEqual(lensesOf(solution() + whole.slice(0, whole.indexOf('"definition"')), flowPath()), ['a: not used']);
  });

  it('say above actions and variables of a flow which expressions name them, and nothing where none does', () => {
    const compose = (inputs: unknown): object => ({ type: 'Compose', inputs });
    const start = (name: string): object => ({ type: 'InitializeVariable', inputs: { variables: [{ name, type: 'integer' }] } });
    const source =
      solution() +
      flow({
        triggers: { manual: { type: 'Request' } },
        actions: {
          Load: compose(1),
          One: { ...compose("@if(empty(outputs('Load')), '\\\"', body('LOAD'))"), runAfter: { Load: ['Succeeded'] } },
          Start: start('n'),
          Idle: start('idle'),
          Set: { type: 'SetVariable', inputs: { name: 'N', value: "@length(outputs('Load'))" } },
          Each: { type: 'Foreach', foreach: "@outputs('load')", actions: { In: compose("@{items('Each')} @{variables('n')}\\") } },
          Start_m: start('m'),
          Set_m: { type: 'SetVariable', inputs: { name: 'm', value: "@outputs('manual')" } },
        },
      });
    for (const write of [(it: string): string => it, minified])
      assert.deepEqual(lensesOf(source, flowPath(), write), [
        'manual: used by 1 expression >',
        'Load: used by 3 expressions >',
        'n: used by 1 expression, written by 1 action >',
        'Each: used by 1 expression >',
        'm: written by 1 action >',
      ]);
  });

  it('say of a trigger both who calls the flow and what names the trigger', () => {
    const source =
      solution() +
      flow({ actions: { Call: call(CHILD_ID) } }) +
      flow({ name: 'Child', id: CHILD_ID, actions: { A: { type: 'Compose', inputs: "@outputs('manual')" } } });
    assert.deepEqual(lensesOf(source, flowPath({ name: 'Child', id: CHILD_ID })), ['manual: called by 1 flow, used by 1 expression >']);
  });

  it('lead to uses wherever they say that there are some', () => {
    const workspace = new Workspace();
    workspace.apply([...load(resolve('examples/contoso'), () => {})]);
    const scene: Scene = { snapshot: workspace.snapshot, naming: defaultNaming, text: (uri) => decode(readFileSync(pathOf(uri))) };
    let number = 0;
    for (const uri of workspace.uris())
      for (const { title, usesAt } of codeLenses(uri, scene)) {
        if (usesAt === undefined) continue;
        assert.notDeepEqual(references(uri, usesAt, false, scene), [], `${uri}: ${title}`);
        number++;
      }
    assert.ok(number > 50, `${number} lenses`);
  });
});
