import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { constants } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { getSystemErrorMap } from 'node:util';
import { disk, patient, type Files } from '../../server/src/host/files';
import { WriteError, writeFiles, type Rewrite } from '../../server/src/host/write';
import { folderWith } from '../cli/run';
import * as child from './child';

const windows = process.platform === 'win32';
const posix = windows ? it.skip : it; // no modes, signals or shell there, and making links needs a privilege
const root = process.getuid?.() === 0;

/** A new folder with these files, named a, b, c… */
function folderOf(...texts: readonly (string | Uint8Array)[]): string {
  const folder = folderWith();
  for (const [index, text] of texts.entries()) writeFileSync(join(folder, 'abcdef'[index]!), text);
  return folder;
}

/** Everything that is in a folder: kind, mode and bytes. */
function listingOf(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder).map((name) => {
    const path = join(folder, name);
    const it = lstatSync(path);
    const content = it.isSymbolicLink() ? `-> ${readlinkSync(path)}` : it.isDirectory() ? '/' : readFileSync(path, 'latin1');
    return [name, `${it.mode.toString(8)} ${it.uid}:${it.gid} ${content}`] as const;
  });
  return Object.fromEntries(entries);
}

/** The listing when these files hold other texts and all else is as it was. */
function withTexts(listing: Readonly<Record<string, string>>, texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const changed = Object.entries(texts).map(([name, text]) => [
    name,
    listing[name]!.replace(/^(\S+ \S+ ).*$/s, (_, head: string) => head + text),
  ]);
  return { ...listing, ...Object.fromEntries(changed) } as Record<string, string>;
}

/** Writing is refused in these words, and the folder is as `left` says. */
function assertRefused(
  rewrites: readonly Rewrite[],
  message: string,
  { files = disk, folder = dirname(rewrites[0]!.path), left = listingOf(folder) }: { files?: Files; folder?: string; left?: unknown } = {},
): void {
  assert.throws(
    () => writeFiles(rewrites, basename, files),
    (error) => {
      assert.ok(error instanceof WriteError, String(error));
      assert.equal(error.message, message);
      return true;
    },
  );
  assert.deepEqual(listingOf(folder), left);
}

/** What Node throws. */
function failure(code: string): Error {
  const known = [...getSystemErrorMap()].find(([, [name]]) => name === code);
  if (known) return Object.assign(new Error(`${code}: ${known[1][1]}, somewhere`), { code, errno: known[0] });
  assert.equal(code, 'EDQUOT', 'the only one that Node has no name for');
  const [errno, name] = [-constants.errno.EDQUOT, `Unknown system error ${-constants.errno.EDQUOT}`];
  return Object.assign(new Error(`${name}: ${name}, somewhere`), { code: name, errno });
}

