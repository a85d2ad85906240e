import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { cacheFolder, Memory } from './memory';

/** A program for Node, which the build writes in here as text: text costs nothing to compile. */
declare const KEYHOOK_PROGRAM: string;
/** Tells it from others. */
declare const KEYHOOK_PROGRAM_HASH: string;
/** Whether it stays for as long as an editor is open. */
declare const KEYHOOK_STAYS: boolean;

type Wrapped = (exports: object, require: NodeJS.Require, module: NodeJS.Module, filename: string, dirname: string, build: string) => void;

/**
 * What suits a program that stays, and what V8 does by itself. Nearly all that reading leaves behind is garbage, and V8 would let the heap
 * grow to four times of what is kept before it collects that. Where some of it is kept, V8 would put all that is made in the same places
 * among what is old, whence it keeps what is young alive. And who types first waits for code that runs for the first time, which is
 * faster with the notes that V8 would take later.
 */
const STAYING = ['--heap-growing-percent=50', '--no-allocation-site-pretenuring', '--no-lazy-feedback-allocation'];
const AS_V8_LIKES = ['--heap-growing-percent=0', '--allocation-site-pretenuring', '--lazy-feedback-allocation'];

function behave(flags: readonly string[]): void {
  if (KEYHOOK_STAYS) for (const it of flags) setFlagsFromString(it);
}

/** Compiling takes longer than all else that is done before the first file is read, so what it came to is kept for the next time. */
const folder = cacheFolder(process.env);
const memory = folder === undefined ? undefined : new Memory(folder, 'code');
/** A subcommand uses its own part of the program. */
const part = process.argv[2]?.startsWith('-') ? '' : process.argv[2];
const key = [KEYHOOK_PROGRAM_HASH, process.version, process.versions.v8, process.arch, part].join(' ');
const cachedData = memory?.recall(key);
const script = new Script(`(function (exports, require, module, __filename, __dirname, KEYHOOK_BUILD) {${KEYHOOK_PROGRAM}\n})`, {
  filename: __filename,
  ...(cachedData && { cachedData }),
});
if (memory && (!cachedData || script.cachedDataRejected))
  process.once('exit', () => {
    behave(AS_V8_LIKES); // what is compiled is of use only where the flags are the same
    memory.keep(key, script.createCachedData());
    behave(STAYING); // the end of a thread is not that of the others
  });
(script.runInThisContext() as Wrapped)(exports as object, require, module, __filename, __dirname, KEYHOOK_PROGRAM_HASH);
// not before: Node's own modules would be compiled anew
behave(STAYING);
