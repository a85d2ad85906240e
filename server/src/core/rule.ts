import { isMadeElsewhere, type Fix, type Scene } from './fix';
import { memo } from './memo';
import { placeOf } from './layout';
import { checkedIn } from './workspace';
import type { Flow, Solution } from './model';
import type { Configuration, Ignore } from './configuration';
import type { Configurations } from './configurations';
import type { Naming } from './naming';
import type { Neighbours } from './neighbours';
import type { Severity } from './severity';
import type { Location, Uri } from './text';

export interface Rule {
  /** Kebab case, names the thing that is wrong, never changes once released. Also the file name. */
  readonly id: string;
  /** What it is unless someone says otherwise. */
  readonly severity: Severity;
  /** One sentence, the first of the rule's page. */
  readonly summary: string;
  /** How an editor may draw the place: faded as unnecessary, struck through as deprecated. */
  readonly tag?: 'unnecessary' | 'deprecated';
  /** The options it takes from the configuration, lists of words: what each is for, by its name. */
  readonly options?: Readonly<Record<string, string>>;
  /** Its findings follow from what all other rules find, so they are never remembered. */
  readonly isLast?: true;
  check(solution: Solution, neighbours: Neighbours, options: RuleOptions): Iterable<Draft>;
}

export interface RuleOptions {
  readonly naming: Naming;
  /** What the configuration says of the solution. */
  readonly configuration: Configuration;
  /** What it says of any folder. */
  readonly configurations: Configurations;
  /** Every rule there is, for judging what a configuration says of them. */
  readonly rules: readonly Rule[];
  /** The words that the configuration gives to one of the rule's own options; none where it says nothing. */
  words(option: string): readonly string[];
  /** The environment that a deployment settings file is for; undefined where nothing tells. */
  environmentOf(settings: Uri): string | undefined;
  /** Today, as `2027-01-31`; undefined where nobody has said, and then no day is over. */
  readonly today: string | undefined;
  /** The entries of `ignore` that silence nothing, of the configuration that stands in this folder. Only for a rule that is last. */
  unusedIgnores(): readonly Ignore[];
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

type Inspection = (flow: Flow) => Iterable<Draft>;

/** What an inspection found in a flow, or what it threw. */
type Inspected = { readonly drafts: readonly Draft[] } | { readonly error: unknown };

const inspections: Inspection[] = [];

const NOTHING: ReadonlyMap<Inspection, Inspected> = new Map();

/** What all of them find in one flow, made in one turn: what they need of the flow is at hand then, and need not be kept for every flow there is. */
const inspected = memo((flow: Flow): ReadonlyMap<Inspection, Inspected> => {
  const found = new Map<Inspection, Inspected>();
  for (const inspect of inspections) {
    try {
      const drafts = [...inspect(flow)];
      if (drafts.length > 0) found.set(inspect, { drafts });
    } catch (error) {
      found.set(inspect, { error });
    }
  }
  return found.size > 0 ? found : NOTHING;
});

/** The check of a rule that looks at one flow alone: what it finds there holds for as long as the flow is what it is. */
export function inEachFlow(inspect: Inspection): Rule['check'] {
  inspections.push(inspect);
  return function* ({ flows }) {
    for (const flow of flows) {
      const found = inspected(flow).get(inspect);
      if (!found) continue;
      if ('error' in found) throw found.error;
      yield* found.drafts;
    }
  };
}

/** The fixes of a finding. A solution kept in managed form only is checked but never fixed: its source is elsewhere. */
export function fixesOf(finding: Finding, scene: Scene): readonly Fix[] {
  const root = placeOf(finding.at.uri)?.root;
  const solution = checkedIn(scene.snapshot).find((it) => it.root === root);
  return !finding.fixes || !solution || isMadeElsewhere(finding.at.uri, solution) ? [] : [...finding.fixes(scene)];
}
