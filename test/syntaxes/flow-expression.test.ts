import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { INITIAL } from 'vscode-textmate';
import { languageOf, painted, SIGNS, type Language } from './painted';

/** What stands around a member of an action's `inputs`: so deep in objects is every expression of a flow. */
const AROUND = '{"properties": {"definition": {"actions": {"Compose": {"inputs": {';

describe('the colours of expressions', () => {
  let json: Language;

  before(async () => {
    json = await languageOf('source.json');
  });

  /** The fixture has lines of JSON, which begin with a quote, and below each the signs it is to have, if any. */
  const check = (fixture: string, around = AROUND): void => {
    const lines = fixture.split('\n').filter((it) => it.trimStart().startsWith('"'));
    const drawn = painted(json, [around, ...lines].join('\n'))
      .slice(around.split('\n').length)
      .flatMap(({ line, signs }) => (signs.trim() === '' ? [line] : [line, signs.trimEnd()]));
    assert.equal(drawn.join('\n'), fixture.replace(/^\n|\n *$/g, ''));
  };

  it('show calls, texts, numbers, words and properties in a string that is one expression', () =>
    check(String.raw`
      "inputs": "@outputs('Get')?['body/value'][0].headers"
                 @fffffff('sss')?['ssssssssss'][n].ppppppp
      "inputs": "@if(equals(1, -2.5), true, concat('a', item()?.Rows))"
                 @ff(ffffff(n,_nnnn),_cccc,_ffffff('s',_ffff()?.pppp))
    `));

  it('show what can stand as a value without a call', () =>
    check(String.raw`
      "inputs": ["@true", "@false", "@null", "@5", "@-0.5e+3", "@+.5", "@'x'", "@''", "@'it''s'", "@ null "]
                  @cccc    @ccccc    @cccc    @n    @nnnnnnn    @nnn    @'s'    @''    @'ssqqs'    @_cccc_
    `));

  it('show blanks of every kind between the parts', () =>
    check(String.raw`
      "inputs": "@ \n concat (\r\n\t'a' , 1 )\u00a0 ? [ 'b' ] . c"
                 @_\\_ffffff_(\\\\\\'s'_,_n_)\\\\\\_?_[_'s'_]_._p
      "inputs": ["@\u00a0f\t\u00A0 ()", "@ f()"]
                  @\\\\\\f\\\\\\\\_()    @_f()
    `));

  it('show each expression in a text, and nothing beside them', () =>
    check(String.raw`
      "inputs": "Dear @{item()?['name']}, you have @{1} of @{null}: @{''}@{trim(' ')}"
                      @@ffff()?['ssss']}           @@n}    @@cccc}  @@''}@@ffff('s')}
      "inputs": "@{item()} @{ item() } @ {item()} @item() a@b.com"
                 @@ffff()} @@_ffff()_}
    `));

  it('let quoted braces, at-signs and commas be text', () =>
    check(String.raw`
      "inputs": "@{concat('}', '{', '@{', '@@{x}', '(,)]')} and }"
                 @@ffffff('s',_'s',_'ss',_'sssss',_'ssss')}
      "inputs": "@{concat('it''s }', '''}''')} and '"
                 @@ffffff('ssqqsss',_'qqsqq')}
    `));

  it('show JSON escapes within, of which one writes the quote', () =>
    check(String.raw`
      "inputs": "@concat(\u0027a\u0027\u0027b\u0027, 'a\u0027, '\\ \" \n \u00e4')"
                 @ffffff(''''''sqqqqqqqqqqqqs'''''',_'s'''''',_'\\s\\s\\s\\\\\\')
      "inputs": "\"@{concat(\u0027}\u0027)}\" \n @{1}"
                   @@ffffff(''''''s'''''')}      @@n}
      "inputs": "@concat('\x')"
                 @ffffff('\\')
    `));

  it('show an escaped at-sign, and behind one that begins a string nothing', () =>
    check(String.raw`
      "inputs": "@@odata.type"
                 ee
      "inputs": ["@@", "@@{'a'} \n @{'b'}", "@@@{1}"]
                  ee    ee                   ee
      "inputs": "my age is @@{variables('age')}, yours @{variables('age')}, x@@@{1}"
                           eee                         @@fffffffff('sss')}    eee
      "inputs": "@{1}@@{2}@{3}"
                 @@n}eee  @@n}
    `));

  it('show names of properties, which are evaluated too', () =>
    check(String.raw`
      "@{outputs('x')}odata.type": "text", "@@odata.id": "@item()", "@item()": 1, "item()": 1
       @@fffffff('s')}                      ee            @ffff()    @ffff()
    `));

  it('count @ at the very start only', () =>
    check(String.raw`
      "inputs": [" @item()", "see @outputs('x')", "\"@item()", "\\@item()", "\n@{1}", "\\@{1}", "@"]
                                                                               @@n}      @@n}
    `));

  it('leave plain what begins with @ and is no expression, as the names of packages', () =>
    check(String.raw`
      "@types/node": "^1", "@scope/pkg": "@types/node", "a": "@someone", "b": "@media screen", "c": "@5 to 6", "d": "@'x' and"
      "a": "@nullable", "b": "@someone, @{1} is never evaluated here"
    `));

  it('leave everything plain where no expression of a flow can be', () => {
    for (const around of ['', '{', '{"dependencies": {', '{"packages": {"": {"dependencies": {'])
      check(
        String.raw`
          "a": "@item()", "@item()": "@{item()}", "b": "@@{1}"
        `,
        around,
      );
  });

  it('leave braces, words and numbers of the JSON itself alone', () =>
    check(String.raw`
      "inputs": { "a": [1, true, null, { "b": "concat('x')" }] }, "b": -1
    `));

  it('are all in the flow of the pictures', () => {
    const text = readFileSync('test/syntaxes/reminders.json', 'utf8');
    JSON.parse(text);
    const shown = new Set(painted(json, text).flatMap((it) => [...it.signs]));
    assert.deepEqual([...shown].sort().join(''), [...` ${SIGNS}`].sort().join(''));
  });

  describe('that are broken', () => {
    it('end with their string at the latest', () =>
      check(String.raw`
        "a": "@outputs('x", "b": "@outputs('x'", "c": "@outputs('x')?['", "d": "@f(", "e": "plain", "f": true
              @fffffff('s         @fffffff('s'         @fffffff('s')?['         @f(
        "a": "@{outputs('x')", "b": "@{outputs('x}", "c": "@{", "d": "@{}", "e": "a @{ b", "f": "plain"
              @@fffffff('s')         @@fffffff('ss         @@         @@}           @@__
        "a": "@{f('\"", "@{f('": "plain", "b": "plain"
              @@f('\\    @@f('
      `));

    it('do not reach beyond their line when their string has no end', () =>
      check(String.raw`
        "a": "@outputs('x
              @fffffff('s
        "b": "@{outputs('y
      `));

    it('show what can be told of them', () =>
      check(String.raw`
        "a": "@f(nullable, isTrue, 5x)"
              @f(________,_______,_n_)
        "a": "@concat('x' 5 .5, foo, \"x\") and {x}"
              @ffffff('s'_n_.n,____,_\\_\\)_____[_]
        "a": "@{json(@{body('x')})} @{'a' } '}"
              @@ffff(_[ffff('s')}   @@'s'_}
      `));
  });

  it('lie in scopes that themes know, over those of JSON', () => {
    const [line] = painted(json, `${AROUND}"a": "@f('x')[0]"`);
    const around = AROUND.match(/\{/g)!.flatMap(() => ['meta.structure.dictionary.json', 'meta.structure.dictionary.value.json']);
    const string = ['source.json', ...around, 'string.quoted.double.json', 'meta.template.expression.flow-expression'];
    const embedded = [...string, 'meta.embedded.inline.flow-expression'];
    assert.deepEqual(line!.scopes.slice(line!.line.indexOf('@'), -1), [
      [...string, 'punctuation.section.embedded.begin.flow-expression'],
      [...embedded, 'support.function.flow-expression'],
      [...embedded, 'punctuation.section.parens.begin.flow-expression'],
      [...embedded, 'string.quoted.single.flow-expression', 'punctuation.definition.string.begin.flow-expression'],
      [...embedded, 'string.quoted.single.flow-expression'],
      [...embedded, 'string.quoted.single.flow-expression', 'punctuation.definition.string.end.flow-expression'],
      [...embedded, 'punctuation.section.parens.end.flow-expression'],
      [...embedded, 'punctuation.section.brackets.begin.string.flow-expression'],
      [...embedded, 'constant.numeric.flow-expression'],
      [...embedded, 'punctuation.section.brackets.end.string.flow-expression'],
    ]);
  });

  it('keep their brackets from being paired with those of the JSON, where a half-written one would take one of the file', () => {
    const OTHER = 0; // the token type in the bits 8 and 9: brackets are paired in tokens of this one only
    const line = `${AROUND}"a": "@f()?['x'][{(]}", "b": "@{f()?[0]} [{", "c": [`;
    const { tokens } = json.injected.tokenizeLine2(line, INITIAL);
    const starts = Array.from({ length: tokens.length / 2 }, (_, at) => tokens[2 * at]!);
    const paired = starts.flatMap((start, at) => {
      const isPaired = ((tokens[2 * at + 1]! >>> 8) & 3) === OTHER;
      return isPaired ? (line.slice(start, starts[at + 1]).match(/[[\]{}]/g) ?? []) : [];
    });
    assert.equal(paired.join(''), '{{{{{{[');
  });

  it('are the same in JSON with comments', async () => {
    const text = `${AROUND}"a": "@f('x')?['y'] @{1}", "@{g(1)}": "@@x", // "@f()"`;
    const signsIn = (language: Language): string[] => painted(language, text).map((it) => it.signs.replaceAll('!', '\\'));
    assert.deepEqual(signsIn(await languageOf('source.json.comments')), signsIn(json));
    assert.match(signsIn(json)[0]!, /@f\('s'\)\?\['s'\]/);
  });
});
