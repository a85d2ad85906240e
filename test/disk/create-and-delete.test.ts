import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { disk, type Files } from '../../server/src/host/files';
import { WriteError, writeFiles, type Rewrite } from '../../server/src/host/write';
import { folderWith, write } from '../cli/run';
import * as child from './child';

const windows = process.platform === 'win32';
const posix = windows ? it.skip : it; // no modes there, and making links needs a privilege

/** A new folder with files that `changesIn` changes and deletes, and one that it leaves alone. */
function filled(): string {
  const folder = folderWith();
  for (const [name, text] of [
    ['a', 'stays'],
    ['b', 'old b'],
    ['h', 'old h'],
    ['i', 'old i'],
  ] as const)
    write(folder, name, text);
  if (!windows) chmodSync(join(folder, 'h'), 0o640);
  return folder;
}

/** Everything below a folder: folders, and files with their mode and text. */
function treeOf(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).map((it) => {
    const path = join(it.parentPath, it.name);
    const what = it.isDirectory() ? 'folder' : `${(statSync(path).mode & 0o777).toString(8)} ${readFileSync(path, 'utf8')}`;
    return [relative(folder, path), what] as const;
  });
  return Object.fromEntries(entries.sort());
}

function withoutTemporary(tree: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tree).filter(([path]) => !basename(path).startsWith('.keyhook-')));
}

/** The tree when `changesIn` was done. */
function changed(): Readonly<Record<string, string>> {
  const folder = filled();
  writeFiles(child.changesIn(folder), basename);
  return treeOf(folder);
}

const creation = (folder: string, name: string, after = 'new'): Rewrite => ({ path: join(folder, name), before: undefined, after });
const removal = (folder: string, name: string): Rewrite => ({
  path: join(folder, name),
  before: readFileSync(join(folder, name), 'utf8'),
  after: undefined,
});

