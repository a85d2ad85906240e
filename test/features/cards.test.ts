import * as assert from 'node:assert/strict';
import type { Scene } from '../../server/src/core';
import { connectorCard, flowCard, nameCard, referenceCard } from '../../server/src/core/features/cards';
import { sceneOf } from '../support/check-fix';
import { readFixture } from '../support/fixture';
import { referenceIn, solutionIn } from '../support/refactor';
import {
  app,
  appConnection,
  BUTTON,
  call,
  CHILD_ID,
  CUSTOM,
  CUSTOM_ELSEWHERE,
  CUSTOM_ID,
  customConnector,
  customReference,
  DAILY,
  entry,
  flow,
  flowUsing,
  ID,
  metadata,
  oldOperation,
  operation,
  reference,
  requiredReference,
  solution,
} from '../support/solution';
import { meaning } from './meaning';

const scened = (source: string): Scene => sceneOf(readFixture(source).files);

/** The card as a reader sees it, a line for each paragraph. */
const read = (card: string): string[] => card.replace(/\\([!-/:-@[-`{-~])/g, '$1').split('\n\n');

const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

describe('the card of a connection reference', () => {
  const card = (source: string, name = 'con_teams', root = 'src'): string[] => {
    const scene = scened(source);
    return read(referenceCard(referenceIn(scene, name, root), solutionIn(scene, root), scene));
  };

  it('says in which environments it is bound, where deployment settings are for its solution', () => {
    const settings = (environment: string, its: string): string =>
      `--- ${environment}.deploymentsettings.json\n{ "ConnectionReferences": [ { "LogicalName": "con_teams"${its} }, { "LogicalName": "con_sql" } ] }\n`;
    const source =
      solution({ references: [reference('con_teams'), reference('con_sql', 'shared_sql')] }) +
      settings('Dev', ', "ConnectionId": "#{x}#"') +
      settings('Test', ', "ConnectionId": "x", "ConnectorId": ""') +
      settings('UAT', ', "ConnectionId": "x", "ConnectorId": "/providers/Microsoft.PowerApps/apis/shared_sql"') +
      settings('Prod', ', "ConnectionId": ""') +
      `--- deployment/Acc/custom.json\n{ "ActivateFlowConfiguration": [] }\n`;
    assert.ok(
      card(source).includes('Bound in Dev and Test, unbound in Prod, bound with the wrong connector in UAT.'),
      card(source).join('\n'),
    );
    assert.ok(
      !card(solution({ references: [reference('con_teams')] }))
        .join()
        .includes('ound'),
    );
  });

  it('has its names, its connector, its description, its parts and its users', () => {
    const source =
      solution({ references: [reference('con_teams', 'shared_teams', undefined, '<description>Posts to the team</description>')] }) +
      flow({
        connections: { a: entry('con_teams'), b: entry('CON_TEAMS') },
        triggers: { On: operation('a') },
        actions: { One: operation('a'), Two: operation('b') },
      }) +
      metadata() +
      app({ a: appConnection('shared_teams', { xrmConnectionReferenceLogicalName: 'con_teams' }) }) +
      `--- src/botcomponents/con_bot.action.A/data\nconnectionReference: con_teams\n`;
    assert.deepEqual(card(source), [
      '**Absence – Teams – Service Account** `con_teams`',
      'Microsoft Teams `shared_teams`',
      'Posts to the team',
      'Area: Absence, Type: Service Account',
      "Used by 1 flow (3 actions): 'Ask for leave'; 1 app: 'con_absence_1a2b3'; 1 agent: 'con_bot'",
    ]);
  });

  it('names five flows and counts the others', () => {
    const flows = [1, 2, 3, 4, 5, 6, 7].map((it) => flowUsing('con_teams', { name: `Flow${it}`, id: idOf(it) })).join('');
    assert.equal(
      card(solution({ references: [reference('con_teams')] }) + flows).at(-1),
      "Used by 7 flows (7 actions): 'Flow1', 'Flow2', 'Flow3', 'Flow4', 'Flow5' and 2 more",
    );
  });

  it('leaves out what is not there', () => {
    assert.deepEqual(card(solution({ references: [reference('con_teams', 'shared_teams', '')] })), [
      '`con_teams`',
      'Microsoft Teams `shared_teams`',
      'Not used in this workspace.',
    ]);
    assert.equal(card(solution({ references: [reference('con_teams', '')] }))[1], 'It names no connector.');
  });

  it('reads no parts from a name that the maker portal made up', () => {
    const source = solution({ references: [reference('con_teams_1a2b3', 'shared_teams', 'Absence - Teams - X-1a2b3')] });
    assert.deepEqual(card(source, 'con_teams_1a2b3'), [
      '**Absence - Teams - X-1a2b3** `con_teams_1a2b3`',
      'Microsoft Teams `shared_teams`',
      'Not used in this workspace.',
    ]);
  });

  it('calls a custom connector by its name and says that a managed solution stays', () => {
    const source = solution({ managed: '1', references: [customReference('con_leave')] }) + customConnector();
    assert.deepEqual(card(source, 'con_leave'), [
      '**Absence – Leave Service – Service Account** `con_leave`',
      `Leave Service \`${CUSTOM}\`, custom connector`,
      'Area: Absence, Type: Service Account',
      'Not used in this workspace.',
      'Managed solution, cannot be changed here.',
    ]);
  });

  it('is text only, whatever the names are', () => {
    const evil = '[x](command:y) &lt;img src=x&gt; `a` | **b** ![i](j) # h\nwww.x.y c@d.e';
    const source =
      solution({
        references: [reference('con_`te`ams', 'shared_<b>'.replace('<b>', '[b](c)'), evil, `<description>${evil}</description>`)],
      }) +
      flow({ connections: { a: entry('con_`te`ams') }, actions: { A: operation('a') } }) +
      metadata({ displayName: evil.replace('\n', '&#10;') });
    const scene = scened(source);
    const { references } = solutionIn(scene);
    const texts = [referenceCard(references[0]!, solutionIn(scene), scene), flowCard(solutionIn(scene).flows[0]!, scene)];
    for (const text of texts) {
      assert.match(text, /command\\:y/);
      for (const line of text.split('\n\n')) assert.match(meaning(line), /^(\*\*\*\*)?[.:,()]*$/, line);
    }
  });
});

