import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readBlocks, type Block } from './blocks';
import { FAULTS, type Fault } from './faults';
import { composeFlow, logicalNameOf, textOf } from './flows';
import { guid, pick, randomOf, sentence, shuffled, word } from './random';
import { metadataOf, solutionFiles } from './solution-files';

/** How large a workspace is. From 1,000 flows on all have the same first solution, byte for byte. */
export interface WorkspaceSize {
  readonly flows: number;
  readonly seed?: number;
}

/** The first solution is larger than any we know, so that typing in it is the worst case. */
const LARGE = 500;
const USUAL = 50;
const CHILD_EVERY = 25;
const FAULT_EVERY = 10;

/** Shares of flows, and the characters that they have at most: a median of 15 KB, a mean of 28 KB. */
const SIZES: readonly (readonly [share: number, size: number])[] = [
  [0, 3_000],
  [0.25, 8_000],
  [0.5, 15_000],
  [0.75, 32_000],
  [0.9, 67_000],
  [0.99, 150_000],
  [1, 175_000],
];

/** Writes a workspace made of the examples, and says how often each rule must find something in it. */
export function writeWorkspace(folder: string, { flows, seed = 1 }: WorkspaceSize, examples = 'examples'): ReadonlyMap<string, number> {
  const blocks = readBlocks(examples);
  const planted = new Map<string, number>();
  const large = Math.min(LARGE, Math.ceil(flows / 2));
  for (let left = flows, index = 0; left > 0; index++) {
    const count = Math.min(left, index === 0 ? large : USUAL);
    writeSolution(join(folder, 'solutions'), index, count, seed, blocks, planted);
    left -= count;
  }
  return planted;
}

function writeSolution(
  folder: string,
  index: number,
  count: number,
  seed: number,
  blocks: readonly Block[],
  planted: Map<string, number>,
): void {
  const random = randomOf(seed, index);
  const area = `${capital(word(random))}${index}`;
  const ids = Array.from({ length: count }, () => guid(random));
  const isChild = (i: number): boolean => i % CHILD_EVERY === CHILD_EVERY - 1;
  const children = ids.filter((_, i) => isChild(i));
  // the first is by far the largest of its solution
  const shares = [
    index === 0 ? 1 : 0.5,
    ...shuffled(
      ids.slice(1).map((_, i) => (0.99 * (i + 0.5)) / (count - 1)),
      random,
    ),
  ];
  const used = new Set<string>();

  for (const [i, id] of ids.entries()) {
    const random = randomOf(seed, index, i);
    const fault = isChild(i) ? undefined : faultOf(i, planted);
    const sound = composeFlow({ area, size: sizeAt(shares[i]!), isChild: isChild(i), children }, blocks, random);
    const made = fault?.plant(sound, random, area) ?? sound;
    for (const [key, it] of Object.entries(made.connectionReferences))
      if (JSON.stringify(it).includes(`"${logicalNameOf(area, key)}"`)) used.add(key);
    if (fault) planted.set(fault.rule, (planted.get(fault.rule) ?? 0) + 1);

    const name = `${pick(VERBS, random)} ${sentence(2, random)} ${i}`;
    const file = `${capital(name).replaceAll(' ', '')}-${id.toUpperCase()}.json`;
    const path = join(folder, area, 'src', 'Workflows', file);
    writeFile(path, fault?.spoil?.(textOf(made)) ?? textOf(made));
    writeFile(`${path}.data.xml`, metadataOf(id, name, file, fault?.isOff ?? false));
  }
  const files = solutionFiles({ area, flows: ids, connectors: [...used].sort() }, random);
  for (const [path, text] of files) writeFile(join(folder, area, path), text);
}

const VERBS = ['Request', 'Approve', 'Archive', 'Remind of', 'Report', 'Synchronize', 'Send', 'Welcome'] as const;

/** One flow in ten has a fault, all kinds equally often, and so has the first, the largest: something that is mended when it is saved. */
function faultOf(i: number, planted: ReadonlyMap<string, number>): Fault | undefined {
  if (i === 0) return FAULTS[0];
  const times = ({ rule }: Fault): number => planted.get(rule) ?? 0;
  return i % FAULT_EVERY === 3 ? FAULTS.reduce((rarest, it) => (times(it) < times(rarest) ? it : rarest)) : undefined;
}

/** The size that this share of flows stays below. */
function sizeAt(share: number): number {
  const next = Math.max(
    1,
    SIZES.findIndex(([its]) => its >= share),
  );
  const [[from, least], [to, most]] = [SIZES[next - 1]!, SIZES[next]!];
  return Math.round(least * (most / least) ** ((share - from) / (to - from)));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const madeFolders = new Set<string>();

function writeFile(path: string, text: string): void {
  const folder = dirname(path);
  if (!madeFolders.has(folder)) mkdirSync(folder, { recursive: true });
  madeFolders.add(folder);
  writeFileSync(path, text);
}
