import type { FlowInside } from './facts/flow';
import { isMadeElsewhere, type Fix, type Scene } from './fix';
import { insideOf } from './inside';
import { placeOf } from './layout';
import { lookInside, type Look } from './looks';
import { memo } from './memo';
import type { Flow, Frame } from './model';
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
  /** What is wrong with a folder, as far as it follows from all but its flows. */
  check?(frame: Frame, neighbours: Neighbours, options: RuleOptions): Iterable<Draft>;
  /** What is wrong with one flow. Of the frame it may look at all but `orphans`, which follow from what other flows there are. */
  checkFlow?(flow: Flow, frame: Frame, neighbours: Neighbours, options: RuleOptions): Iterable<Draft>;
}

export interface RuleOptions {
  readonly naming: Naming;
  /** What the configuration says of the solution. */
  readonly configuration: Configuration;
  /** What it says of any folder. */
  configurations(): Configurations;
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

/** The check of a flow that looks at nothing else, kept or inside: what it finds holds for as long as the flow is what it is. */
export function inFlow(inspect: Look<Draft>): (flow: Flow) => Iterable<Draft> {
  return lookInside(function* (flow, inside) {
    let index = 0;
    for (const draft of inspect(flow, inside)) yield withoutInside(draft, index++, inspect, flow);
  }, inspect);
}

/** A draft is kept, and what its fixes hold of the flow's inside must not be: whoever asks for them, or for their edits, is given those of the same draft made again. */
function withoutInside({ at, message, subject, related, fixes }: Draft, index: number, inspect: Look<Draft>, flow: Flow): Draft {
  const draft = { at, message, subject, ...(related && { related }) };
  return fixes ? { ...draft, fixes: (scene) => fixesAnew(index, inspect, flow, scene) } : draft;
}

/** The fixes of all drafts of a flow are asked for in turn, so all are kept for as long as the inside that they are made of. */
const draftsOf = memo((_: FlowInside) => new Map<Look<Draft>, { readonly flow: Flow; readonly drafts: readonly Draft[] }>());

function draftsAnew(inspect: Look<Draft>, flow: Flow): readonly Draft[] {
  const inside = insideOf(flow);
  const known = draftsOf(inside).get(inspect);
  if (known?.flow === flow) return known.drafts;
  const drafts = [...inspect(flow, inside)];
  draftsOf(inside).set(inspect, { flow, drafts });
  return drafts;
}

function fixesAnew(index: number, inspect: Look<Draft>, flow: Flow, scene: Scene): readonly Fix[] {
  const anew = (): readonly Fix[] => [...(draftsAnew(inspect, flow)[index]?.fixes?.(scene) ?? [])];
  const again = (number: number): Fix => anew()[number]!;
  return anew().map((fix, i) => ({ ...fix, notes: () => again(i).notes?.() ?? [], edits: () => again(i).edits() }));
}

/** The fixes of a finding. A solution kept in managed form only is checked but never fixed: its source is elsewhere. */
export function fixesOf(finding: Finding, scene: Scene): readonly Fix[] {
  const root = placeOf(finding.at.uri)?.root;
  const solution = scene.snapshot.folders.checked(root);
  return !finding.fixes || !solution || isMadeElsewhere(finding.at.uri, solution) ? [] : [...finding.fixes(scene)];
}
