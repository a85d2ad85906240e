import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The language server that this extension host has started, as the system knows it. Not on Windows, which has no `ps`. */
export async function serverProcess(): Promise<number | undefined> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args='], { maxBuffer: 16 * 1024 * 1024 });
  const rows = stdout.split('\n').map((it) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(it));
  const own = rows.find((it) => it && Number(it[2]) === process.pid && /dist[\\/]server\.js/.test(it[3] ?? ''));
  return own ? Number(own[1]) : undefined;
}
