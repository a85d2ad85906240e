import { Draft } from './draft';
import type { FileEdit } from './edits';
import { Refusal, type Fix } from './fix';
import { placeOf } from './layout';
import { createLinter, type Linter, type LintOptions } from './lint';
import type { Revision } from './revision';
import { fixesOf, type Finding } from './rule';
import type { Uri } from './text';
import { checkedIn, type Workspace } from './workspace';

export interface FixAllOptions extends Omit<LintOptions, 'onCrash'> {
  /** A linter of these rules, and more, with these very options: what it remembers is not looked for again. */
  readonly linter?: Linter;
  /** As in `Scene`: the texts that the workspace was read from. */
  text(uri: Uri): string;
  /** The folders of which the findings are to be looked at; all when not given. */
  readonly roots?: ReadonlySet<Uri>;
  /** Whether a fix is to be applied. */
  accept(fix: Fix, finding: Finding): boolean;
}

export interface Mended {
  readonly applied: readonly AppliedFix[];
  /** Fixes that were wanted and cannot be done, each with the reason. */
  readonly refused: readonly RefusedFix[];
  /** Every file that is different now, by path: changed, made, or taken away. */
  readonly files: ReadonlyMap<Uri, Revision>;
}

export interface AppliedFix {
  readonly finding: Finding;
  readonly title: string;
  readonly notes: readonly string[];
  readonly files: readonly Uri[];
}

export interface RefusedFix {
  readonly finding: Finding;
  readonly title: string;
  readonly reason: string;
}

/** More rounds than any repository can need: what goes on longer does not end. */
const ROUNDS = 100;

/**
 * Applies fixes to the workspace in memory until there is none left to apply; `workspace` is in the new state then.
 * A fix may call for an earlier rule again, so the rules are gone through until a whole round changes nothing.
 * Throws `FileChanged`, and an `Error` when a fix breaks a file, leaves its finding or there is no end to them, which are
 * faults of ours: then nothing must be written.
 */
export function fixAll(workspace: Workspace, options: FixAllOptions): Mended {
  const mending = new Mending(workspace, options);
  for (let round = 0; mending.round(); round++) if (round === ROUNDS) throw new Error('the fixes do not come to an end');
  return mending;
}

interface Chosen extends AppliedFix {
  readonly edits: readonly FileEdit[];
}

/** Fixes that can be made as one step, and the files that they are about. */
interface Together {
  readonly chosen: Chosen[];
  readonly touched: Set<Uri>;
}

class Mending implements Mended {
  readonly applied: AppliedFix[] = [];
  readonly #draft: Draft;
  readonly #linters: readonly Linter[];
  #refused = new Map<string, RefusedFix>();

  constructor(
    workspace: Workspace,
    private readonly options: FixAllOptions,
  ) {
    this.#draft = new Draft(workspace, options.naming ?? {}, (uri) => options.text(uri));
    const onCrash = (_: unknown, error: unknown): never => {
      throw error;
    };
    const linter = options.linter ?? createLinter({ ...options, onCrash });
    this.#linters = options.rules.map((rule) => linter.narrowed({ rules: [rule], onCrash }));
  }

  get refused(): readonly RefusedFix[] {
    return [...this.#refused.values()];
  }

  get files(): ReadonlyMap<Uri, Revision> {
    return this.#draft.files;
  }

  /** Goes through all rules, one after another; false when there was nothing to do. */
  round(): boolean {
    const before = this.applied.length;
    this.#refused = new Map(); // what was refused may be possible by now
    for (const linter of this.#linters) {
      let found = this.#sweep(linter);
      while (found) found = this.#sweep(linter);
    }
    return this.applied.length > before;
  }

  /**
   * Goes through the solutions with one rule; false when there was nothing to do. Fixes are made together that touch different files
   * that stay, and are safe or touch a flow only. Any other is made alone and its solution is looked at again, so that none meets a
   * state that another has just changed under it: a name that was free, for instance.
   */
  #sweep(linter: Linter): boolean {
    const before = this.applied.length;
    const together: Together = { chosen: [], touched: new Set() };
    for (const root of this.options.roots ?? checkedIn(this.#draft.scene.snapshot).map((it) => it.root))
      for (let alone = this.#choose(root, linter, together); alone; alone = this.#choose(root, linter, together))
        this.#apply([alone], linter);
    if (together.chosen.length > 0) this.#apply(together.chosen, linter);
    return this.applied.length > before;
  }

  /** Chooses what can be made together with what is chosen already. Gives what is to be made alone, if there is such a fix before any other. */
  #choose(root: Uri, linter: Linter, { chosen, touched }: Together): Chosen | undefined {
    const { scene } = this.#draft;
    const solution = scene.snapshot.folders.checked(root);
    for (const finding of solution ? linter.findings(solution, scene.snapshot) : []) {
      if (touched.has(finding.at.uri)) continue;
      const fix = fixesOf(finding, scene).find((it) => this.options.accept(it, finding));
      const edits = fix && this.#editsOf(fix, finding);
      if (!fix || !edits || edits.some(({ uri }) => touched.has(uri))) continue;
      const isAlone = !(edits.every(({ kind }) => kind === 'change') && (fix.safety === 'safe' || edits.every(isOfFlow)));
      if (isAlone && chosen.length > 0) continue;
      const files = edits.map((it) => it.uri);
      const its = { finding, title: fix.title, notes: fix.notes?.() ?? [], files, edits };
      if (isAlone) return its;
      chosen.push(its);
      for (const uri of [finding.at.uri, ...files]) touched.add(uri);
    }
    return undefined;
  }

  #editsOf(fix: Fix, finding: Finding): readonly FileEdit[] | undefined {
    const key = JSON.stringify([finding.rule.id, finding.at, fix.title]);
    if (this.#refused.has(key)) return undefined;
    try {
      return fix.edits();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#refused.set(key, { finding, title: fix.title, reason: error.message });
      return undefined;
    }
  }

  #apply(chosen: readonly Chosen[], linter: Linter): void {
    const roots = new Set(chosen.flatMap(({ finding }) => placeOf(finding.at.uri)?.root ?? []));
    const before = this.#numbers(roots, linter);
    this.#draft.apply(chosen.flatMap(({ edits }) => edits));
    const after = this.#numbers(roots, linter);
    for (const { finding, title, notes, files } of chosen) {
      const key = keyOf(finding);
      if ((after.get(key) ?? 0) >= before.get(key)!) throw new Error(`the fix '${title}' leaves what it is to mend: ${finding.message}`);
      this.applied.push({ finding, title, notes, files });
    }
  }

  /** How many findings of these solutions say the same. */
  #numbers(roots: ReadonlySet<Uri>, linter: Linter): ReadonlyMap<string, number> {
    const { snapshot } = this.#draft.scene;
    const numbers = new Map<string, number>();
    for (const solution of snapshot.folders.allChecked(roots))
      for (const it of linter.findings(solution, snapshot)) numbers.set(keyOf(it), (numbers.get(keyOf(it)) ?? 0) + 1);
    return numbers;
  }
}

function keyOf({ at, subject }: Finding): string {
  return `${at.uri} ${subject}`;
}

function isOfFlow({ uri }: FileEdit): boolean {
  return placeOf(uri)?.kind === 'flow';
}