describe('the card of a logical name', () => {
  const card = (source: string, name: string, root = 'src'): string[] => {
    const scene = scened(source);
    const { solutions, others } = scene.snapshot;
    const folder = [...solutions, ...others].find((it) => it.root.endsWith(`/${root}`))!;
    return read(nameCard(name, folder, scene));
  };
  const sibling = solution({ root: 'other', name: 'Other', references: [reference('con_teams')] });
  const used = flowUsing('con_teams');

  it("is that of the solution's own reference, in any letter case", () => {
    const source = solution({ references: [reference('con_teams', 'shared_teams', 'Mine')] }) + sibling + used;
    assert.deepEqual(card(source, 'CON_teams'), [
      '**Mine** `con_teams`',
      'Microsoft Teams `shared_teams`',
      "Used by 1 flow (1 action): 'Askforleave'",
    ]);
  });

  it('says which other solution defines it', () => {
    assert.deepEqual(card(solution() + sibling + used, 'con_teams'), [
      '**Absence – Teams – Service Account** `con_teams`',
      'Microsoft Teams `shared_teams`',
      'Area: Absence, Type: Service Account',
      "Used by 1 flow (1 action): 'Askforleave'",
      "Defined in the solution 'Other'.",
    ]);
  });

  it('says that only another copy of the solution defines it', () => {
    const copy = solution({ root: 'managed', managed: '1', references: [reference('con_teams', 'shared_teams', 'Mine')] });
    assert.deepEqual(card(solution() + copy, 'con_teams').slice(2), [
      'Not used in this workspace.',
      'Managed solution, cannot be changed here.',
      "Only another copy of this solution defines it, in the folder 'managed'.",
    ]);
  });

  it('says who provides it, that nobody ships it, or that nobody defines it', () => {
    const without = (...missing: string[]): string[] => card(solution({ missing }) + used, 'con_teams');
    const rest = "Used by 1 flow (1 action): 'Askforleave'";
    assert.deepEqual(without(requiredReference('con_teams', 'Core (1.2)')), [
      '`con_teams`',
      'Provided by Core (1.2), outside this workspace.',
      rest,
    ]);
    assert.deepEqual(without(requiredReference('con_teams', 'Active')), [
      '`con_teams`',
      'No solution ships it: it was only in the environment that this solution was exported from.',
      rest,
    ]);
    assert.deepEqual(without(), ['`con_teams`', 'Defined nowhere, neither in this solution nor in another one of the workspace.', rest]);
  });

  it('names every solution that has it, seen from a folder that is none', () => {
    const settings = '--- config/settings.json\n{ "ConnectionReferences": [ { "LogicalName": "con_teams" } ] }\n';
    const mine = solution({ references: [reference('con_teams')] });
    assert.deepEqual(card(mine + settings, 'con_teams', 'config').at(-1), "Defined in the solution 'Absence'.");
    assert.deepEqual(card(mine + sibling + settings, 'con_teams', 'config').at(-1), "Defined in the solutions 'Other' and 'Absence'.");
    assert.deepEqual(card(mine + settings, 'con_x', 'config'), [
      '`con_x`',
      'No file of this workspace tells what defines it.',
      'Not used in this workspace.',
    ]);
  });
});

