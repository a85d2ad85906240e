import * as assert from 'node:assert/strict';
import { parseExpression } from '../../../server/src/core/expressions/parser';
import { nodesOf, printed, type Call, type Expression } from '../../../server/src/core/expressions/syntax';
import { work } from './work';

/** The tree as text, without blanks. */
function tree(text: string): string {
  const { root, fault, doubleQuoted } = parseExpression(text);
  assert.equal(fault, undefined, text);
  assert.deepEqual(doubleQuoted, []);
  assert.ok(root, text);
  return printed(root);
}

/** What is wrong: where it begins, what is marked there, and why. */
function fault(text: string): readonly [start: number, marked: string, reason: string] {
  const { fault: found } = parseExpression(text);
  assert.ok(found, text);
  return [found.span.start, text.slice(found.span.start, found.span.end), found.reason];
}

const unexpected = (character: string): string => `'${character}' is not expected here`;

describe('parseExpression', () => {
  describe('reads', () => {
    it('strings, in which two quotes are one and everything else stands for itself', () => {
      for (const [text, value] of [
        ["''", ''],
        ["'a'", 'a'],
        ["''''", "'"],
        ["'it''s'", "it's"],
        ["'''a'''", "'a'"],
        ["'{}@{x}\"\\n\n😀'", '{}@{x}"\\n\n😀'],
        ["'\ud83d'", '\ud83d'],
      ] as const) {
        const { root, fault: none } = parseExpression(text);
        assert.equal(none, undefined);
        const inner = { start: 1, end: text.length - 1 };
        assert.deepEqual(root, { kind: 'string', span: { start: 0, end: text.length }, inner, value });
        assert.equal(printed(root!), text);
      }
    });

    it('numbers', () => {
      for (const text of ['0', '12', '-5000', '+1', '1.5', '1.', '-01.0', '+.5', '-.5', '1e3', '1E+3', '-1.5e-10'])
        assert.deepEqual(parseExpression(text), {
          root: { kind: 'number', span: { start: 0, end: text.length }, text },
          fault: undefined,
          doubleQuoted: [],
        });
    });

    it('the three words, in any letter case', () => {
      for (const text of ['null', 'true', 'false', 'True', 'NULL'])
        assert.deepEqual(parseExpression(text).root, { kind: 'word', span: { start: 0, end: text.length }, text });
    });

    it('calls, with any number of arguments', () => {
      for (const text of ['f()', 'utcNow()', "concat('a','b',1,null)", 'a(b(c(),d()),e())', '_f1()', 'F()', 'null()'])
        assert.equal(tree(text), text);
    });

    it('properties of what a call gives', () => {
      for (const text of [
        "a()['b']",
        "a()?['b']",
        'a().b',
        'a()?.b',
        'a()[0]',
        'a()?[0]',
        'a()[b()]',
        "a()?[b('c')?['d']].e[1]['f/g']",
        'a()._b1',
        'a().$b',
      ])
        assert.equal(tree(text), text);
    });

    it('blanks of every kind between any two parts', () => {
      for (const blank of [' ', '\t', '\r\n', '\n', '\u00a0', '\u0085', '\u2003', '\u2028', '\u3000', '  \n ']) {
        const parts = ['a', '(', 'b', '(', ')', '?', '[', "'c d'", ']', ',', '1', ',', 'null', ')', '.', 'e', '?', '.', 'f'];
        assert.equal(tree(blank + parts.join(blank) + blank), parts.join(''));
      }
    });

    it('a part of a text, and nothing beyond', () => {
      const text = "x @{concat('a', 12)}34 'b'";
      const { root, fault: none } = parseExpression(text, { start: 4, end: 19 });
      assert.equal(none, undefined);
      assert.equal(text.slice(root!.span.start, root!.span.end), "concat('a', 12)");
      assert.deepEqual(parseExpression('1234', { start: 1, end: 3 }).root, { kind: 'number', span: { start: 1, end: 3 }, text: '23' });
      assert.equal(parseExpression("'ab'", { start: 0, end: 3 }).fault?.reason, "the string has no closing '");
      assert.equal(parseExpression('f().name', { start: 0, end: 6 }).root?.span.end, 6);
      assert.equal(parseExpression('"a"', { start: 0, end: 2 }).fault?.span.end, 2);
    });
  });

  it('says where everything stands', () => {
    const text = " concat ( 'it''s' , outputs('A')?[ 'b' ] . c )";
    const at = (part: string, from = 0): { start: number; end: number } => {
      const start = text.indexOf(part, from);
      return { start, end: start + part.length };
    };
    const call = parseExpression(text).root as Call;
    assert.deepEqual(call.span, { start: 1, end: text.length });
    assert.deepEqual(call.name, { value: 'concat', span: at('concat') });
    assert.deepEqual(call.separators, [text.indexOf('('), text.indexOf(',')]);
    assert.equal(call.end, text.length);
    const [first, second] = call.arguments as [Expression, Call];
    assert.deepEqual(first, { kind: 'string', span: at("'it''s'"), inner: at("it''s"), value: "it's" });
    assert.deepEqual(second.span, at("outputs('A')?[ 'b' ] . c"));
    assert.equal(second.end, at("outputs('A')").end);
    assert.deepEqual(second.accessors, [
      {
        span: at("?[ 'b' ]"),
        isOptional: true,
        name: { value: 'b', span: at('b', text.indexOf("'b'")) },
        index: { kind: 'string', span: at("'b'"), inner: at('b', text.indexOf("'b'")), value: 'b' },
        isDotted: false,
      },
      {
        span: at('. c'),
        isOptional: false,
        name: { value: 'c', span: at('c', text.lastIndexOf('c')) },
        index: undefined,
        isDotted: true,
      },
    ]);
  });

  it('gives what holds others before them, in the order in which they stand', () => {
    const { root } = parseExpression("a(b('c'),1)[d()]?['e'].f");
    assert.deepEqual(
      [...nodesOf(root)].map((it) => (it.kind === 'call' ? it.name.value : printed(it))),
      ['a', 'b', "'c'", '1', 'd', "'e'"],
    );
    assert.deepEqual([...nodesOf(undefined)], []);
  });

  describe('finds what the platform refuses, at the place that it tells', () => {
    it('a string in double quotes (65)', () => {
      const text = `equals(outputs('${'x'.repeat(31)}')?['statusCode'],"204")`;
      assert.deepEqual(fault(text), [65, '"204"', 'strings stand in single quotes']);
    });

    it('a lambda (48)', () => {
      const text = `filter(body('${'x'.repeat(26)}'), item => or(equals(1, 2), true))`;
      assert.deepEqual(fault(text), [48, '=', unexpected('=')]);
    });

    it('an expression inside of an expression (5)', () =>
      assert.deepEqual(fault("json(@{body('x')})"), [5, '@', `${unexpected('@')}: inside an expression, functions stand without it`]));

    it('a character that no name has (7)', () => assert.deepEqual(fault('a().bad-expression'), [7, '-', unexpected('-')]));
  });

  describe('finds', () => {
    const table: readonly (readonly [text: string, start: number, marked: string, reason: string])[] = [
      ['', 0, '', 'the expression is empty'],
      ['  ', 0, '  ', 'the expression is empty'],
      [')', 0, ')', unexpected(')')],
      [',', 0, ',', unexpected(',')],
      ["'a", 0, "'a", "the string has no closing '"],
      ["'it's'", 4, 's', `${unexpected('s')}: a quote inside a string is written ''`],
      ["concat('it's')", 11, 's', `${unexpected('s')}: a quote inside a string is written ''`],
      ["'a' b", 4, 'b', unexpected('b')],
      ["'abc'[0]", 5, '[', 'only what a function gives has properties'],
      ["null?['x']", 4, '?', 'only what a function gives has properties'],
      ['1 .x', 2, '.', 'only what a function gives has properties'],
      ['.5', 0, '.', unexpected('.')],
      ['sub(10.3, .3)', 10, '.', unexpected('.')],
      ['+', 0, '+', unexpected('+')],
      ['12abc', 2, 'a', unexpected('a')],
      ['foo', 0, 'foo', "'foo' is no value: a function needs its '(', and a text its single quotes"],
      ['concat(foo)', 7, 'foo', "'foo' is no value: a function needs its '(', and a text its single quotes"],
      ['length([1,2,3])', 7, '[', `${unexpected('[')}: a list is made by 'createArray'`],
      ['string({ "name": 1 })', 7, '{', `${unexpected('{')}: an object is made by 'json'`],
      ['(1)', 0, '(', `${unexpected('(')}: only the arguments of a function stand in brackets`],
      ['a() + b()', 4, '+', unexpected('+')],
      ['a(1 == 2)', 4, '=', unexpected('=')],
      ["a('x'", 0, 'a', "the ')' of 'a' is missing"],
      ['a(', 0, 'a', "the ')' of 'a' is missing"],
      ['a(b(1)', 0, 'a', "the ')' of 'a' is missing"],
      ['a(1]', 3, ']', "the ')' of 'a' is missing"],
      ['a(1))', 4, ')', unexpected(')')],
      ['a(,1)', 2, ',', 'an argument is missing here'],
      ['a(1,)', 4, ')', 'an argument is missing here'],
      ['a(1,', 3, ',', 'an argument is missing here'],
      ["variables('x') and more", 15, 'a', unexpected('a')],
      ['a()?', 3, '?', "behind '?' a '.' or a '[' is missing"],
      ['a()?b', 3, '?', "behind '?' a '.' or a '[' is missing"],
      ['a().', 3, '.', "the name of a property is missing behind '.'"],
      ["a()?.['b']", 3, '?.', "the name of a property is missing behind '.'"],
      ['a().5', 3, '.', "the name of a property is missing behind '.'"],
      ['a()[]', 4, ']', 'an argument is missing here'],
      ["a()['b'", 3, "['b'", "a ']' is missing"],
      ["a()['b')", 3, "['b'", "a ']' is missing"],
      ["a()['b' 'c']", 8, "'", unexpected("'")],
      ['a(\u{1f600})', 2, '\u{1f600}', unexpected('\u{1f600}')],
      ['a(\ud83d)', 2, '\ud83d', 'the character U+D83D, which cannot be seen, is not expected here'],
      ['a(\u200b1)', 2, '\u200b', 'the character U+200B, which cannot be seen, is not expected here'],
      ['\ufeffa()', 0, '\ufeff', 'the character U+FEFF, which cannot be seen, is not expected here'],
      ['ä()', 0, 'ä', unexpected('ä')],
      ['a-b()', 1, '-', unexpected('-')],
      ['a == 1', 2, '=', unexpected('=')],
      ['toUpper "a"', 0, 'toUpper', "'toUpper' is no value: a function needs its '(', and a text its single quotes"],
      ['"a', 0, '"a', 'strings stand in single quotes'],
    ];
    for (const [text, start, marked, reason] of table)
      it(`${JSON.stringify(text)}: ${reason}`, () => assert.deepEqual(fault(text), [start, marked, reason]));
  });

  describe('on strings in double quotes', () => {
    it('reads them as the strings that were meant, and tells of all when nothing else is wrong', () => {
      const text = `concat("a", b('c', "it's"), "")`;
      const { root, fault: first, doubleQuoted } = parseExpression(text);
      assert.equal(printed(root!), "concat('a',b('c','it''s'),'')");
      assert.deepEqual(first, { kind: 'double-quoted', span: { start: 7, end: 10 }, reason: 'strings stand in single quotes' });
      assert.deepEqual(
        doubleQuoted.map(({ start, end }) => text.slice(start, end)),
        ['"a"', '"it\'s"', '""'],
      );
    });

    it('tells of the first fault alone when more is wrong', () => {
      for (const [text, kind] of [
        ['concat("a" b)', 'double-quoted'],
        ['concat("a"', 'double-quoted'],
        ['concat(b, "a")', 'syntax'],
        ['json("{"a":1}")', 'double-quoted'],
        ['concat("a)', 'double-quoted'],
      ] as const) {
        const { fault: first, doubleQuoted } = parseExpression(text);
        assert.equal(first?.kind, kind, text);
        assert.deepEqual(doubleQuoted, [], text);
      }
    });
  });

  describe('goes on behind a fault', () => {
    const names = (text: string): string[] =>
      [...nodesOf(parseExpression(text).root)].flatMap((it) => (it.kind === 'call' ? [it.name.value] : []));

    it('with the next argument', () => {
      assert.deepEqual(names('a(b(1 =>, c()), d())'), ['a', 'b', 'c', 'd']);
      assert.deepEqual(names("a(@{b('x')}, c())"), ['a', 'b', 'c']);
      assert.deepEqual(names("a(@ { @b('x'), c())"), ['a', 'b', 'c']);
      assert.deepEqual(names("a(1 + f(2, [3, ')']), c())"), ['a', 'c']);
      assert.deepEqual(names("a('x' ',)' , c())"), ['a', 'c']);
    });

    it('with what follows a bracket', () => {
      assert.deepEqual(names("a(b()[1 = 2]?['x'], c())"), ['a', 'b', 'c']);
      assert.deepEqual(names('a(b()?, c())'), ['a', 'b', 'c']);
    });

    it('and knows what is there of an expression that somebody is typing', () => {
      assert.deepEqual(names("concat(outputs('A')?['"), ['concat', 'outputs']);
      assert.deepEqual(names('concat(a(), '), ['concat', 'a']);
      const { root } = parseExpression('concat(a(), ');
      assert.equal((root as Call).end, undefined);
      assert.deepEqual(
        (root as Call).arguments.map((it) => it?.kind),
        ['call', undefined],
      );
      assert.deepEqual((parseExpression('conc').root as Call).separators, []);
    });
  });

  describe('is fast and safe, whatever it is given', () => {
    it('goes as deep as anybody writes', () => {
      const deep = `${'not('.repeat(1000)}true${')'.repeat(1000)}`;
      assert.equal(tree(deep), deep);
      const bracketed = `${'a()['.repeat(999)}0${']'.repeat(999)}`;
      assert.equal(tree(bracketed), bracketed);
    });

    it('stops where it gets deeper than that', () => {
      for (const text of [
        'a('.repeat(10_000),
        `${'a('.repeat(10_000)}1${')'.repeat(10_000)}`,
        'a()['.repeat(10_000),
        'a(b()['.repeat(10_000),
      ]) {
        const { root, fault: found } = parseExpression(text);
        assert.equal(found?.reason, 'it is nested too deeply');
        assert.ok([...nodesOf(root)].length > 500);
      }
    });

    it('looks at each character a few times only', () => {
      const pieces = [
        '@{',
        '@ ',
        'a(',
        'a()[',
        "'",
        "''",
        '"',
        'a',
        '(',
        ')',
        ',',
        '?',
        '.',
        '1',
        ' ',
        '=',
        '@',
        '[',
        ']',
        'a(1 =',
        "a(1 '",
        'a(1 "',
        'a(b,',
        'a().b',
        "a()['b']",
      ];
      for (const piece of [...pieces, ...pieces.flatMap((one) => pieces.map((other) => one + other))])
        for (const start of ['', 'a(']) {
          const of = (length: number): number => {
            const text = start + piece.repeat(Math.ceil(length / piece.length));
            return work(() => void parseExpression(text)) / text.length;
          };
          const [short, long] = [of(4_000), of(16_000)];
          assert.ok(long < 20 && long < short * 1.5 + 1, `${JSON.stringify(start + piece)}: ${short} and ${long} looks at a character`);
        }
    });

    it('reads a megabyte', () => {
      const text = `concat(${"'it''s', ".repeat(120_000)}1)`;
      assert.ok(text.length > 1_000_000);
      const { root, fault: none } = parseExpression(text);
      assert.equal(none, undefined);
      assert.equal((root as Call).arguments.length, 120_001);
      assert.ok(work(() => void parseExpression(text)) > text.length);
    });
  });
});
