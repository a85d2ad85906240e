import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runNode, runProgram } from './child';
import { take } from './command';
import { typeIn, withSession } from './editor';
import type { Place } from './place';

/** What somebody would take instead of us: each reads the same flows with one small rule. */

const PEERS = resolve('test/bench/peers');
const PACKAGES = join(PEERS, 'node_modules');
const KEYS = 30;

/** Installs them beside their list, once; they are no dependencies of ours. Not `npm ci`: the lock lists Biome for some systems only. */
export function installPeers(): void {
  if (existsSync(join(PACKAGES, '.package-lock.json'))) return;
  execFileSync('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: PEERS,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
}

export async function measurePeers({ folder, its, into }: Place): Promise<void> {
  const options = { cwd: folder, limitMs: into.limitMs };
  await take(into, 'eslint', 'eslint-memory', () =>
    runNode(join(PACKAGES, 'eslint/bin/eslint.js'), ['--no-color', '--config', join(PEERS, 'rule-for-eslint.mjs'), '.'], options),
  );
  await take(into, 'biome', 'biome-memory', () =>
    runProgram(biome(), ['lint', '--colors=off', '--max-diagnostics=20', `--config-path=${join(PEERS, 'biome.json')}`, '.'], options),
  );
  await take(into, 'json-service', 'json-service-memory', () => runNode(join(PEERS, 'json-service.mjs'), [folder], options), [0]);
  await into.take(['json-server-p50', 'json-server-p99'], () =>
    withSession(join(PACKAGES, 'vscode-langservers-extracted/bin/vscode-json-language-server'), folder, into, (session) =>
      typeIn(session, its.largest, KEYS, () => false, true),
    ),
  );
}

/** The program itself: what npm puts before it is a Node process of its own. */
function biome(): string {
  const name = `@biomejs/cli-${process.platform}-${process.arch}`;
  return join(PACKAGES, name, process.platform === 'win32' ? 'biome.exe' : 'biome');
}