describe('writing files', () => {
  const encodings: Readonly<Record<string, (text: string) => Buffer>> = {
    'UTF-8': (text) => Buffer.from(text, 'utf8'),
    'UTF-8 with a byte order mark': (text) => Buffer.from(`\uFEFF${text}`, 'utf8'),
    'UTF-16 LE': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
    'UTF-16 BE': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
  };
  const lines = { LF: 'ü\n"old"\n😀 אב\n', CRLF: 'ü\r\n"old"\r\n😀 אב\r\n', 'mixed line ends and no last one': 'ü\r\n"old"\n\r\r\n😀 אב' };
  for (const [encoding, encode] of Object.entries(encodings))
    for (const [ends, before] of Object.entries(lines))
      it(`keeps ${encoding}, ${ends}`, () => {
        const after = before.replace('old', 'new 日本 😀');
        const folder = folderOf(encode(before));
        const listing = listingOf(folder);
        writeFiles([{ path: join(folder, 'a'), before, after }], basename);
        assert.deepEqual(listingOf(folder), withTexts(listing, { a: encode(after).toString('latin1') }));
      });

  it('keeps the byte order mark of a file that is emptied, and of one that was empty', () => {
    const folder = folderOf(Uint8Array.of(0xef, 0xbb, 0xbf), Uint8Array.of(0xfe, 0xff), Uint8Array.of(0xff, 0xfe, 0x61, 0), '');
    const texts = [
      ['', 'b'],
      ['', 'b'],
      ['a', ''],
      ['', 'b'],
    ] as const;
    writeFiles(
      texts.map(([before, after], index) => ({ path: join(folder, 'abcd'[index]!), before, after })),
      basename,
    );
    assert.deepEqual(
      [...'abcd'].map((it) => readFileSync(join(folder, it)).toString('hex')),
      ['efbbbf62', 'feff0062', 'fffe', '62'],
    );
  });

  it('takes the encoding that the file has by now', () => {
    const folder = folderOf('one');
    const rewrites = child.capitalsIn(folder);
    writeFileSync(join(folder, 'a'), Buffer.from('\uFEFFone', 'utf16le'));
    writeFiles(rewrites, basename);
    assert.equal(readFileSync(join(folder, 'a'), 'utf16le'), '\uFEFFONE');
  });

  it('leaves alone what does not change, and does not even look when nothing does', () => {
    const untouchable = child.eachOf((what) => assert.fail(what));
    writeFiles([], basename, untouchable);
    writeFiles([{ path: '/gone', before: 'a', after: 'a' }], basename, untouchable);
    const folder = folderOf('one', 'two');
    const { ino, mtimeMs } = statSync(join(folder, 'b'));
    writeFiles([...child.capitalsIn(folder).slice(0, 1), { path: join(folder, 'b'), before: 'other', after: 'other' }], basename);
    const now = statSync(join(folder, 'b'));
    assert.deepEqual([readFileSync(join(folder, 'a'), 'utf8'), now.ino, now.mtimeMs], ['ONE', ino, mtimeMs]);
  });

  it('writes where the name is as long as names may be', () => {
    const folder = folderWith();
    const path = join(folder, 'x'.repeat(255));
    writeFileSync(path, 'one');
    writeFiles([{ path, before: 'one', after: 'two' }], basename);
    assert.equal(readFileSync(path, 'utf8'), 'two');
  });

  posix('keeps permissions', () => {
    for (const mode of [0o600, 0o640, 0o664, 0o755, 0o777]) {
      const folder = folderOf('one');
      chmodSync(join(folder, 'a'), mode);
      const listing = listingOf(folder);
      writeFiles(child.capitalsIn(folder), basename);
      assert.deepEqual(listingOf(folder), withTexts(listing, { a: 'ONE' }));
    }
  });

  posix('lets nobody else read what is not there yet', () => {
    const folder = folderOf('one');
    chmodSync(join(folder, 'a'), 0o640);
    const modes: number[] = [];
    const write: Files['write'] = (file, bytes) => {
      modes.push(disk.rights(file).mode & 0o777);
      disk.write(file, bytes);
    };
    writeFiles(child.capitalsIn(folder), basename, { ...disk, write });
    assert.deepEqual(modes, [0o600]);
  });

  it('keeps the owner', function () {
    if (!root) return this.skip(); // only root may give a file away
    const folder = folderOf('one');
    chownSync(join(folder, 'a'), 1234, 5678);
    chmodSync(join(folder, 'a'), 0o4750); // the first bit is lost when a file is given away
    const listing = listingOf(folder);
    writeFiles(child.capitalsIn(folder), basename);
    assert.deepEqual(listingOf(folder), withTexts(listing, { a: 'ONE' }));
  });

  it('keeps the group where the owner may not be given, and writes where neither may', () => {
    for (const allowed of [[-1], []]) {
      const folder = folderOf('one');
      const tried: number[] = [];
      const chown: Files['chown'] = (_, uid) => {
        tried.push(uid);
        if (!allowed.includes(uid)) throw failure('EPERM');
      };
      const { uid } = statSync(join(folder, 'a'));
      writeFiles(child.capitalsIn(folder), basename, { ...disk, chown });
      assert.deepEqual([readFileSync(join(folder, 'a'), 'utf8'), tried], ['ONE', [uid, -1]]);
    }
  });

  posix('follows links, also two in a row, and leaves them links', () => {
    const [folder, other] = [folderOf(), folderOf('one')];
    symlinkSync(join(other, 'a'), join(folder, 'first'));
    symlinkSync('first', join(folder, 'second'));
    const listing = listingOf(folder);
    const made: string[] = [];
    const open: Files['open'] = (path, flags) => {
      if (flags === 'wx') made.push(dirname(path));
      return disk.open(path, flags);
    };
    writeFiles([{ path: join(folder, 'second'), before: 'one', after: 'two' }], basename, { ...disk, open });
    assert.deepEqual([listingOf(folder), readdirSync(other), readFileSync(join(other, 'a'), 'utf8')], [listing, ['a'], 'two']);
    assert.deepEqual(made, [other], 'a rename must not lead to another disk');
  });

  posix('writes a file once that two paths lead to', () => {
    const folder = folderOf('one');
    symlinkSync('a', join(folder, 'b'));
    const listing = listingOf(folder);
    writeFiles(child.capitalsIn(folder), basename);
    assert.deepEqual(listingOf(folder), withTexts(listing, { a: 'ONE' }));
  });

  posix('refuses to write a file in two ways', () => {
    const folder = folderOf('one', 'two');
    symlinkSync('b', join(folder, 'c'));
    const [a, b, c] = child.capitalsIn(folder) as [Rewrite, Rewrite, Rewrite];
    const message = "'c' cannot be written: it is the same file as 'b', which is to change in another way. Nothing was written.";
    assertRefused([a, b, { ...c, after: 'three' }], message);
  });

  posix('parts a file from its other hard links', () => {
    const folder = folderOf('one');
    linkSync(join(folder, 'a'), join(folder, 'b'));
    writeFiles(child.capitalsIn(folder).slice(0, 1), basename);
    assert.deepEqual([readFileSync(join(folder, 'a'), 'utf8'), readFileSync(join(folder, 'b'), 'utf8')], ['ONE', 'one']);
  });
});

