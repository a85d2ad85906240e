import * as assert from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { uriOf } from '../../server/src/host/disk';
import { readZip, ZipRefusal } from '../../server/src/host/zip';
import { folderWith } from '../cli/run';
import { readFixture, ROOT } from '../support/fixture';
import { flowPath, flowUsing, ID, reference, solution } from '../support/solution';
import { zipOf, type Packed } from '../support/zip';

const SEED = Number(process.env['SEED'] ?? 1);

/** A solution as an export has it: the files of a raw layout without a folder above. */
const FILES: readonly Packed[] = [
  ...readFixture(solution({ layout: 'raw', flows: [ID], references: [reference('con_teams')] }) + flowUsing('con_teams')).files,
].map(([uri, content]) => ({ name: uri.slice(`${ROOT}src/`.length), content }));
const FLOW = flowPath().slice('src/'.length);
const DAMAGED = 'it is no zip file, or it is cut off or damaged';

let path = '';

/** The texts that are read of a zip, by name. */
async function read(bytes: Uint8Array): Promise<Readonly<Record<string, string | undefined>>> {
  writeFileSync(path, bytes);
  const changes = await readZip(path);
  const folder = `${uriOf(`${path}!`)}/`;
  return Object.fromEntries(changes.map(({ uri, entry }) => [decodeURIComponent(uri.slice(folder.length)), entry?.file.text()]).sort());
}

async function refused(files: readonly Packed[] | Uint8Array, message: string | RegExp): Promise<void> {
  const bytes = files instanceof Uint8Array ? files : zipOf(files as readonly Packed[]);
  await assert.rejects(read(bytes), (error) => {
    assert.ok(error instanceof ZipRefusal, String(error));
    if (typeof message === 'string') assert.equal(error.message, message);
    else assert.match(error.message, message);
    return true;
  });
}

const texts = (files: readonly Packed[]): Readonly<Record<string, string>> =>
  Object.fromEntries(files.map(({ name, content }) => [name as string, content as string]).sort());

