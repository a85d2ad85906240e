import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from '../../server/src/host/disk';
import { bytesIn, check, fix, folderWith, list, write } from './run';

const EXAMPLE = 'examples/contoso';
const texts = new Map(
  readdirSync(EXAMPLE, { recursive: true, encoding: 'utf8' })
    .filter((it) => statSync(join(EXAMPLE, it)).isFile())
    .sort()
    .map((it) => [it.replaceAll('\\', '/'), decode(readFileSync(join(EXAMPLE, it))).replaceAll('\r\n', '\n')]),
);

type Encode = (text: string) => Uint8Array;
const encodings: Readonly<Record<string, Encode>> = {
  'UTF-8': (text) => Buffer.from(text, 'utf8'),
  'UTF-8 with a byte order mark': (text) => Buffer.from(`\uFEFF${text}`, 'utf8'),
  'UTF-16 LE': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'UTF-16 BE': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
};

type Lines = (text: string) => string;
const lineEnds: Readonly<Record<string, Lines>> = {
  LF: (text) => text,
  CRLF: (text) => text.replaceAll('\n', '\r\n'),
  'mixed line ends': (text) => {
    let odd = false;
    return text.replaceAll('\n', () => ((odd = !odd) ? '\r\n' : '\n'));
  },
};

function rewritten(encode: (text: string, index: number) => Uint8Array): string {
  const folder = folderWith();
  for (const [index, [path, text]] of [...texts].entries()) write(folder, path, encode(text, index));
  return folder;
}

/** JSON without blanks; a file in the middle of a merge needs its lines. */
function minified(text: string, path: string): string {
  if (!path.endsWith('.json') || text.includes('<<<<<<<')) return text;
  return text.replaceAll(/("(?:[^"\\]|\\.)*")|\s+/g, (_, string?: string) => string ?? '');
}

describe('encodings and line ends change no finding and no place', () => {
  for (const [encoding, encode] of Object.entries(encodings))
    for (const [ends, lines] of Object.entries(lineEnds))
      it(`${encoding}, ${ends}`, async () => {
        const [expected, listed] = [await check(['.'], EXAMPLE), await list(['.'], EXAMPLE)];
        const folder = rewritten((text) => encode(lines(text)));
        assert.deepEqual(await check(['.'], folder), expected);
        assert.deepEqual(await list(['.'], folder), listed);
      });

  it('each file in another', async () => {
    const expected = await check(['.'], EXAMPLE);
    const [encoders, enders] = [Object.values(encodings), Object.values(lineEnds)];
    for (let shift = 0; shift < encoders.length; shift++) {
      const folder = rewritten((text, index) =>
        encoders[(index + shift) % encoders.length]!(enders[(index * 7 + shift) % enders.length]!(text)),
      );
      assert.deepEqual(await check(['.'], folder), expected);
    }
  });

  for (const [encoding, encode] of Object.entries(encodings))
    it(`minified JSON in ${encoding}: the same findings, at the same words`, async () => {
      const paths = [...texts.keys()];
      const folder = rewritten((text, index) => encode(minified(text, paths[index]!)));
      const words = async (at: string): Promise<string[]> =>
        (await check(['.'], at)).findings
          .map(({ rule, severity, path, line, column, endColumn, message, subject }) => {
            const marked = decode(readFileSync(join(at, path)))
              .split('\n')
              [line - 1]!.slice(column - 1, endColumn - 1);
            return JSON.stringify({ rule, severity, path, message, subject, marked: minified(marked, path) });
          })
          .sort();
      assert.deepEqual(await words(folder), await words(EXAMPLE));
      const { solutions } = await list(['.'], folder);
      for (const { path, connections } of solutions.flatMap((it) => it.flows))
        for (const { key, line, column } of connections)
          assert.ok(
            decode(readFileSync(join(folder, path)))
              .split('\n')
              [line - 1]!.startsWith(`"${key}"`, column - 1),
            `${path}:${line}:${column}`,
          );
    });

  it('is a test of several files', () => assert.ok(texts.size > 50));
});

describe('what is mended keeps its encoding and its line ends', () => {
  const options = ['.', '--unsafe', '--type', 'Service Account'];
  const mended = async (folder: string): Promise<{ report: object; files: ReadonlyMap<string, Buffer> }> => {
    const report = await fix(options, folder);
    assert.ok(report.files.length > 5);
    return { report, files: bytesIn(folder) };
  };
  let expected: Awaited<ReturnType<typeof mended>>;
  before(async () => {
    expected = await mended(rewritten((text) => Buffer.from(text)));
  });

  for (const [encoding, encode] of Object.entries(encodings))
    for (const [ends, lines] of Object.entries(lineEnds))
      it(`${encoding}, ${ends}`, async () => {
        const { report, files } = await mended(rewritten((text) => encode(lines(text))));
        assert.deepEqual(report, expected.report);
        assert.deepEqual([...files.keys()], [...expected.files.keys()]);
        for (const [path, bytes] of files) {
          const wanted = expected.files.get(path)!.toString();
          if (ends !== 'mixed line ends') assert.deepEqual(bytes, Buffer.from(encode(lines(wanted))), path);
          else assert.equal(decode(bytes).replaceAll('\r\n', '\n'), wanted, path); // a new line ends as its neighbours do
          assert.deepEqual(bytes, Buffer.from(encode(decode(bytes))), path);
        }
      });
});