describe('the card of a flow', () => {
  const cardOf = (source: string): string[] => {
    const scene = scened(source);
    return read(
      flowCard(
        scene.snapshot.solutions.flatMap((it) => it.flows).find((it) => it.id === ID)!,
        scene,
      ),
    );
  };
  const request = (kind?: string): object => ({ manual: { type: 'Request', ...(kind === undefined ? {} : { kind }) } });
  const start = (triggers: object, connections: object = {}): string[] =>
    cardOf(solution() + flow({ triggers, connections }) + metadata()).slice(2);

  it('has its name, its state, its solution and its description', () => {
    const state = (stateCode: string): string | undefined => cardOf(solution() + flow() + metadata({ stateCode }))[0];
    assert.deepEqual(['0', '1', '2', '9', 'constructor'].map(state), [
      '**Ask for leave**, off',
      '**Ask for leave**, on',
      '**Ask for leave**, suspended',
      '**Ask for leave**',
      '**Ask for leave**',
    ]);
    const described = metadata().replace('Name="Ask for leave"', 'Name="Ask for leave" Description="Asks."');
    assert.deepEqual(cardOf(solution() + flow() + described), [
      '**Ask for leave**, on',
      "Flow of the solution 'Absence'.",
      'Asks.',
      'Started by hand.',
      'It has no connections.',
    ]);
    assert.deepEqual(cardOf(flow()).slice(0, 2), ['**Askforleave**', "Flow in the folder 'src'."], 'where there is no solution');
  });

  it('says what starts it', () => {
    const words = (triggers: object, connections: object = {}): string | undefined => start(triggers, connections)[0];
    const teams = { shared_teams: entry('con_teams') };
    assert.equal(words(BUTTON), 'Started by hand.');
    assert.equal(words(request('PowerApp')), 'Started by an app.');
    assert.equal(words(request('powerappv2')), 'Started by an app.');
    assert.equal(words(request('Skills')), 'Started by an agent.');
    assert.equal(words(request('VirtualAgent')), 'Started by an agent.');
    assert.equal(words(request('PowerPages')), 'Started by a Power Pages site.');
    assert.equal(words(request('Http')), 'Started by an HTTP request.');
    assert.equal(words(request()), 'Started by an HTTP request.');
    assert.equal(words(request('Geofence')), "Started by a trigger of the type 'Request/Geofence'.");
    assert.equal(words(DAILY), 'Started by a schedule.');
    assert.equal(
      words({ On: operation('shared_teams', 'shared_teams', 'OpenApiConnectionWebhook') }, teams),
      'Started by an event in Microsoft Teams.',
    );
    assert.equal(words({ On: oldOperation('shared_teams_1', 'ApiConnectionWebhook') }), 'Started by an event in Microsoft Teams.');
    assert.equal(words({ On: { type: 'SlidingWindow' } }), 'Started by a schedule.');
    assert.equal(words({ On: { type: 'Batch' } }), "Started by a trigger of the type 'Batch'.");
    assert.equal(words({}), 'It has no trigger.');
  });

  it('tells a record of Dataverse from what is selected elsewhere', () => {
    const selected = (connector: string): string | undefined =>
      start({ manual: { ...oldOperation('key', 'Request'), kind: 'ApiConnection' } }, { key: entry('con_x', connector) })[0];
    assert.equal(selected('shared_commondataserviceforapps'), 'Started from a Dataverse record or process.');
    assert.equal(selected('shared_sharepointonline'), 'Started from what is selected in SharePoint.');
    assert.equal(start(request('ApiConnection'))[0], 'Started from a Dataverse record or process.');
  });

  it('names the apps that have it and the flows that call it', () => {
    const binding = { a: appConnection('shared_logicflows', { parameterHints: { workflowEntityId: { value: ID.toUpperCase() } } }) };
    const source =
      solution() +
      flow({ triggers: request('PowerAppV2') }) +
      app(binding) +
      app(binding, { root: 'managed' }) +
      flow({ name: 'Parent', id: CHILD_ID, actions: { Call: call(ID.toUpperCase()) } });
    assert.deepEqual(cardOf(source)[2], "Started by an app: 'Absence'. Called as a child flow by 'Parent'.");
  });

  it('says through whose connections it runs', () => {
    const identity = (triggers: object, connections: object): string | undefined => start(triggers, connections)[1];
    const bound = { a: entry('con_a') };
    const direct = { b: entry(undefined, 'shared_sql') };
    const brought = { c: entry('con_c', 'shared_office365', { runtimeSource: 'invoker' }) };
    const both = { ...brought, d: { id: '/providers/Microsoft.PowerApps/apis/shared_sql', source: 'Invoker', connectionName: 'x' } };
    assert.equal(identity(BUTTON, bound), 'Runs through the connections bound to its references, whoever starts it.');
    assert.equal(identity(BUTTON, direct), 'Runs through its direct connections, whoever starts it.');
    assert.equal(
      identity(BUTTON, { ...bound, ...direct }),
      'Runs through the connections bound to its references and its direct connections, whoever starts it.',
    );
    assert.equal(
      identity(BUTTON, both),
      'Runs through connections to Office 365 Outlook and SQL Server that the person who starts it brings.',
    );
    assert.equal(
      identity(BUTTON, { ...bound, ...brought }),
      'Runs through connections to Office 365 Outlook that the person who starts it brings, and otherwise through the connections bound to its references.',
    );
    assert.equal(identity(DAILY, bound), 'Runs through the connections bound to its references.');
    assert.equal(
      identity({ On: operation('a') }, { ...bound, ...brought }),
      'Runs through the connections bound to its references, whoever sets it off. Nobody is there to bring the connection to Office 365 Outlook that it asks for.',
    );
    assert.equal(
      identity({ On: operation('a') }, { a: entry('con_a', 'shared_commondataserviceforapps', { impersonation: { source: 'invoker' } }) }),
      'Runs through the connections bound to its references, whoever sets it off. It calls Microsoft Dataverse in the name of the user who sets it off.',
    );
    assert.equal(identity(BUTTON, {}), 'It has no connections.');
  });

  it('counts its connections and names the flows it calls', () => {
    const source =
      solution() +
      flow({
        connections: { a: entry('con_a'), b: entry(undefined) },
        actions: { One: call(CHILD_ID), Again: call(CHILD_ID.toUpperCase()), Two: call(idOf(1)) },
      }) +
      flow({ name: 'Child', id: CHILD_ID });
    assert.deepEqual(cardOf(source).slice(-2), [
      '2 connections, 1 of them direct.',
      "It calls 1 child flow: 'Child', and 1 flow that this workspace does not have.",
    ]);
  });

  it('says what can be read of a broken file, and no more', () => {
    const broken = flow({ connections: { a: entry('con_a') } }).replace(/"triggers"[^]*/, '\n');
    assert.deepEqual(cardOf(solution() + broken + metadata()), [
      '**Ask for leave**, on',
      "Flow of the solution 'Absence'.",
      '1 connection.',
    ]);
  });
});

