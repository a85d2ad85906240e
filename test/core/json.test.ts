import * as assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseForgiving, parseJson, type JsonDocument, type JsonValue } from '../../server/src/core/json';
import { scanJson } from '../../server/src/core/json-scan';
import { decode } from '../../server/src/host/disk';
import { CORPUS } from '../corpus/corpus';
import { generator, pick } from '../support/random';

const DRAWN = 20_000;
const SEED = Number(process.env['KEYHOOK_SEED'] ?? 20_260_101);

/** What a value and all it holds are, and where they stand. */
function said(value: JsonValue | undefined): unknown {
  if (!value) return undefined;
  const { kind, span, inner, string, characters, number } = value;
  const members = [...value.members()].map((it) => [it.key, it.keySpan, said(it.value)]);
  const named = [...value.members()].slice(-20).map((it) => value.get(it.key)?.span);
  return { kind, span, inner, string, characters, number, members, named, items: [...value.items()].map(said) };
}

/** As text: that is compared faster, and whole. */
const all = ({ root, faults }: JsonDocument): string => {
  const withAt = [...(root?.stringsWithAt() ?? [])].sort((a, b) => a.inner.start - b.inner.start);
  return JSON.stringify({ root: said(root), withAt: withAt.map((it) => [it.characters, it.inner]), faults });
};

/** Reads a text in both ways, and tells whether it was scanned. */
function readsAlike(text: string, what = text, comments = false): boolean {
  assert.equal(all(parseJson(text, { comments })), all(parseForgiving(text, { comments })), what);
  const isScanned = typeof scanJson(text) !== 'string';
  assert.equal(isScanned, isStrict(text), what);
  return isScanned;
}

function isStrict(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function jsonFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((it) => it.endsWith('.json') && !it.includes('node_modules'))
    .sort()
    .map((it) => join(folder, it));
}

/** What has a meaning in JSON, or in a parser of it. */
const ODD = [
  ...'"\\{}[]:,/-+.eE019 \n\t\r\0\u007f\u0085\u00a0\u2028\ufeffaé€𝄞',
  ...[
    '@',
    '\\u0040',
    '\ud834',
    '\udd1e',
    '\\u',
    '\\u00e9',
    '\\ud834',
    '\\uDD1E',
    '\\"',
    '\\\\',
    '\\/',
    '\\b',
    '\\x',
    '\\u12g4',
    '//',
    '/* */',
    '1e5',
    '-0',
  ],
  ...['01', '1.', '.5', '1e', 'true', 'false', 'null', 'tru', 'NaN', '[]', '{}', '"a":1,', '"a":1,"a":2,', '"\\u0061":1,"a":2,'],
  ...['"__proto__":1,', '"constructor":{},', '\n<<<<<<< HEAD\n', '\n=======\n', '\n>>>>>>> x\n', '""', ',,', '}}'],
];

function mutated(text: string, random: () => number): string {
  const at = Math.floor(random() * (text.length + 1));
  const to = Math.min(text.length, at + Math.floor(random() * 8));
  switch (Math.floor(random() * 5)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + pick(ODD, random) + text.slice(to);
    case 2:
      return text.slice(0, to) + text.slice(at);
    case 3:
      return text.slice(0, at);
    default:
      return text.slice(0, at) + pick(ODD, random) + text.slice(at);
  }
}

/** Values of a text that are small enough to be read often. */
function parts(text: string): string[] {
  const found: string[] = [];
  const open = [parseJson(text).root];
  for (let next = open.pop(); next; next = open.pop()) {
    const { start, end } = next.span;
    if (end - start < 1500) found.push(text.slice(start, end));
    else open.push(...[...next.members()].map((it) => it.value), ...next.items());
  }
  return found.filter((it) => it.length > 20);
}

