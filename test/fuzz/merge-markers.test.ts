import * as assert from 'node:assert/strict';
import { ROOT } from '../support/fixture';
import { assertInside } from '../support/inside';
import { withoutPlaces } from '../support/without-places';
import { files, reading, survive } from './one-of-each';

describe('merge markers', () => {
  const theirs: readonly ((line: string, eol: string) => string)[] = [
    (line, eol) => `<<<<<<< HEAD${eol}${line}=======${eol}${line}>>>>>>> feature/x${eol}`,
    (line, eol) => `<<<<<<< HEAD${eol}${line}||||||| 1a2b3c4${eol}${line}=======${eol}${line}>>>>>>> feature/x${eol}`,
    (line, eol) => `<<<<<<< HEAD${eol}${line}=======${eol}>>>>>>> feature/x${eol}`,
    (line, eol) => `<<<<<<<${eol}${line}=======${eol}(theirs) "<broken> ${eol}>>>>>>>${eol}`,
  ];

  for (const [name, eol] of [
    ['LF', '\n'],
    ['CRLF', '\r\n'],
  ] as const)
    it(`are seen around every line, and the rest is read (${name})`, () => {
      for (const [uri, source] of files) {
        if (!/\.(?:json|xml)$/.test(uri) || uri.endsWith('.ppkg.json')) continue;
        const text = source.replaceAll('\n', eol);
        const whole = withoutPlaces(reading(uri, text).facts);
        const lines = text.split(/(?<=\n)/).filter((it) => it !== '');
        for (const [i, line] of lines.entries())
          for (const conflict of theirs) {
            const start = lines.slice(0, i).join('').length;
            const merged = text.slice(0, start) + conflict(line, eol) + text.slice(start + line.length);
            const { facts } = reading(uri, merged);
            const what = `${uri.slice(ROOT.length)}, line ${i + 1}: ${merged.slice(start, start + 60)}`;
            assertInside(facts, merged.length, what);
            assert.deepEqual(
              facts.faults.map((it) => [it.kind, merged.slice(it.span.start, it.span.end), it.span.start]),
              [['merge-markers', merged.slice(start).split(/\r?\n/, 1)[0], start]],
              what,
            );
            assert.deepEqual(withoutPlaces(facts), whole, what);
          }
      }
    });

  it('are no markers in the middle of a line, indented, or on their own', () => {
    for (const line of [' <<<<<<< HEAD', 'x <<<<<<< HEAD', '<<<<<<<< HEAD', '=======', '>>>>>>> x', '||||||| x', '<<<<<<<HEAD']) {
      const text = `<Connector>\n<!--\n${line}\n-->\n<displayname>X</displayname></Connector>\n`;
      assert.deepEqual(reading(`${ROOT}src/Connectors/x.xml`, text).facts.faults, [], line);
    }
  });

  it('are survived when they are not complete', () => {
    const pieces = ['<<<<<<< HEAD', '=======', '>>>>>>> x', '||||||| y'];
    for (const [uri, text] of files) {
      const lines = text.split(/(?<=\n)/);
      for (const first of pieces)
        for (const second of pieces)
          for (const eol of ['\n', '\r\n', '']) {
            const cut = Math.floor(lines.length / 3);
            survive(
              [...lines.slice(0, cut), first + eol, ...lines.slice(cut, 2 * cut), second + eol, ...lines.slice(2 * cut)].join(''),
              (it) => it === uri,
            );
          }
    }
  });
});
