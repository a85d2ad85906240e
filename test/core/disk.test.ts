import * as assert from 'node:assert/strict';
import fs = require('node:fs');
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Workspace, type Uri } from '../../server/src/core';
import { decode, find, isFolder, load, pathOf, read, uriOf, type Unread } from '../../server/src/host/disk';
import { hasManifest, isBuilt } from '../../server/src/host/folders';

const FLOW = '{ "properties": { "definition": { "actions": {} } } }';

describe('the disk', () => {
  let folder: string;
  beforeEach(() => (folder = realpathSync(mkdtempSync(join(tmpdir(), 'keyhook-')))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (path: string, content: string | Uint8Array = FLOW): string => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
    return join(folder, path);
  };
  const loaded = (): { paths: string[]; unread: Unread[] } => {
    const unread: Unread[] = [];
    const paths = [...load(folder, (it) => unread.push(it))].map((it) =>
      pathOf(it.uri)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );
    return { paths, unread };
  };

  it('decodes what flows have been written in', () => {
    const text = '{ "a": "ü – 😀" }\r\n';
    assert.equal(decode(Buffer.from(text)), text);
    assert.equal(decode(Buffer.from(`\uFEFF${text}`)), text);
    assert.equal(decode(Buffer.from(`\uFEFF${text}`, 'utf16le')), text);
    assert.equal(decode(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()), text);
    assert.equal(decode(new Uint8Array()), '');
    assert.equal(decode(Uint8Array.of(0xff, 0xfe)), '');
    assert.equal(decode(Uint8Array.of(0x61, 0xff, 0x62)), 'a\uFFFDb');
    assert.equal(decode(Uint8Array.of(0xff, 0xfe, 0x61)), '\uFFFD', 'half a unit');
  });

  it('spells paths as URIs and back', () => {
    for (const path of ['/a/b.json', '/a b/ü#%?[x].json', '/日本/😀.json', '/a/100%.json', "/it's/(x).json"]) {
      const native = process.platform === 'win32' ? `c:${path.replaceAll('/', '\\').replaceAll('?', '')}` : path;
      assert.equal(pathOf(uriOf(native)), native);
      assert.doesNotMatch(uriOf(native), /[ #?%](?![0-9A-F]{2})/);
    }
  });

  it('loads files of ours only, in the order of their names, folder by folder', () => {
    for (const path of [
      'b/Workflows/z.json',
      'b/Workflows/a.json',
      'b/Other/Solution.xml',
      'a/Workflows/ü.json',
      'readme.md',
      'a/package.json',
      '.github/workflows/ci.json',
      'node_modules/x/Workflows/a.json',
    ])
      write(path);
    assert.deepEqual(loaded(), {
      paths: ['a/Workflows/ü.json', 'b/Other/Solution.xml', 'b/Workflows/a.json', 'b/Workflows/z.json'],
      unread: [],
    });
    assert.deepEqual(
      [...find(folder, () => {})].filter((it) => !it.endsWith('/package.json')), // may hold deployment settings: only reading tells
      [...load(folder, () => {})].map((it) => it.uri),
    );
  });

  it('leaves out what a build of a project made', () => {
    write('s/S.cdsproj', '<Project/>');
    for (const path of [
      's/src/Workflows/a.json',
      's/bin/Debug/Workflows/a.json',
      's/obj/Workflows/a.json',
      's/src/bin/Workflows/a.json',
      'bin/Workflows/a.json',
    ])
      write(path);
    assert.deepEqual(loaded().paths, ['bin/Workflows/a.json', 's/S.cdsproj', 's/src/Workflows/a.json', 's/src/bin/Workflows/a.json']);
  });

  it('tells what a build made by the path alone', () => {
    write('s/S.cdsproj', '<Project/>');
    write('s/src/bin/Workflows/a.json');
    for (const path of ['s/bin/Debug/Workflows/a.json', 's/obj/a', 's/bin']) assert.ok(isBuilt(join(folder, path)), path);
    for (const path of ['s/src/bin/Workflows/a.json', 's/src/Workflows/a.json', 'bin/a', 's/binary/a'])
      assert.ok(!isBuilt(join(folder, path)), path);
  });

  it('knows a folder, and the root of a solution', () => {
    write('p/Other/Solution.xml', '<x/>');
    write('r/solution.xml', '<x/>');
    write('l/Workflows/a.json');
    assert.deepEqual(
      ['p', 'r', 'l'].map((it) => hasManifest(join(folder, it))),
      [true, true, false],
    );
    assert.deepEqual(
      ['p', 'p/Other', 'p/Other/Solution.xml', 'gone'].map((it) => isFolder(join(folder, it))),
      [true, true, false, false],
    );
  });

  it('can be stopped between two files', () => {
    write('Workflows/a.json');
    write('Workflows/b.json');
    const changes = load(folder, () => {});
    changes.next();
    write('Workflows/b.json', '{ "changed": true }');
    changes.return(undefined);
    assert.ok(changes.next().done);
  });

  it('reads a folder that is not there as a problem', () => {
    const unread: Unread[] = [];
    assert.deepEqual([...load(join(folder, 'gone'), (it) => unread.push(it))], []);
    assert.deepEqual(unread, [{ path: join(folder, 'gone'), message: 'is not there' }]);
    assert.deepEqual([...find(join(folder, 'gone'), (it) => unread.push(it))], []);
    assert.equal(unread.length, 2);
  });

  it('names files as they are named on their own, whatever is in the name', () => {
    const names = [
      'a b',
      '100%',
      '#1',
      'it’s',
      'x;y',
      '日本',
      '😀',
      ...(process.platform === 'win32' ? [] : ['C:', 'a?b', 'a\\b', 'a\nb']),
    ];
    const paths = names.map((it) => write(`${it}/Workflows/${it}.json`));
    assert.deepEqual(new Set([...load(folder, () => {})].map((it) => it.uri)), new Set(paths.map(uriOf)));
  });

  it('goes on when a file or a folder vanishes after it was listed', () => {
    for (const path of ['a/Workflows/a.json', 'a/Workflows/b.json', 'a/Workflows/c.json', 'b/Workflows/a.json', 'c/Workflows/a.json'])
      write(path);
    const unread: Unread[] = [];
    const changes = load(folder, (it) => unread.push(it));
    changes.next();
    rmSync(join(folder, 'a/Workflows/b.json'));
    rmSync(join(folder, 'b'), { recursive: true });
    assert.deepEqual(
      [...changes].map((it) => it.uri),
      ['a/Workflows/c.json', 'c/Workflows/a.json'].map((it) => uriOf(join(folder, it))),
    );
    assert.deepEqual(unread, []);
  });

  describe('read', () => {
    const reading = (path: string): { change: ReturnType<typeof read>; unread: string[] } => {
      const unread: string[] = [];
      return { change: read(path, (it) => unread.push(it.message)), unread };
    };

    it('gives a file with what it says', () => {
      const path = write('Workflows/a.json');
      const { change, unread } = reading(path);
      assert.equal(change?.uri, uriOf(path));
      assert.equal(change.entry?.facts.kind, 'flow');
      assert.deepEqual(unread, []);
    });

    it('gives a change without an entry for a file that is gone', () => {
      const path = join(folder, 'Workflows/a.json');
      assert.deepEqual(reading(path), { change: { uri: uriOf(path), entry: undefined }, unread: [] });
    });

    it('gives nothing for a file that is none of ours', () => assert.deepEqual(reading(write('a.txt')), { change: undefined, unread: [] }));

    it('names a folder in the place of a file, and a file that is too large', () => {
      mkdirSync(join(folder, 'Workflows/a.json'), { recursive: true });
      assert.deepEqual(reading(join(folder, 'Workflows/a.json')).unread, ['is a folder, where its name says that it is a file']);
      const large = write('Workflows/large.json', '');
      truncateSync(large, 64 * 1024 * 1024 + 1);
      const { change, unread } = reading(large);
      assert.deepEqual(unread, ['is larger than 64 MB']);
      assert.equal(change?.entry?.facts.kind, 'unread', 'it is there, whatever it says');
    });

    it('gives what is there of a file that changes while it is read, and never calls that its text again', () => {
      const { readSync } = fs;
      for (const after of [FLOW.slice(0, 10), `${FLOW}${' '.repeat(10)}`, '']) {
        const path = write('Workflows/a.json');
        fs.readSync = ((...args: Parameters<typeof readSync>) => {
          if (fs.readFileSync(path, 'utf8') === FLOW) writeFileSync(path, after);
          return readSync(...args);
        }) as typeof readSync;
        try {
          const change = reading(path).change!;
          assert.equal(change.entry?.facts.faults.length, after.length > FLOW.length ? 0 : 1);
          assert.equal(change.entry?.file.text(), undefined);
        } finally {
          fs.readSync = readSync;
        }
      }
    });

    it('gives a large file whole, and the next one without anything of it', () => {
      const large = write('Workflows/large.json', FLOW.replace('{} ', `{}${' '.repeat(2_000_000)}`));
      const small = write('Workflows/small.json');
      for (const path of [small, large, small]) assert.deepEqual(reading(path).change?.entry?.facts.faults, []);
    });

    it('names a link that leads to itself', function () {
      if (process.platform === 'win32') return this.skip(); // making links needs a privilege there
      mkdirSync(join(folder, 'Workflows'));
      symlinkSync('a.json', join(folder, 'Workflows/a.json'));
      assert.deepEqual(reading(join(folder, 'Workflows/a.json')).unread, ['is a link that leads back to itself']);
    });
  });

  describe('the text of a file that was read', () => {
    const workspaceOf = (): Workspace => {
      const workspace = new Workspace();
      workspace.apply([...load(folder, () => {})]);
      return workspace;
    };

    it('gives the text again as long as it is what was read', () => {
      const path = write('Workflows/a.json', `\uFEFF${FLOW}`);
      const workspace = workspaceOf();
      const textOf = (uri: Uri): string | undefined => workspace.text(uri);
      assert.equal(textOf(uriOf(path)), FLOW);
      write('Workflows/a.json', `${FLOW} `);
      assert.equal(textOf(uriOf(path)), undefined, 'it is longer');
    });

    it('knows a change of the same length by its time', () => {
      const path = write('Workflows/a.json');
      const workspace = workspaceOf();
      const textOf = (uri: Uri): string | undefined => workspace.text(uri);
      write('Workflows/a.json', FLOW.replace('actions', 'ACTIONS'));
      utimesSync(path, new Date(), new Date(Date.now() + 5_000));
      assert.equal(textOf(uriOf(path)), undefined);
    });

    it('gives nothing for a file that is gone, or was never read', () => {
      const path = write('Workflows/a.json');
      const workspace = workspaceOf();
      const textOf = (uri: Uri): string | undefined => workspace.text(uri);
      rmSync(path);
      assert.equal(textOf(uriOf(path)), undefined);
      assert.equal(textOf(uriOf(write('Workflows/b.json'))), undefined);
    });
  });
});
