import * as assert from 'node:assert/strict';
import { audit, auditCsv, auditMarkdown } from '../../server/src/core';
import { readFixture, snapshotOf } from '../support/fixture';
import { app, appConnection, CHILD_ID, flowUsing, metadata, reference, solution } from '../support/solution';

const csv = (source: string): string[] => auditCsv(audit(snapshotOf(readFixture(source).files))).split('\r\n');
const HEADER = 'Connection reference,Logical name,Connector,Solution,Used by,Name,In solution,Actions';

describe('the inventory for auditors', () => {
  const source =
    solution({
      references: [
        reference('con_orphan', 'shared_sql', 'Orphan'),
        reference('con_app', 'shared_rss', 'Of the app'),
        reference('con_teams', 'shared_teams', 'Of two flows'),
      ],
    }) +
    flowUsing('con_teams') +
    metadata() +
    solution({ root: 'other/src', name: 'Other' }) +
    flowUsing('CON_Teams', { root: 'other/src', id: CHILD_ID, name: 'Second' }) +
    metadata({ root: 'other/src', id: CHILD_ID, name: 'Second', displayName: 'Second, &quot;again&quot;' }) +
    app({ a: appConnection('shared_rss', { xrmConnectionReferenceLogicalName: 'con_app' }) });

  it('has a row for each use, the most used reference first, and one for each that nothing uses', () => {
    assert.deepEqual(csv(source), [
      HEADER,
      'Of two flows,con_teams,Microsoft Teams,Absence,flow,Ask for leave,Absence,Act',
      'Of two flows,con_teams,Microsoft Teams,Absence,flow,"Second, ""again""",Other,Act',
      'Of the app,con_app,RSS,Absence,app,Absence,Absence,',
      'Orphan,con_orphan,SQL Server,Absence,,,,',
      '',
    ]);
  });

  it('lets no spreadsheet take a name for a formula', () => {
    const names = ['=1+1', '+1', '-1', '@x', '\t=1', "=cmd|' /C calc'!A0"];
    const references = names.map((it, index) => reference(`con_${index}`, 'shared_teams', it));
    const cells = csv(solution({ references }))
      .slice(1, -1)
      .map((it) => it.split(',con_')[0]!);
    for (const cell of cells) assert.match(cell, /^"?(?:'|[^=+\-@\t])/);
    assert.deepEqual(cells.filter((it) => it.startsWith("'")).length, cells.filter((it) => !it.startsWith('"')).length);
  });

  it('gives each copy of a solution the uses of its own', () => {
    const copy = (root: string): string =>
      solution({ root, references: [reference('con_teams')] }) + flowUsing('con_teams', { root }) + metadata({ root });
    assert.equal(csv(copy('a') + copy('b')).length, 4);
  });

  it('is a table and lists in Markdown', () => {
    assert.equal(
      auditMarkdown(audit(snapshotOf(readFixture(source).files))),
      `# Connection references

| Connection reference | Logical name | Connector | Solution | Flows | Actions | Apps | Agents |
| --- | --- | --- | --- | ---: | ---: | ---: | ---: |
| Of two flows | \`con_teams\` | Microsoft Teams | Absence | 2 | 2 | 0 | 0 |
| Of the app | \`con_app\` | RSS | Absence | 0 | 0 | 1 | 0 |
| Orphan | \`con_orphan\` | SQL Server | Absence | 0 | 0 | 0 | 0 |

## What uses them

- Of two flows \`con_teams\` of Absence
  - flow Ask for leave: \`Act\`
  - flow Second, \\"again\\" of Other: \`Act\`
- Of the app \`con_app\` of Absence
  - app Absence

## Not used

- Orphan \`con_orphan\` of Absence
`,
    );
    assert.equal(auditMarkdown([]), '# Connection references\n\nThere are none.\n');
  });
});
