import * as assert from 'node:assert/strict';
import { runbookFileNames, runbooks } from '../../server/src/core';
import { deployed, deployedFiles, IDS, type Deployed } from '../support/deployed';
import { readFixture, snapshotOf } from '../support/fixture';
import {
  app,
  appConnection,
  BUTTON,
  call,
  CHILD_ID,
  CUSTOM,
  customConnector,
  customReference,
  entry,
  flow,
  flowUsing,
  metadata,
  reference,
  requiredReference,
  solution,
} from '../support/solution';

function pages(source: string): readonly string[] {
  return runbooks(snapshotOf(readFixture(source).files)).map((it) => it.text);
}

function absence(plant: (of: Deployed) => void = () => undefined, more = ''): string {
  const of = deployed();
  plant(of);
  return pages(deployedFiles(of) + more)[0]!;
}

/** The lines below a heading; none where there is no such heading. */
function sectionOf(page: string, heading: string): readonly string[] {
  const [, text = ''] = page.split(`\n## ${heading}\n\n`);
  return text
    .split('\n## ')[0]!
    .split('\n')
    .filter((it) => it !== '');
}

describe('the deployment runbook', () => {
  it('is a page that says all there is to know', () => {
    assert.equal(
      absence(({ flows, settings }) => {
        flows.Digest.stateCode = '0';
        settings.Prod!.references['con_outlook']!.ConnectionId = '';
        settings.Test!.references['con_teams']!.ConnectionId = '#{connectionreference.con_teams}#';
      }),
      `# Deployment of Absence

Solution \`Absence\`, 5 flows, 4 connection references.

Environments, each with its deployment settings:

- Test: \`deployment/Test.deploymentsettings.json\`
- Prod: \`deployment/Prod.deploymentsettings.json\`

## Install first

1. \`Core\`: it brings connection reference 'Label of dataverse' and flow 'Keep'

## Still to do

- Prod
  - 'Label of outlook' has no connection in Prod\\: put the id of a connection to Office 365 Outlook into deployment/Prod\\.deploymentsettings\\.json\\. (flow Approve)
  - Its child flow 'Approve' will not be on\\: see to what that needs\\. (flow Ask)

## Connections

| Connection reference | Logical name | Connector | Kind of connection | Test | Prod |
| --- | --- | --- | --- | --- | --- |
| Label of teams | \`con_teams\` | Microsoft Teams | its name does not say; a service principal cannot connect | by the pipeline | bound |
| Label of outlook | \`con_outlook\` | Office 365 Outlook | its name does not say; a service principal cannot connect | bound | **not bound** |
| Label of sharepoint | \`con_sharepoint\` | SharePoint | its name does not say; a service principal cannot connect | from its users | from its users |
| Label of spare | \`con_spare\` | SQL Server (premium) | its name does not say; a service principal can connect | bound | bound |
| Label of dataverse (of Core) | \`con_dataverse\` | Microsoft Dataverse (premium) | its name does not say; a service principal can connect | bound | bound |

What they are used for:

- Label of teams \`con_teams\`
  - Ask: \`Use_teams\`
  - Digest: \`Use_teams\`
- Label of outlook \`con_outlook\`
  - Approve: \`Use_outlook\`
- Label of sharepoint \`con_sharepoint\`
  - Enter: \`Use_sharepoint\`
- Label of spare \`con_spare\`: nothing here
- Label of dataverse \`con_dataverse\`
  - Copy: \`Use_dataverse\`

## Who needs the connections

Whoever turns a flow on, a person or the pipeline, needs each of its connections: as its owner, or shared with them by its owner (*Can use*).

- Test and Prod
  - Nobody is named, for every flow: Label of outlook, Label of teams and Label of dataverse

## Environment variables

| Environment variable | Schema name | Type | Default | Test | Prod |
| --- | --- | --- | --- | --- | --- |
| Team mail | \`con_Mail\` | text | none | set | set |

## Flows that stay off

- Test and Prod
  - It was off when it was exported, and the import leaves it so\\: turn it on by hand if it is to run\\. (flow Digest)

## Flows that run with the connections of their users

- Enter: SharePoint
`,
    );
  });

  it('says what is bound of what users bring and of what other solutions define', () => {
    const page = absence(({ settings }) => {
      settings.Test!.references['con_sharepoint'] = {
        ConnectionId: 'x',
        ConnectorId: '/providers/Microsoft.PowerApps/apis/shared_sharepointonline',
      };
      settings.Prod!.references['con_dataverse']!.ConnectionId = '';
    });
    const cells = sectionOf(page, 'Connections').filter((it) => it.startsWith('| Label'));
    assert.deepEqual(
      cells.map((it) =>
        it
          .split(' | ')
          .flatMap((cell, index) => (index === 0 || index > 3 ? cell.replace(/^\| | \|$/g, '') : []))
          .join(),
      ),
      [
        'Label of teams,bound,bound',
        'Label of outlook,bound,bound',
        'Label of sharepoint,bound,from its users',
        'Label of spare,bound,bound',
        'Label of dataverse (of Core),bound,**not bound**',
      ],
    );
  });

  it('names the flows that wait for each thing, and says so where none does', () => {
    const page = absence(({ settings }) => {
      settings.Test!.references['con_teams']!.ConnectionId = '';
      settings.Test!.references['con_spare']!.ConnectionId = '';
    });
    assert.deepEqual(
      sectionOf(page, 'Still to do').map((it) => /\(.*\)$/.exec(it)?.[0]),
      [undefined, '(flows Ask and Digest)', '(no flow waits for it)'],
    );
  });

  it('tells no connection id, no value of a variable and nothing of a secret', () => {
    const secret = `--- absence/src/environmentvariabledefinitions/con_Secret/environmentvariabledefinition.xml
<environmentvariabledefinition schemaname="con_Secret"><defaultvalue>/vault/hidden</defaultvalue><type>100000005</type></environmentvariabledefinition>
--- absence/src/environmentvariabledefinitions/con_Url/environmentvariabledefinition.xml
<environmentvariabledefinition schemaname="con_Url"><defaultvalue>https://contoso.example/${'x'.repeat(60)}</defaultvalue><type>100000000</type></environmentvariabledefinition>
--- absence/src/environmentvariabledefinitions/con_Url/environmentvariablevalues.json
{ "environmentvariablevalues": { "environmentvariablevalue": { "value": "shipped-value" } } }
`;
    const page = absence(undefined, secret);
    for (const hidden of ['id-of-', 'team@contoso.com', 'hidden', 'shipped-value']) assert.ok(!page.includes(hidden), hidden);
    assert.deepEqual(sectionOf(page, 'Environment variables').slice(2), [
      '| Team mail | `con_Mail` | text | none | set | set |',
      '| con\\_Secret | `con_Secret` | secret | there is one | default | default |',
      `| con\\_Url | \`con_Url\` | text | \`https://contoso.example/${'x'.repeat(36)}…\` | as shipped | as shipped |`,
    ]);
  });

  it('names who has to own the connections, where settings say so', () => {
    const custom = `--- deployment/Test.custom.json
{ "ActivateFlowConfiguration": [ { "solutionComponentUniqueName": "${IDS.Ask}", "activateAsUser": "ann@contoso.com" } ],
  "SolutionComponentOwnershipConfiguration": [
    { "solutionComponentType": 29, "solutionComponentUniqueName": "${IDS.Approve}", "ownerEmail": "#{owner}#" },
    { "solutionComponentType": 29, "solutionComponentUniqueName": "${IDS.Ask}", "ownerEmail": "bob@contoso.com" } ] }
--- deployment/Prod.owners.json
{ "ConnectionReferences": [
    { "LogicalName": "CON_teams", "ConnectionId": "x", "ConnectionOwner": "svc@contoso.com" },
    { "LogicalName": "con_spare", "ConnectionId": "x", "ConnectionOwner": "svc@contoso.com" },
    { "LogicalName": "con_of_another", "ConnectionId": "x", "ConnectionOwner": "another@contoso.com" } ] }
`;
    assert.deepEqual(sectionOf(absence(undefined, custom), 'Who needs the connections').slice(1), [
      '- Test',
      '  - Whoever the pipeline names, for Approve: Label of outlook',
      '  - `ann@contoso.com`, for Ask: Label of teams',
      '  - Nobody is named, for Copy and Digest: Label of dataverse and Label of teams',
      '- Prod',
      '  - Nobody is named, for every flow: Label of outlook, Label of teams and Label of dataverse',
      '  - `svc@contoso.com` owns the connections of Label of teams and Label of spare',
    ]);
  });

  it('installs what others need before them, in the highest version that anybody asks for', () => {
    const source = [
      solution({
        root: 'a',
        name: 'Alpha',
        missing: [requiredReference('con_far', 'Far (1.9)'), requiredReference('con_x', 'Active')],
        references: [reference('con_a'), customReference('con_leave')],
      }),
      flowUsing('con_b', { root: 'a' }),
      solution({
        root: 'b',
        name: 'Beta',
        missing: [
          requiredReference('con_far', 'Far (1.10)'),
          requiredReference('con_far', 'Far (1.2)'),
          requiredReference('con_a', 'Alpha (1.0)'),
        ],
        references: [reference('con_b')],
      }),
      flow({ root: 'b', id: CHILD_ID, actions: { Run: call('5d2c8a70-1f7b-ed11-81ad-0000000000cc') } }),
      solution({ root: 'c', name: 'Gamma' }),
      flow({ root: 'c', id: '5d2c8a70-1f7b-ed11-81ad-0000000000cc', name: 'Child', triggers: BUTTON }),
      solution({ root: 'd', name: 'Delta' }),
      customConnector('d'),
    ].join('');
    assert.deepEqual(sectionOf(pages(source)[0]!, 'Install first'), [
      "1. `Delta`: it brings custom connector 'Leave Service'",
      "2. `Far`, version `1.10` or higher (Beta needs it): it brings connection reference 'con\\_far'",
      "3. `Gamma` (Beta needs it): it brings flow 'Child'",
      "4. `Beta`: it brings connection reference 'Absence – Teams – Service Account'",
    ]);
  });

  it('says that nobody can bind a custom connector of the solution before the first import, and what apps need', () => {
    const source =
      solution({ references: [customReference('con_leave')] }) +
      customConnector() +
      app({ a: appConnection(CUSTOM), b: appConnection(CUSTOM), c: appConnection('shared_teams') });
    const [page = ''] = pages(source);
    assert.match(sectionOf(page, 'Install first')[0]!, /^The custom connector Leave Service comes with this very solution/);
    assert.deepEqual(sectionOf(page, 'By hand, after the import'), [
      '- In the app Absence, remove and add the connection to Leave Service.',
    ]);
  });

  it('warns where a name asks for a service principal that the connector does not take', () => {
    const source = solution({ references: [reference('con_a', 'shared_teams', 'Absence – Teams – Service Principal')] });
    assert.ok(pages(source)[0]!.includes('| Service Principal; **but a service principal cannot connect** |'));
  });

  it('lets no name become more than text', () => {
    const evil = '[x](http://evil)|`a`&lt;img&gt;';
    const source =
      solution({ references: [reference('con_teams', 'shared_teams', evil)] }) +
      flowUsing('con_teams', {
        connections: { k: entry('con_teams') },
        actions: { '`|x': { type: 'OpenApiConnection', inputs: { host: { connectionName: 'k' } } } },
      }) +
      metadata({ displayName: evil });
    const [page = ''] = pages(source);
    assert.ok(!page.replace(/\\[[\](|<`]/g, '').includes('[x]('));
    assert.ok(!/(^|[^\\])<img/.test(page));
    for (const row of page.split('\n').filter((it) => it.startsWith('|'))) assert.equal(row.replace(/\\\|/g, '').split('|').length, 7, row);
  });

  it('is the same in whatever order the files are read', () => {
    const { files } = readFixture(deployedFiles(deployed()));
    const text = (entries: typeof files): readonly string[] => runbooks(snapshotOf(entries)).map((it) => it.text);
    assert.deepEqual(text(new Map([...files].reverse())), text(files));
  });

  it('has none for flows in no solution, and a file name of its own for each page', () => {
    const source =
      solution({ root: 'a' }) +
      solution({ root: 'b' }) +
      solution({ root: 'c', name: '../Ärger' }) +
      solution({ root: 'd', name: 'Aux' }) +
      flow({ root: 'loose' });
    const all = runbooks(snapshotOf(readFixture(source).files));
    assert.deepEqual(runbookFileNames(all), ['Absence.md', 'Absence-2.md', '____rger.md', '_Aux.md']);
  });

  it('lists what would have to be bound where no environment is known', () => {
    const source = solution({ references: [reference('con_teams')] }) + flowUsing('con_teams') + metadata();
    const [page = ''] = pages(source);
    assert.ok(page.includes('\n- A new environment: none\n'));
    assert.ok(page.includes('cannot connect | **to be bound** |'));
    assert.deepEqual(sectionOf(page, 'Still to do'), [
      '- A new environment',
      "  - There are no deployment settings\\: 'Absence – Teams – Service Account' has to be bound to a connection to Microsoft Teams\\. (flow Ask for leave)",
    ]);
  });
});
