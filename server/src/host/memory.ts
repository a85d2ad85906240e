import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync, type Stats } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { temporaryBeside } from './leftovers';

/** So many of a kind. Facts are kept by solution. */
const MOST = { runs: 20, code: 20, facts: 5_000 };
const MOST_BYTES = 100_000_000;
const OLD_MS = 30 * 24 * 3_600_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** Where this user's programs keep what they can make again; undefined where no such folder is known. */
export function cacheFolder(environment: Environment, platform = process.platform): string | undefined {
  const folder = userCache(environment, platform);
  return folder && isAbsolute(folder) ? join(folder, 'keyhook') : undefined;
}

function userCache({ XDG_CACHE_HOME, HOME, LOCALAPPDATA }: Environment, platform: string): string | undefined {
  if (platform === 'win32') return LOCALAPPDATA;
  if (platform === 'darwin') return HOME && join(HOME, 'Library', 'Caches');
  return XDG_CACHE_HOME || (HOME && join(HOME, '.cache'));
}

/**
 * Keeps a few contents in files of one folder, the youngest. Whatever goes wrong with one is as if it had never been kept:
 * the folder may be taken away, be written by others, or not be writable at all.
 */
export class Memory {
  readonly #folder: string;

  constructor(
    cache: string,
    private readonly name: keyof typeof MOST,
  ) {
    this.#folder = join(cache, name);
  }

  /** What was kept last under this key, if it is whole and nobody but this user can have written it. */
  recall(key: string): Buffer | undefined {
    try {
      const path = this.#fileOf(key);
      if (!isOwn(statSync(path))) return undefined;
      const kept = readFileSync(path);
      const content = kept.subarray(SUM_LENGTH);
      return kept.toString('latin1', 0, SUM_LENGTH) === hash(content) ? content : undefined;
    } catch {
      return undefined;
    }
  }

  keep(key: string, content: Buffer): void {
    this.put(key, content);
    this.tidy();
  }

  /** As `keep`, for who keeps more; at the end somebody has to tidy. */
  put(key: string, content: Buffer): void {
    if (content.length > MOST_BYTES / 4) return;
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      const path = this.#fileOf(key);
      const temporary = temporaryBeside(path);
      writeFileSync(temporary, Buffer.concat([Buffer.from(hash(content)), content]), { mode: 0o600 });
      renameSync(temporary, path);
    } catch {
      // then it is not kept
    }
  }

  /** Takes away what is old or too much, and what runs have left that did not end. */
  tidy(): void {
    try {
      this.#forget();
    } catch {
      // then it stays
    }
  }

  /** Without an ending that could make one a file of a solution. */
  #fileOf(key: string): string {
    return join(this.#folder, hash(key));
  }

  #forget(): void {
    const now = Date.now();
    const all = readdirSync(this.#folder).map((name) => {
      const path = join(this.#folder, name);
      const { mtimeMs: time, size } = statSync(path);
      return { path, time, size };
    });
    let bytes = 0;
    for (const [index, { path, time, size }] of all.sort((a, b) => b.time - a.time).entries()) {
      bytes += size;
      if (index >= MOST[this.name] || bytes > MOST_BYTES || now - time > OLD_MS) unlinkSync(path);
    }
  }
}

const WRITABLE_BY_OTHERS = 0o022;

/** Windows has no such modes, and keeps the folder for the user alone. */
function isOwn({ uid, mode }: Stats): boolean {
  return !process.getuid || process.platform === 'win32' || (uid === process.getuid() && (mode & WRITABLE_BY_OTHERS) === 0);
}

const SUM_LENGTH = 64;

function hash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
