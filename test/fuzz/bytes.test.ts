import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as fc from 'fast-check';
import { entryOf, inMemory, grouped, placeOf, type Entry, type FileChange, type Uri } from '../../server/src/core';
import { decode, uriOf } from '../../server/src/host/disk';
import { CORPUS, filesIn, FOLDERS, needCorpus } from '../corpus/corpus';
import { isJson } from '../support/check-fix';
import { assertFindingsInside, assertInside } from '../support/inside';
import { forAll, tried } from './budget';
import { inTime } from './limit';
import { lint } from './one-of-each';

const RUNS = 6_000;
/** Of the drawn texts, one of so many is also put into its solution, and the whole is checked. */
const CHECKED = 4;

interface Source {
  readonly path: string;
  readonly uri: Uri;
  readonly bytes: Buffer;
}

/** A prefix, a text without one of its characters, or bytes with one bit turned around or one byte put in. */
const damage = fc.record({
  how: fc.constantFrom('cut', 'without', 'flip', 'add'),
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  byte: fc.nat(255),
});
type Damage = typeof damage extends fc.Arbitrary<infer Drawn> ? Drawn : never;

describe('broken texts', function () {
  this.timeout(0); // what takes too long is stopped where it does
  before(needCorpus);

  it(`are read without a throw, each within a second, and nothing said of them lies outside them ${tried(RUNS)}`, () => {
    const sources = allSources();
    const kinds = [...grouped(sources, ({ uri }) => placeOf(uri)!.kind).values()];
    const solutions = grouped(sources, ({ uri }) => placeOf(uri)!.root);
    const read = new Map(sources.map((it) => [it.uri, readWhole(it)]));
    const plan = fc.record({ kind: fc.nat(kinds.length - 1), source: fc.nat(), damage, isChecked: fc.nat(CHECKED - 1) });
    forAll(plan, RUNS, ({ kind, source, damage, isChecked }) => {
      const its = kinds[kind]!;
      const { uri, path, bytes } = its[source % its.length]!;
      const text = damaged(bytes, damage);
      const what = `${path}, ${damage.how} at ${damage.at}`;
      const entry = inTime(
        () => what,
        1,
        () => entryOf(inMemory(uri, text), text),
      );
      if (entry) assertSound(entry, text, what); // broken JSON may have lost what made it one of ours
      if (isChecked > 0) return;
      const together = solutions.get(placeOf(uri)!.root)!;
      const entries = together.flatMap((it) => (it.uri === uri ? (entry ?? []) : (read.get(it.uri)!.change.entry ?? [])));
      const findings = inTime(
        () => `checking ${what}`,
        together.length,
        () => lint(new Map(entries.map((it) => [it.file.uri, it]))),
      );
      assertFindingsInside(findings, (it) => (it === uri ? text.length : read.get(it)?.length), what);
    });
  });
});

function assertSound({ facts }: Entry, text: string, what: string): void {
  assertInside(facts, text.length, what);
  if (facts.kind !== 'flow' && facts.kind !== 'environment-variable-value') return;
  const isFaulty = facts.faults.some((it) => it.kind !== 'duplicate-key');
  assert.equal(isFaulty, !isJson(text), `${what}: a fault is found in JSON that parses, or none in JSON that does not`);
}

function damaged(bytes: Buffer, { how, at, byte }: Damage): string {
  const place = Math.floor(at * bytes.length);
  switch (how) {
    case 'cut':
      return decode(bytes.subarray(0, place));
    case 'without': {
      const text = decode(bytes);
      const gone = Math.floor(at * text.length);
      return text.slice(0, gone) + text.slice(gone + 1);
    }
    case 'flip': {
      const copy = Buffer.from(bytes);
      copy[place]! ^= 1 << (byte % 8);
      return decode(copy);
    }
    case 'add':
      return decode(Buffer.concat([bytes.subarray(0, place), Buffer.from([byte]), bytes.subarray(place)])); // in UTF-16 all behind it is another text
  }
}

/** Every file of ours in the corpus, and those that lie there under other names, as what they are. */
function allSources(): Source[] {
  const sources = FOLDERS.flatMap((folder) => filesIn(folder)).map((path) => ({
    path: path.slice(CORPUS.length + 1),
    uri: uriOf(path),
    bytes: readFileSync(path),
  }));
  for (const [folder, names] of Object.entries(elsewhere))
    for (const name of names) {
      const to = name.endsWith('.xml') ? 'Other/Solution.xml' : `Workflows/${name}`;
      const uri = uriOf(join(CORPUS, folder, basename(name, '.xml'), to));
      sources.push({ path: `${folder}/${name}`, uri, bytes: readFileSync(join(CORPUS, folder, name)) });
    }
  return sources;
}

const elsewhere: Readonly<Record<string, readonly string[]>> = {
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
};

function readWhole({ uri, bytes }: Source): { readonly change: FileChange; readonly length: number } {
  const text = decode(bytes);
  return { change: { uri, entry: entryOf(inMemory(uri, text), text) }, length: text.length };
}
