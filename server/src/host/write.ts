import * as fs from 'node:fs';
import { constants } from 'node:os';
import { basename, dirname } from 'node:path';
import { getSystemErrorMap } from 'node:util';
import { decode } from './disk';
import { sweep, temporaryBeside } from './leftovers';

/** A file's text as it was read and as it is to be, without a byte order mark. */
export interface Rewrite {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** Says in words why nothing was written; or, where putting back failed too, what is left. */
export class WriteError extends Error {}

/** Who owns a file, and what they and others may do with it. */
interface Rights {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** What writing does to the disk. Tests give one that fails. */
export interface Files {
  realpath(path: string): string;
  /** `wx` makes a new file that only its owner may read. */
  open(path: string, flags: 'r+' | 'wx'): number;
  rights(file: number): Rights;
  /** All of a file that was just opened. */
  read(file: number): Buffer;
  /** Writes all bytes, from the file's start. */
  write(file: number, bytes: Uint8Array): void;
  truncate(file: number, length: number): void;
  /** An owner of -1 stays. */
  chown(file: number, uid: number, gid: number): void;
  chmod(file: number, mode: number): void;
  sync(file: number): void;
  close(file: number): void;
  rename(from: string, to: string): void;
  remove(path: string): void;
}

export const disk: Files = {
  realpath: (path) => fs.realpathSync(path),
  open: (path, flags) => fs.openSync(path, flags, 0o600),
  rights: (file) => fs.fstatSync(file),
  read: (file) => fs.readFileSync(file),
  write: (file, bytes) => {
    for (let at = 0; at < bytes.length;) at += fs.writeSync(file, bytes, at, bytes.length - at, at);
  },
  truncate: fs.ftruncateSync,
  chown: fs.fchownSync,
  chmod: fs.fchmodSync,
  sync: fs.fsyncSync,
  close: fs.closeSync,
  rename: process.platform === 'win32' ? patient(fs.renameSync) : fs.renameSync,
  remove: fs.unlinkSync,
};

/** Tries again for a second: on Windows a virus scanner may hold a file that was just written. */
export function patient(rename: Files['rename']): Files['rename'] {
  return (from, to) => {
    for (let wait = 8; ; wait *= 2)
      try {
        return rename(from, to);
      } catch (error) {
        if (wait > 512 || !isOneOf(error, 'EACCES', 'EBUSY', 'EPERM')) throw error;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
      }
  };
}

/** What is in the way, in words that go after the colon. */
class Obstacle extends Error {}

interface Plan extends Rights {
  readonly name: string;
  readonly real: string;
  readonly before: Buffer;
  readonly after: Buffer;
}

/**
 * Rewrites files, all or none, each in its own encoding. At any moment each file is wholly old or wholly new, also when
 * the process is killed, and then the next run takes away what that one left; a signal that asks it to end takes effect when all is written. Symbolic links are followed; other
 * hard links keep the old text. Throws `WriteError`, which names files as `display` does.
 */
export function writeFiles(rewrites: readonly Rewrite[], display: (path: string) => string, files: Files = disk): void {
  const plans = new Map<string, Plan>();
  for (const rewrite of rewrites.filter((it) => it.before !== it.after)) {
    const name = `'${display(rewrite.path)}'`;
    try {
      const plan = planOf(rewrite, name, files);
      const twin = plans.get(plan.real) ?? plan;
      if (!twin.after.equals(plan.after)) throw new Obstacle(`it is the same file as ${twin.name}, which is to change in another way`);
      plans.set(plan.real, twin);
    } catch (error) {
      throw new WriteError(`${name} cannot be written: ${reasonOf(error)}. Nothing was written.`, { cause: error });
    }
  }
  sweep(new Set([...plans.values()].map((it) => dirname(it.real))));
  holdingSignals(() => writeAll([...plans.values()], files));
}

function planOf({ path, before, after }: Rewrite, name: string, files: Files): Plan {
  const real = files.realpath(path);
  return withFile(real, 'r+', files, (file) => {
    const { mode, uid, gid } = files.rights(file);
    const bytes = files.read(file);
    if (decode(bytes) !== before) throw new Obstacle('it has changed on the disk since it was read');
    const encode = encodings.find((it) => it(before).equals(bytes));
    if (!encode) throw new Obstacle('it holds bytes that are no text and would be lost. Save it as UTF-8 first');
    const encoded = encode(after);
    if (decode(encoded) !== after) throw new Obstacle('its new text holds something that cannot be encoded');
    return { name, real, mode, uid, gid, before: bytes, after: encoded };
  });
}

/** What `decode` reads. Each begins its bytes in another way, so a text that it gives back as they were was in it. */
const encodings: readonly ((text: string) => Buffer)[] = [
  (text) => Buffer.from(text),
  (text) => Buffer.from(`\uFEFF${text}`),
  (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
];

function writeAll(plans: readonly Plan[], files: Files): void {
  const written: Plan[] = [];
  for (const plan of plans)
    try {
      replace(plan, plan.before, plan.after, files);
      written.unshift(plan);
    } catch (error) {
      const left = written.flatMap((it) => putBack(it, files));
      const rest = written.length === 0 ? 'Nothing was written' : 'What had been written was put back';
      const except = left.length === 0 ? '' : `, except ${left.join(', ')}`;
      throw new WriteError(`${plan.name} cannot be written: ${reasonOf(error)}. ${rest}${except}.`, { cause: error });
    }
}

/** What could not be put back, and why: nothing or one. */
function putBack(plan: Plan, files: Files): string[] {
  try {
    try {
      replace(plan, plan.after, plan.before, files);
    } catch (error) {
      if (!isOneOf(error, 'ENOSPC', 'EDQUOT')) throw error;
      overwrite(plan, files);
    }
    return [];
  } catch (error) {
    return [`${plan.name} (${reasonOf(error)})`];
  }
}

function replace({ real, ...rights }: Plan, from: Buffer, to: Buffer, files: Files): void {
  const temporary = temporaryBeside(real);
  let made = false;
  try {
    withFile(temporary, 'wx', files, (file) => {
      made = true;
      files.write(file, to);
      giveRights(file, rights, files);
      files.sync(file);
    });
    withFile(real, 'r+', files, (file) => requireBytes(file, from, files));
    files.rename(temporary, real);
  } catch (error) {
    if (!made || isRemoved(temporary, files)) throw error;
    throw new Obstacle(`${reasonOf(error)}, and '${basename(temporary)}' is left beside it`);
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

function isRemoved(path: string, files: Files): boolean {
  try {
    files.remove(path);
    return true;
  } catch (error) {
    return isOneOf(error, 'ENOENT');
  }
}

/** The last resort, where there is no room for a second file. Only here could a kill leave a file half written. */
function overwrite({ real, before, after }: Plan, files: Files): void {
  withFile(real, 'r+', files, (file) => {
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

/** A write-protected file cannot be opened with `r+`, though a rename would replace it without a word. */
function withFile<T>(path: string, flags: 'r+' | 'wx', files: Files, use: (file: number) => T): T {
  const file = opened(path, flags, files);
  try {
    return use(file);
  } finally {
    files.close(file);
  }
}

function opened(path: string, flags: 'r+' | 'wx', files: Files): number {
  try {
    return files.open(path, flags);
  } catch (error) {
    if (!isOneOf(error, 'EACCES', 'EPERM')) throw error;
    throw new Obstacle(`${flags === 'r+' ? 'it' : 'its folder'} is write-protected`);
  }
}

/** Does something that signals do not interrupt. One that came takes its effect soon after. */
function holdingSignals(act: () => void): void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  let held: NodeJS.Signals | undefined;
  const hold = (signal: NodeJS.Signals): void => void (held ??= signal);
  for (const it of signals) process.on(it, hold);
  try {
    act();
  } finally {
    const release = (): void => {
      for (const it of signals) process.off(it, hold);
      if (held && process.listenerCount(held) === 0) process.kill(process.pid, held);
    };
    setImmediate(() => setImmediate(release)); // Node tells of a signal between the two, and forgets it when nobody listens
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EBUSY: 'it is in use',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'it is gone from the disk',
  ENOSPC: 'the disk is full',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
};

/** Why something could not be written, in words that go after a colon. */
export function reasonOf(error: unknown): string {
  const { errno = 0, message } = error as NodeJS.ErrnoException;
  return reasons[codeOf(error)] ?? getSystemErrorMap().get(errno)?.[1] ?? message;
}

function isOneOf(error: unknown, ...codes: readonly string[]): boolean {
  return codes.includes(codeOf(error));
}

function codeOf(error: unknown): string {
  const { errno, code = '' } = error as NodeJS.ErrnoException;
  return errno === -constants.errno.EDQUOT ? 'EDQUOT' : code; // Node calls it 'Unknown system error -122'
}
