import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a process took from its start to its end. */
export interface Run {
  readonly ms: number;
  /** The peak of its memory; undefined where it cannot be seen. */
  readonly mib: number | undefined;
  readonly code: number;
  readonly out: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly limitMs: number;
}

const POLL_MS = 10;
const KEPT = 2_000;

/** Runs a program for Node to its end. Throws when that takes longer than the limit. */
export async function runNode(program: string, args: readonly string[], options: RunOptions): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'keyhook-peak-'));
  const file = join(folder, 'peak');
  try {
    const environment = { ...options.environment, KEYHOOK_BENCH_PEAK: file };
    const run = await runProgram(process.execPath, ['--require', join(__dirname, 'programs', 'peak.js'), program, ...args], {
      ...options,
      environment,
    });
    return existsSync(file) ? { ...run, mib: Number(readFileSync(file, 'utf8')) / 1024 } : run;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs any program. Its memory is looked at every now and then, which only Linux lets us do. */
export function runProgram(program: string, args: readonly string[], { cwd, environment, limitMs }: RunOptions): Promise<Run> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(program, args, { cwd, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let mib: number | undefined;
    const keep = (chunk: Buffer): void => void (out = (out + chunk.toString()).slice(-KEPT));
    const poll = setInterval(() => (mib = memoryOf(child.pid, 'VmHWM') ?? mib), POLL_MS);
    const limit = setTimeout(() => child.kill('SIGKILL'), limitMs);
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearInterval(poll);
      clearTimeout(limit);
      const ms = performance.now() - began;
      if (signal === null) resolve({ ms, mib, code: code ?? 0, out });
      else reject(new Error(ms >= limitMs ? `not within ${Math.round(limitMs / 1000)} s` : `ended by ${signal}`));
    });
  });
}

/** The memory of a running process in MiB: what it has now (`VmRSS`), or the most that it had (`VmHWM`). */
export function memoryOf(pid: number | undefined, figure: 'VmRSS' | 'VmHWM'): number | undefined {
  try {
    const kib = new RegExp(`^${figure}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kib === undefined ? undefined : Number(kib) / 1024;
  } catch {
    return undefined;
  }
}

/** Fails when something is not done in time. */
export async function within<T>(limitMs: number, done: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not within ${Math.round(limitMs / 1000)} s`)), limitMs);
  });
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}
