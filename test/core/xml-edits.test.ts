import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import * as fc from 'fast-check';
import { applyEdits } from '../../server/src/core/edits';
import { Refusal } from '../../server/src/core/fix';
import { descendants, parseXml, type XmlElement } from '../../server/src/core/xml';
import { isXmlText, openXml, xmlAttribute, XmlEditor, xmlText, type Emptied, type NewElement } from '../../server/src/core/xml-edits';
import { decode as decodeXml } from '../../server/src/core/xml-text';
import { decode } from '../../server/src/host/disk';
import { CORPUS, filesIn, needCorpus } from '../corpus/corpus';

const SEED = Number(process.env['SEED'] ?? 1);
const RUNS = Number(process.env['RUNS'] ?? 300);

type Find = (name: string, index?: number) => XmlElement;

/** The text after the changes. */
function edited(text: string, change: (editor: XmlEditor, find: Find) => void): string {
  const editor = new XmlEditor(openXml(text));
  change(editor, (name, index = 0) => [...descendants(editor.roots, name)].at(index)!);
  return applyEdits(text, editor.edits());
}

const lines = (...all: readonly string[]): string => all.join('\n');
const crlf = (text: string): string => text.replaceAll('\n', '\r\n');

const reference = (name: string, displayName: string): NewElement => ({
  name: 'connectionreference',
  attributes: { connectionreferencelogicalname: name },
  content: [
    { name: 'connectionreferencedisplayname', content: displayName },
    { name: 'connectorid', content: '/providers/Microsoft.PowerApps/apis/shared_cat-5fcustom' },
    { name: 'customconnectorid', content: [{ name: 'connectorid', content: 'a6fa6a98-5844-49fa-aa1e-ac7ffcc1b1b8' }] },
    { name: 'iscustomizable', content: '1' },
    { name: 'statecode', content: '0' },
    { name: 'statuscode', content: '1' },
  ],
});

/** Two references, as the platform writes them. */
const TWO = lines(
  '<?xml version="1.0" encoding="utf-8"?>',
  '<ImportExportXml xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
  '  <Entities />',
  '  <connectionreferences>',
  '    <connectionreference connectionreferencelogicalname="cat_A">',
  '      <connectorid>a</connectorid>',
  '    </connectionreference>',
  '    <connectionreference connectionreferencelogicalname="cat_B">',
  '      <connectorid>b</connectorid>',
  '    </connectionreference>',
  '  </connectionreferences>',
  '  <Languages>',
  '    <Language>1033</Language>',
  '  </Languages>',
  '</ImportExportXml>',
);

const C = lines(
  '    <connectionreference connectionreferencelogicalname="cat_C">',
  '      <connectionreferencedisplayname>Hub &amp; Spoke</connectionreferencedisplayname>',
  '      <connectorid>/providers/Microsoft.PowerApps/apis/shared_cat-5fcustom</connectorid>',
  '      <customconnectorid>',
  '        <connectorid>a6fa6a98-5844-49fa-aa1e-ac7ffcc1b1b8</connectorid>',
  '      </customconnectorid>',
  '      <iscustomizable>1</iscustomizable>',
  '      <statecode>0</statecode>',
  '      <statuscode>1</statuscode>',
  '    </connectionreference>',
);

