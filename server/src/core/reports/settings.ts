import { count, plain, printable, problemLines, type Paint, type Problem } from './check';

/** The whole of `--format json` of `settings sync`, an interface (docs/json.md, schemas/settings.schema.json). */
export interface SettingsReport {
  readonly version: 1;
  /** Every settings file that was looked at or made, by path. */
  readonly settings: readonly SyncedSettings[];
  /** The files that differ, by path. */
  readonly files: readonly string[];
  /** Whether they differ on the disk, and not only in what would be. */
  readonly written: boolean;
  readonly problems: readonly Problem[];
}

export interface SyncedSettings {
  readonly path: string;
  /** Null where nothing tells. */
  readonly environment: string | null;
  /** The roots of its solutions. */
  readonly solutions: readonly string[];
  /** Whether there was no such file. */
  readonly created: boolean;
  /** Logical names and schema names, as those of `removed`. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Logical names of the entries that got the connector of their reference. */
  readonly corrected: readonly string[];
  readonly notes: readonly string[];
}

/** What a person reads in a terminal: each file with what was done to it, and a closing count. */
export function settingsText({ settings, files, written, problems }: SettingsReport, paint: Paint = plain): string {
  const blocks = settings.map((it) => linesOf(it, written, paint));
  const lines = blocks.flatMap((block, index) => (block.length > 1 || index === blocks.length - 1 ? [...block, ''] : block));
  const made = settings.some((it) => it.created) ? ['created', 'be created'] : ['changed', 'change'];
  const closing = files.length === 0 ? 'Nothing to change' : `${count(files.length, 'file')} ${written ? made[0] : `would ${made[1]}`}`;
  return [...lines, ...problemLines(problems, paint), closing, ''].join('\n');
}

function linesOf(
  { path, environment, created, added, removed, corrected, notes }: SyncedSettings,
  written: boolean,
  paint: Paint,
): readonly string[] {
  const done = (was: string, is: string): string => (written ? was : is);
  const lines = [
    ...added.map((it) => `${done('added', 'add')} ${it}`),
    ...removed.map((it) => `${done('removed', 'remove')} ${it}`),
    ...corrected.map((it) => `${done('corrected', 'correct')} the connector of ${it}`),
    ...notes,
  ];
  const state = created ? done('created', 'create') : lines.length === 0 ? 'up to date' : undefined;
  const about = [environment, state].filter((it) => it !== null && it !== undefined);
  return [
    [paint.file(printable(path)), ...about.map((it) => paint.faint(printable(it)))].join('  '),
    ...lines.map((it) => `  ${printable(it)}`),
  ];
}
