import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The bytes of every file under a folder, by path. */
export type Files = ReadonlyMap<string, Buffer>;

export function filesIn(folder: string): Files {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((it) => it.isFile());
  return new Map(
    files.flatMap((it) => {
      const path = join(it.parentPath, it.name);
      const bytes = bytesOf(path);
      return bytes ? [[relative(folder, path).split(sep).join('/'), bytes]] : [];
    }),
  );
}

/** Undefined for a file that has just gone. */
function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The paths of the files that are different now, or are there no more or only now. */
export function changedSince(before: Files, folder: string): readonly string[] {
  const now = filesIn(folder);
  const paths = [...new Set([...before.keys(), ...now.keys()])].sort();
  return paths.filter((it) => !(before.get(it) && now.get(it)?.equals(before.get(it)!)));
}