describe('JSON that is scanned', () => {
  const files = [resolve('examples'), resolve('test'), resolve('schemas'), CORPUS].flatMap(jsonFiles);

  it('is read as the parser reads it that forgives, in every file', () => {
    const scanned = files.filter((path) => readsAlike(decode(readFileSync(path)), path));
    assert.ok(scanned.length > files.length * 0.9);
  });

  it(`and so is whatever becomes of it (${DRAWN.toLocaleString('en')} with KEYHOOK_SEED=${SEED})`, () => {
    const random = generator(SEED);
    const texts = files.flatMap((path) => parts(decode(readFileSync(path))));
    let scanned = 0;
    for (let i = 0; i < DRAWN; i++) {
      let text = pick(texts, random);
      for (let times = 1 + Math.floor(random() * 3); times > 0; times--) text = mutated(text, random);
      if (readsAlike(text, text, i % 4 === 0)) scanned++;
    }
    assert.ok(scanned > DRAWN / 10, `${scanned} were`);
  });

  it('is what the standard says it is', () => {
    const strict = [
      '{}',
      ' [ ] ',
      '0',
      '-0.5e+10',
      '1E5',
      '"\\u00e9\\ud834"',
      'true',
      '\r\n\tnull',
      '[[],{"":{}}]',
      '"\u007f\u2028\ud834"',
    ];
    for (const text of strict) assert.ok(readsAlike(text), text);
    const loose = [
      '',
      ' ',
      '\ufeff{}',
      '01',
      '-',
      '+1',
      '1.',
      '.1',
      '1e',
      '[1,]',
      '{"a":1,}',
      '{"a"}',
      '{a:1}',
      "'a'",
      '"\t"',
      '"\n"',
      '"\\u12"',
    ];
    for (const text of [
      ...loose,
      '"',
      '"\\',
      '"\\x"',
      '[',
      '{"a":',
      'nul',
      'nulll',
      'True',
      '{}{}',
      '[1 2]',
      '\u00a0{}',
      '{}\0',
      '[\0]',
      '"\0"',
    ])
      assert.ok(!readsAlike(text), text);
  });

  it('has a key twice however that is written, whatever its name, among few keys and many', () => {
    const many = Array.from({ length: 100 }, (_, i) => `"k${i}":0`).join(',');
    for (const text of ['{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '{"__proto__":1,"__proto__":2}', `[{${many},"k7":1}]`, '{"é":1,"é":{}}'])
      assert.deepEqual(
        parseJson(text).faults.map((it) => it.kind),
        ['duplicate-key'],
        text,
      );
    for (const text of ['{"ab":1,"cb":2}', '{"a":{"a":{"a":1}}}', `[{${many},"k":1}]`, '{"__proto__":1,"constructor":2}'])
      assert.deepEqual(parseJson(text).faults, [], text);
  });

  it('keeps what it says when another text is read', () => {
    const values = ['{"a":["b",1]}', '["other", {"x": {"y": "z"}}]'].map((it) => parseJson(it).root!);
    const before = values.map(said);
    parseJson('{"something":"else"}');
    assert.deepEqual(values.map(said), before);
  });

  it('is read to any depth that anybody writes, and not to one that ends the stack', () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const nested = (depth: number): string => open.repeat(depth) + '1' + close.repeat(depth);
      assert.deepEqual(parseJson(nested(3000)).faults, []);
      for (const text of [nested(3001), nested(10_000), open.repeat(100_000), `${nested(5000)}broken`])
        assert.deepEqual(parseJson(text), {
          root: undefined,
          faults: [{ kind: 'syntax', span: { start: 0, end: 1 }, reason: 'it is nested too deeply' }],
        });
    }
  });

  it('may be large', () => {
    const keys = (count: number): string => Array.from({ length: count }, (_, i) => `"key ${i}":${i}`).join(',');
    assert.equal(parseJson(`{${keys(1_000_000)}}`).root!.get('key 999999')!.number, 999_999);
    const twice = parseJson(`{${keys(100_000)},"key 7":0}`);
    assert.deepEqual(
      twice.faults.map((it) => it.kind),
      ['duplicate-key'],
    );
    const name = 'n'.repeat(10_000);
    const named = parseJson(`{${Array.from({ length: 1000 }, (_, i) => `"${name}${i}":"${i}"`).join(',')}}`);
    assert.deepEqual([named.faults, named.root!.get(`${name}500`)!.string], [[], '500']);
    const long = 'é'.repeat(1_000_000);
    assert.equal([...parseJson(`["${long}","end"]`).root!.items()][1]!.inner.start, long.length + 5);
    const blanks = `${' '.repeat(100_000_000)}[1]`;
    assert.deepEqual(parseJson(blanks).root!.span, { start: 100_000_000, end: 100_000_003 });
  });
});
