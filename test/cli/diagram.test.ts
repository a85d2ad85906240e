import * as assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flow, flowPath, metadata } from '../support/solution';
import { bytesIn, folderWith, run, write } from './run';

const OTHER_ID = '6e3d9b81-1f7b-ed11-81ad-000d3a4a1b2c';
const both = flow() + metadata() + flow({ name: 'Other', id: OTHER_ID }) + metadata({ name: 'Other', id: OTHER_ID, displayName: 'Other' });

const mermaid = '---\ntitle: "Ask for leave"\n---\nflowchart TD\n  s1(["manual<br/>Starts by hand"])\n';

async function refused(args: readonly string[], message: string, cwd: string): Promise<void> {
  assert.deepEqual(await run(['diagram', ...args], cwd), { code: 2, out: '', err: `${message}\n` });
}

describe('keyhook diagram', () => {
  for (const [format, file] of [
    ['mermaid', 'diagram.mmd'],
    ['svg', 'diagram.svg'],
  ] as const)
    it(`draws a flow of the examples as ${format}, byte by byte; UPDATE=1 writes it anew`, async () => {
      const { code, out } = await run(['diagram', 'Approve absence', '--in', 'examples/contoso', '--format', format]);
      assert.equal(code, 0);
      const path = `test/golden/${file}`;
      if (process.env['UPDATE']) writeFileSync(path, out);
      assert.equal(out, readFileSync(path, 'utf8'));
    });

  it('draws the flow of a file, or of a name in any letter case', async () => {
    const folder = folderWith(both);
    for (const named of [flowPath(), join(folder, flowPath()), 'Ask for leave', ' ask FOR leave'])
      assert.deepEqual(await run(['diagram', named], folder), { code: 0, out: mermaid, err: '' });
    assert.deepEqual(await run(['diagram', 'Ask for leave', '--in', folder]), { code: 0, out: mermaid, err: '' });
  });

  it('draws a picture', async () => {
    const { code, out, err } = await run(['diagram', 'Other', '--format', 'svg'], folderWith(both));
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /^<svg [^]*<title>Other<\/title>[^]*<\/svg>\n$/);
  });

  it('writes into a file, in the place of an earlier one, and says which', async () => {
    const folder = folderWith(both);
    write(folder, 'docs/leave.md', 'before');
    assert.deepEqual(await run(['diagram', 'Ask for leave', '--output', 'docs/leave.md'], folder), {
      code: 0,
      out: 'docs/leave.md\n',
      err: '',
    });
    assert.equal(readFileSync(join(folder, 'docs/leave.md'), 'utf8'), mermaid);
    const before = bytesIn(folder);
    await refused(['Other', '--output', 'gone/leave.md'], "'gone/leave.md' cannot be written: there is no folder 'gone'.", folder);
    assert.deepEqual(bytesIn(folder), before);
  });

  it('says what is meant where the name is of none, or of several', async () => {
    const folder = folderWith(both + flow({ root: 'b' }) + metadata({ root: 'b' }));
    await refused(['Oter'], "There is no flow 'Oter' here; did you mean 'Other'?", folder);
    await refused(['Nothing at all'], "There is no flow 'Nothing at all' here. 'keyhook list' prints those there are.", folder);
    await refused(
      ['Ask for leave'],
      `Several flows are called 'Ask for leave': name the file of one, '${flowPath({ root: 'b' })}' or '${flowPath()}'.`,
      folder,
    );
    assert.equal((await run(['diagram', 'Ask for leave', '--in', 'b'], folder)).out, mermaid);
  });

  it('says why a file cannot be drawn', async () => {
    const path = flowPath();
    const folder = folderWith(both.replace('"schemaVersion"', 'schemaVersion'));
    await refused(
      [path],
      `The file of the flow 'Ask for leave' is no valid JSON, so it cannot be drawn: keyhook check '${path}' says more.`,
      folder,
    );
    await refused([`${path}.data.xml`], `'${path}.data.xml' is not the file of a flow: name one, or say what the flow is called.`, folder);
    await refused(
      ['Other', '--format', 'png'],
      "Option '--format <format>' argument 'png' is invalid. Allowed choices are mermaid, svg.",
      folder,
    );
  });
});
