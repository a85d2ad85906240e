import {
  baselineCounts,
  baselineKey,
  defaultConfiguration,
  ignoreFor,
  isAt,
  isOver,
  isOverridden,
  severityAt,
  type Configuration,
  type Ignore,
} from './configuration';
import type { Configurations } from './configurations';
import { environmentOf } from './environment-names';
import { isWhole } from './facts/index';
import { dirname } from './files';
import { FileChanged } from './fix';
import { inOrder, LintMemory, NOWHERE } from './lint-memory';
import { memo } from './memo';
import type { Flow, Frame, Solution } from './model';
import type { Naming } from './naming';
import { Asked, notReadYet } from './neighbours';
import type { Draft, Finding, Rule, RuleOptions } from './rule';
import { rules as everyRule } from './rules/index';
import type { Severity } from './severity';
import type { Location } from './text';
import { checkedIn, type Snapshot } from './workspace';

export interface LintOptions {
  /** The rules whose findings are wanted. */
  readonly rules: readonly Rule[];
  /** Every rule there is, for judging what a configuration says of them; all of ours when not given. */
  readonly known?: readonly Rule[];
  /** How severe a rule is for who asks, whatever the configuration says; as `configured` when not given. */
  severityOf?(rule: Rule, configured: Severity): Severity;
  /** What whoever asks has settled of the naming; the rest is as configured. */
  readonly naming?: Partial<Naming>;
  /** Today, as `2027-01-31`; no day is over when not given. */
  readonly today?: string;
  /** Told of a rule that threw; the other rules still run. */
  onCrash(rule: Rule, error: unknown): void;
}

export interface Linter {
  /** The findings of one folder of this snapshot that nothing silences, by rule and in the rule's order; remembered, as the same objects, for as long as they hold. */
  findings(folder: Solution, snapshot: Snapshot): readonly Finding[];
  /** What was found in it and is silenced. */
  silenced(folder: Solution, snapshot: Snapshot): Silenced;
  /** The findings, a few flows a step, so that others may have their turn in between. Stop when the workspace is no longer this snapshot. */
  steps(folder: Solution, snapshot: Snapshot): Generator<void, readonly Finding[]>;
  /** One folder a step, so the caller can stop between steps: stopping is the whole of cancellation. */
  run(snapshot: Snapshot): Generator<FolderFindings, void>;
  /** The same of some of its rules, with one memory for both. */
  narrowed(to: Pick<LintOptions, 'rules' | 'onCrash'>): Linter;
}

export interface FolderFindings {
  readonly folder: Solution;
  readonly findings: readonly Finding[];
}

/** Findings that are counted and not reported. */
export interface Silenced {
  readonly ignored: readonly { readonly finding: Finding; readonly by: Ignore }[];
  readonly baselined: readonly Finding[];
}

interface Found extends Silenced {
  readonly findings: readonly Finding[];
}

/** Options never change: other options are a new linter, with an empty memory of its own. */
export function createLinter(options: LintOptions): Linter {
  const { rules, known = everyRule } = options;
  return linterWith(new LintMemory([...known, ...rules]), options);
}