describe('what a run left that was killed while it wrote', () => {
  const ended = spawnSync(process.execPath, ['-e', '']).pid;
  const leave = (folder: string, name: string, ageInSeconds: number): void => {
    const then = Date.now() / 1000 - ageInSeconds;
    writeFileSync(join(folder, name), 'half');
    utimesSync(join(folder, name), then, then);
  };

  it('is taken away by the next that writes there, and nothing else is', () => {
    const folder = folderOf('old', 'b');
    const kept = [`.keyhook-${process.pid}-0123456789abcdef.tmp`, `.keyhook-${ended}-0123456789abcdef.tmp.txt`, '.keyhook.tmp'];
    for (const name of kept) leave(folder, name, 3600);
    leave(folder, `.keyhook-${ended}-0123456789abcdef.tmp`, 3600);
    leave(folder, `.keyhook-${ended}-00000000000000ff.tmp`, 1);
    writeFiles([{ path: join(folder, 'a'), before: 'old', after: 'new' }], basename);
    assert.deepEqual(readdirSync(folder).sort(), [...kept, `.keyhook-${ended}-00000000000000ff.tmp`, 'a', 'b'].sort());
    assert.equal(readFileSync(join(folder, 'a'), 'utf8'), 'new');
  });
});

describe('writing files is refused, and no file changes, when one', () => {
  it('has changed since it was read, be it with the same size and time', () => {
    const folder = folderOf('one', 'two', 'six');
    const rewrites = child.capitalsIn(folder);
    const path = join(folder, 'b');
    const noon = new Date('2020-02-02T12:00:00Z');
    utimesSync(path, noon, noon);
    const { size, mtimeMs } = statSync(path);
    writeFileSync(path, 'TEN');
    utimesSync(path, noon, noon);
    const now = statSync(path);
    assert.deepEqual([now.size, now.mtimeMs], [size, mtimeMs]);
    assertRefused(rewrites, "'b' cannot be written: it has changed on the disk since it was read. Nothing was written.");
  });

  it('is gone, or a folder now', () => {
    const folder = folderOf('one', 'two');
    const rewrites = child.capitalsIn(folder);
    rmSync(join(folder, 'b'));
    assertRefused(rewrites, "'b' cannot be written: it is gone from the disk. Nothing was written.");
    mkdirSync(join(folder, 'b'));
    if (!windows) assertRefused(rewrites, "'b' cannot be written: illegal operation on a directory. Nothing was written.");
  });

  const lost = "'b' cannot be written: it holds bytes that are no text and would be lost. Save it as UTF-8 first. Nothing was written.";
  const undecodable = {
    'is no UTF-8': ['a\uFFFDb', Uint8Array.of(0x61, 0xfc, 0x62)],
    'is no UTF-8 after its byte order mark': ['\uFFFD\uFFFD\uFFFD', Uint8Array.of(0xef, 0xbb, 0xbf, 0xed, 0xa0, 0x80)],
    'is UTF-16 and ends within a unit': ['a\uFFFD', Uint8Array.of(0xff, 0xfe, 0x61, 0, 0x61)],
    'is UTF-16 with half a character': ['\uFFFDa', Uint8Array.of(0xfe, 0xff, 0xd8, 0x3d, 0, 0x61)],
  } as const;
  for (const [what, [text, bytes]] of Object.entries(undecodable))
    it(what, () => {
      const folder = folderOf('one', bytes);
      const rewrites = [...child.capitalsIn(folder).slice(0, 1), { path: join(folder, 'b'), before: text, after: 'x' }];
      assertRefused(rewrites, lost);
    });

  for (const [encoding, bytes] of Object.entries({ 'UTF-8': Buffer.from('a'), 'UTF-16': Uint8Array.of(0xff, 0xfe, 0x61, 0) }))
    it(`is to hold half a character in ${encoding}`, () => {
      const folder = folderOf('one', bytes);
      const rewrites = [...child.capitalsIn(folder).slice(0, 1), { path: join(folder, 'b'), before: 'a', after: 'a\ud83d"' }];
      assertRefused(rewrites, "'b' cannot be written: its new text holds something that cannot be encoded. Nothing was written.");
    });

  it('is to begin with what would be a byte order mark', () => {
    const folder = folderOf('a');
    const rewrites = [{ path: join(folder, 'a'), before: 'a', after: '\uFEFFa' }];
    assertRefused(rewrites, "'a' cannot be written: its new text holds something that cannot be encoded. Nothing was written.");
  });

  for (const [code, reason] of Object.entries({
    EACCES: 'it is write-protected',
    EPERM: 'it is write-protected',
    EROFS: 'the file system is read-only',
  }))
    it(`cannot be opened for writing: ${code}`, () => {
      const folder = folderOf('one', 'two');
      const open: Files['open'] = (path, flags) => {
        if (basename(path) === 'b' && flags === 'r+') throw failure(code);
        return disk.open(path, flags);
      };
      assertRefused(child.capitalsIn(folder), `'b' cannot be written: ${reason}. Nothing was written.`, { files: { ...disk, open } });
    });
});

