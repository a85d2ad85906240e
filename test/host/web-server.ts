import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { repository } from './place';

/** Serves VS Code as vscode.dev does: there is no machine behind it, and extensions run in workers of the browser. */
export interface WebServer {
  /** The workbench with the folder in it, on a file system of the browser. */
  readonly address: string;
  stop(): Promise<void>;
}

/** What may be got, by how its path begins. */
interface Served {
  readonly path: string;
  readonly folder: string;
}

interface Answer {
  readonly type?: string;
  readonly body: string | Buffer;
}

/** `vscode` is the folder of VS Code, `workspace` that of the files. */
export async function startWebServer(vscode: string, extension: string, workspace: string): Promise<WebServer> {
  const served: readonly Served[] = [
    { path: '/vscode/', folder: vscode },
    { path: '/extension/', folder: extension },
    { path: '/mount/', folder: join(repository, 'out', 'test', 'host', 'web') },
  ];
  const server = createServer((request, response) => {
    void answerTo(request).then(
      ({ type, body }) => response.writeHead(200, { 'Content-Type': type ?? 'application/octet-stream' }).end(body),
      (error: NodeJS.ErrnoException) => response.writeHead(error.code === 'ENOENT' ? 404 : 500).end(error.message),
    );
  });

  async function answerTo(request: IncomingMessage): Promise<Answer> {
    const { pathname, searchParams, host } = new URL(`http://${request.headers.host}${request.url}`);
    if (pathname === '/') return { type: 'text/html', body: pageOf(vscode, host) };
    if (pathname === '/mount/package.json') return { type: types['.json']!, body: JSON.stringify(mount) };
    if (pathname === workbench)
      return { type: types['.js']!, body: withoutRemote(readFileSync(join(vscode, pathname.slice('/vscode/'.length)), 'utf8')) };
    if (pathname === '/files') return { body: workOn(workspace, searchParams, await buffer(request)) };
    for (const { path, folder } of served)
      if (pathname.startsWith(path)) {
        const file = decodeURIComponent(pathname.slice(path.length));
        return { type: types[extname(file)] ?? 'application/octet-stream', body: contentOf(join(folder, file)) };
      }
    throw Object.assign(new Error(`There is no ${pathname}.`), { code: 'ENOENT' });
  }

  await new Promise<void>((resume) => server.listen(0, '127.0.0.1', resume));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () =>
      new Promise((resume) => {
        server.close(() => resume());
        server.closeAllConnections();
      }),
  };
}

/** Some of the extensions that come with VS Code are not built for the browser here, and then they do nothing. */
function contentOf(file: string): Buffer | string {
  return /[\\/]browser[\\/]\w+\.js$/.test(file) && !existsSync(file) ? '' : readFileSync(file);
}

const workbench = '/vscode/out/vs/code/browser/workbench/workbench.js';

/** code-server's build always has a machine behind it, and keeps the user's settings there: here it has none, like the original. */
function withoutRemote(script: string): string {
  const changes: readonly (readonly [from: RegExp, to: string])[] = [
    [/,remoteAuthority:location\.host\}/, '}'],
    [/(file\(this\.userDataPath\)\.with\(\{scheme:\w+\.)vscodeRemote\b/, '$1vscodeUserData'],
  ];
  return changes.reduce((text, [from, to]) => {
    if (!from.test(text)) throw new Error(`This build of VS Code has no ${from.source}.`);
    return text.replace(from, to);
  }, script);
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.png': 'image/png',
};

const mount = {
  name: 'mount',
  publisher: 'keyhook-tests',
  version: '0.0.1',
  engines: { vscode: '^1.100.0' },
  browser: './mount.js',
  activationEvents: ['onFileSystem:keyhook-test'],
};

function pageOf(vscode: string, authority: string): string {
  const at = (path: string): object => ({ scheme: 'http', authority, path });
  const configuration = {
    ...{ userDataPath: '/user', isEnabledFileDownloads: true, isEnabledFileUploads: true, isEnabledCoderGettingStarted: false }, // what code-server's build wants to know
    folderUri: { scheme: 'keyhook-test', path: '/contoso' },
    additionalBuiltinExtensions: [at('/mount')],
    developmentOptions: { extensions: [at('/extension')] },
    configurationDefaults: { 'workbench.startupEditor': 'none', 'workbench.tips.enabled': false, 'telemetry.telemetryLevel': 'off' },
    productConfiguration: {
      webviewContentExternalBaseUrlTemplate: `http://${authority}/vscode/out/vs/workbench/contrib/webview/browser/pre/`,
    },
  };
  const values: Readonly<Record<string, string>> = {
    WORKBENCH_WEB_CONFIGURATION: JSON.stringify(configuration).replaceAll('"', '&quot;'),
    WORKBENCH_AUTH_SESSION: '',
    WORKBENCH_WEB_BASE_URL: `http://${authority}/vscode`,
    WORKBENCH_NLS_URL: `http://${authority}/vscode/out/nls.messages.js`,
    WORKBENCH_NLS_FALLBACK_URL: `http://${authority}/vscode/out/nls.messages.js`,
    BASE: '',
    VS_BASE: '',
  };
  const page = readFileSync(join(vscode, 'out', 'vs', 'code', 'browser', 'workbench', 'workbench.html'), 'utf8');
  return page.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}

/** What the file system of the browser wants of a file or folder below `/contoso`. */
function workOn(workspace: string, asked: URLSearchParams, content: Buffer): string | Buffer {
  const path = join(workspace, (asked.get('path') ?? '').replace(/^\/contoso/, ''));
  switch (asked.get('what')) {
    case 'stat': {
      const its = statSync(path);
      return JSON.stringify({ type: its.isDirectory() ? 2 : 1, size: its.size, mtime: its.mtimeMs, ctime: its.ctimeMs });
    }
    case 'list':
      return JSON.stringify(readdirSync(path, { withFileTypes: true }).map((it) => [it.name, it.isDirectory() ? 2 : 1]));
    case 'read':
      return readFileSync(path);
    case 'write':
      writeFileSync(path, content);
      return '';
    case null:
    default:
      rmSync(path);
      return '';
  }
}
