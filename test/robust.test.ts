import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  createLinter,
  entryOf,
  inMemory,
  placeOf,
  rules,
  Workspace,
  type Entry,
  type FileChange,
  type Finding,
  type Uri,
} from '../server/src/core';
import { decode, uriOf } from '../server/src/host/disk';
import { CORPUS, filesIn, FOLDERS, needCorpus } from './corpus/corpus';
import { isJson } from './support/check-fix';
import { assertFindingsInside, assertInside } from './support/inside';
import { generator, pick } from './support/random';

const DRAWN = 20_000;
/** Of the drawn texts, one of so many is also put into its solution, and the whole is linted. */
const LINTED = 4;
const LIMIT_MS = 1_000;
const SEED = Number(process.env['KEYHOOK_SEED'] ?? 20_260_101);

interface Source {
  readonly path: string;
  readonly uri: Uri;
  readonly bytes: Buffer;
}

describe('broken texts', function () {
  this.timeout(300_000);
  before(needCorpus);

  it(`are read without a throw, each within a second, and nothing said of them lies outside them (${DRAWN.toLocaleString('en')} with KEYHOOK_SEED=${SEED})`, () => {
    const random = generator(SEED);
    const sources = allSources();
    const byKind = groupBy(sources, ({ uri }) => placeOf(uri)!.kind);
    const kinds = [...byKind.values()];
    const solutions = groupBy(sources, ({ uri }) => placeOf(uri)!.root);
    const read = new Map<Uri, { change: FileChange; length: number }>();
    for (const source of sources) read.set(source.uri, readSource(source));

    let slowest = { took: 0, what: '' };
    for (let i = 0; i < DRAWN; i++) {
      const source = pick(kinds[i % kinds.length]!, random);
      const { text, how } = broken(source.bytes, random);
      const what = `${source.path}, ${how} (number ${i} of KEYHOOK_SEED=${SEED})`;
      let entry = reading(source.uri, text, what);
      let took = lastTook;
      for (let again = 0; again < 2 && took >= LIMIT_MS; again++) {
        entry = reading(source.uri, text, what); // the machine may have had something else to do
        took = Math.min(took, lastTook);
      }
      if (took > slowest.took) slowest = { took, what };
      if (entry) assertInside(entry.facts, text.length, what); // a broken JSON file may have lost what made it one of ours
      if (entry && jsonKinds.has(entry.facts.kind))
        assert.equal(
          entry.facts.faults.some((it) => it.kind !== 'duplicate-key'),
          !isJson(text),
          what,
        );
      if (i % LINTED > 0) continue;
      const root = placeOf(source.uri)!.root;
      const changes = solutions.get(root)!.map(({ uri }) => (uri === source.uri ? { uri, entry } : read.get(uri)!.change));
      const lengthOf = (uri: Uri): number | undefined => (uri === source.uri ? text.length : read.get(uri)?.length);
      assertFindingsInside(lint(changes, what), lengthOf, what);
    }
    console.log(`      the slowest took ${Math.round(slowest.took)} ms: ${slowest.what}`);
    assert.ok(slowest.took < LIMIT_MS, `${slowest.what} took ${slowest.took} ms`);
  });
});

/** Every file of ours in the corpus, and those that lie there under other names, as what they are. */
function allSources(): Source[] {
  const sources = FOLDERS.flatMap((folder) => filesIn(folder)).map((path) => ({
    path: path.slice(CORPUS.length + 1),
    uri: uriOf(path),
    bytes: readFileSync(path),
  }));
  for (const folder of ['before-after', 'malformed'])
    for (const path of otherFiles(folder)) {
      const to = path.endsWith('.xml') ? 'Other/Solution.xml' : `Workflows/${basename(path)}`;
      const uri = uriOf(join(CORPUS, folder, basename(path, '.xml'), to));
      sources.push({ path: `${folder}/${basename(path)}`, uri, bytes: readFileSync(path) });
    }
  return sources;
}

function otherFiles(folder: string): string[] {
  const names = {
    'before-after': [
      'GetDeploymentEnvironmentUsers-F183C451-BA09-EC11-B6E6-000D3A9C595B.before.json',
      'GetSharepointLists-47247BE5-760A-EC11-B6E6-000D3A9C595B.after.json',
    ],
    malformed: [
      'ReadPurchaseOrder.conflict.json',
      'ReadVendorPayment.conflict.json',
      'SAPBase-Solution.conflict.xml',
      'SAPProcurement-Solution.conflict.xml',
    ],
  }[folder];
  return (names ?? []).map((it) => join(CORPUS, folder, it));
}

function readSource({ uri, bytes, path }: Source): { change: FileChange; length: number } {
  const text = decode(bytes);
  return { change: { uri, entry: reading(uri, text, path) }, length: text.length };
}

/** How long the last reading took, in milliseconds. */
let lastTook = 0;

function reading(uri: Uri, text: string, what: string): Entry | undefined {
  const began = performance.now();
  try {
    const entry = entryOf(inMemory(uri, text), text);
    lastTook = performance.now() - began;
    return entry;
  } catch (error) {
    throw new Error(`${what} threw ${String(error)}`, { cause: error });
  }
}

function lint(changes: readonly FileChange[], what: string): Finding[] {
  const linter = createLinter({
    rules,
    severityOf: (it) => (it.severity === 'off' ? 'info' : it.severity),
    onCrash: (rule, error) => {
      throw new Error(`${what}: ${rule.id} threw ${String(error)}`, { cause: error });
    },
  });
  return [...linter.run(new Workspace().apply(changes))].flatMap((it) => it.findings);
}

const jsonKinds: ReadonlySet<string> = new Set(['flow', 'environment-variable-value']);

/** A prefix, a text without one of its characters, or a text with one bit of one byte turned around. */
function broken(bytes: Buffer, random: () => number): { readonly text: string; readonly how: string } {
  const at = Math.floor(random() * bytes.length);
  switch (Math.floor(random() * 3)) {
    case 0:
      return { text: decode(bytes.subarray(0, at)), how: `the first ${at} bytes` };
    case 1: {
      const text = decode(bytes);
      const gone = Math.floor(random() * text.length);
      return { text: text.slice(0, gone) + text.slice(gone + 1), how: `without character ${gone}` };
    }
    default: {
      const bit = Math.floor(random() * 8);
      const copy = Buffer.from(bytes);
      copy[at]! ^= 1 << bit;
      return { text: decode(copy), how: `byte ${at} with bit ${bit} turned around` };
    }
  }
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const it of items) {
    const key = keyOf(it);
    groups.set(key, [...(groups.get(key) ?? []), it]);
  }
  return groups;
}