/** Each says in which step of writing one file `fails` is called. */
const steps: Readonly<Record<string, (fails: () => void) => Partial<Files>>> = {
  'making a file': (fails) => ({
    open: (path, flags) => {
      if (flags === 'wx') fails();
      return disk.open(path, flags);
    },
  }),
  'writing it, half way': (fails) => ({
    write: (file, bytes) => {
      disk.write(file, bytes.subarray(0, bytes.length / 2));
      fails();
      disk.write(file, bytes);
    },
  }),
  'giving it its permissions': (fails) => ({
    chmod: (file, mode) => {
      fails();
      disk.chmod(file, mode);
    },
  }),
  'bringing it to the disk': (fails) => ({
    sync: (file) => {
      fails();
      disk.sync(file);
    },
  }),
  'closing it': (fails) => {
    const made = new Set<number>();
    return {
      open: (path, flags) => {
        const file = disk.open(path, flags);
        if (flags === 'wx') made.add(file);
        return file;
      },
      close: (file) => {
        disk.close(file);
        if (made.delete(file)) fails();
      },
    };
  },
  'renaming it': (fails) => ({
    rename: (from, to) => {
      fails();
      disk.rename(from, to);
    },
  }),
};

/** The disk, where a step fails each time that `when` says so; it is asked with how often the step was taken before. */
function failing(step: string, when: (taken: number) => boolean, code = 'ENOSPC'): Files {
  let taken = 0;
  const fails = (): void => {
    if (when(taken++)) throw failure(code);
  };
  return { ...disk, ...steps[step]!(fails) };
}

