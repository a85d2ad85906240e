import * as assert from 'node:assert/strict';
import { hover, type Scene } from '../../server/src/core';
import { connectorCard, flowCard, nameCard, referenceCard } from '../../server/src/core/features/cards';
import { sceneOf } from '../support/check-fix';
import { everywhere } from '../support/everywhere';
import { readFixture, type Mark } from '../support/fixture';
import { solutionIn } from '../support/refactor';
import {
  APIS,
  app,
  appConnection,
  call,
  CHILD_ID,
  crlf,
  CUSTOM,
  CUSTOM_ID,
  customConnector,
  customReference,
  DAILY,
  entry,
  flow,
  ID,
  metadata,
  oldOperation,
  operation,
  reference,
  settings,
  solution,
  variable,
} from '../support/solution';

/** What is said at each mark, which it covers, by the labels of the marks; tried with CRLF too, where the same is said. */
function saidIn(source: string): Record<string, string> {
  const [first, second] = [source, crlf(source)].map((written) => {
    const { files, marks } = readFixture(written);
    return Object.fromEntries(marks.map((it) => [it.label, saidAt(it, sceneOf(files))]));
  });
  assert.deepEqual(second, first);
  return first!;
}

function saidAt({ uri, span, label }: Mark, scene: Scene): string {
  const texts = [span.start, span.end].map((offset) => {
    const found = hover(uri, offset, scene);
    assert.deepEqual(found?.span, span, label);
    return found.markdown;
  });
  assert.equal(texts[0], texts[1]);
  return texts[0]!.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

const plain = (markdown: string): string => markdown.replace(/\\([!-/:-@[-`{-~])/g, '$1');
const scened = (source: string): Scene => sceneOf(readFixture(source).files);

describe('hover', () => {
  it('says of an environment variable what its definition says, wherever it is named', () => {
    const site = variable('con_Site', { label: 'Absence Site', default: 'https://x', shipped: 'https://y' }).replace(
      '"con_Site"',
      '"{|own:con_Site|}"',
    );
    const parameters = { Site: { type: 'String', metadata: { schemaName: '{|flow:con_site|}' } } };
    const listing = settings('config/test.json', { variables: { '{|settings:con_Site|}': '', '{|gone:con_gone|}': '' } });
    const said = saidIn(solution() + site + flow({ parameters }) + listing);
    const card = '**Absence Site** `con_Site`\n\nEnvironment variable of the type text.\n\nDefault: https://x  \nShipped value: https://y';
    assert.deepEqual(said, {
      own: card,
      flow: card,
      settings: `${card}\n\nDefined in the solution 'Absence'.`,
      gone: '`con_gone`\n\nNo solution of this workspace defines this environment variable.',
    });
  });

  it('does not show the value of a secret', () => {
    const secret = variable('con_Key', { type: '100000005', default: '/subscriptions/x' }).replace('"con_Key"', '"{|secret:con_Key|}"');
    const none = variable('con_None').replace('"con_None"', '"{|none:con_None|}"');
    assert.deepEqual(saidIn(solution() + secret + none), {
      secret: '**con_Key** `con_Key`\n\nEnvironment variable of the type secret.\n\nDefault set',
      none: '**con_None** `con_None`\n\nEnvironment variable of the type text.\n\nNeither a default nor a shipped value.',
    });
  });

  it('says of a logical name what its solution knows of it, wherever it is written', () => {
    const { files, marks } = readFixture(everywhere((role) => `{|${role}:con_teams|}`));
    const scene = sceneOf(files);
    const folders = [...scene.snapshot.solutions, ...scene.snapshot.others];
    for (const mark of marks) {
      const folder = folders.find((it) => it.entries.has(mark.uri))!;
      assert.equal(saidAt(mark, scene), plain(nameCard('con_teams', folder, scene)), mark.uri);
    }
  });

  it('says of a name that nobody defines how it is written', () => {
    const said = saidIn(solution() + flow({ connections: { a: entry('{|name:Con_Teams|}') } }));
    assert.match(said['name']!, /^`Con_Teams`\n\nDefined nowhere/);
  });

  it('says of a definition and of its display name what it is itself, in a file that is defined twice too', () => {
    const source = solution({
      references: [
        reference('{|one:con_teams|}', 'shared_teams', '{|two:Ümläut 😀|}'),
        reference('{|three:con_teams|}', 'shared_sql', '{|four:Second|}'),
      ],
    });
    const scene = scened(source);
    const { references, repeated } = solutionIn(scene);
    const [first, second] = [references[0]!, repeated[0]!].map((it) => plain(referenceCard(it, solutionIn(scene), scene)));
    assert.deepEqual(saidIn(source), { one: first, two: first, three: second, four: second });
  });

  it('says of a key which reference it leads to, and what goes through it', () => {
    const keys = { workflowEntityId: { value: ID }, '{|app:shared_teams|}': { value: 'x' } };
    const source =
      solution({ references: [reference('con_teams')] }) +
      flow({
        connections: { '{|entry:shared_teams|}': entry('con_teams') },
        triggers: { On: operation('{|trigger:shared_teams|}') },
        actions: { Old: oldOperation('{|old:shared_teams|}') },
      }) +
      metadata() +
      app({ a: appConnection('shared_logicflows', { parameterHintsV2: keys }) });
    const scene = scened(source);
    const card = plain(nameCard('con_teams', solutionIn(scene), scene));
    const inFlow = `${card}\n\nKey of this flow's connections, used by the trigger and 1 action.`;
    assert.deepEqual(saidIn(source), {
      entry: inFlow,
      trigger: inFlow,
      old: inFlow,
      app: `${card}\n\nKey of the connections of the flow 'Ask for leave', used by the trigger and 1 action.`,
    });
  });

  it('says of a key that it is a direct connection, or that nothing declares it', () => {
    const source =
      solution() +
      flow({
        connections: { '{|direct:a|}': entry(undefined), '{|nothing:b|}': {} },
        actions: { A: operation('a'), B: operation('{|missing:c|}') },
      });
    assert.deepEqual(saidIn(source), {
      direct:
        "A direct connection to **Microsoft Teams** `shared_teams`, which no export carries along.\n\nKey of this flow's connections, used by 1 action.",
      nothing: "A direct connection to a connector, which no export carries along.\n\nKey of this flow's connections, not used.",
      missing: 'No connection of this flow has the key `c`.',
    });
  });

  it('says of a flow what it is, by its id, by its trigger and where it is called', () => {
    const source =
      solution({ flows: [CHILD_ID] }).replace(`{${CHILD_ID}}`, `{|component:{${CHILD_ID}}|}`) +
      flow({ actions: { '{|action:Rufe_Kind_😀|}': call(`{|call:${CHILD_ID.toUpperCase()}|}`) } }) +
      flow({ name: 'Child', id: CHILD_ID, triggers: { '{|trigger:Every_day|}': DAILY.Every_day } }) +
      metadata({ name: 'Child', id: CHILD_ID, displayName: 'The child' }).replace(`{${CHILD_ID}}`, `{|metadata:{${CHILD_ID}}|}`);
    const scene = scened(source);
    const card = plain(
      flowCard(
        solutionIn(scene).flows.find((it) => it.id === CHILD_ID)!,
        scene,
      ),
    );
    assert.match(card, /^\*\*The child\*\*, on\n/);
    const action = `**Rufe_Kind_😀**\n\nRun a child flow\n\nRuns first.\n\n${card}`;
    assert.deepEqual(saidIn(source), { component: card, action, call: card, trigger: card, metadata: card });
  });

  it('says when the file of a flow is not there, or nothing of it', () => {
    const calling = solution() + flow({ actions: { A: call(`{|at:${CHILD_ID}|}`) } });
    assert.deepEqual(saidIn(calling), { at: 'No flow of this workspace has this id.' });
    assert.deepEqual(saidIn(calling + metadata({ name: 'Child', id: CHILD_ID, displayName: 'The child' })), {
      at: '**The child**\n\nThe file of this flow is not there.',
    });
  });

  it('says of the id of a connector what it is, in files of every kind', () => {
    const source =
      solution({ references: [reference('con_teams').replace(`${APIS}shared_teams`, `{|xml:${APIS}shared_teams|}`)] }) +
      flow({
        connections: { key: { api: { name: '{|name:shared_teams|}' }, connection: {} } },
        actions: { A: operation('key', `{|api:${APIS}shared_teams|}`) },
      }) +
      app({ a: appConnection('x', { id: '{|app:/providers/microsoft.powerapps/apis/shared_teams|}' }) }) +
      `--- src/settings.json\n{ "ConnectionReferences": [ { "LogicalName": "con_teams", "ConnectorId": "{|setting:${APIS}shared_teams|}/connections/1" } ] }\n`;
    const scene = scened(source);
    const card = plain(connectorCard({ connector: 'shared_teams' }, solutionIn(scene), scene));
    assert.deepEqual(saidIn(source), { xml: card, name: card, api: card, app: card, setting: card });
  });

  it('says of every id of a custom connector whose it is', () => {
    const custom = customReference('con_leave', 'x').replace(`${APIS}x`, `{|xml:${APIS}${CUSTOM}|}`);
    const source = solution({ references: [custom.replace(`>${CUSTOM_ID}`, `>{|guid:${CUSTOM_ID}|}`)] }) + customConnector();
    const said = saidIn(source + flow({ connections: { a: { api: { name: 'x', logicalName: '{|name:con_5Fleave|}' } } } }));
    assert.deepEqual(said, {
      xml: `**Leave Service** \`${CUSTOM}\`\n\nCustom connector of the solution 'Absence'.`,
      guid: "**Leave Service** `con_5Fleave`\n\nCustom connector of the solution 'Absence'.",
      name: "**Leave Service** `con_5Fleave`\n\nCustom connector of the solution 'Absence'.",
    });
  });

  it('says nothing of anything else, nor in files that are no solution’s', () => {
    const source =
      solution({ references: [reference('con_teams', 'shared_teams', 'Teams', '<description>{|x:Text|}</description>')] }) +
      flow({
        connections: { a: entry('con_teams') },
        actions: {
          Act: { ...operation('a'), description: "{|x:concat|}('a'), not @{{|x:outputs|}('Act')}" },
          Text: { type: 'Compose', inputs: '{|x:shared_nobody|} {|x:my.shared_teams|} {|x:con_teams|}' },
        },
      }) +
      '--- notes/notes.json\n{ "a": "{|x:shared_teams|}" }\n';
    const { files, marks } = readFixture(source);
    assert.equal(marks.length, 7);
    for (const { uri, span } of marks) assert.equal(hover(uri, span.end, sceneOf(files)), undefined);
  });

  it('says what it can in broken files', () => {
    const broken = flow({ connections: { a: entry('{|flow:con_teams|}') } }).replace(/"definition"[^]*/, '\n');
    const cut = solution({ references: [reference('{|xml:con_teams|}')] }).replace(/<\/connectionreferences>[^]*/, '\n');
    const said = saidIn(cut + broken);
    assert.match(said['flow']!, /^\*\*Absence – Teams – Service Account\*\* `con_teams`/);
    assert.equal(said['xml'], said['flow']);
  });
});
