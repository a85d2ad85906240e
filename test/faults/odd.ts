import { join } from 'node:path';
import { uriOf } from '../../server/src/host/disk';
import { FLOW } from '../lsp/setup';
import { pick } from '../support/random';

/** In the right types, and still odd: what an editor may really say. */
export const oddUris = (folder: string): readonly string[] => [
  'untitled:Untitled-1',
  'git:/x/a.json?%7B%22ref%22%3A%22%22%7D',
  'vscode-remote://ssh-remote%2Bhost/home/x/Workflows/a.json',
  'file:///c%3A/x/Workflows/a.json',
  'file:///C:/x/Workflows/a.json',
  'file:///c:/x/Workflows/%E0%A4%A.json',
  'file://server/share/Workflows/a.json',
  'file:////x/Workflows/a.json',
  'file:',
  'file:///',
  '',
  '%',
  '..',
  '//x/Workflows/a.json',
  uriOf(folder),
  `${uriOf(folder)}/`,
  uriOf(join(folder, 'a/Workflows')),
  uriOf(join(folder, 'a/Workflows/gone.json')),
  `${uriOf(folder)}/a/../${FLOW}`,
  `${uriOf(folder)}/${FLOW}?x#y`,
  `${uriOf(folder)}/%00/Workflows/a.json`,
  uriOf(join(folder, '../other/Workflows/a.json')),
  uriOf(`/${'x'.repeat(5_000)}/Workflows/a.json`),
];

const oddNumbers = [-1, 0.5, 1e9, 2 ** 31, -(2 ** 53), Number.MAX_SAFE_INTEGER, Number.MAX_VALUE];
const oddTexts = ['', ' ', '__proto__', 'constructor', '\0', '\uD800', 'x'.repeat(10_000), '../..', '[', '\n', 'a b.c', '[x](command:y)'];
/** In wrong types. */
export const wrong: readonly unknown[] = [
  null,
  undefined,
  0,
  -1,
  true,
  '',
  'x',
  [],
  [null],
  [[]],
  {},
  { uri: null },
  { uri: 5 },
  { start: null },
];

/** Members that hold one of a few words, or what only the server understands: no client of ours says anything else there. */
export const settledMembers: ReadonlySet<string> = new Set(['filter', 'groupBy', 'kind', 'format', 'extent', 'data']);

/** Every place in a value, by the members that lead to it. */
export function* placesIn(value: unknown, above: readonly string[] = []): Generator<readonly string[]> {
  yield above;
  if (typeof value === 'object' && value !== null) for (const [name, its] of Object.entries(value)) yield* placesIn(its, [...above, name]);
}

export function valueAt(value: unknown, [name, ...rest]: readonly string[]): unknown {
  return name === undefined ? value : valueAt((value as Record<string, unknown>)[name], rest);
}

export function withValue(value: unknown, [name, ...rest]: readonly string[], other: unknown): unknown {
  if (name === undefined) return other;
  const copy: Record<string, unknown> = Array.isArray(value) ? ([...(value as unknown[])] as never) : { ...(value as object) };
  copy[name] = withValue(copy[name], rest, other);
  return copy;
}

/** Another value of the same type. */
export function oddFor(value: unknown, folder: string, random: () => number): unknown {
  if (typeof value === 'number') return pick(oddNumbers, random);
  if (typeof value !== 'string')
    return Array.isArray(value) ? pick([[], [...(value as unknown[]), ...(value as unknown[])]], random) : value;
  return pick(value.startsWith('file:') ? oddUris(folder) : oddTexts, random);
}
