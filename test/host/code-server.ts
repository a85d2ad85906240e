import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { npm, npmArguments, npmPackage } from './npm-package';
import { temporaryFolder } from './place';
import { waitFor } from './wait-for';

const version = '4.100.3';

/** A workbench that shows what was opened, and nothing of its own. */
const settings = { 'workbench.startupEditor': 'none', 'workbench.tips.enabled': false, 'telemetry.telemetryLevel': 'off' };

/** A VS Code server: it serves the workbench to a browser and runs the extension host beside itself. */
export interface CodeServer {
  readonly authority: string;
  /** The last lines of what it has said. (It writes no log files: that needs a native module, which is not built.) */
  log(): string;
  stop(): Promise<void>;
}

/** The whole of VS Code that the npm registry has. Gives the folder of its server. */
export async function installCodeServer(): Promise<string> {
  const folder = await npmPackage('code-server', version, async (folder) => {
    const vscode = join(folder, 'lib', 'vscode');
    await npm(vscode, ['install', '--omit=dev', ...npmArguments]);
    await provideRipgrep(join(vscode, 'node_modules', '@vscode', 'ripgrep', 'bin'));
  });
  return join(folder, 'lib', 'vscode');
}

/** The editor's file search runs `rg`, which this version fetches in an install script: take it from the machine, else from npm. */
async function provideRipgrep(bin: string): Promise<void> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const onTheMachine = folders.map((it) => join(it, 'rg')).find((it) => existsSync(it));
  mkdirSync(bin, { recursive: true });
  if (onTheMachine !== undefined) return symlinkSync(onTheMachine, join(bin, 'rg'));
  const folder = await npmPackage(`@vscode/ripgrep-${process.platform}-${process.arch}`, '1.18.0');
  cpSync(join(folder, 'bin', 'rg'), join(bin, 'rg'));
}

export async function startCodeServer(
  folder: string,
  extensions: string,
  environment: Readonly<Record<string, string>>,
): Promise<CodeServer> {
  const data = temporaryFolder();
  mkdirSync(join(data, 'data', 'Machine'), { recursive: true });
  writeFileSync(join(data, 'data', 'Machine', 'settings.json'), JSON.stringify(settings));
  const args = [
    ...serverArguments(folder, data, extensions),
    '--host',
    '127.0.0.1',
    '--port',
    '0',
    '--without-connection-token',
    '--telemetry-level',
    'off',
  ];
  const env = { ...process.env, HOME: data, EXTENSIONS_GALLERY: '{}', ...environment };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let said = '';
  child.stdout.on('data', (it) => (said += it));
  child.stderr.on('data', (it) => (said += it));
  const end = (): void => endGroup(child);
  process.once('exit', end);

  const listening = /Extension host agent listening on (\d+)/;
  await waitFor(
    () => child.exitCode !== null || listening.test(said),
    (it) => it,
    "VS Code's server to listen",
  );
  const port = listening.exec(said)?.[1];
  if (port === undefined) throw new Error(`VS Code's server did not start:\n${said}`);
  return {
    authority: `127.0.0.1:${port}`,
    log: () => said.split('\n').slice(-15).join('\n'),
    async stop() {
      end();
      process.removeListener('exit', end);
      await waitFor(
        () => child.exitCode !== null || child.signalCode !== null,
        (it) => it,
        "VS Code's server to end",
      );
    },
  };
}

export async function installExtension(folder: string, extensions: string, vsix: string): Promise<string> {
  const data = temporaryFolder();
  const args = [...serverArguments(folder, data, extensions), '--install-extension', vsix];
  await promisify(execFile)(process.execPath, args, { env: { ...process.env, HOME: data } });
  const name = readdirSync(extensions).find((it) => it.startsWith('keyhook.keyhook-'));
  if (name === undefined) throw new Error(`${vsix} was not installed.`);
  return join(extensions, name);
}

const serverArguments = (folder: string, data: string, extensions: string): readonly string[] => [
  join(folder, 'out', 'server-main.js'),
  '--accept-server-license-terms',
  ...['--server-data-dir', data],
  ...['--extensions-dir', extensions],
];

/** The server's children (extension host, watcher, the language server) are in the group that it was started with. */
function endGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}
