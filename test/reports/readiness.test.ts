import * as assert from 'node:assert/strict';
import { Locator, readinessMarkdown, readinessOf, readinessText } from '../../server/src/core';
import { deployed, deployedFiles, type Deployed } from '../support/deployed';
import { readFixture, ROOT, snapshotOf } from '../support/fixture';
import { entry, flow, metadata, solution } from '../support/solution';

function reports(source: string): { readonly text: string; readonly markdown: string } {
  const { files } = readFixture(source);
  const readiness = readinessOf(snapshotOf(files));
  const locator = new Locator(
    (uri) => files.get(uri),
    (uri) => uri.slice(ROOT.length),
  );
  return { text: readinessText(readiness, [], locator), markdown: readinessMarkdown(readiness) };
}

const planted = (plant: (of: Deployed) => void): ReturnType<typeof reports> => {
  const of = deployed();
  plant(of);
  return reports(deployedFiles(of));
};

describe('the report on readiness', () => {
  const { text, markdown } = planted(({ flows, settings }) => {
    flows.Approve.stateCode = '0';
    settings.Prod!.references['con_teams']!.ConnectionId = '';
    settings.Test!.references['con_spare']!.ConnectionId = '';
  });

  it('names each thing once with the flows that wait for it, then what stays off and what is good to know', () => {
    assert.equal(
      text,
      `Test
  Absence  5 flows: 1 needs something, 3 will be on, 1 stays off  deployment/Test.deploymentsettings.json
    Install first
      The connection reference 'Label of dataverse' comes with the solution 'Core': install that first.  core/src/Other/Customizations.xml:3:58
        'Copy'
    To do
      Its child flow 'Approve' stays off: turn that on first.  absence/src/Workflows/Ask-00000000-0000-4000-8000-00000000000A.json:53:41
        'Ask'
      'Label of spare' has no connection in Test: put the id of a connection to SQL Server into deployment/Test.deploymentsettings.json.  deployment/Test.deploymentsettings.json:21:24
    Stays off
      It was off when it was exported, and the import leaves it so: turn it on by hand if it is to run.  absence/src/Workflows/Approve-00000000-0000-4000-8000-00000000000B.json.data.xml:4:14
        'Approve'
    Good to know
      Whoever runs it brings the connection to SharePoint.  absence/src/Workflows/Enter-00000000-0000-4000-8000-00000000000E.json:11:27
        'Enter'
  Core  1 flow: 1 will be on  deployment/Test.deploymentsettings.json

Prod
  Absence  5 flows: 2 need something, 2 will be on, 1 stays off  deployment/Prod.deploymentsettings.json
    Install first
      The connection reference 'Label of dataverse' comes with the solution 'Core': install that first.  core/src/Other/Customizations.xml:3:58
        'Copy'
    To do
      'Label of teams' has no connection in Prod: put the id of a connection to Microsoft Teams into deployment/Prod.deploymentsettings.json.  deployment/Prod.deploymentsettings.json:11:24
        'Ask', 'Digest'
      Its child flow 'Approve' stays off: turn that on first.  absence/src/Workflows/Ask-00000000-0000-4000-8000-00000000000A.json:53:41
        'Ask'
    Stays off
      It was off when it was exported, and the import leaves it so: turn it on by hand if it is to run.  absence/src/Workflows/Approve-00000000-0000-4000-8000-00000000000B.json.data.xml:4:14
        'Approve'
    Good to know
      Whoever runs it brings the connection to SharePoint.  absence/src/Workflows/Enter-00000000-0000-4000-8000-00000000000E.json:11:27
        'Enter'
  Core  1 flow: 1 will be on  deployment/Prod.deploymentsettings.json

3 flows will not be on: 1 in Test, 2 in Prod
`,
    );
  });

  it('is a table and lists in Markdown', () => {
    assert.equal(
      markdown.split('\n## Prod')[0],
      `# Deployment readiness

| Environment | Solution | On | Needs something | Stays off |
| --- | --- | ---: | ---: | ---: |
| Test | Absence | 3 | 1 | 1 |
| Test | Core | 1 | 0 | 0 |
| Prod | Absence | 2 | 2 | 1 |
| Prod | Core | 1 | 0 | 0 |

## Test: Absence

**Install first**

- The connection reference 'Label of dataverse' comes with the solution 'Core'\\: install that first\\. *Copy*

**To do**

- Its child flow 'Approve' stays off\\: turn that on first\\. *Ask*
- 'Label of spare' has no connection in Test\\: put the id of a connection to SQL Server into deployment/Test\\.deploymentsettings\\.json\\.

**Stays off**

- It was off when it was exported, and the import leaves it so\\: turn it on by hand if it is to run\\. *Approve*

**Good to know**

- Whoever runs it brings the connection to SharePoint\\. *Enter*
`,
    );
  });

  it('tells copies of a solution apart by their folders', () => {
    const { text, markdown } = reports(solution({ root: 'a' }) + solution({ root: 'b' }) + solution({ root: 'c', name: 'Other' }));
    assert.deepEqual(text.match(/^ {2}\S.*?(?= {2})/gm), ['  Absence (a)', '  Absence (b)', '  Other']);
    assert.match(markdown, /\| Absence \\\(b\\\) \|/);
  });

  it('tells nobody of a comment who goes by a part of a name', () => {
    const source = solution() + flow({ connections: { k: entry(undefined) } }) + metadata({ displayName: 'Mail @team' });
    assert.ok(reports(source).markdown.includes('*Mail \\@\u200bteam*'));
  });

  it('says so when nothing is missing', () => {
    assert.match(planted(() => undefined).text, /\nEvery flow that is to be on has what it needs, as far as files tell\.\n$/);
    assert.equal(reports(flow({ root: 'loose' })).markdown, '# Deployment readiness\n\nThere are no flows in a solution here.\n');
  });

  it('lists only so many flows of one kind, and no place where each has its own', () => {
    const ids = Array.from({ length: 15 }, (_, index) => `00000000-0000-4000-8000-0000000000${String(index + 10)}`);
    const source =
      solution() +
      ids
        .map(
          (id, index) =>
            flow({ id, connections: { k: entry(undefined, 'shared_rss') } }) + metadata({ id, displayName: `Flow ${index + 1}` }),
        )
        .join('');
    const names = Array.from({ length: 12 }, (_, index) => `'Flow ${index + 1}'`).join(', ');
    assert.equal(
      reports(source).text,
      `A new environment
  Absence  15 flows: 15 need something  needs no deployment settings
    To do
      It has a direct connection to RSS, which no import can bind: use a connection reference instead.
        ${names} and 3 more

15 flows will not be on: 15 where no environment is named
`,
    );
  });
});