describe('XmlEditor', () => {
  describe('texts', () => {
    const set = (text: string, value: string): string => edited(text, (editor, find) => editor.setText(find('a'), value));

    it('are replaced, and blanks around them stay', () => {
      assert.equal(set('<r><a>old</a></r>', 'new'), '<r><a>new</a></r>');
      assert.equal(set('<r>\r\n  <a x="1">\r\n    old\r\n  </a>\r\n</r>', 'new'), '<r>\r\n  <a x="1">\r\n    new\r\n  </a>\r\n</r>');
    });

    it('are put into an element without any', () => {
      for (const empty of ['<a></a>', '<a/>', '<a />', '<a  />', '<a> </a>', '<a>\n  </a>'])
        assert.equal(set(`<r>${empty}</r>`, 'new'), '<r><a>new</a></r>', empty);
      assert.equal(set('<r><a b="x/y" c=\'>\'/></r>', 'new'), '<r><a b="x/y" c=\'>\'>new</a></r>');
    });

    it('are escaped', () =>
      assert.equal(set('<r><a>old</a></r>', `a & b < c > "d" 'e' 😀 שלום`), `<r><a>a &amp; b &lt; c &gt; "d" 'e' 😀 שלום</a></r>`));

    it('take the place of CDATA and entities', () => {
      assert.equal(set('<r><a><![CDATA[<old>]]></a></r>', '<new>'), '<r><a>&lt;new&gt;</a></r>');
      assert.equal(set('<r><a> &lt;old&gt; </a></r>', 'new'), '<r><a> new </a></r>');
    });

    it('may be taken away', () => assert.equal(set('<r><a>old</a></r>', ''), '<r><a></a></r>'));

    it('set twice are what was said last', () =>
      assert.equal(
        edited('<r><a/></r>', (editor, find) => {
          editor.setText(find('a'), 'one');
          editor.setText(find('a'), 'two');
        }),
        '<r><a>two</a></r>',
      ));
  });

  describe('attributes', () => {
    const set = (text: string, name: string, value: string): string =>
      edited(text, (editor, find) => editor.setAttribute(find('a'), name, value));

    it('are replaced between their quotes', () => {
      assert.equal(set('<a b="1" c="2"/>', 'b', 'x'), '<a b="x" c="2"/>');
      assert.equal(set("<a b = '1' />", 'b', `"it's"\t<&>\r\n`), '<a b = \'"it&apos;s"&#x9;&lt;&amp;&gt;&#xD;&#xA;\' />');
      assert.equal(set('<a b="1" />', 'b', `"it's"`), '<a b="&quot;it\'s&quot;" />');
    });

    it('are added after the last', () => {
      assert.equal(set('<a />', 'b', '1'), '<a b="1" />');
      assert.equal(set('<a/>', 'b', '1'), '<a b="1"/>');
      assert.equal(set('<a c="/" ></a>', 'b', '"'), '<a c="/" b="&quot;" ></a>');
      assert.equal(set("<a\n  c='>'\n>text</a>", 'b', '1'), '<a\n  c=\'>\' b="1"\n>text</a>');
    });

    it('go together with all other changes of an element', () =>
      assert.equal(
        edited('<a b="1" />', (editor, find) => {
          editor.setAttribute(find('a'), 'b', '2');
          editor.setAttribute(find('a'), 'c', '3');
          editor.setAttribute(find('a'), 'd', 'not this');
          editor.setAttribute(find('a'), 'd', '4');
          editor.setText(find('a'), 'text');
        }),
        '<a b="2" c="3" d="4">text</a>',
      ));
  });

  describe('new elements', () => {
    const last = (text: string): string =>
      edited(text, (editor, find) => editor.insert(find('connectionreferences'), reference('cat_C', 'Hub & Spoke')));

    it('go after the last child', () => {
      const expected = TWO.replace('\n  </connectionreferences>', `\n${C}\n  </connectionreferences>`);
      assert.equal(last(TWO), expected);
      assert.equal(last(crlf(TWO)), crlf(expected), 'CRLF');
    });

    it('go before another', () =>
      assert.equal(
        edited(TWO, (editor, find) =>
          editor.insert(find('connectionreferences'), reference('cat_C', 'Hub & Spoke'), find('connectionreference', 1)),
        ),
        TWO.replace('    <connectionreference connectionreferencelogicalname="cat_B"', (it) => `${C}\n${it}`),
      ));

    it('take the indentation around them, be it tabs or odd', () => {
      const indented = (step: string, outer: string) => (text: string) =>
        text.replaceAll(/^(?: {2})*(?=<(?!\?))/gm, (it) => outer + step.repeat(it.length / 2));
      for (const [step, outer] of [
        ['\t', ''],
        ['   ', ''],
        ['    ', '        '],
        [' ', '\t'],
      ] as const) {
        const style = indented(step, outer);
        assert.equal(last(style(TWO)), style(last(TWO)), JSON.stringify([step, outer]));
      }
    });

    it('are written without white space where everything is on one line', () => {
      const minified = (text: string): string => text.replaceAll(/\n */g, '').replaceAll(' />', '/>');
      assert.equal(last(minified(TWO)), minified(last(TWO)));
      const declared = minified(TWO).replace('?>', '?>\n');
      assert.equal(last(declared), minified(last(TWO)).replace('?>', '?>\n'), 'a declaration has a line of its own');
    });

    it('are written on one line where their neighbours are', () =>
      assert.equal(
        edited('<a>\n  <b><c>1</c></b>\n</a>', (editor, find) =>
          editor.insert(find('a'), { name: 'b', content: [{ name: 'c', content: '2' }] }),
        ),
        '<a>\n  <b><c>1</c></b>\n  <b><c>2</c></b>\n</a>',
      ));

    it('open a parent that has nothing in it yet', () => {
      for (const empty of [
        '<connectionreferences />',
        '<connectionreferences></connectionreferences>',
        '<connectionreferences>\n  </connectionreferences>',
      ]) {
        const text = TWO.replace(/<connectionreferences>[^]*<\/connectionreferences>/, empty);
        const expected = text.replace(empty, `<connectionreferences>\n${C}\n  </connectionreferences>`);
        assert.equal(last(text), expected, empty);
        assert.equal(last(crlf(text)), crlf(expected), `${empty} with CRLF`);
        assert.equal(last(text.replaceAll('  ', '\t')), expected.replaceAll('  ', '\t'), `${empty} with tabs`);
      }
    });

    it('open a parent on one line', () => {
      const insert = (text: string): string => edited(text, (editor, find) => editor.insert(find('p'), { name: 'n', content: '' }));
      assert.equal(insert('<a><p/><z/></a>'), '<a><p><n/></p><z/></a>');
      assert.equal(insert('<p></p>'), '<p><n /></p>');
      assert.equal(insert('<a>\n  <z /><p />\n</a>'), '<a>\n  <z /><p><n /></p>\n</a>');
    });

    it('are indented by two blanks where nothing says otherwise', () =>
      assert.equal(
        edited('<?xml version="1.0"?>\n<p>\n</p>\n', (editor, find) => {
          editor.insert(find('p'), { name: 'n', content: [{ name: 'm', content: [] }] });
        }),
        '<?xml version="1.0"?>\n<p>\n  <n>\n    <m />\n  </n>\n</p>\n',
      ));

    it('do not learn from lines that are not indented against their parent', () => {
      const insert = (text: string): string => edited(text, (editor, find) => editor.insert(find('p'), { name: 'n', content: '' }));
      assert.equal(insert('<r>\n<p />\n<a>\n    <b />\n</a>\n</r>'), '<r>\n<p>\n    <n />\n</p>\n<a>\n    <b />\n</a>\n</r>');
      assert.equal(insert('<r>\n   <a>\n <b />\n <p />\n   </a>\n</r>'), '<r>\n   <a>\n <b />\n <p>\n    <n />\n </p>\n   </a>\n</r>');
    });

    it('stand as the last child stands where children differ', () =>
      assert.equal(
        edited('<r>\n    <a/>\n  <b/>\n</r>', (editor, find) => editor.insert(find('r'), { name: 'n', content: '' })),
        '<r>\n    <a/>\n  <b/>\n  <n/>\n</r>',
      ));

    it('go into an element and beside it', () =>
      assert.equal(
        edited('<r><p/><c/></r>', (editor, find) => {
          editor.insert(find('r'), { name: 'n', content: '1' }, find('c'));
          editor.insert(find('p'), { name: 'n', content: '2' });
        }),
        '<r><p><n>2</n></p><n>1</n><c/></r>',
      ));

    it('go after the comments in their parent', () => {
      const insert = (text: string): string => edited(text, (editor, find) => editor.insert(find('p'), { name: 'n', content: '' }));
      assert.equal(insert('<p>\n  <!-- none -->\n</p>'), '<p>\n  <!-- none -->\n  <n />\n</p>');
      assert.equal(insert('<p>\n  <a/> <!-- a -->\n</p>'), '<p>\n  <a/> <!-- a -->\n  <n/>\n</p>');
    });

    it('keep the order they were given in, and equal ones are two', () => {
      const insert = (text: string): string =>
        edited(text, (editor, find) => {
          for (const content of ['1', '2', '2']) editor.insert(find('p'), { name: 'n', content });
        });
      assert.equal(insert('<r>\n  <p />\n</r>'), '<r>\n  <p>\n    <n>1</n>\n    <n>2</n>\n    <n>2</n>\n  </p>\n</r>');
      assert.equal(insert('<p><m/></p>'), '<p><m/><n>1</n><n>2</n><n>2</n></p>');
    });

    it('take attributes in the order they are given', () =>
      assert.equal(
        edited('<MissingDependencies />', (editor, find) =>
          editor.insert(find('MissingDependencies'), {
            name: 'MissingDependency',
            content: [{ name: 'Required', attributes: { type: 'connectionreference', displayName: '"A" & B' }, content: '' }],
          }),
        ),
        '<MissingDependencies><MissingDependency><Required type="connectionreference" displayName="&quot;A&quot; &amp; B" /></MissingDependency></MissingDependencies>',
      ));
  });

  describe('removal', () => {
    const without = (text: string, indexes: readonly number[], emptied?: Emptied): string =>
      edited(text, (editor, find) => {
        for (const index of indexes) editor.remove(find('connectionreference', index), emptied);
      });
    const cut = (text: string, from: string, to: string): string => text.slice(0, text.indexOf(from)) + text.slice(text.indexOf(to));
    const B = '    <connectionreference connectionreferencelogicalname="cat_B"';

    it('takes the lines of an element', () => {
      const first = cut(TWO, '    <connectionreference ', B);
      assert.equal(without(TWO, [0]), first);
      assert.equal(without(crlf(TWO), [0]), crlf(first), 'CRLF');
      assert.equal(without(TWO, [1]), cut(TWO, B, '  </connectionreferences>'));
    });

    it('of all children keeps the parent, takes it, or closes it', () => {
      const all = cut(TWO, '    <connectionreference ', '  </connectionreferences>');
      const pair = '<connectionreferences>\n  </connectionreferences>';
      for (const order of [
        [0, 1],
        [1, 0],
      ]) {
        assert.equal(without(TWO, order), all);
        assert.equal(without(TWO, order, 'remove'), all.replace(`\n  ${pair}`, ''));
        assert.equal(without(TWO, order, 'self-close'), all.replace(pair, '<connectionreferences />'));
        assert.equal(without(crlf(TWO), order, 'self-close'), crlf(all.replace(pair, '<connectionreferences />')));
      }
    });

    it('leaves a parent alone that has another child', () => {
      for (const emptied of ['keep', 'remove', 'self-close'] as const)
        assert.equal(without(TWO, [0], emptied), cut(TWO, '    <connectionreference ', B));
    });

    it('leaves a parent alone that gets another child', () => {
      for (const emptied of ['keep', 'remove', 'self-close'] as const)
        for (const before of [undefined, 0, 1])
          assert.equal(
            edited(TWO, (editor, find) => {
              editor.remove(find('connectionreference', 0), emptied);
              editor.insert(
                find('connectionreferences'),
                reference('cat_C', 'Hub & Spoke'),
                before === undefined ? undefined : find('connectionreference', before),
              );
              editor.remove(find('connectionreference', 1), emptied);
            }),
            cut(TWO, '    <connectionreference ', '  </connectionreferences>').replace('<connectionreferences>', (it) => `${it}\n${C}`),
          );
    });

    it('leaves a parent alone that holds a comment', () => {
      for (const emptied of ['keep', 'remove', 'self-close'] as const)
        assert.equal(
          edited('<r>\n  <a>\n    <!-- why -->\n    <b/>\n  </a>\n</r>', (editor, find) => editor.remove(find('b'), emptied)),
          '<r>\n  <a>\n    <!-- why -->\n  </a>\n</r>',
        );
    });

    it('goes up one level only', () =>
      assert.equal(
        edited('<r>\n  <a>\n    <b>\n      <c/>\n    </b>\n  </a>\n</r>', (editor, find) => editor.remove(find('c'), 'remove')),
        '<r>\n  <a>\n  </a>\n</r>',
      ));

    it('goes up further when that is said of each level', () => {
      const text = '<M>\n  <D>\n    <R/>\n  </D>\n  <D>\n    <R/>\n  </D>\n</M>';
      const both = (emptied: Emptied): string =>
        edited(text, (editor, find) => {
          editor.remove(find('R', 0), 'remove');
          editor.remove(find('D', 1), emptied);
        });
      assert.equal(both('keep'), '<M>\n</M>');
      assert.equal(both('self-close'), '<M/>');
    });

    it('keeps attributes of a parent that is closed', () =>
      assert.equal(
        edited('<r><a b="1"\n><c /></a></r>', (editor, find) => {
          editor.remove(find('c'), 'self-close');
          editor.setAttribute(find('a'), 'd', '2');
        }),
        '<r><a b="1" d="2" /></r>',
      ));

    it('of a parent and its child is removal of the parent', () => {
      for (const emptied of ['keep', 'remove', 'self-close'] as const)
        assert.equal(
          edited('<r>\n  <a>\n    <b/>\n  </a>\n  <c/>\n</r>', (editor, find) => {
            editor.remove(find('b'), emptied);
            editor.remove(find('a'));
          }),
          '<r>\n  <c/>\n</r>',
        );
    });

    it('leaves alone what else stands on the line', () => {
      const remove = (text: string, ...names: readonly string[]): string =>
        edited(text, (editor, find) => {
          for (const name of names) editor.remove(find(name));
        });
      assert.equal(remove('<r><a/><b/><c/></r>', 'b'), '<r><a/><c/></r>');
      assert.equal(remove('<r> <a/> <b/> <c/> </r>', 'b'), '<r> <a/> <c/> </r>');
      assert.equal(remove('<r>\n  <a/> <b/>\n</r>', 'a'), '<r>\n  <b/>\n</r>');
      assert.equal(remove('<r>\n  <a/> <b/>\n</r>', 'b'), '<r>\n  <a/>\n</r>');
      assert.equal(remove('<r>\n  <a/> <b/>\n</r>', 'a', 'b'), '<r>\n</r>');
      assert.equal(remove('<r>\n  <a/> <!-- a --> <b/>\n</r>', 'a'), '<r>\n  <!-- a --> <b/>\n</r>');
      assert.equal(remove('<r>\n  <!-- a --> <a/>\n</r>', 'a'), '<r>\n  <!-- a -->\n</r>');
      assert.equal(remove('<r>\n  <a/></r>', 'a'), '<r></r>');
    });

    it('leaves empty lines between others', () =>
      assert.equal(
        edited('<r>\n  <a/>\n\n  <b/>\n  <c/>\n</r>', (editor, find) => editor.remove(find('b'))),
        '<r>\n  <a/>\n\n  <c/>\n</r>',
      ));

    it('does not go together with another change of the same element', () =>
      assert.throws(
        () =>
          edited('<r><a>1</a></r>', (editor, find) => {
            editor.remove(find('a'));
            editor.setText(find('a'), '2');
          }),
        /edits overlap/,
      ));
  });

  it('has no edits when nothing is changed', () => assert.deepEqual(new XmlEditor(openXml(TWO)).edits(), []));

  it('knows elements of another reading', () => {
    const [root] = parseXml(TWO).roots;
    const editor = new XmlEditor(openXml(TWO));
    editor.remove(root!.child('connectionreferences')!.children[0]!, 'remove');
    editor.remove(root!.child('connectionreferences')!.children[1]!, 'remove');
    editor.insert(root!, { name: 'x', content: '' }, root!.child('Languages'));
    assert.equal(applyEdits(TWO, editor.edits()), TWO.replace(/<connectionreferences>[^]*<\/connectionreferences>/, '<x />'));
  });
});

