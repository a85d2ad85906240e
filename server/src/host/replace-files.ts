import { readFileSync } from 'node:fs';
import { decode } from './disk';
import { isOneOf, reasonOf } from './files';
import { WriteError, writeFiles } from './write';

/**
 * Writes whole files, all or none, in the place of earlier ones. Throws `WriteError`, which names files as `display` does; also
 * where a file is there that is none of ours.
 */
export function replaceFiles(
  texts: ReadonlyMap<string, string>,
  isOurs: (text: string) => boolean,
  display: (path: string) => string,
): void {
  const rewrites = [...texts].map(([path, after]) => {
    const before = textAt(path, display);
    if (before !== undefined && !isOurs(before))
      throw new WriteError(`'${display(path)}' cannot be written: another file of this name is there. Nothing was written.`);
    return { path, before, after };
  });
  writeFiles(rewrites, display);
}

function textAt(path: string, display: (path: string) => string): string | undefined {
  try {
    return decode(readFileSync(path));
  } catch (error) {
    if (isOneOf(error, 'ENOENT')) return undefined;
    throw new WriteError(`'${display(path)}' cannot be written: ${reasonOf(error)}. Nothing was written.`, { cause: error });
  }
}
