import { FileChanged, Refusal } from '../core';
import { pathOf } from '../host/disk';
import { GitError } from '../host/git';
import { WriteError } from '../host/write';
import { BadUsage, relativePath } from './read';

export { complain } from './terminal';

/** Why a command ended early, in words. */
export function reasonOf(error: unknown, cwd: string): string {
  if (error instanceof BadUsage || error instanceof Refusal || error instanceof WriteError || error instanceof GitError)
    return error.message;
  if (error instanceof FileChanged) return `'${relativePath(cwd, pathOf(error.uri))}' changed while it was read: run the command again.`;
  return `Keyhook failed, which is a fault of Keyhook: ${error instanceof Error ? error.message : String(error)}`;
}
