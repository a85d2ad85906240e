import { appendFileSync, readdirSync, readFileSync, stat } from 'node:fs';
import { basename, join } from 'node:path';
import { disk, type Files } from '../../server/src/host/files';
import { writeFiles, type Rewrite } from '../../server/src/host/write';

/** What is run in a process of its own, because it ends that, or changes what it may do. */

/** Every file of a folder goes from its text to that text in capitals. */
export function capitalsIn(folder: string): Rewrite[] {
  return readdirSync(folder)
    .sort()
    .map((it) => join(folder, it))
    .map((path) => ({ path, before: readFileSync(path, 'utf8'), after: readFileSync(path, 'utf8').toUpperCase() }));
}

/** One file of a folder in capitals, two new ones in a new folder and one beside, and two others gone. */
export function changesIn(folder: string): Rewrite[] {
  const there = (name: string, after: (text: string) => string | undefined): Rewrite => {
    const before = readFileSync(join(folder, name), 'utf8');
    return { path: join(folder, name), before, after: after(before) };
  };
  const made = (name: string): Rewrite => ({ path: join(folder, name), before: undefined, after: `new ${name}` });
  const gone = (): undefined => undefined;
  return [there('b', gone), made('c'), made('d/e/f'), made('d/e/g'), there('h', gone), there('i', (it) => it.toUpperCase())];
}

/** Before the n-th time that it would touch the disk, it kills itself. */
export function changeUntilKilled(folder: string, n: number): void {
  writeFiles(changesIn(folder), basename, killedBefore(n));
}

/** Prints why it could not be written, and every file as it is then. */
export function capitalize(folder: string, files: Files = disk): void {
  const message = messageOf(() => writeFiles(capitalsIn(folder), basename, files));
  const texts = readdirSync(folder).map((it) => [it, readFileSync(join(folder, it), 'utf8')]);
  process.stdout.write(JSON.stringify({ message, texts: Object.fromEntries(texts) }));
}

export function messageOf(act: () => void): string {
  try {
    act();
    return '';
  } catch (error) {
    return String(error);
  }
}

export const NOBODY = 65534;

/** Not as root, who may write everything. */
export function capitalizeAsNobody(folder: string): void {
  if (process.getuid?.() === 0) {
    process.setgid?.(NOBODY);
    process.setuid?.(NOBODY);
  }
  capitalize(folder);
}

/** Before the n-th time that it would touch the disk, it kills itself. */
export function capitalizeUntilKilled(folder: string, n: number): void {
  capitalize(folder, killedBefore(n));
}

function killedBefore(n: number): Files {
  let done = 0;
  return eachOf(() => {
    if (done++ === n) process.kill(process.pid, 'SIGKILL');
  });
}

export function capitalizeInterrupted(folder: string, signal: NodeJS.Signals): void {
  stat('.', () => capitalize(folder, interruptedBy(signal))); // where Node hears of a signal latest
}

/** The disk, where a signal comes in between the first file and the second. */
export function interruptedBy(signal: NodeJS.Signals): Files {
  let renamed = 0;
  const rename: Files['rename'] = (from, to) => {
    disk.rename(from, to);
    if (renamed++ === 0) process.kill(process.pid, signal);
  };
  return { ...disk, rename };
}

/** Once the first file is written, somebody else takes all the room that there is. */
export function capitalizeWhileFilling(folder: string, filler: string): void {
  let renamed = 0;
  const rename: Files['rename'] = (from, to) => {
    disk.rename(from, to);
    if (renamed++ > 0) return;
    for (let size = 1 << 20; size > 0; size >>= 1) while (messageOf(() => appendFileSync(filler, Buffer.alloc(size))) === '');
  };
  capitalize(folder, { ...disk, rename });
}

/** The disk, where something happens before everything that is done to it, which is told as `open wx`. */
export function eachOf(happens: (what: string) => void): Files {
  const each = Object.entries(disk).map(([what, act]: [string, (...args: unknown[]) => unknown]) => [
    what,
    (...args: unknown[]) => {
      happens(what === 'open' ? `open ${String(args[1])}` : what);
      return act(...args);
    },
  ]);
  return Object.fromEntries(each) as Files;
}
