import * as assert from 'node:assert/strict';
import { layouts, read } from './reading';

const CUSTOMIZATIONS = 'src/Other/Customizations.xml';
const APIS = '/providers/Microsoft.PowerApps/apis/';

describe('facts of Customizations.xml', () => {
  it('are references with the places of what they say', () => {
    const source = `<?xml version="1.0" encoding="utf-8"?>
<ImportExportXml xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <connectionreferences>
    {|element:<connectionreference connectionreferencelogicalname="{|name:con_teams|}">
      <connectionreferencedisplayname>{|display:Absence – Teams – User|}</connectionreferencedisplayname>
      <connectorid>{|connector:${APIS}shared_teams|}</connectorid>
      <description>For leave</description>
      <iscustomizable>1</iscustomizable>
      <promptingbehavior>0</promptingbehavior>
      <statecode>0</statecode>
      <statuscode>1</statuscode>
    </connectionreference>|}
    <connectionreference connectionreferencelogicalname="con_leave">
      <connectionreferencedisplayname>Leave</connectionreferencedisplayname>
      <connectorid>${APIS}shared_con-5fleave-5f691c36f6fa56d15c</connectorid>
      <customconnectorid>
        <connectorid>{A6FA6A98-5844-49fa-aa1e-ac7ffcc1b1b8}</connectorid>
      </customconnectorid>
      <iscustomizable>0</iscustomizable>
      <statecode>1</statecode>
    </connectionreference>
  </connectionreferences>
</ImportExportXml>`;
    for (const it of layouts(source)) {
      const { facts, at } = read('customizations', CUSTOMIZATIONS, it);
      assert.deepEqual(facts.faults, []);
      const [teams, leave, ...more] = facts.references;
      assert.deepEqual(more, []);
      assert.deepEqual(teams, {
        logicalName: { value: 'con_teams', span: at('name') },
        displayName: { value: 'Absence – Teams – User', span: at('display') },
        connectorId: { value: `${APIS}shared_teams`, span: at('connector') },
        customConnectorId: undefined,
        description: 'For leave',
        isCustomizable: '1',
        stateCode: '0',
        promptingBehavior: '0',
        span: at('element'),
      });
      assert.deepEqual(
        [leave!.connectorId!.value, leave!.customConnectorId, leave!.description, leave!.isCustomizable, leave!.stateCode],
        [`${APIS}shared_con-5fleave-5f691c36f6fa56d15c`, 'a6fa6a98-5844-49fa-aa1e-ac7ffcc1b1b8', undefined, '0', '1'],
      );
    }
  });

  it('do not depend on the order and the spelling of the XML', () => {
    const reference = (attributes: string, children: string): string =>
      `<ImportExportXml><connectionreferences><connectionreference ${attributes}>${children}</connectionreference></connectionreferences></ImportExportXml>`;
    const cases: readonly (readonly [source: string, name: string, display: string | undefined])[] = [
      [reference(`connectionreferencelogicalname='{|name:con_a|}'`, ''), 'con_a', undefined],
      [reference(`connectionreferencelogicalname = "{|name:con_a|}" x="y"`, ''), 'con_a', undefined],
      [
        reference(`x="connectionreferencelogicalname=" \n y='>' \n connectionreferencelogicalname="{|name:con_a|}"`, ''),
        'con_a',
        undefined,
      ],
      [reference(`connectionreferencelogicalname="{|name:con_&amp;&#x41;&#66;|}"`, ''), 'con_&AB', undefined],
      [
        reference(
          `connectionreferencelogicalname="{|name:con_a|}"`,
          '<customconnectorid><connectorid>x</connectorid></customconnectorid><connectionreferencedisplayname>\n  {|display:A &amp; B &lt;C&gt; &quot;D&quot; &apos;E&apos; &#8211; F|}\n  </connectionreferencedisplayname>',
        ),
        'con_a',
        'A & B <C> "D" \'E\' – F',
      ],
      [
        reference(
          `connectionreferencelogicalname="{|name:con_a|}"`,
          '<connectionreferencedisplayname>{|display:<![CDATA[A & B]]>|}</connectionreferencedisplayname>',
        ),
        'con_a',
        'A & B',
      ],
      [
        reference(
          `connectionreferencelogicalname="{|name:con_a|}"`,
          '<!-- <connectionreferencedisplayname>no</connectionreferencedisplayname> --><connectionreferencedisplayname>{|display:yes|}</connectionreferencedisplayname>',
        ),
        'con_a',
        'yes',
      ],
    ];
    for (const [source, name, display] of cases) {
      const { facts, at } = read('customizations', CUSTOMIZATIONS, source);
      assert.deepEqual(facts.faults, [], source);
      const [found] = facts.references;
      assert.deepEqual(found?.logicalName, { value: name, span: at('name') }, source);
      assert.deepEqual(found?.displayName, display === undefined ? undefined : { value: display, span: at('display') }, source);
    }
  });

  it('are not what has no name, for nothing can name it', () => {
    const { facts } = read('customizations', CUSTOMIZATIONS, '<a><connectionreference connectionreferencelogicalname="" /></a>');
    assert.deepEqual(facts.references, []);
    const variable = read(
      'environment-variable',
      'src/environmentvariabledefinitions/x/environmentvariabledefinition.xml',
      '<environmentvariabledefinition schemaname="" />',
    );
    assert.equal(variable.facts.schemaName, undefined);
  });

  it('are none when there are none', () => {
    for (const inside of [
      '',
      '<connectionreferences />',
      '<connectionreferences></connectionreferences>',
      '<connectionreferences><connectionreference /></connectionreferences>',
    ])
      assert.deepEqual(read('customizations', CUSTOMIZATIONS, `<ImportExportXml>${inside}</ImportExportXml>`).facts.references, []);
    assert.deepEqual(
      read(
        'customizations',
        CUSTOMIZATIONS,
        '<ImportExportXml><!-- <connectionreference connectionreferencelogicalname="con_a" /> --></ImportExportXml>',
      ).facts.references,
      [],
    );
  });

  it('are the flows, apps and connectors of the raw layout, too', () => {
    const source = `<ImportExportXml>
  <Workflows>
    <Workflow WorkflowId="{|id:{5D2C8A70-1f7b-ed11-81ad-000d3a4a1b2c}|}" Name="Ask &amp; leave" Description="For &quot;leave&quot;">
      <JsonFileName>{|file:/Workflows/Askleave-5D2C8A70-1F7B-ED11-81AD-000D3A4A1B2C.json|}</JsonFileName>
      <Category>5</Category>
      <StateCode>{|state:1|}</StateCode>
    </Workflow>
    <Workflow WorkflowId="{7b0e4f16-3c9a-ed11-aad1-000d3ab2c7e9}" Name="Classic"><XamlFileName>/Workflows/x.xaml</XamlFileName><Category>0</Category></Workflow>
  </Workflows>
  <CanvasApps><CanvasApp><Name>con_app</Name><ConnectionReferences>{"{|guid:362c4cb3|}":{"id":"/providers/microsoft.powerapps/apis/shared_teams"}}</ConnectionReferences></CanvasApp></CanvasApps>
  <Connectors><Connector><connectorid>{0D1C7A52-64b8-4f0e-9a3c-5e2f8b7d6c41}</connectorid><displayname>Leave</displayname><name>con_5Fleave</name></Connector></Connectors>
</ImportExportXml>`;
    for (const it of layouts(source)) {
      const { facts, at } = read('customizations', 'src/customizations.xml', it);
      assert.deepEqual(facts.workflows[0], {
        id: { value: '5d2c8a70-1f7b-ed11-81ad-000d3a4a1b2c', span: at('id') },
        name: 'Ask & leave',
        description: 'For "leave"',
        category: '5',
        jsonFileName: { value: '/Workflows/Askleave-5D2C8A70-1F7B-ED11-81AD-000D3A4A1B2C.json', span: at('file') },
        stateCode: { value: '1', span: at('state') },
      });
      assert.deepEqual([facts.workflows.length, facts.workflows[1]!.category, facts.workflows[1]!.jsonFileName], [2, '0', undefined]);
      assert.deepEqual(facts.apps[0]!.connections[0]!.key, { value: '362c4cb3', span: at('guid') });
      assert.deepEqual(facts.connectors, [{ id: '0d1c7a52-64b8-4f0e-9a3c-5e2f8b7d6c41', name: 'con_5Fleave', displayName: 'Leave' }]);
    }
  });

  it('are not led astray by the rest of a large file', () => {
    const source = `<ImportExportXml><Entities><Entity><Name>connectionreference</Name><a b="&quot;>"/></Entity></Entities><EntityRelationships /><optionsets><x/></optionsets>
<connectionreferences><connectionreference connectionreferencelogicalname="{|name:con_a|}"><connectorid>{|id:x|}</connectorid></connectionreference></connectionreferences></ImportExportXml>`;
    for (const it of layouts(source)) {
      const { facts, at } = read('customizations', CUSTOMIZATIONS, it);
      assert.deepEqual(facts.references[0]!.logicalName.span, at('name'));
      assert.deepEqual(facts.references[0]!.connectorId!.span, at('id'));
    }
  });
});

