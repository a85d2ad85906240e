import * as assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { run } from './run';

/** What the command prints for the examples, byte by byte. `UPDATE=1 npm run test:unit` writes the files anew: read the difference before it is committed. */
const golden: Readonly<Record<string, readonly string[]>> = {
  'check.txt': ['check', 'examples'],
  'check.json': ['check', 'examples', '--format', 'json'],
  'list.txt': ['list', 'examples'],
  'list.json': ['list', 'examples', '--format', 'json'],
  'fix.json': ['fix', 'examples', '--dry-run', '--format', 'json'],
  'fix.txt': ['fix', 'examples', '--unsafe', '--type', 'Service Account', '--dry-run'],
  'fix.diff': ['fix', 'examples', '--unsafe', '--type', 'Service Account', '--diff'],
  'replace-direct.txt': ['replace-direct', 'examples', '--create', '--type', 'Service Account', '--dry-run'],
};

describe('golden output', function () {
  this.timeout(30_000); // machines are slow at times

  for (const [file, args] of Object.entries(golden))
    it(`keyhook ${args.join(' ')}`, async () => {
      const { out, err, code } = await run(args);
      if (!args.includes('--diff')) assert.equal(err, '');
      assert.equal(code, args[0] === 'list' ? 0 : 1);
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
