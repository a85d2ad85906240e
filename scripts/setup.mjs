/** What `npm start` and `npm test` do first. Plain Node: nothing need be installed yet. */
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(repository);

/** Runs npm as the one that runs us, wherever that is. */
export const npm = (...args) => run(...npmCommand(), ...args);

export function run(command, ...args) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', shell: needsShell(command) });
  if (error) throw error;
  return status ?? 1;
}

/** Runs it, shows what it prints as it does, and gives that too. */
export function listen(command, ...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['inherit', 'pipe', 'inherit'], shell: needsShell(command) });
    let text = '';
    child.stdout.on('data', (it) => {
      process.stdout.write(it);
      text += it;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ status: code ?? 1, text }));
  });
}

export const npmCommand = () => (process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm']);

const needsShell = (command) => command === 'npm' && process.platform === 'win32';

/** Installs when nothing is installed, or something else than the lock file says. */
export function install() {
  keepCacheWritable();
  const installed = join('node_modules', '.package-lock.json');
  if (existsSync(installed) && changed(installed) >= changed('package-lock.json')) return;
  const status = npm('ci', '--no-audit', '--no-fund');
  if (status !== 0) process.exit(status);
}

/** Builds when a source is newer than what was built of it. */
export function build() {
  const built = ['client', 'diagram', 'server', 'cli'].map((it) => join('dist', `${it}.js`));
  const sources = ['package.json', 'package-lock.json', 'esbuild.mjs', ...filesIn('client'), ...filesIn('server')];
  const newest = Math.max(...sources.map(changed));
  if (built.every((it) => existsSync(it) && changed(it) >= newest)) return;
  const status = npm('run', 'build', '--silent');
  if (status !== 0) process.exit(status);
}

const changed = (path) => statSync(path).mtimeMs;

export const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile())
    .map((it) => join(it.parentPath ?? it.path, it.name));

/** A home that cannot be written to is no reason to fail: npm's cache then goes to a folder of ours. */
function keepCacheWritable() {
  const cache = process.env.npm_config_cache;
  if (!cache || isWritable(cache)) return;
  const own = mkdtempSync(join(tmpdir(), 'keyhook-npm-'));
  process.env.npm_config_cache = own;
  process.on('exit', () => rmSync(own, { recursive: true, force: true }));
}

function isWritable(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
