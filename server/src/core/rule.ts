import { isManagedOnly, type Fix, type Scene } from './fix';
import { placeOf } from './layout';
import type { Solution } from './model';
import type { Naming } from './naming';
import type { Neighbours } from './neighbours';
import type { Location } from './text';

export type Severity = 'error' | 'warning' | 'info' | 'off';

const severities: readonly unknown[] = ['error', 'warning', 'info', 'off'] satisfies Severity[];

/** The severities as a sentence lists them. */
export const severityWords = severities.join(', ');

export function isSeverity(value: unknown): value is Severity {
  return severities.includes(value);
}

export interface Rule {
  /** Kebab case, names the thing that is wrong, never changes once released. Also the file name. */
  readonly id: string;
  /** What it is unless someone says otherwise. */
  readonly severity: Severity;
  /** One sentence, the first of the rule's page. */
  readonly summary: string;
  /** How an editor may draw the place: faded as unnecessary, struck through as deprecated. */
  readonly tag?: 'unnecessary' | 'deprecated';
  check(solution: Solution, neighbours: Neighbours, options: RuleOptions): Iterable<Draft>;
}

export interface RuleOptions {
  readonly naming: Naming;
}

/** Something wrong at one place. */
export interface Finding {
  readonly rule: Rule;
  readonly severity: Exclude<Severity, 'off'>;
  readonly at: Location;
  readonly message: string;
  /** What it is about, in words that survive edits elsewhere. */
  readonly subject: string;
  readonly related?: readonly Related[];
  /** What would mend it, the most sensible answer first; asked for only when somebody wants to know. Safe to ask at any later state in which the finding still holds. */
  fixes?(scene: Scene): Iterable<Fix>;
}

export interface Related extends Location {
  readonly message: string;
}

/** A finding as its rule sees it: who found it and how loud to be is not the rule's business. */
export type Draft = Omit<Finding, 'rule' | 'severity'>;

/** The fixes of a finding. A solution kept in managed form only is checked but never fixed: its source is elsewhere. */
export function fixesOf(finding: Finding, scene: Scene): readonly Fix[] {
  const root = placeOf(finding.at.uri)?.root;
  const solution = scene.snapshot.solutions.find((it) => it.root === root);
  return !finding.fixes || !solution || isManagedOnly(solution) ? [] : [...finding.fixes(scene)];
}
