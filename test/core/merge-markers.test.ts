import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { withoutMergeMarkers } from '../../server/src/core/faults';

const SEED = Number(process.env['SEED'] ?? 1);

/** What is left of the text, blanks at line ends taken away, and the marked words. */
function read(text: string): readonly [left: string, marked: string | undefined] {
  const { text: left, fault } = withoutMergeMarkers(text);
  assert.equal(left.length, text.length);
  return [left.replaceAll(/ +(?=\r?$)/gm, ''), fault && text.slice(fault.span.start, fault.span.end)];
}

describe('withoutMergeMarkers', () => {
  it('keeps our side', () =>
    assert.deepEqual(read('a\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch\nb\n'), ['a\n\nours\n\n\n\nb\n', '<<<<<<< HEAD']));

  it('leaves out the common ancestor of diff3', () =>
    assert.deepEqual(read('<<<<<<< HEAD\nours\n||||||| 1a2b3c4\nbase\n=======\ntheirs\n>>>>>>> x\n'), [
      '\nours\n\n\n\n\n\n',
      '<<<<<<< HEAD',
    ]));

  it('knows CRLF, and does not mark the line end', () =>
    assert.deepEqual(read('<<<<<<< HEAD\r\nours\r\n=======\r\ntheirs\r\n>>>>>>> x\r\nb'), ['\r\nours\r\n\r\n\r\n\r\nb', '<<<<<<< HEAD']));

  it('marks the first of several', () =>
    assert.deepEqual(read('<<<<<<< a\n1\n=======\n2\n>>>>>>> b\nc\n<<<<<<<\n3\n=======\n4\n>>>>>>>\n')[1], '<<<<<<< a'));

  it('reads on when a conflict does not end', () =>
    assert.deepEqual(read('a\n<<<<<<< HEAD\nours\n=======\ntheirs'), ['a\n\nours\n\n', '<<<<<<< HEAD']));

  it('leaves texts alone that only look like a conflict', () => {
    for (const text of [
      'a\n=======\nb\n',
      '>>>>>>> x\n',
      ' <<<<<<< HEAD\n',
      '<<<<<<<HEAD\n',
      '<<<<<<<< HEAD\n',
      '{ "a": "<<<<<<< HEAD" }',
      '||||||| x\n',
    ])
      assert.deepEqual(withoutMergeMarkers(text), { text, fault: undefined });
  });

  it('keeps every offset and every line, whatever the text', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('<<<<<<< HEAD', '=======', '||||||| x', '>>>>>>> b', 'a', '', '\r')),
        fc.constantFrom('\n', '\r\n'),
        (lines, end) => {
          const text = lines.join(end);
          const { text: left, fault } = withoutMergeMarkers(text);
          assert.equal(left.length, text.length);
          for (let i = 0; i < text.length; i++) if (text[i] === '\n') assert.equal(left[i], '\n');
          for (let i = 0; i < text.length; i++) assert.ok(left[i] === text[i] || left[i] === ' ');
          assert.equal(fault !== undefined, lines.includes('<<<<<<< HEAD'));
          assert.ok(!/^<{7}/m.test(left));
        },
      ),
      { seed: SEED },
    ));
});
