import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { code, escaped, listed, paragraphs, prose, quoted, strong } from '../../server/src/core/features/markdown';
import { inOneBreath } from '../../server/src/core/strings';
import { meaning } from './meaning';

/** What a reader sees of an escaped text. */
const shown = (markdown: string): string => markdown.replace(/\\([!-/:-@[-`{-~])/g, '$1');

describe('escaped', () => {
  it('leaves no character that means something', () => {
    for (let at = 0x20; at < 0x7f; at++) {
      const letter = String.fromCharCode(at);
      assert.equal(meaning(escaped(letter)), '', letter);
      assert.equal(shown(escaped(letter)), letter);
    }
  });

  it('leaves the words as they are, whatever they are', () => {
    assert.equal(escaped('Antrag für Müller, 日本 😀'), 'Antrag für Müller, 日本 😀');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'[](){}<>*_`\\!#+-=|~&.$@:^"\'a 1') }), (text) => {
        assert.equal(meaning(escaped(text)), '');
        assert.equal(shown(escaped(text)), text.replace(/\s+/g, ' '));
      }),
    );
  });

  it('makes neither links, images, HTML, headings, lists nor addresses', () => {
    for (const [text, markdown] of Object.entries({
      '[x](command:y)': '\\[x\\]\\(command\\:y\\)',
      '![x](http://y.z)': '\\!\\[x\\]\\(http\\://y\\.z\\)',
      '<img src=x>': '\\<img src\\=x\\>',
      '# a': '\\# a',
      '1. a': '1\\. a',
      'www.a.b and c@d.e': 'www\\.a\\.b and c\\@d\\.e',
      '&lt;b&gt;': '\\&lt;b\\&gt;',
      '$(alert)': '\\$\\(alert\\)',
    }))
      assert.equal(escaped(text), markdown);
  });

  it('stays on one line and turns no reading direction', () => {
    assert.equal(escaped('a\r\n\r\n# b\tc\u2028d'), 'a \\# b c d');
    assert.equal(escaped('a\u202eb\u0007'), 'a\ufffdb\ufffd');
  });
});

describe('code', () => {
  it('shows a text as it is, with a fence that the text does not have', () => {
    assert.equal(code('con_[x](y)'), '`con_[x](y)`');
    assert.equal(code('a`b'), '`` a`b ``');
    assert.equal(code('``'), '``` `` ```');
    assert.equal(code(' a'), '`  a `');
    assert.equal(code('a\nb'), '`a b`');
    assert.equal(code(''), '');
    assert.equal(code(' '), '');
  });

  it('takes any number of fences in the text', () => {
    assert.equal(code('a`'.repeat(150_000)).slice(0, 5), '`` a`'); // more than a call can take for arguments
  });

  it('is never left early', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'`\\[]<> a') }), (text) => assert.equal(meaning(`${code(text)}b`), '')));
  });
});

describe('names and texts', () => {
  it('stand out, in quotes or in a list', () => {
    assert.equal(strong(' a*b '), '**a\\*b**');
    assert.equal(strong(' '), '**\\(no name\\)**');
    assert.equal(quoted('a_b'), "'a\\_b'");
    assert.deepEqual(
      [[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((it) => inOneBreath(it)),
      ['', 'a', 'a and b', 'a, b and c'],
    );
    assert.equal(listed(['a', 'b']), "'a' and 'b'");
    assert.equal(listed(['a', 'b', 'c'], 2), "'a', 'b' and 1 more");
  });

  it('are cut when they are long, never inside a letter', () => {
    assert.equal(prose(' a\n b ', 3), 'a b');
    assert.equal(prose('abcd', 3), 'abc…');
    assert.equal(prose('ab😀d', 3), 'ab…');
  });

  it('stand in paragraphs, but for those that are not there', () => {
    assert.equal(paragraphs('a', '', undefined, 'b'), 'a\n\nb');
  });
});