/** Writing is refused in these words, and the folder is as `left` says. */
function assertRefused(rewrites: readonly Rewrite[], folder: string, message: string, files: Files = disk, left = treeOf(folder)): void {
  assert.throws(
    () => writeFiles(rewrites, (path) => relative(folder, path), files),
    (error) => {
      assert.ok(error instanceof WriteError, String(error));
      assert.equal(error.message, message);
      return true;
    },
  );
  assert.deepEqual(treeOf(folder), left);
}

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: somewhere`), { code });
}

/** The disk, where something happens before the first time that this is done. */
function before(what: keyof Files, happens: (...args: readonly unknown[]) => void): Files {
  let first = true;
  const act = disk[what] as (...args: readonly unknown[]) => unknown;
  const wrapped = (...args: readonly unknown[]): unknown => {
    if (first) {
      first = false;
      happens(...args);
    }
    return act(...args);
  };
  return { ...disk, [what]: wrapped };
}

const withoutLinks: Files = {
  ...disk,
  link: () => {
    throw failure('EPERM');
  },
};

describe('making and deleting files', () => {
  it('makes files and the folders above them, deletes others, and leaves the rest', () => {
    const [folder, tree] = [filled(), treeOf(filled())];
    writeFiles(child.changesIn(folder), basename);
    const mode = (0o666 & ~process.umask()).toString(8);
    const { b: _, h: __, ...rest } = tree;
    assert.deepEqual(treeOf(folder), {
      ...rest,
      c: `${windows ? '666' : mode} new c`,
      d: 'folder',
      [join('d', 'e')]: 'folder',
      [join('d', 'e', 'f')]: `${windows ? '666' : mode} new d/e/f`,
      [join('d', 'e', 'g')]: `${windows ? '666' : mode} new d/e/g`,
      i: rest['i']!.replace('old i', 'OLD I'),
    });
  });

  it('writes a new file in UTF-8 without a byte order mark, as it is given', () => {
    const folder = folderWith();
    writeFiles([creation(folder, 'a', 'ü\r\n😀\n'), creation(folder, 'b', '')], basename);
    assert.deepEqual([readFileSync(join(folder, 'a')), readFileSync(join(folder, 'b'))], [Buffer.from('ü\r\n😀\n'), Buffer.from('')]);
  });

  it('leaves nothing else behind where a disk knows no second names', () => {
    const folder = filled();
    writeFiles(child.changesIn(folder), basename, withoutLinks);
    const modes = (tree: Readonly<Record<string, string>>): unknown =>
      Object.entries(tree).map(([path, it]) => [path, it.replace(/^\d+ /, '')]);
    assert.deepEqual(modes(treeOf(folder)), modes(changed()));
  });

  it('makes and deletes no file that is neither there before nor after', () => {
    const untouchable = child.eachOf((what) => assert.fail(what));
    writeFiles([{ path: '/gone', before: undefined, after: undefined }], basename, untouchable);
  });

  posix('makes a file below a folder that is a link', () => {
    const [folder, other] = [folderWith(), folderWith()];
    symlinkSync(other, join(folder, 'link'));
    writeFiles([creation(folder, 'link/deep/a')], basename);
    assert.equal(readFileSync(join(other, 'deep', 'a'), 'utf8'), 'new');
  });

  posix('makes a file once that two paths lead to, and refuses to make it in two ways', () => {
    const folder = folderWith();
    mkdirSync(join(folder, 'd'));
    symlinkSync('d', join(folder, 'link'));
    writeFiles([creation(folder, 'd/a'), creation(folder, 'link/a')], basename);
    assert.equal(readFileSync(join(folder, 'd', 'a'), 'utf8'), 'new');
    rmSync(join(folder, 'd', 'a'));
    const message = "'b' cannot be created: it is the same file as 'b', which is to change in another way. Nothing was written.";
    assert.throws(() => writeFiles([creation(folder, 'd/b'), creation(folder, 'link/b', 'other')], basename), { message });
    assert.deepEqual(readdirSync(join(folder, 'd')), []);
  });
});

describe('making a file is refused, and nothing changes, when', () => {
  it('it is there already', () => {
    const folder = filled();
    const message = "'a' cannot be created: there is such a file already. Nothing was written.";
    assertRefused([removal(folder, 'b'), creation(folder, 'a', 'stays')], folder, message);
  });

  posix('a link has its name, be it one that leads nowhere', () => {
    const folder = folderWith();
    symlinkSync('nowhere', join(folder, 'a'));
    const message = "'a' cannot be created: there is such a file already. Nothing was written.";
    assert.throws(() => writeFiles([creation(folder, 'a')], basename), { message });
    assert.deepEqual(readdirSync(folder), ['a']);
  });

  for (const [how, files] of [
    ['', disk],
    [', on a disk without second names', withoutLinks],
  ] as const)
    it(`somebody makes it meanwhile${how}`, () => {
      const folder = filled();
      const appears = (): void => writeFileSync(join(folder, 'd', 'x'), 'theirs');
      const { link } = before('link', appears);
      const itsLink: Files['link'] = (from, to) => {
        if (files === disk) return link(from, to);
        appears();
        throw failure('ENOTSUP');
      };
      mkdirSync(join(folder, 'd'));
      const tree = treeOf(folder);
      const message = "'d/x' cannot be created: somebody has made such a file meanwhile. What had been written was put back.";
      writeFileSync(join(folder, 'probe'), 'theirs');
      const mode = treeOf(folder)['probe']!;
      rmSync(join(folder, 'probe'));
      const left = { ...tree, [join('d', 'x')]: mode };
      const rewrites = [...child.changesIn(folder).slice(-1), creation(folder, 'd/x')];
      assertRefused(rewrites, folder, message.replace('/', join('/')), { ...files, link: itsLink }, left);
    });

  it('its folder is a file', () => {
    const folder = filled();
    assertRefused(
      [creation(folder, join('a', 'x'))],
      folder,
      `'${join('a', 'x')}' cannot be created: not a directory. Nothing was written.`,
    );
  });

  it('its folder may not be written', () => {
    const folder = filled();
    const denied = before('makeFolder', () => {
      throw failure('EACCES');
    });
    const message = `'${join('x', 'y')}' cannot be created: its folder is write-protected. Nothing was written.`;
    assertRefused([creation(folder, join('x', 'y'))], folder, message, denied);
  });

  it('it is to hold what cannot be encoded', () => {
    const folder = folderWith();
    for (const text of ['a\ud83d', '\uFEFFa'])
      assertRefused(
        [creation(folder, 'x', text)],
        folder,
        "'x' cannot be created: its new text holds something that cannot be encoded. Nothing was written.",
      );
  });
});

describe('deleting a file is refused, and nothing changes, when', () => {
  it('it has changed since it was read', () => {
    const folder = filled();
    const rewrites = [removal(folder, 'b'), removal(folder, 'h')];
    writeFileSync(join(folder, 'h'), 'theirs');
    assertRefused(rewrites, folder, "'h' cannot be deleted: it has changed on the disk since it was read. Nothing was written.");
  });

  it('it changes while others are written', () => {
    const folder = filled();
    const rewrites = child.changesIn(folder);
    const files = before('sync', () => writeFileSync(join(folder, 'h'), 'theirs'));
    const left = { ...treeOf(folder), h: treeOf(folder)['h']!.replace('old h', 'theirs') };
    const message = "'h' cannot be deleted: it has changed on the disk meanwhile. What had been written was put back.";
    assertRefused(rewrites, folder, message, files, left);
  });

  it('it is gone', () => {
    const folder = filled();
    const rewrites = [removal(folder, 'b')];
    rmSync(join(folder, 'b'));
    assertRefused(rewrites, folder, "'b' cannot be deleted: it is gone from the disk. Nothing was written.");
  });

  posix('it is a link', () => {
    const folder = filled();
    symlinkSync('b', join(folder, 'l'));
    assertRefused([removal(folder, 'l')], folder, "'l' cannot be deleted: it is a link to a file. Delete it by hand. Nothing was written.");
  });

  it('it is write-protected', () => {
    const folder = filled();
    const rewrites = [removal(folder, 'b')];
    const open: Files['open'] = () => {
      throw failure('EACCES');
    };
    assertRefused(rewrites, folder, "'b' cannot be deleted: it is write-protected. Nothing was written.", { ...disk, open });
  });
});

describe('when making and deleting fails', () => {
  /** Everything that is done to the disk, in order. */
  function happening(files?: (each: Files) => Files): string[] {
    const happened: string[] = [];
    const each = child.eachOf((what) => happened.push(what));
    writeFiles(child.changesIn(filled()), basename, files?.(each) ?? each);
    return happened;
  }

  /** Signals are held a little longer than files are written. */
  async function released(): Promise<void> {
    for (let turn = 0; turn < 3; turn++) await setImmediate();
  }

  it('at any step, all is as it was; or all is done and only a temporary file is left', async () => {
    const [done, happened] = [changed(), happening()];
    for (const what of ['makeFolder', 'link', 'rename', 'remove', 'open wx', 'sync', 'write']) assert.ok(happened.includes(what), what);
    let refused = 0;
    for (const code of ['EIO', 'ENOSPC', 'EACCES', 'EBUSY'])
      for (const n of happened.keys()) {
        const folder = filled();
        const tree = treeOf(folder);
        let count = 0;
        const files = child.eachOf(() => {
          if (count++ === n) throw failure(code);
        });
        const message = child.messageOf(() => writeFiles(child.changesIn(folder), basename, files));
        await released();
        const now = treeOf(folder);
        const where = `${code} at ${n}, ${happened[n]}: ${message}`;
        if (message === '') assert.deepEqual(withoutTemporary(now), done, where);
        else {
          refused++;
          assert.deepEqual(now, tree, where);
          assert.match(
            message,
            /^Error: '.+' cannot be (?:written|created|deleted): .+\. (?:Nothing was written|What had been written was put back)\.$/,
            where,
          );
        }
      }
    assert.ok(refused > happened.length * 2, 'most steps matter');
  });

  it('nothing was deleted as long as anything else could fail for want of room', () => {
    const happened: string[] = [];
    const files = child.eachOf((what) => happened.push(what));
    const rename: Files['rename'] = (from, to) => {
      if (basename(to).startsWith('.keyhook-')) happened.push('delete');
      files.rename(from, to);
    };
    writeFiles(child.changesIn(filled()), basename, { ...files, rename });
    assert.equal(happened.filter((it) => it === 'delete').length, 2);
    assert.ok(happened.lastIndexOf('write') < happened.indexOf('delete'), happened.join(', '));
  });

  it('a deleted file is put back where there is no room for another', () => {
    const folder = filled();
    const tree = treeOf(folder);
    let deleted = 0;
    const full = (): never => {
      throw failure('ENOSPC');
    };
    const files: Files = {
      ...disk,
      rename: (from, to) => {
        if (basename(to).startsWith('.keyhook-') && deleted++ === 1) throw failure('EIO');
        disk.rename(from, to);
      },
      write: (...args) => (deleted > 0 ? full() : disk.write(...args)),
    };
    const rewrites = [removal(folder, 'b'), removal(folder, 'h')];
    assertRefused(rewrites, folder, "'h' cannot be deleted: EIO: somewhere. What had been written was put back.", files, tree);
  });

  it('a deleted file that somebody has made again is not overwritten, and it is said where the old one is', () => {
    const folder = filled();
    const mode = treeOf(folder)['b']!.split(' ')[0]!;
    let aside = '';
    const rename: Files['rename'] = (from, to) => {
      if (aside !== '') {
        writeFileSync(join(folder, 'b'), 'theirs');
        throw failure('EBUSY');
      }
      aside = basename(to);
      disk.rename(from, to);
    };
    const message = child.messageOf(() => writeFiles([removal(folder, 'b'), removal(folder, 'h')], basename, { ...disk, rename }));
    const kept = `'b' (somebody has made such a file meanwhile, and what it held is in '${aside}')`;
    assert.equal(message, `Error: 'h' cannot be deleted: it is in use. What had been written was put back, except ${kept}.`);
    assert.deepEqual([treeOf(folder)['b'], treeOf(folder)[aside]], [`${mode} theirs`, `${mode} old b`]);
  });

  it('a new folder stays that somebody has put something into', () => {
    const folder = filled();
    const rename: Files['rename'] = () => {
      writeFileSync(join(folder, 'd', 'theirs'), 'x');
      throw failure('EBUSY');
    };
    const rewrites = [creation(folder, join('d', 'e', 'f')), removal(folder, 'b')];
    const message = child.messageOf(() => writeFiles(rewrites, basename, { ...disk, rename }));
    assert.equal(message, "Error: 'b' cannot be deleted: it is in use. What had been written was put back.");
    assert.deepEqual(Object.keys(treeOf(folder)), ['a', 'b', 'd', join('d', 'theirs'), 'h', 'i']);
  });

  it('a new file that somebody has changed is not taken away again', () => {
    const folder = filled();
    const rename: Files['rename'] = () => {
      writeFileSync(join(folder, 'c'), 'theirs');
      throw failure('EBUSY');
    };
    const message = child.messageOf(() => writeFiles([creation(folder, 'c'), removal(folder, 'b')], basename, { ...disk, rename }));
    const except = "except 'c' (it has changed on the disk meanwhile)";
    assert.equal(message, `Error: 'b' cannot be deleted: it is in use. What had been written was put back, ${except}.`);
    assert.equal(readFileSync(join(folder, 'c'), 'utf8'), 'theirs');
  });

  it('because the process is killed, each file is wholly old or wholly new, and the next run cleans up', () => {
    const [before, after] = [treeOf(filled()), changed()];
    for (const n of happening().keys()) {
      const folder = filled();
      const script = `require(${JSON.stringify(join(__dirname, 'child.js'))}).${child.changeUntilKilled.name}(${JSON.stringify(folder)}, ${n})`;
      const { signal, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
      assert.deepEqual([signal, stderr], [windows ? null : 'SIGKILL', '']);
      for (const [path, it] of Object.entries(withoutTemporary(treeOf(folder))))
        assert.ok(it === before[path] || it === after[path], `${path} holds ${it} when killed at ${n}`);
    }
  });
});
