import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { cpus, release, tmpdir, totalmem, type } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { version } from '../../package.json';
import { measureCommand } from './command';
import { measureEditor } from './editor';
import type { Measured, Results, Timed } from './figures';
import { Measurements } from './measurements';
import { machineOf, writtenInto } from './page';
import { installPeers, measurePeers } from './peers';
import { survey } from './survey';
import { asText, featureTable, figureTable, growthTable, targetTable } from './tables';
import { writeWorkspace } from './workspace';

/** Measures the built command and the built server, what others take, and the least that anybody must take. */

const USAGE = `npm run bench -- [options] [folder]

Without a folder it makes workspaces of 100, 1,000 and 10,000 flows and removes them at the end.

  --flows <number>   another size, such as 50000 (1.5 GB on disk); repeatable
  --all              with 50,000 flows too
  --keep <folder>    keep the workspaces here, and take those that are there
  --features         time each language feature too, in the largest workspace
  --peers            measure ESLint, Biome and VS Code's JSON language service too; they are installed first
  --json <file>      where to write the figures; else bench.json in the temporary folder
  --write <page>     write the tables into a Markdown page
  --from <file>      measure nothing: take the figures of an earlier run
  --limit <seconds>  the most that any single thing may take; 120, or 600 with --all or --peers`;

const USUAL = [100, 1_000, 10_000];
const LARGEST = 50_000;
const BYTES_EACH = 40_000;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    flows: { type: 'string', multiple: true },
    all: { type: 'boolean', default: false },
    keep: { type: 'string' },
    features: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
    json: { type: 'string' },
    write: { type: 'string' },
    from: { type: 'string' },
    limit: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

async function bench(): Promise<void> {
  if (options.help) return console.log(USAGE);
  const results = options.from === undefined ? await measured() : (JSON.parse(readFileSync(options.from, 'utf8')) as Results);
  show(results);
  if (options.from === undefined) {
    const file = resolve(options.json ?? join(tmpdir(), 'bench.json'));
    writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
    console.log(`\nWritten to ${file}`);
  }
  if (options.write !== undefined) await write(options.write, results);
}

async function write(page: string, results: Results): Promise<void> {
  const { format, resolveConfig } = await import('prettier');
  const text = writtenInto(readFileSync(page, 'utf8'), results);
  writeFileSync(page, await format(text, { ...(await resolveConfig(page)), parser: 'markdown' }));
}

async function measured(): Promise<Results> {
  if (options.peers) installPeers();
  const all: Measured[] = [];
  let features: readonly Timed[] = [];
  const [folder] = positionals;
  const sizes = folder === undefined ? sizesWanted() : [undefined];
  for (const size of sizes) {
    const isLast = size === sizes.at(-1);
    const its = size === undefined ? await measure(resolve(folder!), isLast) : await inWorkspace(size, (made) => measure(made, isLast));
    all.push(...its.measured);
    features = its.features;
  }
  const [cpu] = cpus();
  const machine = {
    cpu: cpu?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release().split('-')[0]}`,
    node: process.versions.node,
  };
  return { date: new Date().toISOString(), version, machine, measured: all, features };
}

async function measure(folder: string, isLast: boolean): Promise<Pick<Results, 'measured' | 'features'>> {
  const its = survey(folder);
  const seconds = Number(options.limit ?? (options.all || options.peers ? 600 : 120));
  const into = new Measurements(its.flows, seconds * 1_000, (text) => console.log(text));
  console.log(`${its.flows.toLocaleString('en')} flows`);
  try {
    await measureCommand(folder, into);
    const features = await measureEditor(folder, its, into, options.features && isLast);
    if (options.peers) await measurePeers(folder, its, into);
    return { measured: into.measured, features };
  } finally {
    into.dispose();
  }
}

function sizesWanted(): readonly number[] {
  const named = (options.flows ?? []).map(Number);
  return [...new Set([...(options.all ? [...USUAL, LARGEST] : named.length === 0 ? USUAL : []), ...named])].sort((a, b) => a - b);
}

/** Files that were written a moment ago are not trusted to stay as they are, and nothing is remembered of them. */
const SETTLED_MS = 3_000;

/** Makes a workspace, and removes it at the end unless it is to be kept. */
async function inWorkspace<T>(flows: number, use: (folder: string) => Promise<T>): Promise<T> {
  const parent = resolve(options.keep ?? tmpdir());
  mkdirSync(parent, { recursive: true });
  const folder = options.keep === undefined ? mkdtempSync(join(parent, 'keyhook-bench-')) : join(parent, String(flows));
  try {
    if (options.keep === undefined || !existsSync(folder)) {
      const { bavail, bsize } = statfsSync(parent);
      if (bavail * bsize < flows * BYTES_EACH * 2) throw new Error(`There is no room for ${flows} flows in ${dirname(folder)}.`);
      writeWorkspace(folder, { flows });
      await sleep(SETTLED_MS);
    }
    return await use(folder);
  } finally {
    if (options.keep === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

function show(results: Results): void {
  console.log(`\n${machineOf(results)}`);
  for (const table of [figureTable(results), growthTable(results), featureTable(results), targetTable(results)])
    if (table.rows.length > 0) console.log(`\n${asText(table)}`);
}

void bench().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
