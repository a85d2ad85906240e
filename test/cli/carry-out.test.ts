import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createColors } from 'picocolors';
import { carryOut, type Output } from '../../server/src/cli/carry-out';
import { Revision, type Uri } from '../../server/src/core';
import { uriOf } from '../../server/src/host/disk';
import { bytesIn, folderWith, textsIn, write } from './run';

const BEFORE = { 'a.json': '{\r\n  "a": 1\r\n}', 'old/gone.json': '\uFEFF{\n  "gone": true\n}\n', 'b.xml': '<b />\n' };

function folder(): string {
  const it = folderWith();
  for (const [path, text] of Object.entries(BEFORE)) write(it, path, text);
  return it;
}

/** One file is changed, one made in new folders, and one deleted. */
function revisions(root: string): ReadonlyMap<Uri, Revision> {
  const of = (path: string, before: string | undefined, act: (it: Revision) => void): [Uri, Revision] => {
    const revision = new Revision(before);
    act(revision);
    return [uriOf(join(root, path)), revision];
  };
  return new Map([
    of('a.json', BEFORE['a.json'], (it) => it.apply([{ span: { start: 10, end: 11 }, text: '2' }])),
    of('new/deep er/ü.json', undefined, (it) => it.create('{\n  "new": "ü"\n}')),
    of('old/gone.json', '{\n  "gone": true\n}\n', (it) => it.remove()),
  ]);
}

const AFTER = { 'a.json': '{\r\n  "a": 2\r\n}', 'b.xml': '<b />\n', 'new/deep er/ü.json': '{\n  "new": "ü"\n}' };

function run(cwd: string, output: Partial<Output> = {}): { readonly out: string; readonly err: string; readonly written: boolean } {
  let [out, err, written] = ['', '', false];
  const terminal = {
    out: (it: string) => void (out += it),
    err: (it: string) => void (err += it),
    colors: createColors(false),
    progress: false,
  };
  const report = (it: boolean): string => {
    written = it;
    return 'report\n';
  };
  carryOut(revisions(cwd), { format: 'text', ...output }, report, (it) => it, cwd, terminal);
  return { out, err, written };
}

describe('carrying out a change', () => {
  it('changes, makes and deletes files', () => {
    const cwd = folder();
    assert.deepEqual(run(cwd), { out: 'report\n', err: '', written: true });
    assert.deepEqual(textsIn(cwd), AFTER);
  });

  it('only says so in a dry run', () => {
    const cwd = folder();
    assert.deepEqual(run(cwd, { dryRun: true }), { out: 'report\n', err: '', written: false });
    assert.deepEqual(textsIn(cwd), BEFORE);
  });

  it('prints a diff in which what is not there is /dev/null', () => {
    const cwd = folder();
    const { out, err } = run(cwd, { diff: true });
    assert.deepEqual(textsIn(cwd), BEFORE);
    assert.equal(err, 'report\n');
    assert.equal(
      out,
      `--- a/a.json
+++ b/a.json
@@ -1,3 +1,3 @@
 {\r
-  "a": 1\r
+  "a": 2\r
 }
\\ No newline at end of file
--- /dev/null
+++ "b/new/deep er/\\303\\274.json"
@@ -0,0 +1,3 @@
+{
+  "new": "ü"
+}
\\ No newline at end of file
--- a/old/gone.json
+++ /dev/null
@@ -1,3 +0,0 @@
-\uFEFF{
-  "gone": true
-}
`,
    );
  });

  it('prints a diff that git apply makes the same files of', function () {
    if (spawnSync('git', ['--version']).status !== 0) return this.skip(); // not installed
    for (const inRepository of [false, true]) {
      const cwd = folder();
      const git = (args: readonly string[], input = ''): void => {
        const env = { PATH: process.env['PATH'] ?? '', HOME: cwd, GIT_CONFIG_NOSYSTEM: '1', GIT_CEILING_DIRECTORIES: join(cwd, '..') };
        const { status, stderr } = spawnSync('git', args, { cwd, input, env, encoding: 'utf8' });
        assert.equal(status, 0, stderr);
      };
      const { out } = run(cwd, { diff: true });
      if (inRepository) git(['init', '--quiet']);
      git(['apply', '--whitespace=nowarn', '-'], out);
      const files = [...bytesIn(cwd)].filter(([path]) => !path.startsWith('.git/')).map(([path, it]) => [path, it.toString()]);
      assert.deepEqual(Object.fromEntries(files), AFTER);
    }
  });

  it('does nothing, in words, when a file is there that is to be made', () => {
    const cwd = folder();
    write(cwd, 'new/deep er/ü.json', 'theirs');
    assert.throws(() => run(cwd), {
      message: "'new/deep er/ü.json' cannot be created: there is such a file already. Nothing was written.",
    });
    assert.deepEqual(textsIn(cwd), { ...BEFORE, 'new/deep er/ü.json': 'theirs' });
  });
});