describe('when writing fails, all that was written is put back', () => {
  const texts = ['one', 'two two', 'three three three', 'four'];
  const PUT_BACK = 'What had been written was put back.';

  for (const step of Object.keys(steps))
    for (const k of texts.keys())
      it(`${step}, in file ${k + 1}`, () => {
        const folder = folderOf(...texts);
        if (!windows) for (const it of readdirSync(folder)) chmodSync(join(folder, it), 0o644);
        const message = `'${'abcd'[k]}' cannot be written: the disk is full. ${k === 0 ? 'Nothing was written.' : PUT_BACK}`;
        assertRefused(child.capitalsIn(folder), message, { files: failing(step, (taken) => taken === k) });
      });

  const reasons = {
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk quota is used up',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the file system is read-only',
    EBUSY: 'it is in use',
    ENOENT: 'it is gone from the disk',
    EIO: 'i/o error',
    EMFILE: 'too many open files',
  };
  for (const [code, reason] of Object.entries(reasons))
    it(`and ${code} is said in words`, () => {
      const files = failing('renaming it', (taken) => taken === 1, code);
      assertRefused(child.capitalsIn(folderOf('one', 'two')), `'b' cannot be written: ${reason}. ${PUT_BACK}`, { files });
    });

  for (const code of ['EACCES', 'EPERM'])
    it(`and ${code} is said in words, when a file is made`, () => {
      const files = failing('making a file', (taken) => taken === 1, code);
      assertRefused(child.capitalsIn(folderOf('one', 'two')), `'b' cannot be written: its folder is write-protected. ${PUT_BACK}`, {
        files,
      });
    });

  for (const [what, change, reason, left] of [
    ['changed', (path: string) => writeFileSync(path, 'TEN'), 'it has changed on the disk meanwhile', 'TEN'],
    ['taken away', (path: string) => rmSync(path), 'it is gone from the disk', undefined],
  ] as const)
    it(`a file that is ${what} while its new text is written is left so`, () => {
      const folder = folderOf('one', 'two', 'six');
      const listing = listingOf(folder);
      const { atime, mtime } = statSync(join(folder, 'b'));
      let synced = 0;
      const sync: Files['sync'] = (file) => {
        disk.sync(file);
        if (synced++ !== 1) return;
        change(join(folder, 'b'));
        if (left !== undefined) utimesSync(join(folder, 'b'), atime, mtime);
      };
      const { b: _, ...others } = listing;
      assertRefused(child.capitalsIn(folder), `'b' cannot be written: ${reason}. ${PUT_BACK}`, {
        files: { ...disk, sync },
        left: left === undefined ? others : withTexts(listing, { b: left }),
      });
    });

  for (const step of ['making a file', 'writing it, half way'])
    for (const after of ['ONE', 'o', 'one and more'])
      it(`in place where there is no room beside it: ${step}, '${after}'`, () => {
        const folder = folderOf('one', 'two');
        const rewrites = child.capitalsIn(folder).map((it) => ({ ...it, after }));
        for (const [code, reason] of Object.entries({ ENOSPC: 'the disk is full', EDQUOT: 'the disk quota is used up' })) {
          const files = failing(step, (taken) => taken === 1 || taken === 2, code);
          assertRefused(rewrites, `'b' cannot be written: ${reason}. ${PUT_BACK}`, { files });
        }
      });

  it('and a temporary file that cannot be removed is named', () => {
    const folder = folderOf('one', 'two');
    const listing = listingOf(folder);
    const made: string[] = [];
    const files: Files = {
      ...failing('writing it, half way', (taken) => taken === 1),
      open: (path, flags) => {
        if (flags === 'wx') made.push(path);
        return disk.open(path, flags);
      },
      remove: () => {
        throw failure('EBUSY');
      },
    };
    const message = child.messageOf(() => writeFiles(child.capitalsIn(folder), basename, files));
    const name = basename(made[1]!);
    assert.equal(message, `Error: 'b' cannot be written: the disk is full, and '${name}' is left beside it. ${PUT_BACK}`);
    const { [name]: temporary, ...others } = listingOf(folder);
    assert.deepEqual([others, temporary?.split(' ').at(-1)], [listing, 'T']);
  });

  posix('and nothing is left to remove when the whole folder is gone', () => {
    const folder = folderOf('one');
    const sync: Files['sync'] = () => rmSync(folder, { recursive: true });
    const message = child.messageOf(() => writeFiles(child.capitalsIn(folder), basename, { ...disk, sync }));
    assert.equal(message, "Error: 'a' cannot be written: it is gone from the disk. Nothing was written.");
  });

  it('but a file is not removed that has the temporary name and is none of ours', () => {
    const open: Files['open'] = (path, flags) => {
      if (flags === 'wx') throw failure('EEXIST');
      return disk.open(path, flags);
    };
    const files: Files = { ...disk, open, remove: (path) => assert.fail(path) };
    assertRefused(child.capitalsIn(folderOf('one')), "'a' cannot be written: file already exists. Nothing was written.", { files });
  });
});