describe('the card of a connector', () => {
  const card = (source: string, name: Parameters<typeof connectorCard>[0]): string[] => {
    const scene = scened(source);
    return read(connectorCard(name, solutionIn(scene), scene));
  };

  it('has its name, its tier, what takes its place and whether a service principal can connect', () => {
    const at = (connector: string): string[] => card(solution(), { connector });
    assert.deepEqual(at('shared_approvals'), ['**Standard approvals** `shared_approvals`', 'Standard connector.']);
    assert.deepEqual(at('shared_teams'), [
      '**Microsoft Teams** `shared_teams`',
      'Standard connector.',
      'A service principal cannot connect.',
    ]);
    assert.deepEqual(at('shared_commondataserviceforapps').slice(-1), ['A service principal can connect.']);
    assert.deepEqual(at('shared_dynamicscrmonline').slice(-1), [
      'Deprecated: Microsoft Dataverse `shared_commondataserviceforapps` takes its place.',
    ]);
    assert.deepEqual(at('shared_nobody'), ['**shared_nobody** `shared_nobody`', 'Keyhook does not know this connector.']);
  });

  it('says whose a custom connector is', () => {
    const source = solution() + customConnector();
    assert.deepEqual(card(source, { connector: CUSTOM_ELSEWHERE }), [
      `**Leave Service** \`${CUSTOM_ELSEWHERE}\``,
      "Custom connector of the solution 'Absence'.",
    ]);
    assert.deepEqual(card(source, { connector: '', customConnectorId: CUSTOM_ID })[0], '**Leave Service** `con_5Fleave`');
    assert.deepEqual(card(solution(), { connector: CUSTOM }), [`**leave** \`${CUSTOM}\``, 'Custom connector, outside this workspace.']);
  });
});
