import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createColors } from 'picocolors';
import { main } from '../../server/src/cli/main';
import type { CheckReport, Inventory } from '../../server/src/core';
import { readFixture, ROOT } from '../support/fixture';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The repository's root: tests are run from there. */
export const REPOSITORY = process.cwd();

/** Runs the command as a shell would, in this process. */
export async function run(args: readonly string[], cwd = REPOSITORY, { colors = false, progress = false } = {}): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await main(args, cwd, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    colors: createColors(colors),
    progress,
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

after(function () {
  this.timeout(60_000);
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