describe('XML texts', () => {
  it('can be read back, whatever they say', () => {
    const marks = fc.constantFrom('&', '<', '>', '"', "'", '\t', '\r\n', ']]>', '<![CDATA[', '&amp;', '&#10;');
    const text = fc.string({ unit: fc.oneof(marks, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })) }).filter(isXmlText);
    fc.assert(
      fc.property(text, fc.constantFrom<'"' | "'">('"', "'"), (text, quote) => {
        const attribute = xmlAttribute(text, quote);
        assert.deepEqual([decodeXml(xmlText(text)).text, decodeXml(attribute).text], [text, text]);
        assert.ok(!/[<>\t\r\n]/.test(attribute) && !attribute.includes(quote));
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('refuse what XML cannot hold', () => {
    for (const text of ['\0', '\b', '\u000B', '\u001F', '\uD83D', '\uDE00\uD83D', '\uFFFE', '\uFFFF', `a\u0001b`]) {
      assert.equal(isXmlText(text), false, JSON.stringify(text));
      assert.throws(() => xmlText(text), Refusal);
      assert.throws(() => xmlAttribute(text), Refusal);
    }
    for (const text of ['', '\t\r\n', '\u007F\u0085\u2028', '\uFFFD', '😀', '𐀀\u{10FFFF}', 'שלום', '&<>"\''])
      assert.ok(isXmlText(text), text);
  });
});

/** What a text is made of, so that it can be written in any style. */
interface Tree {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly nodes: readonly (Tree | string)[];
  /** How it is written with nothing in it; 'lines' is what is left when its lines are taken out. */
  readonly empty: 'closed' | 'pair' | 'lines';
}

interface Style {
  /** The end of a line; nothing where all is on one line. */
  readonly lineEnd: string;
  readonly step: string;
  readonly selfClosing: string;
  readonly head: string;
}

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string, what: RegExp): string => text.replaceAll(what, (it) => NAMED[it]!);

function render(node: Tree | string, style: Style, depth = 0): string {
  if (typeof node === 'string') return `<!--${node}-->`;
  const { name, attributes, text, nodes, empty } = node;
  const lead = (at: number): string => style.lineEnd && style.lineEnd + style.step.repeat(at);
  const tag = `<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(value, /[&<>"]/g)}"`)
    .join('')}`;
  const body = escaped(text, /[&<>]/g) + nodes.map((it) => lead(depth + 1) + render(it, style, depth + 1)).join('');
  if (body === '' && empty === 'closed') return tag + style.selfClosing;
  return `${tag}>${body}${nodes.length > 0 || (body === '' && empty === 'lines') ? lead(depth) : ''}</${name}>`;
}

/** A tree as the reader gives it. */
const read = (it: XmlElement): unknown => ({
  name: it.name,
  text: it.children.length > 0 ? '' : it.text().value.trim(), // blanks between comments count as text
  children: it.children.map(read),
});

const word = fc.string({
  unit: fc.constantFrom('a', 'B', '&', '<', '>', ']]>', '"', "'", '😀', 'ש', 'ü', '&amp;'),
  minLength: 1,
  maxLength: 6,
});
const name = fc.constantFrom('a', 'b', 'c', 'connectionreference', 'A.b-c_d');
const attributes = fc.dictionary(fc.constantFrom('id', 'xsi:type', 'displayName'), word, { noNullPrototype: true });

const { tree } = fc.letrec<{ tree: Tree; leaf: Tree; parent: Tree }>((tie) => ({
  tree: fc.oneof({ maxDepth: 4, withCrossShrink: true }, tie('leaf'), tie('parent')),
  leaf: fc.record({
    name,
    attributes,
    text: fc.option(word, { nil: '' }),
    nodes: fc.constant([]),
    empty: fc.constantFrom('closed' as const, 'pair' as const),
  }),
  parent: fc.record({
    name,
    attributes,
    text: fc.constant(''),
    nodes: fc.array(fc.oneof({ weight: 6, arbitrary: tie('tree') }, { weight: 1, arbitrary: fc.constantFrom(' why ', '<b>', ' </a> ') }), {
      minLength: 1,
      maxLength: 4,
    }),
    empty: fc.constant('closed' as const),
  }),
}));

const style: fc.Arbitrary<Style> = fc.record({
  lineEnd: fc.constantFrom('\n', '\r\n', ''),
  step: fc.constantFrom('  ', '    ', '\t', ' '),
  selfClosing: fc.constantFrom(' />', '/>'),
  head: fc.constantFrom('', '<?xml version="1.0" encoding="utf-8"?>\n'),
});

/** What is done to an element that is not removed; in what order, the draws say. */
interface Draw {
  readonly removes: boolean;
  readonly emptied: Emptied;
  readonly text: string | undefined;
  readonly attribute: string | undefined;
  readonly inserted: Tree | undefined;
  readonly at: number;
}

const draw: fc.Arbitrary<Draw> = fc.record({
  removes: fc.nat(2).map((it) => it === 0),
  emptied: fc.constantFrom('keep', 'remove', 'self-close'),
  text: fc.option(word, { nil: undefined }),
  attribute: fc.option(word, { nil: undefined, freq: 1 }),
  inserted: fc.option(
    tree.map(function withoutComments(it): Tree {
      return { ...it, empty: 'closed', nodes: it.nodes.filter((node) => typeof node !== 'string').map(withoutComments) };
    }),
    { nil: undefined, freq: 1 },
  ),
  at: fc.nat(5),
});

const asNew = ({ name, attributes, text, nodes }: Tree): NewElement => ({
  name,
  attributes,
  content: nodes.length > 0 ? nodes.filter((it) => typeof it !== 'string').map(asNew) : text,
});

/** Makes the drawn changes with the editor, and tells what the tree must be then; undefined when it goes as it is left empty. */
function change(editor: XmlEditor, element: XmlElement, node: Tree, next: () => Draw, spared: number): Tree | undefined {
  const { emptied, text, attribute, inserted, at } = next();
  let result = node;
  if (attribute !== undefined) {
    editor.setAttribute(element, 'id', attribute);
    result = { ...result, attributes: { ...node.attributes, id: attribute } };
  }
  if (text !== undefined && node.nodes.length === 0) {
    editor.setText(element, text);
    return { ...result, text };
  }
  const place = inserted && node.text === '' ? spared + (at % (element.children.length + 1 - spared)) : -1; // an element's index
  const nodes: (Tree | string)[] = [];
  let index = 0;
  let asked = false;
  for (const it of node.nodes) {
    if (typeof it === 'string') {
      nodes.push(it);
      continue;
    }
    const child = element.children[index]!;
    if (place === index) nodes.push(inserted!);
    if (index++ < spared) nodes.push(it);
    else if (next().removes) {
      editor.remove(child, emptied);
      asked = true;
    } else {
      const left = change(editor, child, it, next, 0);
      if (left) nodes.push(left);
    }
  }
  if (place === index) nodes.push(inserted!);
  if (place >= 0) editor.insert(element, asNew(inserted!), element.children[place]);
  if (nodes.length > 0 || node.nodes.length === 0) return { ...result, nodes };
  if (asked && emptied === 'remove') return undefined;
  return { ...result, nodes, empty: asked && emptied === 'self-close' ? 'closed' : 'lines' };
}

/** Elements, comments and text with any white space between them; each element has a name of its own. */
const untidy: fc.Arbitrary<string> = fc
  .array(
    fc.record({
      kind: fc.constantFrom('open', 'open', 'close', 'empty', 'empty', 'comment', 'text'),
      space: fc.constantFrom('', '', ' ', '\n', '\n  ', '\r\n\t', '\n\n    ', '  \n '),
    }),
    { maxLength: 25, size: 'max' },
  )
  .map((parts) => {
    const open = ['r'];
    let text = '<r><e />';
    for (const [index, { kind, space }] of parts.entries()) {
      text += space;
      if (kind === 'open') text += `<e${open[open.push(`${index}`) - 1]}>`;
      else if (kind === 'empty') text += `<e${index} a="1"/>`;
      else if (kind === 'comment') text += `<!-- ${index} -->`;
      else if (kind === 'text') text += `text${index}`;
      else if (open.length > 1) text += `</e${open.pop()}>`;
    }
    while (open.length > 1) text += `</e${open.pop()}>`;
    return `${text}\n</r>`;
  });

const all = function* (elements: readonly XmlElement[]): Iterable<XmlElement> {
  for (const it of elements) {
    yield it;
    yield* all(it.children);
  }
};

const sliced = (text: string, { span }: XmlElement): string => text.slice(span.start, span.end);

describe('XmlEditor, whatever the text', () => {
  it('writes what anybody would write in that style', () =>
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 5 }), style, fc.infiniteStream(draw), (trees, style, draws) => {
        const first: Tree = { name: 'Entities', attributes: {}, text: '', nodes: [], empty: 'closed' }; // shows step and style
        const root: Tree = { name: 'root', attributes: {}, text: '', nodes: [first, ...trees], empty: 'closed' };
        const text = style.head + render(root, style);
        const editor = new XmlEditor(openXml(text));
        const expected = change(editor, editor.roots[0]!, root, () => draws.next().value as Draw, 1)!;
        const result = applyEdits(text, editor.edits());
        assert.equal(result, style.head + render(expected, style));
        const { roots, faults } = parseXml(result);
        const plain = ({ name, text, nodes }: Tree): unknown => ({
          name,
          text,
          children: nodes.filter((it) => typeof it !== 'string').map(plain),
        });
        assert.deepEqual([faults, roots.map(read)], [[], [plain(expected)]]);
      }),
      { seed: SEED, numRuns: RUNS },
    ));

  it('takes out again what it put in, and every byte is back', () =>
    fc.assert(
      fc.property(untidy, tree, fc.nat(), fc.nat(), (text, { attributes, text: content }, which, at) => {
        const editor = new XmlEditor(openXml(text));
        const parents = [...all(editor.roots)].filter((it) => it.children.length > 0);
        const parent = parents[which % parents.length]!;
        const element = { name: 'new', attributes, content: at % 2 ? content : [{ name: 'x', content }] };
        editor.insert(parent, element, parent.children[at % (parent.children.length + 1)]);
        const more = applyEdits(text, editor.edits());
        assert.deepEqual(parseXml(more).faults, []);
        assert.equal(
          edited(more, (again, find) => again.remove(find('new'), 'remove')),
          text,
        );
      }),
      { seed: SEED, numRuns: RUNS },
    ));

  it('takes out nothing but the elements and white space', () =>
    fc.assert(
      fc.property(untidy, fc.array(fc.nat(), { maxLength: 6 }), (text, which) => {
        const editor = new XmlEditor(openXml(text));
        const elements = [...all(editor.roots)].slice(1);
        const removed = new Set(which.map((it) => elements[it % elements.length]!));
        for (const it of removed) editor.remove(it);
        const gone = new Set(all([...removed]));
        const outermost = [...removed].filter((it) => ![...removed].some((other) => other !== it && [...all([other])].includes(it)));
        const pieces = outermost.sort((a, b) => a.span.start - b.span.start).map(({ span }) => ({ span, text: '' }));
        const result = applyEdits(text, editor.edits());
        const tight = (it: string): string => it.replaceAll(/\s/g, '');
        assert.equal(tight(result), tight(applyEdits(text, pieces)));
        const { roots, faults } = parseXml(result);
        assert.deepEqual(faults, []);
        const kept = [...all(editor.roots)].filter((it) => !gone.has(it) && ![...all([it])].some((inner) => gone.has(inner)));
        const left = new Set([...all(roots)].map((it) => sliced(result, it)));
        for (const it of kept) assert.ok(left.has(sliced(text, it)), sliced(text, it));
      }),
      { seed: SEED, numRuns: RUNS },
    ));

  it('puts in and takes out at once', () =>
    fc.assert(
      fc.property(
        untidy,
        fc.array(fc.nat(), { maxLength: 6 }),
        fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 4 }),
        (text, which, places) => {
          const editor = new XmlEditor(openXml(text));
          const elements = [...all(editor.roots)];
          const removed = elements.slice(1).filter((_, index) => which.some((it) => it % (elements.length - 1) === index));
          const gone = new Set(all(removed));
          const kept = elements.filter((it) => !gone.has(it));
          for (const it of removed) editor.remove(it);
          for (const [parent, at] of places) {
            const { children } = kept[parent % kept.length]!;
            editor.insert(kept[parent % kept.length]!, { name: 'new', content: '' }, children[at % (children.length + 1)]);
          }
          const { roots, faults } = parseXml(applyEdits(text, editor.edits()));
          assert.deepEqual(faults, []);
          assert.deepEqual([...all(roots)].map((it) => it.name).sort(), [...kept.map((it) => it.name), ...places.map(() => 'new')].sort());
        },
      ),
      { seed: SEED, numRuns: RUNS },
    ));
});

describe('corpus: XmlEditor', () => {
  before(needCorpus);

  it('puts a reference into every Customizations.xml, and takes out each', () => {
    let count = 0;
    const nameOf = (it: XmlElement): string => it.attribute('connectionreferencelogicalname')!.value;
    const referencesOf = (text: string): XmlElement[] => [...descendants(parseXml(text).roots, 'connectionreference')];
    for (const path of filesIn('.').filter((it) => /customizations\.xml$/i.test(it))) {
      const text = decode(readFileSync(path));
      const file = relative(CORPUS, path);
      const parent = [...descendants(parseXml(text).roots, 'connectionreferences')][0];
      if (!parent || parseXml(text).faults.length > 0) continue;
      const names = referencesOf(text).map(nameOf);

      const at = count % (names.length + 1);
      const more = edited(text, (editor) => editor.insert(parent, reference('cat_C', 'Hub & Spoke'), parent.children[at]));
      assert.deepEqual(referencesOf(more).map(nameOf), names.toSpliced(at, 0, 'cat_C'), file);
      assert.equal(sliced(more, referencesOf(more)[at]!), (text.includes('\r\n') ? crlf(C) : C).trimStart(), file);
      assert.equal(
        edited(more, (editor, find) => editor.remove(find('connectionreference', at), 'remove')),
        text,
        file,
      );

      for (const [index, name] of names.entries()) {
        const less = edited(text, (editor, find) => editor.remove(find('connectionreference', index)));
        assert.deepEqual(parseXml(less).faults, [], file);
        assert.deepEqual(referencesOf(less).map(nameOf), names.toSpliced(index, 1), `${name} in ${file}`);
        count++;
      }
    }
    assert.ok(count > 100, `${count} references`);
  });
});