describe('facts of flow metadata', () => {
  it('are id, name, file and state with their places', () => {
    const source = `<?xml version="1.0" encoding="utf-8"?>
<Workflow WorkflowId="{|id:{0f468fd0-1dcf-ef11-8ee9-000d3a5ccf2d}|}" Name="Adaptive Card | &quot;A&quot; &#228;" Description="a &gt; b" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <JsonFileName>{|file:/Workflows/A-0F468FD0-1DCF-EF11-8EE9-000D3A5CCF2D.json|}</JsonFileName>
  <Type>1</Type>
  <Category>5</Category>
  <StateCode>{|state:0|}</StateCode>
  <StatusCode>1</StatusCode>
  <BillingContext>[{"id":"x"}]</BillingContext>
  <LocalizedNames><LocalizedName languagecode="1033" description="Adaptive" /></LocalizedNames>
</Workflow>`;
    for (const it of layouts(source)) {
      const { facts, at } = read('flow-metadata', 'src/Workflows/A-0F468FD0-1DCF-EF11-8EE9-000D3A5CCF2D.json.data.xml', it);
      assert.deepEqual(facts.faults, []);
      assert.deepEqual(facts.workflow, {
        id: { value: '0f468fd0-1dcf-ef11-8ee9-000d3a5ccf2d', span: at('id') },
        name: 'Adaptive Card | "A" ä',
        description: 'a > b',
        category: '5',
        jsonFileName: { value: '/Workflows/A-0F468FD0-1DCF-EF11-8EE9-000D3A5CCF2D.json', span: at('file') },
        stateCode: { value: '0', span: at('state') },
      });
    }
  });
});

