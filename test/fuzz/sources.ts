import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { load, decode, pathOf } from '../../server/src/host/disk';
import { placeOf, type Uri } from '../../server/src/core';
import { CORPUS, FOLDERS } from '../corpus/corpus';
import { readFixture, ROOT } from '../support/fixture';
import type { Files } from './looking';

/** A small workspace that is to be mutated. */
export interface Source {
  readonly name: string;
  readonly files: Files;
}

const PAGES = 'docs/rules';

/** The examples of the rules' pages: small, and between them everything that any rule looks at. */
export function pages(): readonly Source[] {
  return readdirSync(PAGES)
    .sort()
    .flatMap((page) =>
      [...readFileSync(join(PAGES, page), 'utf8').matchAll(/^```solution\n([\s\S]*?)^```$/gm)].map((it, index) => ({
        name: `${page} ${index + 1}`,
        files: readFixture(it[1]!).files,
      })),
    )
    .filter(({ files }) => files.size > 0);
}

/** The example, in one. */
export function example(): Source {
  return { name: 'contoso', files: onDisk(resolve('examples/contoso')) };
}

/** Each solution of the corpus; none where it is absent. */
export function corpus(): readonly Source[] {
  if (!existsSync(CORPUS)) return [];
  return FOLDERS.flatMap((folder) => {
    const roots = new Map<string, Map<Uri, string>>();
    for (const [uri, text] of onDisk(join(CORPUS, folder))) {
      const root = placeOf(uri)!.root;
      roots.set(root, (roots.get(root) ?? new Map<Uri, string>()).set(uri, text));
    }
    return [...roots.values()].map((files) => ({ name: folder, files }));
  });
}

function onDisk(folder: string): Files {
  const start = `file://${folder}/`;
  return new Map(
    [...load(folder, () => {})].map(({ uri }) => [
      uri.startsWith(start) ? ROOT + uri.slice(start.length) : uri,
      decode(readFileSync(pathOf(uri))),
    ]),
  );
}
