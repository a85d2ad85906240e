import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { cpus, release, tmpdir, totalmem, type } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { version } from '../../package.json';
import { measureCommand } from './command';
import { measureAnswers, measureFeatures, measureReading } from './editor';
import type { Machine, Results } from './figures';
import { Measurements } from './measurements';
import { machineOf, writtenInto } from './page';
import { installPeers, measurePeers } from './peers';
import type { Place } from './place';
import { measureStarts } from './starts';
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
  const places: Place[] = [];
  try {
    const [folder] = positionals;
    if (folder !== undefined) places.push(placeOf(resolve(folder)));
    else for (const size of sizesWanted()) places.push(placeOf(await workspaceOf(size)));
    for (const it of places) {
      await measureCommand(it);
      await measureStarts(it);
      await measureReading(it);
      if (options.peers) await measurePeers(it);
    }
    await measureAnswers(places);
    const features = options.features ? await measureFeatures(places.at(-1)!).catch(none) : [];
    return { date: new Date().toISOString(), version, machine: machine(), measured: places.flatMap(({ into }) => into.measured), features };
  } finally {
    for (const { into } of places) into.dispose();
    for (const it of made) rmSync(it, { recursive: true, force: true });
  }
}

/** The other figures are worth keeping all the same. */
function none(error: unknown): readonly never[] {
  console.error(error instanceof Error ? error.message : error);
  return [];
}

function placeOf(folder: string): Place {
  const its = survey(folder);
  const seconds = Number(options.limit ?? (options.all || options.peers ? 600 : 120));
  return { folder, its, into: new Measurements(its.flows, seconds * 1_000, (text) => console.log(text)) };
}

function machine(): Machine {
  const [cpu] = cpus();
  return {
    cpu: cpu?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release().split('-')[0]}`,
    node: process.versions.node,
  };
}

function sizesWanted(): readonly number[] {
  const named = (options.flows ?? []).map(Number);
  return [...new Set([...(options.all ? [...USUAL, LARGEST] : named.length === 0 ? USUAL : []), ...named])].sort((a, b) => a - b);
}

/** Files that were written a moment ago are not trusted to stay as they are, and nothing is remembered of them. */
const SETTLED_MS = 3_000;

/** What is to be removed at the end. */
const made: string[] = [];

/** Makes a workspace, or takes the one that was kept. */
async function workspaceOf(flows: number): Promise<string> {
  const parent = resolve(options.keep ?? tmpdir());
  mkdirSync(parent, { recursive: true });
  const folder = options.keep === undefined ? mkdtempSync(join(parent, 'keyhook-bench-')) : join(parent, String(flows));
  if (options.keep === undefined) made.push(folder);
  else if (existsSync(folder)) return folder;
  const { bavail, bsize } = statfsSync(parent);
  if (bavail * bsize < flows * BYTES_EACH * 2) throw new Error(`There is no room for ${flows} flows in ${dirname(folder)}.`);
  writeWorkspace(folder, { flows });
  await sleep(SETTLED_MS);
  return folder;
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