describe('facts of Solution.xml', () => {
  it('are the manifest, its components and what it lacks', () => {
    const source = `<ImportExportXml version="9.2"><SolutionManifest>
  <UniqueName>AbsenceCore</UniqueName>
  <LocalizedNames><LocalizedName description="Absence &amp; more" languagecode="1033" /></LocalizedNames>
  <Version>1.2.3.4</Version>
  <Managed>2</Managed>
  <Publisher><UniqueName>contoso</UniqueName><LocalizedNames><LocalizedName description="Contoso" languagecode="1033" /></LocalizedNames><CustomizationPrefix>svr_</CustomizationPrefix></Publisher>
  <RootComponents>
    <RootComponent type="29" id="{|flow:{5D2C8A70-1f7b-ed11-81ad-000d3a4a1b2c}|}" behavior="0" />
    <RootComponent type="372" id="{|connector:{0d1c7a52-64b8-4f0e-9a3c-5e2f8b7d6c41}|}" schemaName="con_5Fleave" />
    <RootComponent type="300" schemaName="con_app" />
  </RootComponents>
  <MissingDependencies>
    <MissingDependency>
      <Required type="connectionreference" displayName="{|shown:con_a|}" solution="Active" id.connectionreferencelogicalname="{|required:con_a|}" />
      <Dependent type="29" displayName="x" id="{|needs:{5D2C8A70-1f7b-ed11-81ad-000d3a4a1b2c}|}" />
    </MissingDependency>
    <MissingDependency><Required key="5" type="372" schemaName="admin_5Fapi" displayName="X" solution="Core (3.11)" id="{DE4DA0C8-0000-4b0e-8f0a-0123456789ab}" /><Dependent key="6" type="connectionreference" id.connectionreferencelogicalname="{|dependent:con_b|}" /></MissingDependency>
    <MissingDependency><Required type="29" displayName="Child" solution="Core (3.11)" id="{|needed:{7b0e4f16-3c9a-ed11-aad1-000d3ab2c7e9}|}" /><Dependent type="29" displayName="x" id="{|caller:5d2c8a70-1f7b-ed11-81ad-000d3a4a1b2c|}" /></MissingDependency>
    <MissingDependency><Required type="29" displayName="Gone" /><Dependent type="300" displayName="x" id="{5d2c8a70-1f7b-ed11-81ad-000d3a4a1b2c}" /></MissingDependency>
  </MissingDependencies>
</SolutionManifest></ImportExportXml>`;
    for (const it of layouts(source)) {
      const { facts, at } = read('solution', 'src/Other/Solution.xml', it);
      assert.deepEqual(facts, {
        kind: 'solution',
        faults: [],
        uniqueName: 'AbsenceCore',
        displayName: 'Absence & more',
        version: '1.2.3.4',
        managed: '2',
        prefix: 'svr_',
        rootComponents: [
          { type: '29', id: { value: '5d2c8a70-1f7b-ed11-81ad-000d3a4a1b2c', span: at('flow') } },
          { type: '372', id: { value: '0d1c7a52-64b8-4f0e-9a3c-5e2f8b7d6c41', span: at('connector') } },
          { type: '300', id: undefined },
        ],
        missingDependencies: [
          {
            type: 'connectionreference',
            logicalName: 'con_a',
            schemaName: undefined,
            id: '',
            solution: 'Active',
            mentions: [
              { value: 'con_a', span: at('required') },
              { value: 'con_a', span: at('shown') },
            ],
            flows: [{ value: '5d2c8a70-1f7b-ed11-81ad-000d3a4a1b2c', span: at('needs') }],
          },
          {
            type: '372',
            logicalName: undefined,
            schemaName: 'admin_5Fapi',
            id: 'de4da0c8-0000-4b0e-8f0a-0123456789ab',
            solution: 'Core (3.11)',
            mentions: [{ value: 'con_b', span: at('dependent') }],
            flows: [],
          },
          {
            type: '29',
            logicalName: undefined,
            schemaName: undefined,
            id: '7b0e4f16-3c9a-ed11-aad1-000d3ab2c7e9',
            solution: 'Core (3.11)',
            mentions: [],
            flows: [
              { value: '7b0e4f16-3c9a-ed11-aad1-000d3ab2c7e9', span: at('needed') },
              { value: '5d2c8a70-1f7b-ed11-81ad-000d3a4a1b2c', span: at('caller') },
            ],
          },
          {
            type: '29',
            logicalName: undefined,
            schemaName: undefined,
            id: '',
            solution: undefined,
            mentions: [],
            flows: [],
          },
        ],
      });
    }
  });

  it('tell an environment variable that is missing by its schema name', () => {
    const { facts } = read(
      'solution',
      'src/Other/Solution.xml',
      '<SolutionManifest><MissingDependencies><MissingDependency><Required key="6" type="EnvironmentVariableDefinition" displayName="con_Site" solution="Active" id.schemaname="con_Site" /></MissingDependency></MissingDependencies></SolutionManifest>',
    );
    assert.deepEqual(
      facts.missingDependencies.map(({ type, schemaName, solution }) => [type, schemaName, solution]),
      [['EnvironmentVariableDefinition', 'con_Site', 'Active']],
    );
  });
});

