import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rules } from '../server/src/core';

describe('generated files', () => {
  it('are fresh', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/generate.mjs', '--check'], { encoding: 'utf8' });
    assert.equal(stderr, '');
    assert.equal(status, 0);
  });

  it('list every rule once, with its page, its severity and its summary', () => {
    const rows = [...readFileSync('docs/rules/README.md', 'utf8').matchAll(/^\| \[([\w-]+)\]\(([\w-]+)\.md\) \| (\w+) \| (.*) \|$/gm)];
    assert.deepEqual(
      rows.map(([, id, page, severity, summary]) => ({ id, page, severity, summary })).sort((a, b) => (a.id! < b.id! ? -1 : 1)),
      rules.map(({ id, severity, summary }) => ({ id, page: id, severity, summary })).sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
  });
});
