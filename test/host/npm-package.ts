import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { cache } from './place';

export const npmArguments = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/**
 * A package that only the tests in an editor need and that is too large for `package.json`: fetched once, kept between runs.
 * Its install scripts are not run: they want compilers and downloads that are not to be had everywhere.
 */
export async function npmPackage(
  name: string,
  version: string,
  finish: (folder: string) => Promise<void> = async () => {},
): Promise<string> {
  const home = join(cache, basename(name));
  const folder = join(home, 'node_modules', name);
  const complete = join(home, `complete-${version}`);
  if (existsSync(complete)) return folder;
  console.log(`Fetching ${name} ${version} for the tests in an editor.`);
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
  await npm(home, ['install', `${name}@${version}`, ...npmArguments]);
  await finish(folder);
  writeFileSync(complete, '');
  return folder;
}

export async function npm(cwd: string, args: readonly string[]): Promise<void> {
  const itself = process.env['npm_execpath'];
  const run = promisify(execFile);
  await (itself ? run(process.execPath, [itself, ...args], { cwd }) : run('npm', args, { cwd, shell: process.platform === 'win32' }));
}