describe('facts of a canvas app', () => {
  const PATH = 'src/CanvasApps/con_absence_1a2b3.meta.xml';
  const APP = '/providers/microsoft.powerapps/apis/';
  const json = `{"{|guid:362c4cb3|}":{"id":"${APP}shared_teams","displayName":"A & B","xrmConnectionReferenceLogicalName":"{|name:con_teams|}"},"{|flow:5da627cb|}":{"id":"${APP}shared_logicflows","parameterHints":{"workflowEntityId":{"value":"{|id:8E31165C-0000-4b0e-8f0a-0123456789ab|}"},"362c4cb3":{"value":"{|old:shared_teams_1|}"}},"parameterHintsV2":{"workflowEntityId":{"value":"{|again:8e31165c-0000-4B0E-8f0a-0123456789ab|}"},"{|key:shared_teams_1|}":{"value":"362c4cb3"},"{|second:Shared_x|}":{}}}}`;
  const app = (connections: string, dependencies = ''): string =>
    `<?xml version="1.0" encoding="utf-8"?>\n<CanvasApp xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n  <Name>con_absence_1a2b3</Name>\n  <DisplayName>Absence &amp; leave</DisplayName>\n  <ConnectionReferences>${connections}</ConnectionReferences>\n${dependencies}</CanvasApp>`;
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('/', '&#47;');

  it('are bindings with their places, with every way to write JSON into XML', () => {
    const ways = [
      json.replaceAll('&', '&amp;'),
      escaped(json),
      `<![CDATA[${json}]]>`,
      `\n    ${json.replaceAll('&', '&#x26;').replaceAll(',', ',\n    ')}\n  `,
      json.replaceAll('&', '\\u0026').replaceAll('con_teams', 'con\\u005fteams'),
    ];
    for (const way of ways)
      for (const source of layouts(app(way))) {
        const { facts, at } = read('canvas-app', PATH, source);
        assert.deepEqual(facts.faults, []);
        assert.deepEqual(facts.app!.faults, []);
        assert.deepEqual([facts.app!.name, facts.app!.displayName], ['con_absence_1a2b3', 'Absence & leave']);
        const [teams, flow] = facts.app!.connections;
        assert.deepEqual(teams, {
          key: { value: '362c4cb3', span: at('guid') },
          connector: 'shared_teams',
          customConnector: undefined,
          logicalName: { value: 'con_teams', span: at('name') },
          flowId: undefined,
          flowKeys: [],
          keyPlaces: [],
        });
        assert.deepEqual(flow, {
          key: { value: '5da627cb', span: at('flow') },
          connector: 'shared_logicflows',
          customConnector: undefined,
          logicalName: undefined,
          flowId: { value: '8e31165c-0000-4b0e-8f0a-0123456789ab', span: at('id') },
          flowKeys: [
            { key: { value: 'shared_teams_1', span: at('key') }, entry: '362c4cb3' },
            { key: { value: 'Shared_x', span: at('second') }, entry: undefined },
          ],
          keyPlaces: [
            { value: 'shared_teams_1', span: at('old') },
            { value: 'shared_teams_1', span: at('key') },
            { value: 'Shared_x', span: at('second') },
          ],
        });
        assert.deepEqual(facts.app!.flowIds, [
          { value: '8e31165c-0000-4b0e-8f0a-0123456789ab', span: at('id') },
          { value: '8e31165c-0000-4b0e-8f0a-0123456789ab', span: at('again') },
        ]);
      }
  });

  it('know a flow by its id, whichever hints have it', () => {
    const hints = (name: string): string =>
      `{"5da627cb":{"id":"${APP}shared_logicflows","${name}":{"workflowEntityId":{"value":"{|id:8E31165C-0000|}"}}},"x":{"parameterHints":{"workflowEntityId":{}}},"y":{"parameterHints":{"workflowEntityId":{"value":""}}}}`;
    for (const name of ['parameterHints', 'parameterHintsV2']) {
      const { facts, at } = read('canvas-app', PATH, app(escaped(hints(name))));
      assert.deepEqual(
        facts.app!.connections.map((it) => it.flowId),
        [{ value: '8e31165c-0000', span: at('id') }, undefined, undefined],
      );
      assert.deepEqual(facts.app!.flowIds, [{ value: '8e31165c-0000', span: at('id') }]);
    }
  });

  it('are faults of the JSON at their place in the XML', () => {
    for (const way of ['{"a":{|x:@|}1}', '{&quot;a&quot;:{|x:@|}1}', '<![CDATA[{"a":{|x:@|}1}]]>', '  {"a&amp;":{|x:@|}1}']) {
      const { facts, at } = read('canvas-app', PATH, app(way));
      assert.deepEqual(
        facts.app!.faults.map((it) => it.span),
        [at('x')],
        way,
      );
    }
  });

  it('are the keys that an older app has by entry', () => {
    const older = `{"5da627cb":{"id":"${APP}shared_logicflows","parameterHints":{"workflowEntityId":{"value":"8e31165c"},"362c4cb3":{"value":"{|key:shared_teams_1|}"}}}}`;
    const { facts, at } = read('canvas-app', PATH, app(older));
    assert.deepEqual(facts.app!.connections[0]!.flowKeys, [{ key: { value: 'shared_teams_1', span: at('key') }, entry: '362c4cb3' }]);
  });

  it('are names among the dependencies', () => {
    const dependencies =
      '  <CdsDependencies>{"cdsdependencies":[{"logicalname":"{|name:con_a|}","componenttype":10066},{"logicalname":"account"},{"logicalname":"contact","componenttype":1}]}</CdsDependencies>\n';
    for (const source of layouts(app('{}', dependencies))) {
      const { facts, at } = read('canvas-app', PATH, source);
      assert.deepEqual(facts.app!.dependencies[0], { value: 'con_a', span: at('name') });
      assert.deepEqual(facts.app!.dependencies.length, 2);
    }
  });

  it('are flows among the dependencies', () => {
    const dependencies = `  <CdsDependencies>{"cdsdependencies":[{"dependencyid":"{|id:8E31165C-0000|}","componenttype":29},{"dependencyid":"5da627cb","componenttype":1},{"componenttype":29}]}</CdsDependencies>\n`;
    for (const source of layouts(app('{}', dependencies))) {
      const { facts, at } = read('canvas-app', PATH, source);
      assert.deepEqual(facts.app!.flowIds, [{ value: '8e31165c-0000', span: at('id') }]);
    }
  });

  it('are none when there are none', () => {
    for (const none of ['{}', '', ' ', '[]', 'null']) assert.deepEqual(read('canvas-app', PATH, app(none)).facts.app!.connections, []);
    assert.deepEqual(read('canvas-app', PATH, '<CanvasApp><Name>x</Name><ConnectionReferences /></CanvasApp>').facts.app!.connections, []);
  });
});

