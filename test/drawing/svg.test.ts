import * as assert from 'node:assert/strict';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { diagramSvg } from '../../server/src/drawing/svg';
import { fitted, guessedWidth, NAME } from '../../server/src/drawing/text-width';
import { block, step } from '../support/diagram';

const svg = (...names: readonly string[]): string =>
  diagramSvg({ name: names[0]!, steps: block(names.map((it) => step(it, { description: it, connection: it }))), problems: [] });

describe('the picture of a diagram', () => {
  it('is XML that says what each box is, whole in its title', () => {
    const long = 'A name that is far longer than any box is wide, for it says all that there is to say';
    const text = svg('Flow', long);
    assert.equal(XMLValidator.validate(text), true);
    assert.match(
      text,
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="\d+" height="\d+" viewBox="0 0 \d+ \d+" role="img"><title>Flow<\/title>/,
    );
    assert.ok(text.includes(`<title>${long}\nCompose\n`));
    assert.match(text, /<text class="name"[^>]*>A name that is far longer[^<]*…<\/text>/);
    assert.ok(text.includes('prefers-color-scheme: dark'));
    assert.doesNotMatch(text, /tabindex|role="treeitem"|href|url\(|<script/);
  });

  it('takes no name for markup, and has no character that XML has not', () => {
    const names = ['<img src=x onerror=alert(1)>', ']]>', '&amp;', '"\'', '</text><script>alert(1)</script>', '\u0000\u001f\ud800\uffff'];
    const text = svg(...names);
    assert.equal(XMLValidator.validate(text), true);
    assert.doesNotMatch(text, /<img|<script/);
    const read = new XMLParser({ trimValues: false }).parse(text) as { svg: { title: string; g: readonly { title: string }[] } };
    assert.equal(read.svg.title, names[0]);
    assert.deepEqual(
      read.svg.g.map((it) => it.title.split('\n')[0]),
      [...names.slice(0, -1), '\ufffd\ufffd\ufffd\ufffd'],
    );
  });

  it('shortens to what there is room for', () => {
    const name = 'Get the details of everybody';
    assert.equal(fitted(name, NAME, 1000, guessedWidth), name);
    assert.equal(fitted('two\n lines', NAME, 1000, guessedWidth), 'two lines');
    for (const room of [0, 20, 50, 100, 150]) {
      const it = fitted(name, NAME, room, guessedWidth);
      assert.ok(it.endsWith('…') && name.startsWith(it.slice(0, -1)), it);
      assert.ok(it === '…' || guessedWidth(it, NAME) <= room, it);
    }
    assert.ok(fitted('x'.repeat(100_000), NAME, 1e9, guessedWidth).length < 1000);
  });
});
