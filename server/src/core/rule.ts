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
  readonly fixes?: readonly Fix[];
}

export interface Related extends Location {
  readonly message: string;
}

/** A finding as its rule sees it: who found it and how loud to be is not the rule's business. */
export type Draft = Omit<Finding, 'rule' | 'severity'>;

export interface Fix {
  /** An order to the reader: capital letter, no full stop. */
  readonly title: string;
  /** Safe fixes keep what every flow does and may be applied unseen; the others are shown first. */
  readonly safety: 'safe' | 'review';
}
