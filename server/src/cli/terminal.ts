import type { createColors } from 'picocolors';
import { printable, type Paint } from '../core';
import type { KnownFiles } from '../host/known-files';
import type { Program } from '../host/threads';

/** Where the command writes. Tests give one that remembers. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  readonly colors: ReturnType<typeof createColors>;
  /** Whether a line on standard error may be written over. */
  readonly progress: boolean;
  /** Whether standard output goes to a screen, which obeys what it is sent. */
  readonly screen?: boolean;
  /** What the process was told by its surroundings, a pipeline for instance; nothing when not given. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The day, as `2027-01-31`; no day of a configuration is over when not given. */
  readonly today?: string;
  /** The system that it runs on: some ignore letter case in paths. One that minds it when not given. */
  readonly platform?: NodeJS.Platform;
  /** What other threads can run to help; nobody helps when not given. */
  readonly program?: Program;
  /** What files said when they were read before; nothing is known when not given. */
  known?(): Promise<KnownFiles | undefined>;
}

export function paintOf({ colors }: Terminal): Paint {
  return { error: colors.red, warning: colors.yellow, info: colors.cyan, file: colors.bold, faint: colors.dim };
}

/** Writes lines to standard error. They may quote an argument or a file's name, which a terminal must not obey. */
export function complain(terminal: Terminal, lines: string): void {
  terminal.err(lines.split('\n').map(printable).join('\n'));
}

/** JSON as a file would hold it, with what a terminal could obey written as escapes. */
export function jsonOf(value: unknown): string {
  const escaped = (text: string): string =>
    text.replace(/[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `${escaped(JSON.stringify(value, undefined, 2))}\n`.replace(/##(?=(?:vso)?\[)/gi, '#\\u0023'); // a pipeline's log would obey it
}

const QUIET_MS = 500;
const STEP_MS = 100;

/** A line on standard error that counts, for work that takes long enough to wonder. */
export class Progress {
  readonly #began = performance.now();
  #shown = 0;

  constructor(private readonly terminal: Terminal) {}

  show(text: string): void {
    const now = performance.now();
    if (!this.terminal.progress || now - this.#began < QUIET_MS || now - this.#shown < STEP_MS) return;
    this.#shown = now;
    this.terminal.err(`\r\u001b[K${text}`);
  }

  done(): void {
    if (this.#shown > 0) this.terminal.err('\r\u001b[K');
  }
}