function linterWith(memory: LintMemory, options: LintOptions): Linter {
  const { rules, known = everyRule, severityOf = (_, configured) => configured, naming, today, onCrash } = options;

  const severityIn = (rule: Rule, at: Location, configuration: Configuration): Severity =>
    severityOf(rule, severityAt(at.uri, rule, configuration));

  const mayFind = (rule: Rule, { root }: Solution, configuration: Configuration): boolean =>
    isOverridden(rule, configuration) || severityOf(rule, severityAt(root, rule, configuration)) !== 'off';

  /** What was compared last: after an edit, each rule asks for the same. */
  let compared:
    { readonly before: readonly Flow[] | undefined; readonly flows: readonly Flow[]; readonly at: readonly number[] } | undefined;
  const changedIn = (flows: readonly Flow[], before: readonly Flow[] | undefined): readonly number[] => {
    if (compared?.flows !== flows || compared.before !== before) compared = { before, flows, at: differing(before, flows) };
    return compared.at;
  };

  /** The findings of one rule, in slices. Undefined for a rule that threw: it is tried again the next time. */
  function* findingsOf(rule: Rule, folder: Solution, snapshot: Snapshot): Generator<void, readonly Finding[] | undefined> {
    const { neighbourhood, configurations } = snapshot;
    const { frame, flows } = folder;
    const last = memory.recall(rule, folder, snapshot);
    if (last?.flows === flows) return last.all;
    const configuration = configurations.of(folder.root);
    const asked = last?.asked.isAnything ? last.asked : new Asked();
    const neighbours = neighbourhood.seenFrom(folder.root, asked);
    const of: RuleOptions = {
      naming: { ...configuration.naming, ...naming },
      configuration,
      configurations: () => {
        neighbourhood.needs('everything', asked);
        return configurations;
      },
      rules: known,
      words: (option) => configuration.rules[rule.id]?.options[option] ?? [],
      environmentOf: (uri) => environmentOf(uri, configurations.of(dirname(uri))),
      today,
      unusedIgnores: () => {
        neighbourhood.needs('everything', asked);
        return unusedIgnores(folder, snapshot);
      },
    };
    const judged = (look: () => Iterable<Draft>): readonly Finding[] => {
      const findings: Finding[] = [];
      try {
        for (const draft of look()) {
          const severity = severityIn(rule, draft.at, configuration);
          if (severity !== 'off') findings.push({ ...draft, rule, severity });
        }
      } catch (error) {
        if (error === notReadYet) return NONE;
        throw error;
      }
      return findings.length > 0 ? findings : NONE;
    };
    const inspectFrame = (): Iterable<Draft> => {
      if (!rule.check) return NONE;
      neighbourhood.needs('frame', asked);
      return rule.check(frame, neighbours, of);
    };
    try {
      const inFrame = last?.inFrame ?? judged(inspectFrame);
      const before = last?.inFlows ?? NOWHERE;
      const found = new Map<number, readonly Finding[]>(); // empty, too, where there was something
      let checked = 0;
      for (const i of rule.checkFlow ? changedIn(flows, last?.flows) : NONE) {
        const findings = judged(() => rule.checkFlow!(flows[i]!, frame, neighbours, of));
        if (findings.length > 0 || before.has(i)) found.set(i, findings);
        if (++checked % SLICE === 0) yield;
      }
      const isSame = last !== undefined && found.size === 0;
      const inFlows = isSame ? before : inOrder(before, found);
      const all = isSame ? last.all : inFlows.size > 0 ? [...inFrame, ...[...inFlows.values()].flat()] : inFrame;
      const { judgement } = configurations;
      if (!rule.isLast) memory.keep(rule, frame, { inFrame, inFlows, all, flows, asked, judgement, state: neighbourhood.state });
      return all;
    } catch (error) {
      if (error instanceof FileChanged) throw error; // it is about to be read again
      onCrash(rule, error);
      return undefined;
    }
  }

  /**
   * The entries of the folder's own files that silence nothing, wherever they hold. Those of a rule that did not run, and those that
   * are over, are not judged.
   */
  const unusedIgnores = ({ entries }: Solution, snapshot: Snapshot): readonly Ignore[] => {
    const candidates = new Map<string, Ignore>();
    const used = new Set<string>();
    for (const folder of checkedIn(snapshot)) {
      const configuration = snapshot.configurations.of(folder.root);
      const own = configuration.ignores.filter((it) => entries.has(it.uri) && !isOver(it, today));
      for (const it of own) if (mayHide(folder, it)) used.add(keyOf(it));
      for (const rule of known) {
        const its = own.filter((it) => it.rule === rule.id);
        if (its.length === 0 || rule.isLast || !mayFind(rule, folder, configuration)) continue;
        for (const it of its) candidates.set(keyOf(it), it);
        const findings = atOnce(findingsOf(rule, folder, snapshot));
        const silencing = findings ? findings.flatMap((it) => ignoreFor(it, configuration, today) ?? []) : its; // a rule that threw says nothing
        for (const it of silencing) used.add(keyOf(it));
      }
    }
    return [...candidates].flatMap(([key, it]) => (used.has(key) ? [] : it)).sort((a, b) => a.index - b.index);
  };

  /** What was found while the neighbourhood gave the answers it gives in this state. */
  const found = new WeakMap<Solution, Found & { readonly state: object; readonly configurations: Configurations }>();

  const remembered = (folder: Solution, { configurations, neighbourhood: { state } }: Snapshot): Found | undefined => {
    const before = found.get(folder);
    return before?.state === state && before.configurations === configurations ? before : undefined;
  };

  function* foundIn(folder: Solution, snapshot: Snapshot): Generator<void, Found> {
    const before = remembered(folder, snapshot);
    if (before) return before;
    const { configurations, neighbourhood } = snapshot;
    const { state } = neighbourhood;
    const configuration = configurations.of(folder.root);
    const active = rules.filter((it) => mayFind(it, folder, configuration) && (!it.isLast || ignoresIn(folder.frame).length > 0));
    const findings: (readonly Finding[] | undefined)[] = [];
    for (const rule of active) {
      findings.push(yield* findingsOf(rule, folder, snapshot));
      yield;
    }
    const all = sifted(
      findings.flatMap((it) => it ?? []),
      configuration,
      today,
    );
    const isLasting = neighbourhood.state === state && !findings.includes(undefined) && !active.some((it) => it.isLast);
    if (isLasting) found.set(folder, { ...all, state, configurations });
    return all;
  }

  const toEnd = (folder: Solution, snapshot: Snapshot): Found => remembered(folder, snapshot) ?? atOnce(foundIn(folder, snapshot));

  return {
    findings: (folder, snapshot) => toEnd(folder, snapshot).findings,
    silenced: (folder, snapshot) => toEnd(folder, snapshot),
    *steps(folder, snapshot) {
      return (yield* foundIn(folder, snapshot)).findings;
    },
    *run(snapshot) {
      for (const folder of checkedIn(snapshot)) yield { folder, findings: toEnd(folder, snapshot).findings };
    },
    narrowed: (to) => linterWith(memory, { ...options, ...to }),
  };
}

