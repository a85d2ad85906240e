import * as assert from 'node:assert/strict';
import { Module } from 'node:module';
import { posix, win32 } from 'node:path';
import type * as cliRead from '../server/src/cli/read';
import { resolved } from '../server/src/core/configurations';
import type * as hostDisk from '../server/src/host/disk';
import type * as hostUris from '../server/src/host/uris';
import type * as lspPlaces from '../server/src/lsp/places';

type Places = typeof lspPlaces;
type Uris = typeof hostUris;
type Disk = typeof hostDisk;
type Read = typeof cliRead;

/** What can be tried of Windows on any system: the same code with Windows' paths under it, and with its name. Its disk is not there. */
describe('on Windows', () => {
  let places: Places;
  let uris: Uris;
  let disk: Disk;
  let read: Read;
  before(() => {
    [places, uris, disk, read] = asOnWindows(
      '../server/src/lsp/places',
      '../server/src/host/uris',
      '../server/src/host/disk',
      '../server/src/cli/read',
    ) as [Places, Uris, Disk, Read];
  });

  it('has one name for a file, however an editor spells it', () => {
    for (const uri of [
      'file:///c%3A/Repo/src',
      'file:///C:/Repo/src',
      'file:///c:/Repo/src',
      'file:///C%3A/Repo/src/',
      'file:///c%3a/Repo/src',
    ])
      assert.equal(uris.canonical(uri), 'file:///c%3A/Repo/src', uri);
    assert.equal(uris.canonical('file:///c%3A/a%20%5Bb%5D/%C3%BC.json'), uris.canonical('file:///C:/a [b]/ü.json'));
    for (const uri of ['file://server/share/a', 'file://SERVER/share/a'])
      assert.equal(uris.canonical(uri).toLowerCase(), 'file://server/share/a', uri);
  });

  it('leads from a path to its URI and back', () => {
    for (const [path, uri] of [
      ['c:\\Repo\\src\\Workflows\\a b.json', 'file:///c%3A/Repo/src/Workflows/a%20b.json'],
      ['d:\\', 'file:///d%3A/'],
      ['\\\\server\\share\\src', 'file://server/share/src'],
    ] as const) {
      assert.equal(disk.uriOf(path), uri);
      assert.equal(disk.pathOf(uri), path);
    }
    assert.equal(disk.uriOf('C:\\Repo'), disk.uriOf('c:\\Repo'), 'a drive has no letter case');
  });

  it('shows paths with slashes', () => {
    assert.equal(read.relativePath('C:\\Repo', 'c:\\repo\\src\\a.json'), 'src/a.json');
    assert.equal(read.relativePath('C:\\Repo\\src', 'C:\\Repo\\b.json'), '../b.json');
    assert.equal(read.relativePath('C:\\Repo', 'C:\\Repo'), '.');
    assert.equal(read.relativePath('C:\\Repo', 'D:\\a\\b.json'), 'D:/a/b.json');
    assert.equal(read.relativePath('\\\\server\\share', '\\\\server\\share\\a\\b.json'), 'a/b.json');
  });

  it('ends above a drive and above a share', () => {
    for (const [folder, above] of [
      ['file:///c%3A/a/b', ['file:///c%3A/a', 'file:///c%3A', 'file://', 'file:/']],
      ['file://server/share/a', ['file://server/share', 'file://server', 'file:/']],
    ] as const)
      assert.deepEqual(
        [...places.foldersAbove(folder)].filter((it) => it !== 'file:'),
        above,
      );
  });

  it('lets no configuration name another computer', () => {
    const up = '../'.repeat(9);
    for (const folder of ['file:///c%3A/ws', 'file:///ws'])
      for (const path of [`${up}server/share/keyhook.json`, `${up}/server//share/keyhook.json`]) {
        const uri = resolved(folder, path);
        assert.equal(uri, 'file:///server/share/keyhook.json');
        assert.equal(disk.pathOf(uri), '\\server\\share\\keyhook.json');
      }
    assert.equal(resolved('file://server/share/ws', `${up}other/keyhook.json`), 'file://server/other/keyhook.json');
  });
});

/** Loads modules anew with Windows' paths and name, and leaves those that are loaded already as they are. */
function asOnWindows(...modules: readonly string[]): unknown[] {
  const loader = Module as unknown as { _load(this: void, request: string, ...rest: unknown[]): unknown };
  const load = loader._load;
  const known = { ...require.cache };
  const platform = process.platform;
  for (const it of Object.keys(require.cache))
    if (it.startsWith(posix.resolve('out/server')) || it.includes('vscode-uri')) delete require.cache[it];
  loader._load = (request, ...rest) => (/^(?:node:)?path$/.test(request) ? win32 : load(request, ...rest));
  Object.defineProperty(process, 'platform', { value: 'win32' });
  try {
    return modules.map((it) => require(it) as unknown);
  } finally {
    Object.defineProperty(process, 'platform', { value: platform });
    loader._load = load;
    for (const it of Object.keys(require.cache)) delete require.cache[it];
    Object.assign(require.cache, known);
  }
}