describe('what cannot be put back is named, and is wholly new', () => {
  /** Three files, of which the third cannot be written. */
  function assertLeft(files: Files, reason: string, left: Readonly<Record<string, string>>, named: string): void {
    const folder = folderOf('one', 'two', 'six');
    const message = `'c' cannot be written: ${reason}. What had been written was put back, except ${named}.`;
    assertRefused(child.capitalsIn(folder), message, { files, left: withTexts(listingOf(folder), left) });
  }

  it('one of two', () => {
    const files = failing('renaming it', (taken) => taken === 2 || taken === 3, 'EIO');
    assertLeft(files, 'i/o error', { b: 'TWO' }, "'b' (i/o error)");
  });

  it('each of two', () => {
    const files = failing('renaming it', (taken) => taken >= 2, 'EIO');
    assertLeft(files, 'i/o error', { a: 'ONE', b: 'TWO' }, "'b' (i/o error), 'a' (i/o error)");
  });

  it('where there is no room in place either', () => {
    const files = failing('writing it, half way', (taken) => [2, 3, 4, 6, 7].includes(taken));
    assertLeft(files, 'the disk is full', { a: 'ONE', b: 'TWO' }, "'b' (the disk is full), 'a' (the disk is full)");
  });

  it('unless the new text finds no room in place again', () => {
    const files = failing('writing it, half way', (taken) => taken >= 2 && taken <= 5);
    assertLeft(files, 'the disk is full', { b: 'TWO' }, "'b' (the disk is full, and it is half written now)");
  });

  it('a file that somebody changed since', () => {
    const folder = folderOf('one', 'two', 'six');
    const listing = listingOf(folder);
    let renamed = 0;
    const rename: Files['rename'] = (from, to) => {
      if (renamed++ === 2) {
        writeFileSync(join(folder, 'a'), 'TEN');
        throw failure('ENOSPC');
      }
      disk.rename(from, to);
    };
    const message =
      "'c' cannot be written: the disk is full. What had been written was put back, except 'a' (it has changed on the disk meanwhile).";
    assertRefused(child.capitalsIn(folder), message, { files: { ...disk, rename }, left: withTexts(listing, { a: 'TEN' }) });
  });

  it('a file that somebody changed since, and had no room beside it', () => {
    const folder = folderOf('one', 'two');
    const listing = listingOf(folder);
    const files = failing('making a file', (taken) => {
      if (taken === 1) writeFileSync(join(folder, 'a'), 'TEN');
      return taken >= 1;
    });
    const message =
      "'b' cannot be written: the disk is full. What had been written was put back, except 'a' (it has changed on the disk meanwhile).";
    assertRefused(child.capitalsIn(folder), message, { files, left: withTexts(listing, { a: 'TEN' }) });
  });
});

