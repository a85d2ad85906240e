/** What is measured, in the order of the table. */

export type Unit = 'ms' | 'MiB';
export type Part = 'floor' | 'command' | 'server' | 'peers';

export interface Figure {
  readonly title: string;
  readonly unit: Unit;
  readonly part: Part;
  /** What it is to be compared with. */
  readonly floor?: FloorId;
  /** Whether somebody waits for it at every key or click: then it must not grow with the workspace. */
  readonly isInteractive?: true;
}

const floor = (title: string, unit: Unit = 'ms'): Figure => ({ title, unit, part: 'floor' });

const FLOORS = {
  'floor-time': floor('read and parse every flow'),
  'floor-memory': floor('the same, peak memory', 'MiB'),
  'node-start': floor('start of an empty Node'),
  'echo-small-p50': floor('echo server: key in a small flow, p50'),
  'echo-small-p99': floor('echo server: key in a small flow, p99'),
  'echo-large-p50': floor('echo server: key in the largest flow, p50'),
  'echo-large-p99': floor('echo server: key in the largest flow, p99'),
  'echo-request': floor('echo server: a request, p50'),
};
type FloorId = keyof typeof FLOORS;

const command = (title: string, its: FloorId, unit: Unit = 'ms'): Figure => ({ title, unit, part: 'command', floor: its });
const server = (title: string, its: FloorId, unit: Unit = 'ms'): Figure => ({ title, unit, part: 'server', floor: its });
const live = (title: string, its: FloorId): Figure => ({ ...server(title, its), isInteractive: true });
const peer = (title: string, its: FloorId, unit: Unit = 'ms'): Figure => ({ title, unit, part: 'peers', floor: its });

const OTHERS = {
  check: command('check, for the first time', 'floor-time'),
  'check-again': command('check again, nothing changed', 'floor-time'),
  'check-otherwise': command('check again, asked for something else', 'floor-time'),
  'check-memory': command('check, peak memory', 'floor-memory', 'MiB'),
  'check-again-memory': command('check again, peak memory', 'floor-memory', 'MiB'),
  fix: command('fix --unsafe --dry-run', 'floor-time'),
  'command-start': command('start (--version)', 'node-start'),
  'command-first-start': command('the very first start', 'node-start'),

  'server-start': server('start until it answers', 'node-start'),
  'server-first-start': server('the very first start until it answers', 'node-start'),
  'first-findings': server('start until the first findings', 'floor-time'),
  'all-findings': server('start until all findings', 'floor-time'),
  'findings-again': server('start again until all findings', 'floor-time'),
  'server-memory': server('memory after reading', 'floor-memory', 'MiB'),
  'typing-p50': server('key while the workspace is read, p50', 'echo-large-p50'),
  'typing-p99': server('key while the workspace is read, p99', 'echo-large-p99'),
  'key-small-p50': live('key to findings, small flow, p50', 'echo-small-p50'),
  'key-small-p99': live('key to findings, small flow, p99', 'echo-small-p99'),
  'key-large-p50': live('key to findings, largest flow, p50', 'echo-large-p50'),
  'key-large-p99': live('key to findings, largest flow, p99', 'echo-large-p99'),
  hover: live('hover, p50', 'echo-request'),
  definition: live('definition, p50', 'echo-request'),
  completion: live('completion, p50', 'echo-request'),
  tree: live('tree: a solution opened, p50', 'echo-request'),
  'fix-on-save': live('fixes on save, largest flow, p50', 'echo-request'),

  eslint: peer('ESLint, one rule', 'floor-time'),
  'eslint-memory': peer('ESLint, peak memory', 'floor-memory', 'MiB'),
  biome: peer('Biome, one rule', 'floor-time'),
  'biome-memory': peer('Biome, peak memory', 'floor-memory', 'MiB'),
  'json-service': peer('vscode-json-languageservice, one schema', 'floor-time'),
  'json-service-memory': peer('vscode-json-languageservice, peak memory', 'floor-memory', 'MiB'),
  'json-server-p50': peer("VS Code's JSON server: key in the largest flow, p50", 'echo-large-p50'),
  'json-server-p99': peer("VS Code's JSON server: key in the largest flow, p99", 'echo-large-p99'),
};

export type FigureId = FloorId | keyof typeof OTHERS;

export const FIGURES: Readonly<Record<FigureId, Figure>> = { ...FLOORS, ...OTHERS };
export const FIGURE_IDS = Object.keys(FIGURES) as readonly FigureId[];

/** A figure of one workspace, or why there is none. */
export interface Measured {
  readonly figure: FigureId;
  readonly flows: number;
  readonly value?: number;
  readonly failed?: string;
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGib: number;
  readonly system: string;
  readonly node: string;
}

/** A language feature, timed in the largest workspace or the folder that was named. */
export interface Timed {
  readonly name: string;
  readonly flows: number;
  readonly first: number;
  readonly p50: number;
  readonly p99: number;
  /** How many items came back. */
  readonly answer: string;
}

/** All that one run has measured, as it is written to `bench.json`. */
export interface Results {
  readonly date: string;
  readonly version: string;
  readonly machine: Machine;
  readonly measured: readonly Measured[];
  readonly features: readonly Timed[];
}

export function valueOf({ measured }: Results, figure: FigureId, flows: number): number | undefined {
  return measured.find((it) => it.figure === figure && it.flows === flows)?.value;
}

/** The sizes of the workspaces, the smallest first. */
export function sizesOf({ measured }: Results): readonly number[] {
  return [...new Set(measured.map((it) => it.flows))].sort((a, b) => a - b);
}

/** The value that this share of them does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
