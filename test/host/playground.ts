import { execFile } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cli, example, temporaryFolder } from './place';

export interface Report {
  readonly findings: readonly { readonly path: string; readonly severity: string; readonly line: number }[];
  readonly summary: { readonly errors: number; readonly warnings: number; readonly infos: number };
}

/** A copy of the example that may be edited, and what the command says of it. */
export async function playground(): Promise<{ readonly folder: string; readonly report: Report }> {
  const folder = join(temporaryFolder(), 'contoso');
  cpSync(example, folder, { recursive: true });
  const args = [cli, 'check', '--format', 'json', '.'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder }).catch(
    (error: { readonly stdout: string }) => error,
  );
  return { folder, report: JSON.parse(stdout) as Report };
}
