import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FigureId, Measured } from './figures';

/** Gathers the figures of one workspace. What fails is kept as failed, and the others go on. */
export class Measurements {
  readonly #measured = new Map<FigureId, Measured>();
  readonly #homes: string[] = [];

  constructor(
    readonly flows: number,
    /** No single thing may take longer. */
    readonly limitMs: number,
    private readonly say: (text: string) => void,
  ) {}

  get measured(): readonly Measured[] {
    return [...this.#measured.values()];
  }

  /** Figures that come of one piece of work; those that it puts itself need not be among its answer. */
  async take(figures: readonly FigureId[], work: () => Promise<readonly (number | undefined)[]>): Promise<void> {
    try {
      this.put(figures, await work());
    } catch (error) {
      const failed = error instanceof Error ? error.message : String(error);
      for (const figure of figures) if (!this.#measured.has(figure)) this.#keep({ figure, flows: this.flows, failed });
    }
  }

  /** What is undefined cannot be seen on this system, and is left out. */
  put(figures: readonly FigureId[], values: readonly (number | undefined)[]): void {
    for (const [i, value] of values.entries()) if (value !== undefined) this.#keep({ figure: figures[i]!, flows: this.flows, value });
  }

  /** For a process that is to know nothing of those before it: a home of its own, with no cache in it. */
  freshHome(): Readonly<Record<string, string>> {
    const home = mkdtempSync(join(tmpdir(), 'keyhook-home-'));
    this.#homes.push(home);
    return { HOME: home, USERPROFILE: home, LOCALAPPDATA: home, XDG_CACHE_HOME: home };
  }

  dispose(): void {
    for (const it of this.#homes) rmSync(it, { recursive: true, force: true });
  }

  #keep(it: Measured): void {
    this.#measured.set(it.figure, it);
    this.say(`${it.flows.toLocaleString('en')} flows, ${it.figure}: ${it.failed ?? it.value!.toFixed(1)}`);
  }
}
