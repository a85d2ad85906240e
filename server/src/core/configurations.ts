import { defaultConfiguration, type Configuration, type Environment } from './configuration';
import { isPreset, type Choice, type ConfigurationFacts, type Preset } from './facts/configuration';
import { basename, comparablePath, dirname, encoded } from './files';
import { matches, type Glob } from './globs';
import type { Entry } from './model';
import { defaultNaming, type Naming } from './naming';
import type { Uri } from './text';

/** The configurations of a workspace. A new object when one of them means something else, and only then. */
export class Configurations {
  readonly #entries: ReadonlyMap<Uri, Entry>;
  readonly #known = new Map<Uri, Configuration>();
  #reached: { readonly files: ReadonlySet<Uri>; readonly extended: ReadonlySet<Uri> } | undefined;

  constructor(
    entries: ReadonlyMap<Uri, Entry> = new Map(),
    /** The same object for as long as rules find the same by them: entries of `ignore` and baselines only silence. */
    readonly judgement: object = {},
  ) {
    this.#entries = entries;
  }

  /** With some files changed, come or gone. */
  with(changes: readonly { readonly uri: Uri; readonly entry: Entry | undefined }[]): Configurations {
    const ours = changes.filter((it) => isConfiguration(it.uri));
    if (ours.length === 0) return this;
    const entries = new Map(this.#entries);
    for (const { uri, entry } of ours)
      if (entry) entries.set(uri, entry);
      else entries.delete(uri);
    if (meaning(entries) === meaning(this.#entries)) return this;
    return new Configurations(entries, judgement(entries) === judgement(this.#entries) ? this.judgement : {});
  }

  /** What holds in a folder: what the nearest files say, in it or above it. A file that one above excludes is as if it were not there. */
  of(folder: Uri): Configuration {
    const known = this.#known.get(folder);
    if (known) return known;
    const above = dirname(folder);
    const rest = above === '' || above === folder ? defaultConfiguration : this.of(above);
    const own = this.#configurationIn(folder, rest);
    const baseline = this.#baselineIn(folder, rest);
    const found = own || baseline ? { ...(own ?? rest), baseline: baseline ?? rest.baseline } : rest;
    this.#known.set(folder, found);
    return found;
  }

  /** Whether a file is a configuration: called `keyhook.json`, or extended by one that is. Others may have such a name by chance. */
  isUsed(uri: Uri): boolean {
    return this.#reach().files.has(uri);
  }

  /** The files that are extended, be they there or not. */
  get extended(): readonly Uri[] {
    return [...this.#reach().extended];
  }

  /** Whether a file or folder is as if it were not there. */
  excludes(uri: Uri): boolean {
    return matches(uri, this.of(dirname(uri)).exclude);
  }

  /** Why what a file extends by this path counts for nothing; undefined where it counts. */
  faultOfBase(uri: Uri, path: string): 'missing' | 'unread' | 'circle' | undefined {
    if (isPreset(path)) return undefined;
    const base = this.#fileAt(dirname(uri), path);
    const target = base && this.#entries.get(base);
    if (!base || !target) return 'missing';
    if (target.facts.kind !== 'configuration') return 'unread';
    return this.#leadsTo(base, uri, new Set()) ? 'circle' : undefined;
  }

  #reach(): { readonly files: ReadonlySet<Uri>; readonly extended: ReadonlySet<Uri> } {
    if (this.#reached) return this.#reached;
    const files = new Set(
      [...this.#entries.keys()].filter((it) => basename(it) === 'keyhook.json' && this.of(dirname(it)).files.includes(it)),
    );
    const extended = new Set<Uri>();
    // the set grows while it is gone through
    for (const uri of files)
      for (const it of this.#basesOf(uri)) {
        extended.add(it);
        if (this.#entries.has(it)) files.add(it);
      }
    return (this.#reached = { files, extended });
  }

  /** The files that a file extends, be they there or not. */
  #basesOf(uri: Uri): readonly Uri[] {
    const facts = this.#entries.get(uri)?.facts;
    if (facts?.kind !== 'configuration') return [];
    const folder = dirname(uri);
    return facts.bases.filter((it) => !isPreset(it.value)).map(({ value }) => this.#fileAt(folder, value) ?? resolved(folder, value));
  }

  #leadsTo(from: Uri, to: Uri, seen: Set<Uri>): boolean {
    if (from === to) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return this.#basesOf(from).some((it) => this.#leadsTo(it, to, seen));
  }

  #configurationIn(folder: Uri, { exclude }: Configuration): Configuration | undefined {
    const uri = `${folder}/keyhook.json`;
    const part = matches(uri, exclude) ? undefined : this.#extended(uri, []);
    return part && { ...defaultConfiguration, ...part, naming: { ...defaultNaming, ...part.naming } };
  }

  #baselineIn(folder: Uri, { exclude }: Configuration): Configuration['baseline'] {
    const uri = `${folder}/keyhook-baseline.json`;
    const facts = this.#entries.get(uri)?.facts;
    return facts?.kind === 'baseline' && !matches(uri, exclude) ? { base: folder, entries: facts.entries } : undefined;
  }

  /** A file that is not there, or extends itself, gives nothing: the rule `invalid-configuration` says so. */
  #extended(uri: Uri, above: readonly Uri[]): Part | undefined {
    const facts = this.#entries.get(uri)?.facts;
    if (facts?.kind !== 'configuration' || above.includes(uri)) return undefined;
    const bases = facts.bases.flatMap(({ value }): Part | [] => {
      if (isPreset(value)) return { ...nothing, preset: value };
      const base = this.#fileAt(dirname(uri), value);
      return base === undefined ? [] : (this.#extended(base, [...above, uri]) ?? []);
    });
    return [...bases, partOf(facts, uri)].reduce(joined);
  }

  /** The file that a path written in a file of this folder means; undefined where there is none. */
  #fileAt(folder: Uri, path: string): Uri | undefined {
    const wanted = comparablePath(resolved(folder, path));
    return [...this.#entries.keys()].find((it) => comparablePath(it) === wanted);
  }
}

function isConfiguration(uri: Uri): boolean {
  return /^keyhook.*\.json$/i.test(basename(uri));
}

/** The path that is meant in a file of this folder. Above the root there is nothing: `file://` and a name would be another computer. */
export function resolved(folder: Uri, path: string): Uri {
  const parts = folder.split('/');
  for (const part of path.split('/'))
    if (part === '..') parts.splice(Math.max(ROOT, parts.length - 1));
    else if (part !== '.' && part !== '') parts.push(encoded(part));
  return parts.join('/');
}

/** Of the parts between the slashes of a URI, so many say what disk or computer it is. */
const ROOT = 3;

/** What one file says, or one with what it extends. */
type Part = Omit<Configuration, 'preset' | 'naming' | 'baseline'> & { readonly preset?: Preset; readonly naming: Partial<Naming> };

const nothing: Part = { files: [], rules: {}, overrides: [], naming: {}, environments: [], exclude: [], ignores: [] };

function partOf(facts: ConfigurationFacts, uri: Uri): Part {
  const base = dirname(uri);
  const globs = (patterns: readonly string[]): readonly Glob[] => patterns.map((pattern) => ({ base, pattern }));
  return {
    files: [uri],
    rules: facts.rules,
    overrides: facts.overrides.map(({ files, rules }) => ({ files: globs(files), rules })),
    naming: facts.naming,
    environments: facts.environments.map(({ name, files }) => ({ name, files: globs(files) })),
    exclude: globs(facts.exclude),
    ignores: facts.ignore.map(({ span: _, ...it }, index) => ({ ...it, uri, index })),
  };
}

/** What both say; where they differ the second is right. */
function joined(first: Part, second: Part): Part {
  const rules: Record<string, Choice> = { ...first.rules };
  for (const [id, { severity, options }] of Object.entries(second.rules))
    rules[id] = { severity: severity ?? rules[id]?.severity, options: { ...rules[id]?.options, ...options } };
  const isRenewed = ({ name }: Environment): boolean => second.environments.some((it) => it.name.toLowerCase() === name.toLowerCase());
  return {
    ...first,
    ...second,
    files: [...second.files, ...first.files],
    rules,
    overrides: [...first.overrides, ...second.overrides],
    naming: { ...first.naming, ...second.naming },
    environments: [...first.environments.filter((it) => !isRenewed(it)), ...second.environments],
    exclude: [...first.exclude, ...second.exclude],
    ignores: [...first.ignores, ...second.ignores],
  };
}

const unmeant: ReadonlySet<string> = new Set<keyof ConfigurationFacts | 'span'>(['span', 'faults', 'mistakes', 'mentions']);

/** Two states of the files that give the same text decide the same. Places move with every key, and what they say does not. */
function meaning(entries: ReadonlyMap<Uri, Entry>): string {
  const facts = [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([uri, it]) => [uri, it.facts]);
  return JSON.stringify(facts, (key, value: unknown) => (unmeant.has(key) ? undefined : value));
}

/** As `meaning`, without what only silences findings. */
function judgement(entries: ReadonlyMap<Uri, Entry>): string {
  const judging = [...entries].flatMap(([uri, it]): [Uri, Entry][] => {
    if (it.facts.kind === 'baseline') return [];
    return [[uri, it.facts.kind === 'configuration' ? { ...it, facts: { ...it.facts, ignore: [] } } : it]];
  });
  return meaning(new Map(judging));
}
