import * as assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { build } from 'esbuild';
import { runInNewContext } from 'node:vm';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type DataCallback,
  type Diagnostic,
  type Disposable,
  type Message,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { uriOf } from '../server/src/host/disk';
import type { Looked, LookParams, Status } from '../server/src/protocol';
import { look } from './support/look';

/** What would ship. */
describe('the package', () => {
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
      ...[
        'package.json',
        'README.md',
        'CHANGELOG.md',
        'CONTRIBUTING.md',
        'SECURITY.md',
        'LICENSE',
        'images/icon.png',
        'images/keyhook.svg',
      ],
      ...['package.nls.json', 'l10n/bundle.l10n.json'],
      ...['dist/client.js', 'dist/diagram.js', 'dist/server.js', 'dist/cli.js', 'dist/THIRD-PARTY-NOTICES.txt'],
      ...['dist/client.web.js', 'dist/server.web.js'],
      ...all('schemas', /\.json$/),
      ...all('syntaxes', /\.json$/),
      ...all('docs', /\.md$/),
      ...all('docs/rules', /\.md$/),
      ...all('docs/images', /\.png$/),
      ...all('docs/walkthrough', /\.(md|png)$/),
    ];
    assert.deepEqual([...files].sort(), expected.sort());
  });

  it('brings the licence of everything that is built into it', async () => {
    const notices = readFileSync('dist/THIRD-PARTY-NOTICES.txt', 'utf8');
    const named = [...notices.matchAll(/^(\S+) (\d+\.\S+) \((.*)\)$/gm)].map(([, name, version, licence]) => ({ name, version, licence }));
    const bundled = [
      ...(await packagesIn(['client/src/extension.ts', 'server/src/lsp/main.ts', 'server/src/cli/bin.ts'], 'node')),
      ...(await packagesIn(['client/browser/extension.ts', 'server/browser/main.ts', 'client/webview/main.tsx'], 'browser')),
    ];
    assert.deepEqual([...new Set(named.map((it) => `${it.name} ${it.version}`))].sort(), [...new Set(bundled)].sort());
    for (const { name, licence } of named) assert.match(licence!, /^(?:MIT|ISC|BSD-[23]-Clause|BlueOak-1\.0\.0|Apache-2\.0)$/, name);
  });

  it('knows no module of Node but these, and so has no network but the pipe or socket that an editor asks for', () => {
    // `net` and `child_process` belong to vscode-languageserver and vscode-languageclient, `child_process` of the command runs git, and `vm` runs the bundle itself, `v8` has the server's heap grow less; threads read, and what is kept is deflated
    const known: Readonly<Record<string, string>> = {
      client: 'child_process crypto fs net os path readline util vscode',
      server: 'child_process crypto fs net os path url util v8 vm worker_threads zlib',
      cli: 'child_process crypto events fs os path process stream util vm worker_threads zlib',
      diagram: '',
      'client.web': 'vscode',
      'server.web': '',
    };
    for (const [bundle, modules] of Object.entries(known)) {
      const text = readFileSync(`dist/${bundle}.js`, 'utf8');
      const found = [...text.matchAll(/\b(?:require|import)\(\s*["'`](?:node:)?([^"'`]+)["'`]\s*\)/g)].map((it) => it[1]!);
      assert.deepEqual(
        [...new Set(found)].sort(),
        modules.split(' ').filter((it) => it !== ''),
        bundle,
      );
      assert.doesNotMatch(
        text,
        /\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts|eval|Function)\(\s*["'`$\w]/,
        bundle,
      );
    }
  });

  it('runs one program, which is git, and in one place', () => {
    const sources = ['client', 'server']
      .flatMap((it) => readdirSync(it, { recursive: true, encoding: 'utf8' }).map((path) => join(it, path)))
      .filter((it) => /\.tsx?$/.test(it));
    const running = sources.filter((it) =>
      /(?:from |import |import\(|require\()['"](?:node:)?(?:child_process|net|https?|http2|tls|dns|dgram)['"]/.test(
        readFileSync(it, 'utf8'),
      ),
    );
    assert.deepEqual(running, [join('server', 'src', 'host', 'git.ts')]);
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

  it('has a server for browsers that finds there what the command finds on the disk', async () => {
    const folder = uriOf(resolve('examples/contoso'));
    const found = new Map<string, readonly Diagnostic[]>();
    const { port, end } = workerOf(readFileSync('dist/server.web.js', 'utf8'));
    const connection = createMessageConnection(new PortReader(port), new PortWriter(port));
    const checked = new Promise<void>((resume) =>
      connection.onNotification('keyhook/status', ({ busy }: Status) => void (busy || resume())),
    );
    connection.onNotification(
      'textDocument/publishDiagnostics',
      ({ uri, diagnostics }: PublishDiagnosticsParams) => void found.set(uri, diagnostics),
    );
    connection.onRequest<Looked, unknown>('keyhook/look', (it: LookParams) =>
      look({ ...it, uri: it.uri.replace('vscode-vfs://github', 'file://') }),
    );
    connection.listen();
    try {
      const initialize = {
        processId: null,
        rootUri: folder.replace('file://', 'vscode-vfs://github'),
        capabilities: {},
        initializationOptions: { hasCommands: true, schemes: ['vscode-vfs'] },
      };
      await connection.sendRequest('initialize', initialize);
      await connection.sendNotification('initialized', {});
      await checked;
      const { stdout } = spawnSync(process.execPath, ['dist/cli.js', 'check', '--format', 'json', 'examples/contoso'], {
        encoding: 'utf8',
      });
      const report = JSON.parse(stdout) as {
        readonly findings: readonly { readonly path: string; readonly rule: string; readonly line: number }[];
      };
      const here = [...found].flatMap(([uri, its]) => its.map((it) => `${basename(uri)} ${it.code} ${it.range.start.line + 1}`));
      assert.deepEqual(here.sort(), report.findings.map((it) => `${basename(it.path)} ${it.rule} ${it.line}`).sort());
    } finally {
      connection.dispose();
      end();
    }
  });
});

/** The packages that go into the bundles of these, with their versions. */
async function packagesIn(entryPoints: readonly string[], platform: 'node' | 'browser'): Promise<readonly string[]> {
  const { metafile } = await build({
    entryPoints: [...entryPoints],
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'dist',
    platform,
    mainFields: [...(platform === 'browser' ? ['browser'] : []), 'module', 'main'],
    external: ['vscode'],
    define: { KEYHOOK_PAGES: '{}' },
    tsconfig: 'client/webview/tsconfig.json',
    logLevel: 'silent',
  });
  const folders = Object.keys(metafile.inputs).flatMap((it) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(it)?.[0] ?? []);
  return [...new Set(folders)]
    .map((it) => JSON.parse(readFileSync(join(it, 'package.json'), 'utf8')) as { readonly name: string; readonly version: string })
    .map(({ name, version }) => `${name} ${version}`);
}

/** Runs a script as a worker of a browser does: with what every worker has, and nothing of Node. */
function workerOf(script: string): { readonly port: MessagePort; end(): void } {
  const channels = [new MessageChannel()];
  const { port1: port, port2: worker } = channels[0]!;
  /** Those of its own keep this process alive as long as they are open. */
  class Channel extends MessageChannel {
    constructor() {
      super();
      channels.push(this);
    }
  }
  const self: Record<string, unknown> = {
    ...{ setTimeout, clearTimeout, queueMicrotask, performance, console, crypto, TextDecoder, TextEncoder, URL, MessageChannel: Channel },
    navigator: { userAgent: 'Chrome' },
    addEventListener: () => {},
    postMessage: (message: unknown) => worker.postMessage(message),
  };
  self['self'] = self;
  worker.on('message', (data: unknown) => (self['onmessage'] as (event: { readonly data: unknown }) => void)({ data }));
  runInNewContext(script, self);
  return { port, end: () => channels.forEach((it) => it.port1.close()) };
}

class PortReader extends AbstractMessageReader {
  constructor(private readonly port: MessagePort) {
    super();
  }

  listen(callback: DataCallback): Disposable {
    this.port.on('message', callback);
    return { dispose: () => this.port.close() };
  }
}

class PortWriter extends AbstractMessageWriter {
  constructor(private readonly port: MessagePort) {
    super();
  }

  async write(message: Message): Promise<void> {
    this.port.postMessage(message);
  }

  end(): void {}
}