describe('facts of agents, connectors and variables', () => {
  it('are the references that agents name', () => {
    const source = `<botcomponent_connectionreferenceset>
  <botcomponent_connectionreference botcomponentid.schemaname="con_bot.topic.X" connectionreferenceid.connectionreferencelogicalname="{|a:con_teams|}">
    <iscustomizable>1</iscustomizable>
  </botcomponent_connectionreference>
  <botcomponent_connectionreference connectionreferenceid.connectionreferencelogicalname='{|b:con_bot.shared_x.y-1|}' botcomponentid.schemaname="x" />
</botcomponent_connectionreferenceset>`;
    for (const it of layouts(source)) {
      const { facts, at } = read('bot', 'src/Assets/botcomponent_connectionreferenceset.xml', it);
      assert.deepEqual(facts.references, [
        { value: 'con_teams', span: at('a'), agent: 'con_bot' },
        { value: 'con_bot.shared_x.y-1', span: at('b'), agent: 'x' },
      ]);
    }
  });

  it('are the references that a component of an agent names', () => {
    const source = `kind: TaskDialog
action:
  kind: InvokeConnectorTaskAction
  connectionReference: {|a:con_bot.shared_x.y-1|}
  connectionProperties:
    mode: Invoker
  description: the connectionReference: con_no
actions:
  - connectionReference: "{|b:con_teams|}"
  - connectionReference: '{|c:con_mail|}'
`;
    for (const it of layouts(source)) {
      const { facts, at } = read('bot', 'src/botcomponents/con_bot.action.X/data', it);
      assert.deepEqual(facts.references, [
        { value: 'con_bot.shared_x.y-1', span: at('a'), agent: undefined },
        { value: 'con_teams', span: at('b'), agent: undefined },
        { value: 'con_mail', span: at('c'), agent: undefined },
      ]);
    }
  });

  it('are id, name and display name of a custom connector', () => {
    const source =
      '<?xml version="1.0" encoding="utf-8"?>\n<Connector>\n  <connectorid>{0D1C7A52-64b8-4f0e-9a3c-5e2f8b7d6c41}</connectorid>\n  <connectortype>1</connectortype>\n  <displayname>Leave &amp; Absence</displayname>\n  <name>con_5Fleave-20x</name>\n</Connector>';
    for (const path of ['src/Connectors/con_5Fleave.xml', 'src/Connector/con_5Fleave.xml', 'src/connectors/x.xml'])
      assert.deepEqual(read('connector', path, source).facts.connector, {
        id: '0d1c7a52-64b8-4f0e-9a3c-5e2f8b7d6c41',
        name: 'con_5Fleave-20x',
        displayName: 'Leave & Absence',
      });
  });

  it('are schema name, default and value of an environment variable', () => {
    const definition =
      '<environmentvariabledefinition schemaname="{|schema:con_Site|}">\n  <defaultvalue>{|default:https://a?b=1&amp;c=2|}</defaultvalue>\n  <displayname default="Site &lt;1&gt;">\n    <label description="Site" languagecode="1033" />\n  </displayname>\n  <type>100000000</type>\n</environmentvariabledefinition>';
    for (const source of layouts(definition)) {
      const { facts, at } = read(
        'environment-variable',
        'src/environmentvariabledefinitions/con_Site/environmentvariabledefinition.xml',
        source,
      );
      assert.deepEqual(facts.schemaName, { value: 'con_Site', span: at('schema') });
      assert.deepEqual(facts.defaultValue, { value: 'https://a?b=1&c=2', span: at('default') });
      assert.equal(facts.displayName, 'Site <1>');
    }
    const value =
      '{\n  "environmentvariablevalues": {\n    "environmentvariablevalue": {\n      "@environmentvariablevalueid": "x",\n      "iscustomizable": "1",\n      "value": "{|value:https:\\/\\/a\\u0026b|}"\n    }\n  }\n}';
    for (const source of layouts(value)) {
      const { facts, at } = read(
        'environment-variable-value',
        'src/environmentvariabledefinitions/con_Site/environmentvariablevalues.json',
        source,
      );
      assert.deepEqual(facts.value, { value: 'https://a&b', span: at('value') });
    }
  });

  it('are the references that a package manifest names, in both shapes, comments and all', () => {
    const source = `{
  // made by hand
  "SchemaVersion": "1.0", /* and more */
  "ConnectionReferences": [ { "LogicalName": "{|a:con_a|}", "ConnectionId": "x" } ],
  "Assets": [ { "Solution": { "ConnectionReferences": { "x": { "ConnectionReferenceLogicalName": "{|b:con_b|}" } } } } ],
}
`;
    for (const it of [source, source.replaceAll('\n', '\r\n')]) {
      const { facts, at } = read('package-manifest', 'pkg/manifest.ppkg.json', it);
      assert.deepEqual(facts.references, [
        { value: 'con_a', span: at('a') },
        { value: 'con_b', span: at('b') },
      ]);
    }
  });
});
