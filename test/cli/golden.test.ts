import * as assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { run } from './run';

/** What the command prints for the examples, byte by byte. `UPDATE=1 npm run test:unit` writes the files anew: read the difference before it is committed. */
const golden: Readonly<Record<string, readonly string[]>> = {
  'check.txt': ['check', 'examples'],
  'check.json': ['check', 'examples', '--format', 'json'],
  'check.sarif': ['check', 'examples', '--format', 'sarif'],
  'check.junit.xml': ['check', 'examples', '--format', 'junit'],
  'check.github.txt': ['check', 'examples', '--format', 'github'],
  'check.azure.txt': ['check', 'examples', '--format', 'azure'],
  'check.gitlab.json': ['check', 'examples', '--format', 'gitlab'],
  'check.md': ['check', 'examples', '--format', 'markdown'],
  'list.txt': ['list', 'examples'],
  'list.json': ['list', 'examples', '--format', 'json'],
  'list.csv': ['list', 'examples', '--format', 'csv'],
  'list.md': ['list', 'examples', '--format', 'markdown'],
  'readiness.txt': ['readiness', 'examples'],
  'readiness.json': ['readiness', 'examples', '--format', 'json'],
  'readiness.md': ['readiness', 'examples', '--format', 'markdown'],
  'runbook.md': ['runbook', 'examples'],
  'fix.json': ['fix', 'examples', '--dry-run', '--format', 'json'],
  'fix.txt': ['fix', 'examples', '--unsafe', '--type', 'Service Account', '--dry-run'],
  'fix.diff': ['fix', 'examples', '--unsafe', '--type', 'Service Account', '--diff'],
  'replace-direct.txt': ['replace-direct', 'examples', '--create', '--type', 'Service Account', '--dry-run'],
};

/** One of the examples is a faulty configuration, which `check` reports and the others only tell of. */
const FAULT =
  'examples/contoso/solutions/procurement/keyhook.json:3:6 is not understood, and what it says does not hold: keyhook check on that file says more\n';

/** Without what changes with each release, or with a rule's page, whose tests are elsewhere. */
function lasting(out: string, file: string): string {
  if (!file.endsWith('.sarif')) return out;
  const version = /^(\s+"semanticVersion": )"[^"]*"/m;
  return out.replace(version, '$1"…"').replaceAll(/^(\s+"markdown": )".*"/gm, '$1"…"');
}

describe('golden output', () => {
  for (const [file, args] of Object.entries(golden))
    it(`keyhook ${args.join(' ')}`, async () => {
      const { out: printed, err, code } = await run(args);
      const out = lasting(printed, file);
      if (!args.includes('--diff')) assert.equal(err, args[0] === 'check' ? '' : FAULT);
      assert.equal(code, ['list', 'runbook'].includes(args[0]!) ? 0 : 1);
      const path = `test/golden/${file}`;
      if (process.env['UPDATE']) writeFileSync(path, out);
      assert.equal(out, readFileSync(path, 'utf8'));
    });

  it('is the same however the folder is named', async () => {
    for (const [command = '', ...rest] of Object.values(golden)) {
      const { out } = await run([command, ...rest]);
      for (const other of ['./examples', 'examples/', 'test/../examples'])
        assert.equal((await run([command, other, ...rest.slice(1)])).out, out);
    }
  });
});