/** So many flows are checked before others may have their turn. */
const SLICE = 8;

const NONE: readonly never[] = [];

/** Where a list of flows differs from the one before, which is as long; everywhere, where there is none. */
function differing(before: readonly Flow[] | undefined, flows: readonly Flow[]): readonly number[] {
  return [...flows.keys()].filter((i) => before?.[i] !== flows[i]);
}

function atOnce<Result>(run: Generator<void, Result>): Result {
  for (;;) {
    const step = run.next();
    if (step.done) return step.value;
  }
}

function keyOf({ uri, index }: Ignore): string {
  return `${index} ${uri}`;
}

/** Whether something may be found that an entry silences, once all of a folder can be read. */
function mayHide({ entries }: Solution, ignore: Ignore): boolean {
  const files = [...entries.values()];
  return files.some((it) => !isWhole(it)) && files.some((it) => isAt(it.file.uri, ignore));
}

/** What stands in a folder that a rule which runs last could find fault with. */
const ignoresIn = memo(({ rest }: Frame) =>
  [...rest.values()].filter(({ facts }) => facts.kind === 'configuration' && facts.ignore.length > 0),
);

/** What is to be reported, and what the configuration and the baseline silence. */
function sifted(all: readonly Finding[], configuration: Configuration, today: string | undefined): Found {
  if (configuration === defaultConfiguration) return { findings: all, ignored: [], baselined: [] };
  const listed = baselineCounts(configuration);
  const seen = new Map<string, number>();
  const sorted: { findings: Finding[]; ignored: Silenced['ignored'][number][]; baselined: Finding[] } = {
    findings: [],
    ignored: [],
    baselined: [],
  };
  for (const finding of all) {
    const by = ignoreFor(finding, configuration, today);
    const key = baselineKey(finding, configuration) ?? '';
    const before = seen.get(key) ?? 0;
    if (by) sorted.ignored.push({ finding, by });
    else if (before < (listed.get(key) ?? 0)) {
      seen.set(key, before + 1);
      sorted.baselined.push(finding);
    } else sorted.findings.push(finding);
  }
  return sorted;
}
