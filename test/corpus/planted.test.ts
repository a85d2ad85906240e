import * as assert from 'node:assert/strict';
import { rules, type Finding, type Uri } from '../../server/src/core';
import { cases, findingsIn, type Case } from './case';
import { needCorpus, placeAt } from './corpus';
import { plants, type Plant } from './plants';

/** Of each way to break a solution, this many places in each. */
const PLACES = 3;

/** Ways that fit in fewer than three solutions of the corpus, and why. */
const few: Readonly<Record<string, readonly [solutions: number, reason: string]>> = {
  'missing-custom-connector: a custom connector taken away': [
    1,
    'no other solution has a reference of a custom connector that comes with it',
  ],
};

describe('corpus: planted faults', () => {
  before(needCorpus);

  let all: Case[];
  before(() => (all = cases()));

  it('are there for every rule', () => {
    assert.deepEqual(Object.keys(plants).sort(), rules.map((it) => it.id).sort());
  });

  const traits = new Set<string>();
  let planted = 0;

  for (const [rule, ways] of Object.entries(plants))
    describe(rule, () => {
      for (const [way, planter] of Object.entries(ways))
        it(`finds ${way}, and nothing else`, () => {
          const faults: string[] = [];
          const solutions = new Set<string>();
          for (const it of all) {
            let places = 0;
            for (const plant of planter(it, findingsIn(it.files))) {
              faults.push(...verdict(rule, plant));
              solutions.add(it.root);
              for (const trait of it.traits) traits.add(trait);
              planted++;
              if (++places === PLACES) break;
            }
          }
          assert.equal(faults.length, 0, faults.slice(0, 5).join('\n\n'));
          const [least] = few[`${rule}: ${way}`] ?? [3];
          assert.ok(solutions.size >= least, `planted in ${solutions.size} solutions only`);
        });
    });

  describe('all together', () => {
    it('were planted in every encoding, line end and layout', () => {
      const wanted = ['utf-8', 'utf-8-bom', 'utf-16le-bom', 'lf', 'crlf', 'minified', 'raw layout', 'lower-case folders'];
      assert.deepEqual(
        wanted.filter((it) => !traits.has(it)),
        [],
      );
      console.log(`      ${planted} faults planted in ${all.length} solutions`);
    });
  });
});

/** What is not as it should be: the finding with its place, and all others as they were. */
function verdict(rule: string, { before, draft, subject }: Plant): string[] {
  const { files, marks } = draft.build();
  const was = findingsIn(before).map(keyOf);
  const is = findingsIn(files);
  const added = without(is, was, keyOf);
  const lost = without(was, is.map(keyOf), (it) => it);
  const expected = marks.map(({ uri, span }) => show(rule, uri, span, subject, files)).sort();
  const found = added.map((it) => show(it.rule.id, it.at.uri, it.at.span, it.subject, files)).sort();
  if (marks.length > 0 && lost.length === 0 && JSON.stringify(found) === JSON.stringify(expected)) return [];
  return [`expected ${expected.join('\n')}\nfound    ${found.join('\n         ')}\nlost     ${lost.join('\n         ')}`];
}

/** A finding without its place, which moves. */
function keyOf({ rule, at, subject, message }: Finding): string {
  return JSON.stringify([rule.id, at.uri, subject, message]);
}

/** What remains of `all` when each of `others` has taken away its equal. */
function without<Item>(all: readonly Item[], others: readonly string[], key: (item: Item) => string): Item[] {
  const left = new Map<string, number>();
  for (const it of others) left.set(it, (left.get(it) ?? 0) + 1);
  return all.filter((it) => {
    const count = left.get(key(it)) ?? 0;
    if (count > 0) left.set(key(it), count - 1);
    return count === 0;
  });
}

function show(
  rule: string,
  uri: Uri,
  { start, end }: { start: number; end: number },
  subject: string,
  files: ReadonlyMap<Uri, string>,
): string {
  const text = files.get(uri) ?? '';
  return `${rule} ${uri.replace(/^.*\/corpus\//, '')}:${placeAt(text, start).join(':')} '${text.slice(start, end)}' ${subject}`;
}
