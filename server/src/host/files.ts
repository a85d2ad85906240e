import * as fs from 'node:fs';
import { constants } from 'node:os';
import { getSystemErrorMap } from 'node:util';

/** Who owns a file, and what they and others may do with it. */
export interface Rights {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** What writing does to the disk. Tests give one that fails. */
export interface Files {
  realpath(path: string): string;
  /** Whether there is something of this name, be it a link that leads nowhere. */
  exists(path: string): boolean;
  /** `wx` makes a new file, that only its owner may read where no mode is given. */
  open(path: string, flags: 'r+' | 'wx', mode?: number): number;
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
  /** Takes the place of what has the new name. */
  rename(from: string, to: string): void;
  /** Gives a file a second name. Fails with EEXIST where something has it. */
  link(from: string, to: string): void;
  remove(path: string): void;
  makeFolder(path: string): void;
  /** Fails when there is something in it. */
  removeFolder(path: string): void;
}

export const disk: Files = {
  realpath: (path) => fs.realpathSync(path),
  exists: (path) => fs.lstatSync(path, { throwIfNoEntry: false }) !== undefined,
  open: (path, flags, mode = 0o600) => fs.openSync(path, flags, mode),
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
  link: fs.linkSync,
  remove: fs.unlinkSync,
  makeFolder: (path) => fs.mkdirSync(path),
  removeFolder: fs.rmdirSync,
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
export class Obstacle extends Error {}

/** A write-protected file cannot be opened with `r+`, though a rename would replace it without a word. */
export function withFile<T>(path: string, how: { flags: 'r+' | 'wx'; mode?: number }, files: Files, use: (file: number) => T): T {
  const file = opened(path, how, files);
  try {
    return use(file);
  } finally {
    files.close(file);
  }
}

function opened(path: string, { flags, mode }: { flags: 'r+' | 'wx'; mode?: number }, files: Files): number {
  try {
    return files.open(path, flags, mode);
  } catch (error) {
    if (!isOneOf(error, 'EACCES', 'EPERM')) throw error;
    throw new Obstacle(`${flags === 'r+' ? 'it' : 'its folder'} is write-protected`);
  }
}

/** Whether there is no such file any more. */
export function isRemoved(path: string, files: Files): boolean {
  try {
    files.remove(path);
    return true;
  } catch (error) {
    return isOneOf(error, 'ENOENT');
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

export function isOneOf(error: unknown, ...codes: readonly string[]): boolean {
  return codes.includes(codeOf(error));
}

function codeOf(error: unknown): string {
  const { errno, code = '' } = error as NodeJS.ErrnoException;
  return errno === -constants.errno.EDQUOT ? 'EDQUOT' : code; // Node calls it 'Unknown system error -122'
}
