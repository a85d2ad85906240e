import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { applyEdits } from '../../server/src/core';
import { Revision } from '../../server/src/core/revision';
import type { TextEdit } from '../../server/src/core/text';

const SEED = Number(process.env['SEED'] ?? 1);

describe('a revision', () => {
  it('is nothing as long as nothing was edited', () => {
    const { after, edits } = new Revision('abc');
    assert.deepEqual({ after, edits }, { after: 'abc', edits: [] });
  });

  it('leads from the first text straight to the last', () => {
    const revision = new Revision('one two three');
    revision.apply([{ span: { start: 4, end: 7 }, text: '2' }]);
    revision.apply([
      { span: { start: 0, end: 3 }, text: '1' },
      { span: { start: 9, end: 9 }, text: '>' },
    ]);
    assert.equal(revision.after, '1 2 thr>ee');
    assert.deepEqual(revision.edits, [
      { span: { start: 0, end: 3 }, text: '1' },
      { span: { start: 4, end: 7 }, text: '2' },
      { span: { start: 11, end: 11 }, text: '>' },
    ]);
  });

  it('forgets what was put in and taken out again', () => {
    const revision = new Revision('abc');
    revision.apply([{ span: { start: 1, end: 1 }, text: 'xyz' }]);
    revision.apply([{ span: { start: 1, end: 4 }, text: '' }]);
    assert.deepEqual(revision.edits, []);
  });

  it('takes insertions at both ends', () => {
    const revision = new Revision('b');
    revision.apply([
      { span: { start: 0, end: 0 }, text: 'a' },
      { span: { start: 1, end: 1 }, text: 'c' },
    ]);
    assert.equal(revision.after, 'abc');
    assert.equal(applyEdits('b', revision.edits), 'abc');
  });

  it('says the same as its edits made one after another, whatever they are', () => {
    const cuts = fc.array(fc.tuple(fc.nat(40), fc.nat(6), fc.string({ maxLength: 4 })), { maxLength: 6 });
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 40 }), fc.array(cuts, { maxLength: 6 }), (before, rounds) => {
        const revision = new Revision(before);
        let text = before;
        for (const round of rounds) {
          const edits = disjoint(round, text.length);
          revision.apply(edits);
          text = applyEdits(text, edits);
        }
        assert.equal(revision.after, text);
        assert.equal(applyEdits(before, revision.edits), text);
        for (const [i, { span }] of revision.edits.entries()) {
          assert.ok(span.start <= span.end && span.end <= before.length);
          assert.ok(i === 0 || revision.edits[i - 1]!.span.end <= span.start, 'edits are in order and apart');
        }
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

/** Edits in order that do not overlap, made of positions drawn anyhow. */
function disjoint(drawn: readonly (readonly [at: number, length: number, text: string])[], length: number): TextEdit[] {
  let free = 0;
  return [...drawn]
    .sort((a, b) => a[0] - b[0])
    .flatMap(([at, long, text]) => {
      const start = Math.max(free, Math.min(at, length));
      const end = Math.min(length, start + long);
      free = end + 1;
      return start > length ? [] : [{ span: { start, end }, text }];
    });
}
