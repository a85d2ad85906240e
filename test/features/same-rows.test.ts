import * as assert from 'node:assert/strict';
import { createLinter, rules, sameRows, checkedIn, entryOf, inMemory, Workspace, type Shown } from '../../server/src/core';
import { readFixture, ROOT } from '../support/fixture';
import { flowUsing, flowPath, reference, solution } from '../support/solution';

const FLOW = ROOT + flowPath();
const SETTINGS = `${ROOT}settings/test.json`;
const SOURCE =
  solution({ references: [reference('con_teams'), reference('con_spare')] }) +
  flowUsing('con_teams') +
  `--- settings/test.json
{ "ConnectionReferences": [{ "LogicalName": "con_teams", "ConnectionId": "" }] }
--- keyhook.json
{ "rules": {} }
`;

const linter = createLinter({
  rules: rules.filter((it) => ['unused-connection-reference', 'undefined-connection-reference'].includes(it.id)),
  onCrash: (_, error) => {
    throw error;
  },
});

/** Whether the rows stay the same when a file is written anew; `undefined` takes it away. */
function isSame(uri: string, edit: (text: string) => string | undefined, source = SOURCE): boolean {
  const { files } = readFixture(source);
  const workspace = new Workspace();
  const put = (name: string, text: string | undefined, stamp: string): void =>
    void workspace.apply([{ uri: name, entry: text === undefined ? undefined : entryOf({ ...inMemory(name, text), stamp }, text) }]);
  for (const [name, text] of files) put(name, text, '1');
  const shown = (): Shown => {
    const { snapshot } = workspace;
    return { snapshot, findings: checkedIn(snapshot).flatMap((it) => linter.findings(it, snapshot)) };
  };
  const before = shown();
  put(uri, edit(files.get(uri) ?? ''), '2');
  return sameRows(before, shown());
}

describe('the rows of the views', () => {
  it('stay the same when only places change, or nothing that a row could show', () => {
    assert.ok(isSame(FLOW, (text) => `\n\n${text}`));
    assert.ok(isSame(FLOW, (text) => text.replace('"contentVersion": "1.0.0.0"', '"contentVersion": "2.0.0.0"')));
    assert.ok(isSame(SETTINGS, (text) => `  ${text}`));
    assert.ok(isSame(`${ROOT}keyhook.json`, (text) => `// mine\n${text}`));
    assert.ok(isSame(`${ROOT}other/notes.json`, () => '{ "a": 1 }'));
  });

  it('may be others when a name, a value, a finding, a file or a decision is another', () => {
    assert.ok(!isSame(FLOW, (text) => text.replace('"con_teams"', '"con_spare"')));
    assert.ok(!isSame(FLOW, (text) => text.replace('"Act"', '"Action"')));
    assert.ok(!isSame(FLOW, () => undefined));
    assert.ok(!isSame(SETTINGS, (text) => text.replace('"ConnectionId": ""', '"ConnectionId": "abc"')));
    assert.ok(!isSame(`${ROOT}keyhook.json`, () => '{ "rules": { "unused-connection-reference": "error" } }'));
    assert.ok(!isSame(`${ROOT}settings/prod.json`, () => '{ "ConnectionReferences": [] }'));
  });

  it('are taken to be others when very many files have changed', () => {
    const many = Array.from({ length: 120 }, (_, i) =>
      flowUsing('con_teams', { id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}` }),
    );
    const { files } = readFixture(SOURCE + many.join(''));
    const workspace = new Workspace();
    const write = (stamp: string): void =>
      void workspace.apply([...files].map(([uri, text]) => ({ uri, entry: entryOf({ ...inMemory(uri, text), stamp }, text) })));
    write('1');
    const { snapshot } = workspace;
    assert.ok(sameRows({ snapshot, findings: [] }, { snapshot, findings: [] }));
    write('2');
    assert.ok(!sameRows({ snapshot, findings: [] }, { snapshot: workspace.snapshot, findings: [] }));
  });
});
