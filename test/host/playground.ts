import { execFile } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cli, example, temporaryFolder } from './place';

export interface Report {
  readonly findings: readonly {
    readonly path: string;
    readonly rule: string;
    readonly severity: string;
    readonly line: number;
    readonly column: number;
  }[];
  readonly summary: { readonly solutions: number; readonly errors: number; readonly warnings: number; readonly infos: number };
}

/** A copy of the example that may be edited, and what the command says of it. */
export async function playground(): Promise<{ readonly folder: string; readonly report: Report }> {
  const folder = join(temporaryFolder(), 'contoso');
  cpSync(example, folder, { recursive: true });
  return { folder, report: await check(folder) };
}

/** What the command says of a folder. */
export async function check(folder: string): Promise<Report> {
  const args = [cli, 'check', '--format', 'json', '.'];
  const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(process.execPath, args, options).catch((error: { readonly stdout: string }) => error);
  return JSON.parse(stdout) as Report;
}
