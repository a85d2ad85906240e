import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { createColors } from 'picocolors';
import { main } from '../../server/src/cli/main';
import type { ChangeReport, CheckReport, FixReport, Inventory } from '../../server/src/core';
import { readFixture, ROOT, TODAY } from '../support/fixture';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The repository's root: tests are run from there. */
export const REPOSITORY = process.cwd();

/** Runs the command as a shell would, in this process. */
export async function run(
  args: readonly string[],
  cwd = REPOSITORY,
  {
    colors = false,
    progress = false,
    screen = false,
    environment = {} as Readonly<Record<string, string>>,
    platform = process.platform,
  } = {},
): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await main(args, cwd, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    colors: createColors(colors),
    progress,
    screen,
    environment,
    today: TODAY,
    platform,
  });
  return { code, out, err };
}

/** `check --format json`, parsed. */
export async function check(args: readonly string[], cwd = REPOSITORY): Promise<CheckReport & { readonly code: number }> {
  const { code, out, err } = await run(['check', ...args, '--format', 'json'], cwd);
  if (out === '') throw new Error(err);
  return { ...(JSON.parse(out) as CheckReport), code };
}

/** `list --format json`, parsed. */
export async function list(args: readonly string[], cwd = REPOSITORY): Promise<Inventory> {
  const { out, err } = await run(['list', ...args, '--format', 'json'], cwd);
  if (out === '') throw new Error(err);
  return JSON.parse(out) as Inventory;
}

/** `fix --format json`, parsed. */
export async function fix(args: readonly string[], cwd = REPOSITORY): Promise<FixReport & { readonly code: number }> {
  const { code, out, err } = await run(['fix', ...args, '--format', 'json'], cwd);
  if (out === '') throw new Error(err);
  return { ...(JSON.parse(out) as FixReport), code };
}

/** `rename`, `merge` or `replace-direct` with `--format json`, parsed. */
export async function change(args: readonly string[], cwd: string): Promise<ChangeReport & { readonly code: number }> {
  const { code, out, err } = await run([...args, '--format', 'json'], cwd);
  if (out === '') throw new Error(err);
  return { ...(JSON.parse(out) as ChangeReport), code };
}

/** `rule path:line:column` of every finding, in the report's order. */
export function places({ findings }: CheckReport): string[] {
  return findings.map((it) => `${it.rule} ${it.path}:${it.line}:${it.column}`);
}

export function rulesOf({ findings }: CheckReport): string[] {
  return [...new Set(findings.map((it) => it.rule))].sort();
}

const folders: string[] = [];

/** A new real folder with the files of a fixture in it; it is removed after the tests. */
export function folderWith(fixture = ''): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'keyhook-')));
  folders.push(folder);
  for (const [uri, text] of readFixture(fixture).files) write(folder, uri.slice(ROOT.length), text);
  return folder;
}

export function write(folder: string, path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

/** Every file below a folder, by its path there. */
export function bytesIn(folder: string): ReadonlyMap<string, Buffer> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((it) => it.isFile());
  const paths = files.map((it) => join(it.parentPath, it.name)).sort();
  return new Map(paths.map((it) => [relative(folder, it).split(sep).join('/'), readFileSync(it)]));
}

/** The files of a folder as text. */
export function textsIn(folder: string): Record<string, string> {
  return Object.fromEntries([...bytesIn(folder)].map(([path, bytes]) => [path, bytes.toString()]));
}

after(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
