import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeOf } from '../../server/src/core';
import { parseAnyXml, parseXml, type XmlDocument, type XmlElement } from '../../server/src/core/xml';
import { inPlainXml } from '../../server/src/core/xml-plain';
import { decode } from '../../server/src/host/disk';
import { CORPUS, needCorpus } from '../corpus/corpus';
import { generator, pick } from '../support/random';

const DATA_XML = `<?xml version="1.0" encoding="utf-8"?>
<Workflow WorkflowId="{5d2c8a70-1f7b-ed11-81ad-000d3a4a1b2c}" Name="Ask &amp; leave" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <JsonFileName>/Workflows/Askleave-5D2C8A70-1F7B-ED11-81AD-000D3A4A1B2C.json</JsonFileName>
  <Category>5</Category>
  <StateCode>1</StateCode>
  <LocalizedNames>
    <LocalizedName languagecode="1033" description="Ask &#38; leave" />
  </LocalizedNames>
</Workflow>
`;
const CUSTOMIZATIONS = `<ImportExportXml>
  <Entities><Entity><Name>a</Name></Entity><Entities/></Entities><EntityRelationships /><optionsets></optionsets>
  <connectionreferences><connectionreference connectionreferencelogicalname='con_a'><statecode> 0 </statecode></connectionreference></connectionreferences>
</ImportExportXml>`;

/** All that can be asked of the elements. */
function outline(elements: readonly XmlElement[]): unknown {
  return elements.map((it) => ({
    name: it.name,
    span: it.span,
    inner: it.inner,
    text: it.text(),
    attributes: ['WorkflowId', 'Name', 'languagecode', 'connectionreferencelogicalname', 'a'].map((name) => it.attribute(name)),
    children: outline(it.children),
  }));
}

/** Whether the text is plain; then what is read must be what the parser reads. */
function isPlain(text: string): boolean {
  const root = inPlainXml(text);
  if (!root) return false;
  const { roots, faults } = parseAnyXml(text);
  assert.deepEqual(faults, [], text);
  assert.deepEqual(outline([root]), outline(roots), text);
  return true;
}

function* xmlIn(folder: string): Iterable<{ readonly path: string; readonly text: string }> {
  for (const it of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (it.endsWith('.xml')) yield { path: it, text: decode(readFileSync(join(folder, it))) };
}

describe('plain XML', () => {
  it('is what the platform writes, and is read as the parser reads it', () => {
    for (const text of [DATA_XML, CUSTOMIZATIONS, DATA_XML.replaceAll('\n', '\r\n'), DATA_XML.replaceAll(/\n */g, ''), '<a/>', '<a>></a>'])
      assert.ok(isPlain(text), text);
    for (const { path, text } of xmlIn('examples')) assert.ok(isPlain(text) || parseAnyXml(text).faults.length > 0, path);
  });

  it('is nothing with anything else in it', () => {
    const within = (text: string): string => `<a b="c">${text}</a>`;
    for (const text of [
      '',
      'a',
      '<a>',
      '<a></b>',
      '<a/><b/>',
      '<a/>x',
      '\uFEFF<a/>',
      '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
      '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
      '<?xml version="1.1"?><a/>',
      '<a b="1" b="2"/>',
      '<a b=1/>',
      '<a b/>',
      '<a b="1"c="2"/>',
      '<a b="<"/>',
      '<a b="&"/>',
      ...['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'valueOf'].map((name) => `<${name}/>`),
      '<x:a/>',
      '<ä/>',
      within('<!-- d -->'),
      within('<![CDATA[d]]>'),
      within('<?d?>'),
      within('&d;'),
      within('& '),
      within('<'),
      within('<d>'),
      within('</d>'),
      within('< d/>'),
      within('<<<<<<< ours\n'),
      '<a>'.repeat(1_000) + '</a>'.repeat(1_000),
      `<a ${Array.from({ length: 1_000 }, (_, i) => `b${i}="c"`).join(' ')}/>`,
    ])
      assert.equal(inPlainXml(text), undefined, text);
  });

  it('is read as the parser reads it, however it is changed', () => {
    const random = generator(7);
    const pieces = [
      ...['<', '>', '/', '&', '"', "'", '=', ' ', '\t', '\r', '\n', 'x', 'é', '\0', '\uFEFF', '\uD800', '\u00A0', ']]>', '--', ';'],
      ...['&amp;', '&#x41;', '&#9999999;', '&AMP;', '&b;', ' a="b"', ' a="b" a="c"', " a='\"'", ' a:b="c"', ' a = "b"', ' constructor="a"'],
      ...[
        '<a>',
        '</a>',
        '<a/>',
        '<a />',
        '<a></a>',
        '<a:b/>',
        '<!-- a -->',
        '<![CDATA[<a>]]>',
        '<!DOCTYPE a [<!ENTITY b "c">]>',
        '<?a b?>',
      ],
      ...['<Entities>', '</Entities>', '<Entities/>', '<Workflow>', '</Workflow>', '<constructor/>', '<toString>', '<<<<<<< a\n'],
    ];
    let plain = 0;
    for (let round = 0; round < 4_000; round++) {
      let text = pick([DATA_XML, CUSTOMIZATIONS], random);
      const place = (): number => Math.floor(random() * (text.length + 1));
      for (let edits = 1 + Math.floor(random() * 3); edits > 0; edits--) {
        const [from, to] = [place(), place()].sort((a, b) => a - b) as [number, number];
        const piece = pick([pick(pieces, random), text.slice(from, Math.min(to, from + 20)), ''], random);
        text = text.slice(0, from) + piece + text.slice(pick([from, Math.min(to, from + 5)], random));
      }
      if (isPlain(text)) plain++;
    }
    assert.ok(plain > 400, `only ${plain} were`);
  });
});

describe('plain XML in real solutions', () => {
  before(needCorpus);

  it('is nearly all there is', () => {
    const all = [...xmlIn(CORPUS)].filter(({ path }) => !path.startsWith('malformed') && placeOf(`/${path.replaceAll('\\', '/')}`));
    assert.deepEqual(
      all.filter(({ text }) => !isPlain(text)).map(({ path }) => path),
      [],
    );
  });
});

describe('XML that would have an entity expanded or fetched', () => {
  it('is not: the reference stays what it is written as', () => {
    const bomb = `<!DOCTYPE a [<!ENTITY a0 "ha">${Array.from({ length: 30 }, (_, i) => `<!ENTITY a${i + 1} "&a${i};&a${i};">`).join('')}]>`;
    const external = '<!DOCTYPE a [<!ENTITY a30 SYSTEM "file:///etc/passwd">]>';
    const parameter = '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd" [<!ENTITY % b SYSTEM "http://127.0.0.1:9/b"> %b;]>';
    const read = (type: string): XmlDocument => parseXml(`${type}<Workflow Name="&a30;"><Category>&a30;</Category></Workflow>`);
    const [root] = read(bomb).roots;
    assert.deepEqual([root?.attribute('Name')?.value, root?.child('Category')?.text().value], ['&a30;', '&a30;']);
    for (const type of [external, parameter]) {
      const { roots, faults } = read(type);
      assert.deepEqual([roots, faults.length], [[], 1]);
    }
  });
});
