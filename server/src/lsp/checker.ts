import { checkedIn, FileChanged, whileReading, type Linter, type Snapshot, type Solution } from '../core';
import type { Mirror } from './mirror';
import type { Publisher } from './publisher';
import { breather, rest, turn } from './turns';

const PAUSE_MS = 75;
/** Whoever has typed so lately goes on typing. */
const QUIET_MS = 1_000;

/** Decides when: the solution being typed in is checked at once, everything else after a pause, in slices. */
export class Checker {
  #edits = 0;
  #edited = -QUIET_MS;
  #runs = 0;
  /** What is done for who types. */
  #front: Promise<void> | undefined;
  /** Who waits until something more is certain. */
  readonly #waiting = new Set<() => void>();
  #pause: NodeJS.Timeout | undefined;
  #checked: { readonly snapshot: Snapshot; readonly linter: Linter } | undefined;

  constructor(
    private readonly mirror: Mirror,
    /** Undefined as long as the configuration is not known. */
    private readonly linter: () => Linter | undefined,
    private readonly publisher: Publisher,
    /** Told whenever everything has been checked. */
    private readonly onChecked: () => void,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** After an edit. Those that wait in the queue are taken together: the protocol hands out one message a turn. */
  edited(): void {
    const edit = ++this.#edits;
    this.#edited = performance.now();
    void this.#inFront(async () => {
      await turn().then(turn);
      if (edit === this.#edits) await this.#takeEdits();
    });
  }

  /** Tells what is certain of the solutions of open documents, while others are still to be read. */
  ahead(): Promise<void> {
    for (const resume of this.#waiting) resume();
    return this.#inFront(() => this.#checkAhead());
  }

  /** What the reading of the rest waits for. */
  get front(): Promise<void> | undefined {
    return this.#front;
  }

  /** For work that nobody waits for, between two steps: until nobody types. */
  async quiet(): Promise<void> {
    await rest();
    while (performance.now() - this.#edited < QUIET_MS) await new Promise((resume) => setTimeout(resume, QUIET_MS));
  }

  /** The workspace as editor and disk have it now, as far as we were told: waits until all of it is read. */
  async settled(): Promise<Snapshot> {
    for (;;) {
      void this.#takeEdits().catch(this.onError);
      if (this.mirror.settled) return this.mirror.workspace.snapshot;
      await this.mirror.read();
    }
  }

  /** The same as soon as an open document is there, with what is around the flows of its solution: whatever else is still to be read. */
  async there(document: string): Promise<void> {
    for (;;) {
      void this.#takeEdits().catch(this.onError);
      if (this.mirror.settled || this.mirror.isAhead(document)) return;
      await this.#moreOr(this.mirror.read());
    }
  }

  #moreOr(end: Promise<void>): Promise<void> {
    let stop = (): void => {};
    const more = new Promise<void>((resume) => this.#waiting.add((stop = resume)));
    return Promise.race([end, more]).finally(() => this.#waiting.delete(stop));
  }

  /** After a change anywhere else, and what an edit means to other solutions. */
  later(pause = PAUSE_MS): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.#everything().catch(this.onError), pause);
  }

  async #takeEdits(): Promise<void> {
    if (!this.mirror.settled) {
      this.later();
      return this.#checkAhead();
    }
    const roots = this.mirror.takeEdits();
    if (roots.length === 0 && this.mirror.settled) return;
    this.later();
    if (!this.mirror.settled) return; // what a configuration extends is still to be read
    await this.#check(this.mirror.workspace.snapshot.folders.allChecked(new Set(roots)));
  }

  async #checkAhead(): Promise<void> {
    this.#runs++;
    if (this.mirror.settled || this.mirror.ahead.length === 0) return; // what is typed before is read with the rest
    this.mirror.takeEdits();
    const extents = new Map(this.mirror.ahead);
    const { snapshot } = this.mirror.workspace;
    await this.#check(snapshot.folders.allChecked(extents.keys()), ({ root }) => whileReading(snapshot, extents.get(root)!)); // whatever is read meanwhile
  }

  #inFront(work: () => Promise<void>): Promise<void> {
    const mine = work()
      .catch(this.onError)
      .finally(() => {
        if (this.#front === mine) this.#front = undefined;
      });
    return (this.#front = mine);
  }

  async #everything(): Promise<void> {
    await this.mirror.read();
    this.mirror.takeEdits();
    const { snapshot } = this.mirror.workspace;
    const linter = this.linter();
    if (!linter) return;
    if (this.#checked?.snapshot === snapshot && this.#checked.linter === linter) return this.onChecked();
    this.publisher.keep(new Set(checkedIn(snapshot).map((it) => it.root)));
    if (!(await this.#check(checkedIn(snapshot)))) return;
    if (!this.mirror.settled) return this.later();
    this.#checked = { snapshot, linter };
    this.onChecked();
  }

  /** What `seenFrom` gives holds whatever the workspace is by then. False when something newer stopped it: that will check again. */
  async #check(folders: readonly Solution[], seenFrom?: (folder: Solution) => Snapshot): Promise<boolean> {
    const run = ++this.#runs;
    const linter = this.linter();
    if (!linter) return false;
    const { snapshot } = this.mirror.workspace;
    const isOld = (): boolean => run !== this.#runs || (!seenFrom && snapshot !== this.mirror.workspace.snapshot);
    if (!seenFrom) await rest(); // who types is waiting for answers, more than for findings; while others are read, there are only those
    if (isOld()) return false;
    const breathe = breather();
    const goesOn = async (pause: Promise<void>): Promise<boolean> => {
      await pause;
      return !isOld();
    };
    let pause: Promise<void> | undefined; // without one nothing can have become newer
    try {
      for (const folder of folders) {
        const steps = linter.steps(folder, seenFrom?.(folder) ?? snapshot);
        let step = steps.next();
        for (; !step.done; step = steps.next()) if ((pause = breathe()) && !(await goesOn(pause))) return false;
        for (const _ of this.publisher.publish(folder, step.value)) if ((pause = breathe()) && !(await goesOn(pause))) return false;
      }
      return true;
    } catch (error) {
      if (!(error instanceof FileChanged)) throw error;
      this.mirror.changed([error.uri]); // nobody has told us yet
      this.later();
      return false;
    }
  }
}
