import { basename, dirname, join, relative } from 'node:path';
import { decode } from './disk';
import { isOneOf, isRemoved, Obstacle, reasonOf, withFile, type Files, type Rights } from './files';
import { temporaryBeside } from './leftovers';

/** What is to be done to one file. Whoever plans one has looked at the file, and throws what stands in the way. */
export interface Step {
  readonly real: string;
  /** What the file is to hold; undefined when it is to be gone. */
  readonly after: Buffer | undefined;
  /** Does it, or throws and leaves the file as it was. */
  make(): void;
  /** Throws and leaves the file as it was made. */
  takeBack(): void;
  /** Cleans up, when no step will be taken back any more. */
  finish?(): void;
}

const CHANGED = 'it has changed on the disk since it was read';

/** Gives a file another text, in its own encoding. */
export function changing(path: string, before: string, text: string, files: Files): Step {
  const real = files.realpath(path);
  const plan = withFile(real, { flags: 'r+' }, files, (file): Plan => {
    const { mode, uid, gid } = files.rights(file);
    const bytes = files.read(file);
    if (decode(bytes) !== before) throw new Obstacle(CHANGED);
    const encode = encodings.find((it) => it(before).equals(bytes));
    if (!encode) throw new Obstacle('it holds bytes that are no text and would be lost. Save it as UTF-8 first');
    return { real, mode, uid, gid, before: bytes, after: encoded(text, encode) };
  });
  return {
    real,
    after: plan.after,
    make: () => replace(plan, plan.before, plan.after, files),
    takeBack: () => {
      try {
        replace(plan, plan.after, plan.before, files);
      } catch (error) {
        if (!isOneOf(error, 'ENOSPC', 'EDQUOT')) throw error;
        overwrite(plan, files);
      }
    },
  };
}

/** Makes a file in UTF-8, with the folders above it that are not there. */
export function creating(path: string, text: string, files: Files): Step {
  if (files.exists(path)) throw new Obstacle('there is such a file already');
  const folder = nearestFolder(dirname(path), files);
  const real = join(files.realpath(folder), relative(folder, path));
  const after = encoded(text, (it) => Buffer.from(it));
  let made: readonly string[] = [];
  const unmake = (): void => removeFolders(made, files);
  return {
    real,
    after,
    make: () => {
      made = makeFolders(dirname(real), files);
      try {
        const fill = (file: number): void => files.write(file, after);
        throughTemporary(real, { mode: 0o666, fill }, (temporary) => settle(temporary, real, files), files);
      } catch (error) {
        unmake();
        throw error;
      }
    },
    takeBack: () => {
      withFile(real, { flags: 'r+' }, files, (file) => requireBytes(file, after, files));
      files.remove(real);
      unmake();
    },
  };
}

/** Takes a file away. Until the end it is kept beside its place, so that it can be put back where there is no room for another. */
export function deleting(path: string, before: string, files: Files): Step {
  const real = files.realpath(path);
  if (real !== join(files.realpath(dirname(path)), basename(path))) throw new Obstacle('it is a link to a file. Delete it by hand');
  const bytes = withFile(real, { flags: 'r+' }, files, (file) => files.read(file));
  if (decode(bytes) !== before) throw new Obstacle(CHANGED);
  const aside = temporaryBeside(real);
  return {
    real,
    after: undefined,
    make: () => {
      withFile(real, { flags: 'r+' }, files, (file) => requireBytes(file, bytes, files));
      files.rename(real, aside);
    },
    takeBack: () => {
      try {
        settle(aside, real, files);
      } catch (error) {
        throw new Obstacle(`${reasonOf(error)}, and what it held is in '${basename(aside)}'`);
      }
    },
    finish: () => void isRemoved(aside, files),
  };
}

interface Plan extends Rights {
  readonly real: string;
  readonly before: Buffer;
  readonly after: Buffer;
}