describe('renaming on Windows', () => {
  it('is tried again while another program holds the file', () => {
    for (const code of ['EACCES', 'EBUSY', 'EPERM']) {
      const tried: string[] = [];
      patient((from, to) => {
        tried.push(`${from} ${to}`);
        if (tried.length < 3) throw failure(code);
      })('a', 'b');
      assert.deepEqual(tried, ['a b', 'a b', 'a b']);
    }
  });

  it('fails at once for another reason, and at last when it is held for long', () => {
    for (const [code, times] of [
      ['ENOSPC', 1],
      ['EBUSY', 8],
    ] as const) {
      let tried = 0;
      const rename = patient(() => {
        tried++;
        throw failure(code);
      });
      assert.throws(() => rename('a', 'b'), failure(code));
      assert.equal(tried, times);
    }
  });
});

interface Ended {
  readonly signal: NodeJS.Signals | null;
  /** What was said, and the files as the process saw them before it ended; undefined when it did not come to that. */
  readonly report: unknown;
}

/** Runs a function of ./child in a process of its own, started by a command that ends in `node`. */
function inChild<A extends readonly unknown[]>(act: (...args: A) => void, args: A, command: readonly string[] = []): Ended {
  const script = `require(${JSON.stringify(join(__dirname, 'child.js'))}).${act.name}(...${JSON.stringify(args)})`;
  const [program, ...words] = [...command, process.execPath, '-e', script];
  const { signal, stdout, stderr } = spawnSync(program!, words, { encoding: 'utf8' });
  assert.equal(stderr, '');
  return { signal, report: stdout === '' ? undefined : JSON.parse(stdout) };
}

