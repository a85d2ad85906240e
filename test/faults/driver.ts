import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Diagnostic } from 'vscode-languageserver';
import { uriOf } from '../../server/src/host/disk';
import type { TreePath, TreeRow, TreeView } from '../../server/src/protocol';
import type { Client, Streams } from '../support/client';
import { isProbe } from '../support/probe';

/** What a person sees: what is found by path, and every row of the tree. */
export interface Sight {
  readonly findings: Readonly<Record<string, readonly Diagnostic[]>>;
  readonly rows: readonly TreeRow[];
}

const views: readonly TreeView[] = [
  { groupBy: 'connector', filter: 'all' },
  { groupBy: 'flow', filter: 'all' },
];

/** All that a server shows of a folder once it has taken in what it was told. */
export async function sightOf(client: Client, folder: string): Promise<Sight> {
  await client.settled(folder);
  const rows: TreeRow[] = [];
  for (const view of views) for await (const row of rowsBelow([], view, client)) rows.push({ ...row, isOpen: false }); // which depends on how many solutions there are, and the probe's count
  return { findings: findingsOf(client, folder), rows };
}

function findingsOf(client: Client, folder: string): Sight['findings'] {
  const start = uriOf(folder).length + 1;
  const its = [...client.diagnostics].filter(([uri]) => !isProbe(uri));
  return Object.fromEntries(its.map(([uri, found]) => [uri.slice(start), found] as const).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function* rowsBelow(parent: TreePath, view: TreeView, client: Client): AsyncGenerator<TreeRow> {
  for (const row of await client.ask<TreeRow[]>('keyhook/tree', { parent, ...view })) {
    if (isProbe(`${row.path[0]}/`)) continue;
    yield row;
    if (row.hasChildren) yield* rowsBelow(row.path, view, client);
  }
}

/** Fails in words when an answer does not come: nothing that is asked may be left without one. */
export async function answered<Result>(what: string, asking: Promise<Result>, limit = 30_000): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`there is no answer to ${what}`)), limit);
  });
  return Promise.race([asking, late]).finally(() => clearTimeout(timer));
}

/** The server in a process of its own. What it has to complain of besides the protocol goes to `onTrouble`. */
export function spawned(onTrouble: (text: string) => void = () => {}): Streams & { kill(): Promise<void> } {
  const main = join(process.cwd(), 'out/server/src/lsp/main.js');
  const child = spawn(process.execPath, [main, '--stdio'], { stdio: 'pipe' });
  child.stderr.setEncoding('utf8').on('data', onTrouble);
  child.stdin.on('error', () => {}); // nobody reads any more what is still to be written
  const gone = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  return {
    up: child.stdin,
    down: child.stdout,
    kill: () => {
      child.kill('SIGKILL');
      return gone;
    },
  };
}
