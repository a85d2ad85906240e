import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import type { Editor } from './editor';
import { cache, suite, temporaryFolder } from './place';

const releases = 'https://update.code.visualstudio.com/api/releases/stable';

/** The desktop VS Code, where its download can be had (or was, once) and there is a screen for its window. */
export async function inElectron(): Promise<Editor | undefined> {
  const version = process.env['KEYHOOK_VSCODE'] ?? '1.100.0';
  if (!hasScreen() || !(wasFetched(version) || (await canFetch()))) return undefined;
  const executable = await downloadAndUnzipVSCode({ version, cachePath: cache });

  return {
    name: `VS Code ${version}`,

    async runSuite({ extension, workspace, environment, ended }) {
      const home = temporaryFolder();
      const launchArgs = [
        workspace,
        '--disable-extensions',
        '--user-data-dir',
        join(home, 'data'),
        '--extensions-dir',
        join(home, 'extensions'),
      ];
      const run = { vscodeExecutablePath: executable, extensionDevelopmentPath: extension, extensionTestsPath: suite, launchArgs };
      const closed = runTests({ ...run, extensionTestsEnv: environment }).catch(() => undefined);
      await Promise.race([ended, closed]);
      await closed;
    },

    async install(vsix) {
      const [program, ...args] = resolveCliArgsFromVSCodeExecutablePath(executable);
      if (program === undefined) throw new Error(`${executable} has no command line.`);
      const extensions = temporaryFolder();
      const installing = ['--install-extension', vsix, '--extensions-dir', extensions, '--user-data-dir', temporaryFolder()];
      await promisify(execFile)(program, [...args.filter((it) => !/^--(extensions|user-data)-dir/.test(it)), ...installing], {
        shell: process.platform === 'win32',
      });
      const name = readdirSync(extensions).find((it) => it.startsWith('keyhook.keyhook-'));
      if (name === undefined) throw new Error(`${vsix} was not installed.`);
      return join(extensions, name);
    },
  };
}

const hasScreen = (): boolean => process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);

const wasFetched = (version: string): boolean =>
  existsSync(cache) && readdirSync(cache).some((it) => it.startsWith('vscode-') && it.endsWith(`-${version}`));

async function canFetch(): Promise<boolean> {
  try {
    return (await fetch(releases, { signal: AbortSignal.timeout(4000) })).ok;
  } catch {
    return false;
  }
}