describe('writing files, for real,', () => {
  it('is wholly done or wholly not for each file, whenever the process is killed; between two files nothing else is left', () => {
    const texts = ['one', 'two two', 'six'];
    const happened: string[] = [];
    writeFiles(
      child.capitalsIn(folderOf(...texts)),
      basename,
      child.eachOf((what) => happened.push(what)),
    );
    assert.equal(happened.filter((it) => it === 'rename').length, texts.length);
    for (const n of happened.keys()) {
      const folder = folderOf(...texts);
      const { signal, report } = inChild(child.capitalizeUntilKilled, [folder, n]);
      assert.deepEqual([signal, report], [windows ? null : 'SIGKILL', undefined]);
      const before = happened.slice(0, n);
      const renamed = before.filter((it) => it === 'rename').length;
      const writing = before.lastIndexOf('open wx') > before.lastIndexOf('rename');
      assert.deepEqual(
        readdirSync(folder).map((it) => (it.startsWith('.keyhook-') ? 'temporary' : readFileSync(join(folder, it), 'utf8'))),
        [...(writing ? ['temporary'] : []), ...texts.map((it, index) => (index < renamed ? it.toUpperCase() : it))],
        `killed before ${happened[n]}, after ${before.join(', ')}`,
      );
    }
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    posix(`is finished when ${signal} comes, which then has its effect`, () => {
      const folder = folderOf('one', 'two', 'six');
      const { signal: ended, report } = inChild(child.capitalizeInterrupted, [folder, signal]);
      assert.deepEqual([ended, report], [signal, { message: '', texts: { a: 'ONE', b: 'TWO', c: 'SIX' } }]);
    });
  }

  posix('leaves a signal to whoever else listens, and listens no more itself', async () => {
    const listening = process.listenerCount('SIGHUP');
    for (const files of [
      child.interruptedBy('SIGHUP'),
      { ...failing('making a file', (taken) => taken === 1), rename: child.interruptedBy('SIGHUP').rename },
    ]) {
      let heard = 0;
      const listen = (): void => void heard++;
      process.on('SIGHUP', listen);
      const first = once(process, 'SIGHUP');
      child.messageOf(() => writeFiles(child.capitalsIn(folderOf('one', 'two')), basename, files));
      await first;
      for (let turn = 0; turn < 3; turn++) await setImmediate();
      process.off('SIGHUP', listen);
      assert.deepEqual([heard, process.listenerCount('SIGHUP')], [1, listening]);
    }
  });

  const MADE = { a: 'a'.repeat(1000), b: 'b'.repeat(40_000) };

  posix('is undone where a file may not be that large', () => {
    const folder = folderOf(MADE.a, MADE.b);
    const listing = listingOf(folder);
    const { report } = inChild(child.capitalize, [folder], ['sh', '-c', 'ulimit -f 16 && exec "$0" "$@"']);
    assert.deepEqual(report, {
      message: "Error: 'b' cannot be written: file too large. What had been written was put back.",
      texts: MADE,
    });
    assert.deepEqual(listingOf(folder), listing);
  });

  /** On a disk of 64 KB, where there is `made`, as ./files and with some room left. */
  function onSmallDisk<A extends readonly unknown[]>(
    act: (...args: A) => void,
    argsIn: (folder: string) => A,
    made: Readonly<Record<string, string>>,
  ): Ended | undefined {
    const [disk, source] = [folderWith(), folderOf(...Object.values(made))];
    const mount = 'mount -t tmpfs -o size=64k tmpfs "$0"';
    const asRoot = (script: string): string[] => ['unshare', '--mount', '--map-root-user', 'sh', '-c', script, disk];
    const [program, ...words] = asRoot(mount);
    if (windows || spawnSync(program!, words).status !== 0) return undefined;
    return inChild(act, argsIn(join(disk, 'files')), [...asRoot(`${mount} && cp -r "$1" "$0/files" && shift && exec "$@"`), source]);
  }

  it('is undone where the disk is full', function () {
    const ended = onSmallDisk(child.capitalize, (folder): [string] => [folder], MADE);
    if (!ended) return this.skip(); // only Linux gives everybody a small disk, and not on every machine
    assert.deepEqual(ended.report, {
      message: "Error: 'b' cannot be written: the disk is full. What had been written was put back.",
      texts: MADE,
    });
  });

  it('is undone in place where somebody else fills the disk meanwhile', function () {
    const made = { a: 'a'.repeat(10_000), b: 'b' };
    const ended = onSmallDisk(child.capitalizeWhileFilling, (folder): [string, string] => [folder, join(dirname(folder), 'filler')], made);
    if (!ended) return this.skip(); // as above
    assert.deepEqual(ended.report, {
      message: "Error: 'b' cannot be written: the disk is full. What had been written was put back.",
      texts: made,
    });
  });

  /** A folder with three files that root gives away, for nothing is forbidden to root. */
  function folderOfNobody(): string {
    const folder = folderOf('one', 'two', 'six');
    if (root) for (const it of ['.', 'a', 'b', 'c']) chownSync(join(folder, it), child.NOBODY, child.NOBODY);
    return folder;
  }

  posix('is refused when a file is write-protected', () => {
    const folder = folderOfNobody();
    chmodSync(join(folder, 'b'), 0o444);
    const listing = listingOf(folder);
    const message = "Error: 'b' cannot be written: it is write-protected. Nothing was written.";
    assert.deepEqual(inChild(child.capitalizeAsNobody, [folder]).report, { message, texts: { a: 'one', b: 'two', c: 'six' } });
    assert.deepEqual(listingOf(folder), listing);
  });

  posix('is refused when the folder is write-protected', () => {
    const folder = folderOfNobody();
    chmodSync(folder, 0o555);
    const listing = listingOf(folder);
    const message = "Error: 'a' cannot be written: its folder is write-protected. Nothing was written.";
    assert.deepEqual(inChild(child.capitalizeAsNobody, [folder]).report, { message, texts: { a: 'one', b: 'two', c: 'six' } });
    assert.deepEqual(listingOf(folder), listing);
    chmodSync(folder, 0o755);
  });

  posix('is done by somebody who may write a file of others but not give it away', function () {
    if (!root) return this.skip(); // takes two owners
    const folder = folderOfNobody();
    chownSync(join(folder, 'a'), 1234, child.NOBODY);
    chmodSync(join(folder, 'a'), 0o664);
    assert.deepEqual(inChild(child.capitalizeAsNobody, [folder]).report, { message: '', texts: { a: 'ONE', b: 'TWO', c: 'SIX' } });
    const { mode, uid, gid } = statSync(join(folder, 'a'));
    assert.deepEqual([mode & 0o777, uid, gid], [0o664, child.NOBODY, child.NOBODY]);
  });
});
