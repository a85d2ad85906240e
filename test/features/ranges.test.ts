import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { foldable, growing } from '../../server/src/core';
import { decode } from '../../server/src/host/disk';
import { CORPUS, filesIn, FOLDERS, needCorpus } from '../corpus/corpus';
import { assertInside } from '../support/inside';

/** What each step of a growing selection covers; the cursor is where `|` stands. */
function steps(marked: string): readonly string[] {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const spans = growing(text)(offset);
  let last = { start: offset, end: offset };
  for (const it of spans) {
    assert.ok(it.start <= last.start && last.end <= it.end && it.end - it.start > last.end - last.start, `${it.start} to ${it.end}`);
    last = it;
  }
  return spans.map(({ start, end }) => text.slice(start, end));
}

function folds(text: string): readonly string[] {
  return foldable(text).map(({ span, isComment }) => `${isComment ? 'comment' : 'element'} ${text.slice(span.start, span.end)}`);
}

describe('a selection that grows in XML', () => {
  it('goes from a value to its attribute, the tag, the element, and what that stands in', () => {
    assert.deepEqual(steps('<a><b name="o|ne" more=\'2\'>x</b> <c/></a>'), [
      'one',
      'name="one"',
      '<b name="one" more=\'2\'>',
      '<b name="one" more=\'2\'>x</b>',
      '<b name="one" more=\'2\'>x</b> <c/>',
      '<a><b name="one" more=\'2\'>x</b> <c/></a>',
    ]);
  });

  it('goes from a text to all that is in the element, and on', () => {
    const outer = '\n  <a>\n  tw|o words\n</a>\n'.replace('|', '');
    assert.deepEqual(steps(`<root>${'\n  <a>\n  tw|o words\n</a>\n'}</root>`), [
      'two words',
      '\n  two words\n',
      '<a>\n  two words\n</a>',
      outer,
      `<root>${outer}</root>`,
    ]);
  });

  it('begins with the tag, in its name and in a closing one', () => {
    assert.deepEqual(steps('<a><b| x="1">t</b></a>'), ['<b x="1">', '<b x="1">t</b>', '<a><b x="1">t</b></a>']);
    assert.deepEqual(steps('<a><b>t</|b></a>'), ['</b>', '<b>t</b>', '<a><b>t</b></a>']);
    assert.deepEqual(steps('<a><b n="1" |/></a>'), ['<b n="1" />', '<a><b n="1" /></a>']);
  });

  it('takes a cursor beside a tag for one in the text', () => {
    for (const text of ['<a><b>|text</b></a>', '<a><b>text|</b></a>'])
      assert.deepEqual(steps(text), ['text', '<b>text</b>', '<a><b>text</b></a>']);
    assert.deepEqual(steps('<a><b x="|1"/></a>')[0], '1');
    assert.deepEqual(steps('<a><b x="1|"/></a>')[0], '1');
  });

  it('leaves out what is empty', () => {
    assert.deepEqual(steps('<a><b x="|"></b></a>'), ['x=""', '<b x="">', '<b x=""></b>', '<a><b x=""></b></a>']);
    assert.deepEqual(steps('<a>|</a>'), ['<a></a>']);
    assert.deepEqual(steps('|'), []);
    assert.deepEqual(steps('<a/> |\n<!-- -->'), []);
  });

  it('takes comments, CDATA and JSON as texts', () => {
    assert.deepEqual(steps('<a><!-- a <b> com|ment --></a>'), ['a <b> comment', '<!-- a <b> comment -->', '<a><!-- a <b> comment --></a>']);
    assert.deepEqual(steps('<a><![CDATA[{"x":"</a>|"}]]></a>'), [
      '{"x":"</a>"}',
      '<![CDATA[{"x":"</a>"}]]>',
      '<a><![CDATA[{"x":"</a>"}]]></a>',
    ]);
    assert.deepEqual(steps('<a>{"x": "|y"}</a>'), ['{"x": "y"}', '<a>{"x": "y"}</a>']);
    assert.deepEqual(steps('<?xml ver|sion="1.0"?><a/>'), ['xml version="1.0"', '<?xml version="1.0"?>']);
  });

  it('is not led astray by a bracket in a value', () => {
    assert.deepEqual(steps('<a x="1 > 2"><b>t|</b></a>'), ['t', '<b>t</b>', '<a x="1 > 2"><b>t</b></a>']);
  });

  it('goes as far as a broken text can be understood', () => {
    assert.deepEqual(steps('<a><b>te|xt</a>'), ['text', '<b>text', '<a><b>text</a>']);
    assert.deepEqual(steps('<a><b x="one|>text'), ['"one>text', '<b x="one>text', '<a><b x="one>text']);
    assert.deepEqual(steps('</a>te|xt</b>'), ['text']);
    assert.deepEqual(steps('<a><!-- no e|nd'), ['no end', '<!-- no end', '<a><!-- no end']);
  });
});