/** What `decode` reads. Each begins its bytes in another way, so a text that it gives back as they were was in it. */
const encodings: readonly ((text: string) => Buffer)[] = [
  (text) => Buffer.from(text),
  (text) => Buffer.from(`\uFEFF${text}`),
  (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
];

function encoded(text: string, encode: (text: string) => Buffer): Buffer {
  const bytes = encode(text);
  if (decode(bytes) !== text) throw new Obstacle('its new text holds something that cannot be encoded');
  return bytes;
}

function replace({ real, ...rights }: Plan, from: Buffer, to: Buffer, files: Files): void {
  const fill = (file: number): void => {
    files.write(file, to);
    giveRights(file, rights, files);
  };
  const place = (temporary: string): void => {
    withFile(real, { flags: 'r+' }, files, (file) => requireBytes(file, from, files));
    files.rename(temporary, real);
  };
  throughTemporary(real, { fill }, place, files);
}

/** Fills a new file beside another one, brings it to the disk and puts it in its place; when that fails it is taken away. */
function throughTemporary(
  real: string,
  { mode, fill }: { readonly mode?: number; fill(file: number): void },
  place: (temporary: string) => void,
  files: Files,
): void {
  const temporary = temporaryBeside(real);
  let made = false;
  try {
    withFile(temporary, { flags: 'wx', ...(mode === undefined ? {} : { mode }) }, files, (file) => {
      made = true;
      fill(file);
      files.sync(file);
    });
    place(temporary);
  } catch (error) {
    if (!made || isRemoved(temporary, files)) throw error;
    throw new Obstacle(`${reasonOf(error)}, and '${basename(temporary)}' is left beside it`);
  }
}

/** Gives a file its name, which must be free: unlike a rename, a second name takes the place of nothing. */
function settle(temporary: string, real: string, files: Files): void {
  try {
    files.link(temporary, real);
  } catch (error) {
    if (isOneOf(error, 'EEXIST')) throw new Obstacle('somebody has made such a file meanwhile');
    if (!isOneOf(error, 'EACCES', 'EMLINK', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EPERM')) throw error;
    return settleWithoutLinks(temporary, real, files);
  }
  isRemoved(temporary, files); // else the next run takes it away
}

/** On disks where a file has one name only, it is taken first. Only here could a kill leave an empty file. */
function settleWithoutLinks(temporary: string, real: string, files: Files): void {
  try {
    withFile(real, { flags: 'wx' }, files, () => {});
  } catch (error) {
    throw isOneOf(error, 'EEXIST') ? new Obstacle('somebody has made such a file meanwhile') : error;
  }
  try {
    files.rename(temporary, real);
  } catch (error) {
    files.remove(real);
    throw error;
  }
}

function giveRights(file: number, { mode, uid, gid }: Rights, files: Files): void {
  for (const owner of [uid, -1])
    try {
      files.chown(file, owner, gid);
    } catch {
      // only root may give a file away, and not everybody to every group
    }
  files.chmod(file, mode & 0o7777);
}

function requireBytes(file: number, bytes: Buffer, files: Files): void {
  if (!files.read(file).equals(bytes)) throw new Obstacle('it has changed on the disk meanwhile');
}

/** The last resort, where there is no room for a second file. Only here could a kill leave a file half written. */
function overwrite({ real, before, after }: Plan, files: Files): void {
  withFile(real, { flags: 'r+' }, files, (file) => {
    requireBytes(file, after, files);
    const fill = (bytes: Buffer): void => {
      files.write(file, bytes);
      files.truncate(file, bytes.length);
      files.sync(file);
    };
    try {
      fill(before);
    } catch (error) {
      try {
        fill(after); // takes no room that the file did not have
      } catch {
        throw new Obstacle(`${reasonOf(error)}, and it is half written now`);
      }
      throw error;
    }
  });
}

function nearestFolder(folder: string, files: Files): string {
  return files.exists(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder), files);
}

/** Makes a folder and those above it that are not there; gives what was made, the innermost first. */
function makeFolders(folder: string, files: Files): readonly string[] {
  if (files.exists(folder)) return [];
  const above = makeFolders(dirname(folder), files);
  try {
    files.makeFolder(folder);
    return [folder, ...above];
  } catch (error) {
    removeFolders(above, files);
    throw isOneOf(error, 'EACCES', 'EPERM') ? new Obstacle('its folder is write-protected') : error;
  }
}

/** One that somebody has put something into meanwhile stays. */
function removeFolders(folders: readonly string[], files: Files): void {
  for (const it of folders)
    try {
      files.removeFolder(it);
    } catch {
      return;
    }
}
