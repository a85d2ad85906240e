import * as assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryOf, inMemory, settingsFilesOf, syncSettings, textAfter, Workspace, type Scene, type Uri } from '../../server/src/core';
import { readDeploymentSettings } from '../../server/src/core/facts/deployment-settings';
import type { SettingsEntry } from '../../server/src/core/refactorings/settings-entries';
import { nameOf } from '../../server/src/core/settings';
import { load } from '../../server/src/host/disk';
import { run } from '../cli/run';
import { CORPUS, needCorpus } from './corpus';

/** The kits, with how many entries their solutions need, and how many they do not. */
const KITS = { 'automation-kit': [112, 2], 'business-approvals-kit': [18, 0] };

/** How a settings file may be written. */
const writings: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'with CRLF': (text) => text.replace(/\r?\n/g, '\r\n'),
  'on one line': (text) => JSON.stringify(JSON.parse(text)),
};

/** What real repositories have in their settings files. Each finding was compared with the files by hand once; `UPDATE=1` writes them anew. */
describe('the deployment settings of the corpus', () => {
  before(needCorpus);

  for (const [kit, counts] of Object.entries(KITS)) {
    for (const [name, args] of [
      ['check', ['check', kit, '--fail-on', 'info']],
      ['sync', ['sync', kit, '--dry-run']],
    ] as const)
      it(`keyhook settings ${args.join(' ')}`, async () => {
        const { out, err, code } = await run(['settings', ...args], CORPUS);
        assert.equal(err, '');
        assert.equal(code, name === 'check' && !out.startsWith('No findings') ? 1 : 0);
        const path = `test/golden/settings-${name}.${kit}.txt`;
        if (process.env['UPDATE']) writeFileSync(path, out);
        assert.equal(out, readFileSync(path, 'utf8'));
      });

    for (const [name, write] of Object.entries(writings))
      it(`${kit}: each entry that is taken out comes back in its place, empty, ${name}`, () => {
        const { workspace, scene } = opened(join(CORPUS, kit));
        const back = settingsFilesOf(workspace.snapshot).flatMap(({ file }) => {
          const text = write(scene.text(file.uri));
          return entriesIn(text).map((_, index) => comesBack(text, index, (it) => syncedText(file.uri, it, { workspace, scene })));
        });
        assert.deepEqual([back.filter((it) => it).length, back.filter((it) => !it).length], counts);
      });
  }

  it('keeps a file in UTF-16 in UTF-16', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'keyhook-'));
    try {
      cpSync(join(CORPUS, 'business-approvals-kit'), folder, { recursive: true });
      const path = join(folder, 'BusinessApprovalKit/config/Test/deploymentSettings.json');
      const text = readFileSync(path, 'utf8');
      const [entry] = entriesIn(text);
      const encode = (it: string): Buffer => Buffer.from(`\uFEFF${it}`, 'utf16le');
      writeFileSync(path, encode(without(text, entry!)));
      const { code, err } = await run(['settings', 'sync', folder]);
      assert.deepEqual([code, err], [0, '']);
      assert.equal(readFileSync(path, 'latin1'), encode(emptied(text, entry!)).toString('latin1'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function opened(folder: string): { workspace: Workspace; scene: Scene } {
  const workspace = new Workspace();
  workspace.apply([...load(folder, (it) => assert.fail(`${it.path} ${it.message}`))]);
  return { workspace, scene: { snapshot: workspace.snapshot, naming: {}, text: (uri) => workspace.text(uri)! } };
}

/** The file after a sync of this text of it. */
function syncedText(uri: Uri, text: string, { workspace, scene }: { workspace: Workspace; scene: Scene }): string {
  const fork = workspace.fork();
  fork.apply([{ uri, entry: entryOf(inMemory(uri, text), text) }]);
  const { file } = settingsFilesOf(fork.snapshot).find((it) => it.file.uri === uri)!;
  const its = { ...scene, snapshot: fork.snapshot, text: (of: Uri) => (of === uri ? text : scene.text(of)) };
  const { edits } = syncSettings(file, { removeStale: false }, its);
  return edits.length === 0 ? text : textAfter(edits[0]!, its.text)!;
}

/**
 * A file in order gets the entry back where it was, another at the end of its list; all else is as it was, byte for byte. True when
 * it came back: a variable with a value elsewhere need not.
 */
function comesBack(text: string, index: number, sync: (text: string) => string): boolean {
  const all = sync(text); // what was missing before comes as well
  const name = nameOf(entriesIn(text)[index]!).value;
  const named = (it: string): SettingsEntry | undefined => entriesIn(it).find((entry) => nameOf(entry).value === name);
  const was = named(all)!;
  const after = sync(without(text, named(text)!));
  const back = named(after);
  if (!back) {
    assert.equal(after, without(all, was));
    return false;
  }
  const lists = readDeploymentSettings(text)!;
  const names = ('logicalName' in was ? lists.references : lists.variables).map((it) => nameOf(it).value.toLowerCase());
  const wanted = emptied(all, was);
  if (names.every((it, i) => i === 0 || names[i - 1]! <= it)) assert.equal(after, wanted);
  assert.equal(entryIn(after, back), entryIn(wanted, named(wanted)!));
  assert.equal(without(after, back), without(all, was));
  return true;
}

function entryIn(text: string, { span }: SettingsEntry): string {
  return text.slice(span.start, span.end);
}

function entriesIn(text: string): readonly SettingsEntry[] {
  const { references, variables } = readDeploymentSettings(text)!;
  return [...references, ...variables];
}

/** The text with an entry and its comma cut out. */
function without(text: string, { span }: SettingsEntry): string {
  const [before, after] = [text.slice(0, span.start), text.slice(span.end)];
  return after.startsWith(',') ? before + after.slice(1).trimStart() : before.trimEnd().replace(/,$/, '') + after;
}

/** The text with nothing bound in an entry. */
function emptied(text: string, { span }: SettingsEntry): string {
  const entry = text.slice(span.start, span.end).replace(/("(?:ConnectionId|ConnectionOwner|Value)":\s*)"[^"]*"/g, '$1""');
  return text.slice(0, span.start) + entry + text.slice(span.end);
}