describe('a zip', () => {
  before(() => {
    path = join(folderWith(), 'Solution 1%20#.zip');
  });

  it('gives the files of ours in it, packed or not', async () => {
    for (const method of [0, 8]) assert.deepEqual(await read(zipOf(FILES.map((it) => ({ ...it, method })))), texts(FILES));
  });

  it('is left alone where it holds what is not ours, a zip among it', async () => {
    const others: Packed[] = [
      { name: 'Workflows/', content: '', method: 0 },
      { name: 'Inner.zip', content: zipOf(FILES) },
      { name: 'WebResources/con_script.js', method: 93, packed: Buffer.from('?') },
      { name: 'CanvasApps/con_app_msapp_src/DataSources/Workflows/a.json', content: '{' },
      { name: 'package.json', content: '{ "name": "none of ours" }' },
      { name: 'bin/Other/Solution.xml', content: '<x />' },
      { name: 'deep/obj/solution.xml', content: '<x />' },
      { name: 'deep/Absence.cdsproj', content: '<Project />' },
    ];
    const read_ = await read(zipOf([...others, ...FILES]));
    const { ['deep/Absence.cdsproj']: _, ...rest } = read_;
    assert.deepEqual(rest, { ...texts(FILES), 'bin/Other/Solution.xml': '<x />' });
  });

  it('may name its files with backslashes, and with parts that say nothing', async () => {
    const odd = FILES.map((it, index) => ({
      ...it,
      name: index === 0 ? `./${it.name as string}` : (it.name as string).replaceAll('/', '\\'),
    }));
    assert.deepEqual(await read(zipOf(odd)), texts(FILES));
  });

  it('may name its files in other letters, in UTF-8 and as DOS did', async () => {
    const content = FILES.find(({ name }) => name === FLOW)!.content!;
    const dos = Buffer.concat([Buffer.from('Workflows/'), Buffer.from([0x81]), Buffer.from('.json')]);
    const named = zipOf([
      { name: 'Workflows/日本 100%.json', content },
      { name: dos, content, flags: 0 },
    ]);
    assert.deepEqual(Object.keys(await read(named)), ['Workflows/ü.json', 'Workflows/日本 100%.json']);
  });

  it('holds texts in any encoding that a folder may', async () => {
    const content = FILES.find(({ name }) => name === FLOW)!.content as string;
    for (const bytes of [
      Buffer.from(`\uFEFF${content}`),
      Buffer.from(`\uFEFF${content}`, 'utf16le'),
      Buffer.from(`\uFEFF${content}`, 'utf16le').swap16(),
    ])
      assert.deepEqual(await read(zipOf([{ name: FLOW, content: bytes }])), { [FLOW]: content });
  });

  it('may be empty', async () => assert.deepEqual(await read(zipOf([])), {}));

  describe('is refused as a whole when a name in it', () => {
    const more = (name: string): Packed[] => [...FILES, { name, content: 'x' }];
    for (const name of [
      '../evil.json',
      'Workflows/../../evil.json',
      'a/..',
      '..',
      '..\\evil.json',
      'Workflows\\..\\..\\evil.json',
      '../web.js',
    ])
      it(`leads out of it: ${name}`, () => refused(more(name), `the name '${name.replaceAll('\\', '/')}' in it leads out of it`));
    for (const name of ['/etc/passwd', '//host/share/a.json', '\\\\host\\share', 'C:/a.json', 'c:\\a.json', 'C:a.json'])
      it(`is absolute: ${name}`, () =>
        refused(more(name), `the name '${name.replaceAll('\\', '/')}' in it is that of a place outside of it`));
    it('has a NUL', () =>
      refused(more('Workflows/a\0.json'), "the name 'Workflows/a\0.json' in it has a character that no file name may have"));
    it('is that of another', async () => {
      await refused(more(FLOW), `'${FLOW}' is in it twice`);
      await refused(more(`./${FLOW}`), `'${FLOW}' is in it twice`);
      await refused([...more('a.js'), { name: 'a.js', content: 'y' }], "'a.js' is in it twice");
    });
    it('is that of a link', () =>
      refused([...FILES, { name: 'Workflows/a.json', content: '/etc/passwd', mode: 0o120777 }], "'Workflows/a.json' in it is a link"));
  });

  describe('is refused when it is encrypted', () => {
    const message = 'it is encrypted. Unpack it with its password, and name the folder';
    it('the old way', () =>
      refused(
        FILES.map((it) => ({ ...it, flags: 0x801 })),
        message,
      ));
    it('strongly', () =>
      refused(
        FILES.map((it) => ({ ...it, flags: 0x841 })),
        message,
      ));
    it('in one file only', () => refused([...FILES, { name: 'a.js', content: 'x', flags: 0x801 }], message));
  });

  describe('is refused when it is a bomb', () => {
    const MB = 1024 * 1024;
    const zeros = Buffer.alloc(8 * MB, ' ');

    it('that says little and holds a lot', () =>
      refused([{ name: 'customizations.xml', content: zeros, size: 10, crc: 0 }], "'customizations.xml' in it is larger than it says"));

    it('that says little of what is not packed', () =>
      refused([{ name: 'customizations.xml', content: zeros, method: 0, size: 10 }], DAMAGED));

    it('that holds a file of blanks', () =>
      refused([{ name: 'customizations.xml', content: zeros }], "'customizations.xml' in it unpacks to more than 200 times its size"));

    it('that says that it holds a lot', async () => {
      for (const size of [64 * MB + 1, 0xffff_fffe])
        await refused([{ name: 'customizations.xml', content: 'x', size }], "'customizations.xml' in it is larger than 64 MB");
      await refused(
        [{ name: 'customizations.xml', content: 'x', packedSize: 0xffff_fffe }],
        "'customizations.xml' in it is larger than 64 MB",
      );
    });

    it('of many files that are small enough each', async () => {
      const packed = deflateRawSync(Buffer.alloc(16));
      const one = (index: number): Packed => ({
        name: `Workflows/${index}.json`,
        packed: Buffer.concat([packed, Buffer.alloc(400_000)]),
        size: 60 * MB,
      });
      await refused(
        Array.from({ length: 9 }, (_, index) => one(index)),
        'what Keyhook would read of it is larger than 512 MB',
      );
    });

    it('that says that it holds more files than any solution', async () => {
      const files = Array.from({ length: 50_001 }, (_, index) => ({ name: `${index}`, method: 0 }));
      await refused(zipOf(files), 'it holds more than 50,000 files');
    });

    it('in which files are made of the same bytes', async () => {
      const [a, b] = [
        { name: 'Workflows/a.json', content: 'x'.repeat(500) },
        { name: 'Workflows/b.json', content: 'x'.repeat(500), at: 0 },
      ];
      await refused([a, b], "'Workflows/a.json' and 'Workflows/b.json' in it overlap");
      await refused(
        [
          { ...a, method: 0 },
          { ...b, at: 40, method: 0 },
        ],
        "'Workflows/a.json' and 'Workflows/b.json' in it overlap",
      );
    });

    it('but not for large files that are none of ours', async () => {
      const others: Packed[] = [
        { name: 'WebResources/a', content: zeros },
        { name: 'WebResources/b', content: 'x', size: 0xffff_fffe },
        { name: 'large.json', content: 'x', size: 65 * MB },
      ];
      assert.deepEqual(await read(zipOf([...others, ...FILES])), texts(FILES));
    });
  });

  describe('is refused when it is damaged:', () => {
    const whole = zipOf(FILES);
    it('cut off anywhere', async () => {
      for (let length = 0; length < whole.length; length++) await refused(whole.subarray(0, length), DAMAGED);
    });
    it('something else', async () => {
      for (const bytes of [
        Buffer.from('no zip'),
        Buffer.alloc(100_000),
        Buffer.from('PK\u0003\u0004'.repeat(1000)),
        Buffer.alloc(22, 'PK\u0005\u0006'),
      ])
        await refused(bytes, DAMAGED);
    });
    it('with something after its end', () => refused(Buffer.concat([whole, Buffer.from('x')]), DAMAGED));
    it('with other bytes in a file', async () => {
      const { name, content } = FILES.at(-1)!;
      const damaged = `'${name as string}' in it is damaged`;
      await refused([{ name, content: content!, crc: 1 }], damaged);
      await refused([{ name, content: content!, packed: Buffer.from('not deflated') }], damaged);
      await refused([{ name, content: content!, size: (content as string).length + 1 }], damaged);
      await refused([{ name, content: content!, packed: Buffer.alloc(0) }], damaged);
    });
    it('packed as only others know', () =>
      refused([{ name: FLOW, content: 'x', method: 93 }], `'${FLOW}' in it is packed in a way that Keyhook does not know (93)`));
    it('with another number of files than it says', async () => {
      await refused(zipOf(FILES, { count: FILES.length + 1 }), DAMAGED);
      await refused(zipOf(FILES, { count: 0xffff }), /more than 50,000 files|cut off or damaged/);
    });
    it('with files that lie beyond it', () =>
      refused(
        FILES.map((it) => ({ ...it, at: 0x7fff_ffff })),
        /^(?:it is no zip file, or it is cut off or damaged|.* overlap)$/,
      ));
  });

  it('gives what is written or is refused, whatever bytes of it are others', async () => {
    const whole = zipOf(FILES);
    const known = new Set(FILES.map((it) => it.content));
    const random = randomFrom(SEED);
    const outcomes = { read: 0, refused: 0 };
    for (let round = 0; round < 2500; round++) {
      const bytes = Buffer.from(whole);
      for (let flips = 1 + (round % 3); flips > 0; flips--) bytes[random(bytes.length)]! ^= 1 << random(8);
      try {
        for (const text of Object.values(await read(bytes))) assert.ok(known.has(text), 'a text is another');
        outcomes.read++;
      } catch (error) {
        assert.ok(error instanceof ZipRefusal, error instanceof Error ? error.stack : String(error));
        outcomes.refused++;
      }
    }
    assert.ok(outcomes.read > 100 && outcomes.refused > 100, JSON.stringify(outcomes));
  });

  it('is closed again, whether it is read or refused', async function () {
    const open = (): number => readdirSync('/proc/self/fd').length;
    if (!existsSync('/proc/self/fd')) return this.skip(); // only Linux shows what is open
    const before = open();
    for (let round = 0; round < 30; round++) {
      await read(zipOf(FILES));
      await refused([{ name: '../x' }], /leads out of it/);
    }
    assert.ok(open() < before + 20, `${open()} open files`);
  });

  it('that is gone is said to be', async () => {
    await assert.rejects(readZip(join(folderWith(), 'gone.zip')), { message: 'it is not there' });
  });
});

/** Whole numbers below a limit, the same for the same seed. */
function randomFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
