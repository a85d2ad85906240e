import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { chromium, type Browser } from 'playwright-core';
import { npmPackage } from './npm-package';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const places = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];
const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Chromium {
  readonly executable: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** One on the machine, in playwright's cache or, on Linux, out of the npm registry. Undefined: there is none. */
export async function findChromium(): Promise<Chromium | undefined> {
  const named = process.env['CHROMIUM'];
  if (named && !existsSync(named)) throw new Error(`CHROMIUM names '${named}', which is not there`);
  if (named) return { executable: named };
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const candidates = [...names.flatMap((name) => folders.map((it) => join(it, name))), ...places, chromium.executablePath()];
  const executable = candidates.find((it) => existsSync(it));
  if (executable !== undefined) return { executable };
  return process.platform === 'linux' && process.arch === 'x64' ? outOfNpm() : undefined;
}

/** Keeps to a folder of the runner's own, whatever HOME is. */
export function launch(found: Chromium, home: string): Promise<Browser> {
  const environment = Object.entries({ ...process.env, HOME: home, ...found.environment }).filter(
    (it): it is [string, string] => it[1] !== undefined,
  );
  return chromium.launch({ executablePath: found.executable, args: flags, chromiumSandbox: false, env: Object.fromEntries(environment) });
}

/** A build for machines that have nothing: it brings its libraries and a font. */
async function outOfNpm(): Promise<Chromium> {
  const folder = await npmPackage('@sparticuz/chromium', '138.0.2', async (folder) => {
    const packed = (name: string): Buffer => brotliDecompressSync(readFileSync(join(folder, 'bin', name)));
    writeFileSync(join(folder, 'chromium'), packed('chromium.br'), { mode: 0o755 });
    for (const name of ['al2023.tar.br', 'fonts.tar.br']) execFileSync('tar', ['-xf', '-', '-C', folder], { input: packed(name) });
    writeFileSync(join(folder, 'fonts.conf'), `<fontconfig><dir>${join(folder, 'fonts')}</dir></fontconfig>\n`);
  });
  return {
    executable: join(folder, 'chromium'),
    environment: { LD_LIBRARY_PATH: join(folder, 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}
