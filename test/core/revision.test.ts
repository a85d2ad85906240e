import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { applyEdits } from '../../server/src/core';
import { Revision } from '../../server/src/core/revision';
import type { TextEdit } from '../../server/src/core/text';

const FILE = 'file:///w/a.json';

function editsOf(revision: Revision): readonly TextEdit[] {
  const edit = revision.editOf(FILE);
  if (edit === undefined) return [];
  assert.equal(edit.kind, 'change');
  return edit.kind === 'change' ? edit.edits : [];
}

const SEED = Number(process.env['SEED'] ?? 1);

describe('a revision', () => {
  it('is nothing as long as nothing was edited', () => {
    const revision = new Revision('abc');
    assert.deepEqual([revision.after, revision.editOf(FILE)], ['abc', undefined]);
  });

  it('leads from the first text straight to the last', () => {
    const revision = new Revision('one two three');
    revision.apply([{ span: { start: 4, end: 7 }, text: '2' }]);
    revision.apply([
      { span: { start: 0, end: 3 }, text: '1' },
      { span: { start: 9, end: 9 }, text: '>' },
    ]);
    assert.equal(revision.after, '1 2 thr>ee');
    assert.deepEqual(editsOf(revision), [
      { span: { start: 0, end: 3 }, text: '1' },
      { span: { start: 4, end: 7 }, text: '2' },
      { span: { start: 11, end: 11 }, text: '>' },
    ]);
  });

  it('forgets what was put in and taken out again', () => {
    const revision = new Revision('abc');
    revision.apply([{ span: { start: 1, end: 1 }, text: 'xyz' }]);
    revision.apply([{ span: { start: 1, end: 4 }, text: '' }]);
    assert.deepEqual(editsOf(revision), []);
  });

  it('takes insertions at both ends', () => {
    const revision = new Revision('b');
    revision.apply([
      { span: { start: 0, end: 0 }, text: 'a' },
      { span: { start: 1, end: 1 }, text: 'c' },
    ]);
    assert.equal(revision.after, 'abc');
    assert.equal(applyEdits('b', editsOf(revision)), 'abc');
  });

  it('of a file that is made has all of it, however often it is edited then', () => {
    const revision = new Revision(undefined);
    assert.deepEqual([revision.after, revision.editOf(FILE)], [undefined, undefined]);
    revision.create('abc');
    revision.apply([{ span: { start: 1, end: 2 }, text: 'B' }]);
    assert.deepEqual([revision.after, revision.editOf(FILE)], ['aBc', { kind: 'create', uri: FILE, text: 'aBc' }]);
  });

  it('of a file that is taken away has nothing else, and of one that was made before neither', () => {
    const there = new Revision('abc');
    there.apply([{ span: { start: 0, end: 1 }, text: '' }]);
    there.remove();
    assert.deepEqual([there.after, there.editOf(FILE)], [undefined, { kind: 'delete', uri: FILE }]);
    const made = new Revision(undefined);
    made.create('abc');
    made.remove();
    assert.equal(made.editOf(FILE), undefined);
  });

  it('of a file that is made again changes all of it, or nothing', () => {
    const revision = new Revision('abc');
    revision.remove();
    revision.create('xyz');
    assert.deepEqual(editsOf(revision), [{ span: { start: 0, end: 3 }, text: 'xyz' }]);
    revision.remove();
    revision.create('abc');
    assert.deepEqual(editsOf(revision), []);
  });

  it('throws when there is a file already, or none', () => {
    const revision = new Revision('abc');
    assert.throws(() => revision.create('x'), /a file is made that is there/);
    revision.remove();
    assert.throws(() => revision.apply([]), /a file is changed that is not there/);
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
        const edits = editsOf(revision);
        assert.equal(applyEdits(before, edits), text);
        for (const [i, { span }] of edits.entries()) {
          assert.ok(span.start <= span.end && span.end <= before.length);
          assert.ok(i === 0 || edits[i - 1]!.span.end <= span.start, 'edits are in order and apart');
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
