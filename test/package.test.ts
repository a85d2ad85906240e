import * as assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { listFiles, PackageManager } from '@vscode/vsce';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';

/** What would ship. */
describe('the package', function () {
  this.timeout(60_000); // machines are slow at times

  before(() => {
    const { status, stderr } = spawnSync(process.execPath, ['esbuild.mjs'], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  });

  it('holds exactly what ships', async () => {
    const files = await listFiles({ packageManager: PackageManager.None });
    const all = (folder: string, pattern: RegExp): string[] =>
      readdirSync(folder)
        .filter((it) => pattern.test(it))
        .map((it) => `${folder}/${it}`);
    const expected = [
      ...['package.json', 'README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE', 'images/icon.png', 'images/keyhook.svg'],
      ...['package.nls.json', 'l10n/bundle.l10n.json'],
      ...['dist/client.js', 'dist/diagram.js', 'dist/server.js', 'dist/cli.js', 'dist/THIRD-PARTY-NOTICES.txt'],
      ...all('schemas', /\.json$/),
      ...all('syntaxes', /\.json$/),
      ...all('docs', /\.md$/),
      ...all('docs/rules', /\.md$/),
      ...all('docs/images', /\.png$/),
      ...all('docs/walkthrough', /\.(md|png)$/),
    ];
    assert.deepEqual([...files].sort(), expected.sort());
  });

  it('brings the licence of everything that is built into it', () => {
    const notices = readFileSync('dist/THIRD-PARTY-NOTICES.txt', 'utf8');
    const needed = [
      '@dagrejs/dagre',
      'commander',
      'fast-xml-parser',
      'jsonc-parser',
      'picocolors',
      'preact',
      'vscode-languageclient',
      'vscode-languageserver',
      'vscode-uri',
    ];
    for (const it of needed) assert.match(notices, new RegExp(`^${it} \\d+\\.`, 'm'));
    assert.doesNotMatch(notices, /undefined/);
  });

  it('has a server that answers', async () => {
    const child = spawn(process.execPath, ['dist/server.js', '--stdio']);
    const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    try {
      connection.listen();
      const answer = await connection.sendRequest<{ serverInfo: { name: string } }>('initialize', {
        processId: process.pid,
        rootUri: null,
        capabilities: {},
      });
      assert.equal(answer.serverInfo.name, 'keyhook');
      await connection.sendRequest('shutdown');
      const ended = new Promise((resolve) => child.once('exit', resolve));
      await connection.sendNotification('exit');
      assert.equal(await ended, 0);
    } finally {
      connection.dispose();
      child.kill();
    }
  });
});