describe('what may be folded in XML', () => {
  it('is every element and comment, in the order of the text', () => {
    assert.deepEqual(folds('<?xml version="1.0"?>\n<a>\n<!-- one\n<b> -->\n<b x=">"><c/></b>\n</a>'), [
      'element <a>\n<!-- one\n<b> -->\n<b x=">"><c/></b>\n</a>',
      'comment <!-- one\n<b> -->',
      'element <b x=">"><c/></b>',
      'element <c/>',
    ]);
  });

  it('is not what CDATA holds', () => {
    assert.deepEqual(folds('<a><![CDATA[<b>\n</b>]]></a>'), ['element <a><![CDATA[<b>\n</b>]]></a>']);
  });

  it('is no element that is not closed', () => {
    assert.deepEqual(folds('<a>\n<b>\n<c>\n</c>\n</x>\n</a>\n</a>\n<d>'), ['element <a>\n<b>\n<c>\n</c>\n</x>\n</a>', 'element <c>\n</c>']);
    assert.deepEqual(folds('<<<<<<< HEAD\n<a>\n=======\n<a>\n>>>>>>> x\n</a>'), ['element <a>\n>>>>>>> x\n</a>']);
    assert.deepEqual(folds(''), []);
  });

  it('is found in time, however broken the text is', () => {
    const many = 100_000;
    for (const part of ['<a>', '</a>', '<a></b>', '<a x="', '<a \'<b "', '<!--', '<![CDATA[', '<a b=', '<'])
      assert.ok(Array.isArray(foldable(part.repeat(many))), part);
    assert.ok(Array.isArray(foldable('<a>'.repeat(many) + '</b>'.repeat(many))));
  });
});

describe('real XML files', () => {
  before(needCorpus);

  /** So many places of each file are tried, spread over it. */
  const PLACES = 50;

  function check(text: string, places: Iterable<number>, what: string): void {
    assertInside(foldable(text), text.length, what);
    const spansAt = growing(text);
    for (const offset of places) {
      let last = { start: offset, end: offset };
      for (const it of spansAt(offset)) {
        const grows = it.start <= last.start && last.end <= it.end && it.end - it.start > last.end - last.start;
        if (!grows || it.start < 0 || it.end > text.length) assert.fail(`${what}: ${it.start} to ${it.end} at ${offset}`);
        last = it;
      }
    }
  }

  it('are folded and selected in without a throw, and a selection always grows', () => {
    let number = 0;
    for (const path of FOLDERS.flatMap((it) => filesIn(it)).filter((it) => it.endsWith('.xml'))) {
      const text = decode(readFileSync(path));
      const places = Array.from({ length: PLACES }, (_, i) => Math.floor((text.length * i) / (PLACES - 1)));
      check(text, places, path.slice(CORPUS.length + 1));
      number++;
    }
    assert.ok(number > 300, `${number} files`);
  });

  it('are taken as far as they go when they end anywhere', () => {
    const paths = FOLDERS.flatMap((it) => filesIn(it)).filter((it) => /\.json\.data\.xml$|Connectors\/[^/]+\.xml$/.test(it));
    for (const path of paths.filter((_, i) => i % 60 === 0)) {
      const text = decode(readFileSync(path));
      for (let end = 0; end <= text.length; end++)
        check(text.slice(0, end), [end, Math.floor(end / 2)], `${path.slice(CORPUS.length + 1)}, ${end}`);
    }
  });
});
