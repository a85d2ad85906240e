import { Draft } from './draft';
import type { FileEdit } from './edits';
import { Refusal, type Fix } from './fix';
import { placeOf } from './layout';
import { createLinter, type Linter, type LintOptions } from './lint';
import { defaultNaming } from './naming';
import type { Revision } from './revision';
import { fixesOf, type Finding } from './rule';
import type { Uri } from './text';
import type { Workspace } from './workspace';

export interface FixAllOptions extends Omit<LintOptions, 'onCrash'> {
  /** As in `Scene`: the texts that the workspace was read from. */
  text(uri: Uri): string;
  /** Whether a fix is to be applied. */
  accept(fix: Fix, finding: Finding): boolean;
}

export interface Mended {
  readonly applied: readonly AppliedFix[];
  /** Fixes that were wanted and cannot be done, each with the reason. */
  readonly refused: readonly RefusedFix[];
  /** Every file in which something is different now, by path. */
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

class Mending implements Mended {
  readonly applied: AppliedFix[] = [];
  readonly #draft: Draft;
  readonly #linters: readonly Linter[];
  #refused = new Map<string, RefusedFix>();

  constructor(
    workspace: Workspace,
    private readonly options: FixAllOptions,
  ) {
    this.#draft = new Draft(workspace, options.naming ?? defaultNaming, (uri) => options.text(uri));
    const onCrash = (_: unknown, error: unknown): never => {
      throw error;
    };
    this.#linters = options.rules.map((rule) => createLinter({ ...options, rules: [rule], onCrash }));
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
    for (const linter of this.#linters)
      for (let chosen = this.#choose(linter); chosen.length > 0; chosen = this.#choose(linter)) this.#apply(chosen, linter);
    return this.applied.length > before;
  }

  /**
   * The next fixes of one rule that can be made together. A review fix is made alone and the solutions are looked at again,
   * so that none meets a state that another has just changed under it; of the safe ones, those that touch different files.
   */
  #choose(linter: Linter): readonly Chosen[] {
    const { scene } = this.#draft;
    const chosen: Chosen[] = [];
    const touched = new Set<Uri>();
    for (const { findings } of linter.run(scene.snapshot))
      for (const finding of findings) {
        if (touched.has(finding.at.uri)) continue;
        const fix = fixesOf(finding, scene).find((it) => this.options.accept(it, finding));
        const edits = fix && (chosen.length === 0 || fix.safety === 'safe') ? this.#editsOf(fix, finding) : undefined;
        if (!fix || !edits || edits.some(({ uri }) => touched.has(uri))) continue;
        const files = edits.map((it) => it.uri);
        chosen.push({ finding, title: fix.title, notes: fix.notes ?? [], files, edits });
        if (fix.safety !== 'safe') return chosen;
        for (const uri of [finding.at.uri, ...files]) touched.add(uri);
      }
    return chosen;
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
    const before = chosen.map(({ finding }) => this.#number(finding, linter));
    this.#draft.apply(chosen.flatMap(({ edits }) => edits));
    for (const [i, { finding, title, notes, files }] of chosen.entries()) {
      if (this.#number(finding, linter) >= before[i]!) throw new Error(`the fix '${title}' leaves what it is to mend: ${finding.message}`);
      this.applied.push({ finding, title, notes, files });
    }
  }

  /** How many findings say the same as this one. */
  #number({ at, rule, subject }: Finding, linter: Linter): number {
    const { snapshot } = this.#draft.scene;
    const solution = snapshot.solutions.find((it) => it.root === placeOf(at.uri)?.root);
    const findings = solution ? linter.findings(solution, snapshot) : [];
    return findings.filter((it) => it.rule === rule && it.at.uri === at.uri && it.subject === subject).length;
  }
}
