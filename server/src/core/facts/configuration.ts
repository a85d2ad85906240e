import type { Fault } from '../faults';
import { globFault } from '../globs';
import { parseJson, wordOf, type JsonMember, type JsonValue } from '../json';
import { didYouMean, nearName } from '../near-names';
import { schemeFault, type Naming } from '../naming';
import { isSeverity, severityWords, type Severity } from '../severity';
import type { Span, Word } from '../text';

/** What one `keyhook.json` says, without what it extends. What is wrong in it is left out and named in `mistakes`. */
export interface ConfigurationFacts {
  readonly kind: 'configuration';
  readonly faults: readonly Fault[];
  readonly mistakes: readonly Mistake[];
  /** Presets and files, in order; a later one says more. */
  readonly bases: readonly Word[];
  readonly rules: Choices;
  readonly naming: Partial<Naming>;
  /** By name, in the order in which the team deploys: the settings files of each, as globs; none where the file's name or folder tells. */
  readonly environments: readonly { readonly name: string; readonly files: readonly string[] }[];
  /** Globs of what is as if it were not there. */
  readonly exclude: readonly string[];
  readonly overrides: readonly { readonly files: readonly string[]; readonly rules: Choices }[];
  readonly ignore: readonly IgnoreFact[];
  /** Wherever a rule is named: a reader of files does not know which rules there are. */
  readonly mentions: readonly RuleMention[];
}

/** What is said of rules, by id. */
export type Choices = Readonly<Record<string, Choice>>;

export interface Choice {
  readonly severity: Severity | undefined;
  /** The rule's options: lists of words, by the option's name. */
  readonly options: Readonly<Record<string, readonly string[]>>;
}

/** Something wrong in the configuration. */
export interface Mistake {
  readonly span: Span;
  /** A sentence or two: what is wrong, and what to write. */
  readonly message: string;
  /** What it is about: the names of the members that lead there, `rules.unused-key`. */
  readonly subject: string;
}

/** A place that names a rule, with the options that it gives to the rule. */
export interface RuleMention extends Word {
  readonly options: readonly Word[];
  readonly subject: string;
}

/** An entry of `ignore`: findings that somebody has decided to live with. */
export interface IgnoreFact {
  readonly rule: string;
  /** A glob; any path where there is none. */
  readonly path: string | undefined;
  /** The subject of the finding; any where there is none. */
  readonly subject: string | undefined;
  readonly reason: string;
  /** The last day on which it holds: `2027-01-31`. */
  readonly until: string | undefined;
  /** The whole entry. */
  readonly span: Span;
}

export const presets = ['recommended', 'strict'] as const;

/** `recommended` leaves each rule as severe as it is made; `strict` raises those that are off to infos, and infos to warnings. */
export type Preset = (typeof presets)[number];

export function isPreset(word: string): word is Preset {
  return (presets as readonly string[]).includes(word);
}

/** The members of each object whose members have fixed names, in the order in which a person would write them. */
export const members = {
  file: ['$schema', 'extends', 'rules', 'naming', 'environments', 'exclude', 'overrides', 'ignore'],
  naming: ['scheme', 'area', 'areas', 'type', 'types', 'connectors'],
  override: ['files', 'rules'],
  ignore: ['rule', 'path', 'subject', 'reason', 'until'],
} as const;

/** Reads a `keyhook.json`, or what one extends. Never throws; what cannot be understood is left out. */
export function readConfiguration(text: string): ConfigurationFacts {
  const { root, faults } = parseJson(text, { comments: true });
  return { kind: 'configuration', faults, ...new Reader().file(root) };
}

/** Gathers what is wrong while it reads. A path is that of the members that lead to a value; the file itself has none. */
class Reader {
  readonly #mistakes: Mistake[] = [];
  readonly #mentions: RuleMention[] = [];

  file(root: JsonValue | undefined): Omit<ConfigurationFacts, 'kind' | 'faults'> {
    const its = this.#known(root, '', members.file);
    this.#word(its.get('$schema'));
    return {
      bases: this.#bases(its.get('extends')),
      rules: this.#rules(its.get('rules')),
      naming: this.#naming(its.get('naming')),
      environments: this.#environments(its.get('environments')),
      exclude: this.#globs(its.get('exclude'), 'exclude'),
      overrides: this.#objects(its.get('overrides'), 'overrides').flatMap((it) => this.#override(it) ?? []),
      ignore: this.#objects(its.get('ignore'), 'ignore').flatMap((it) => this.#ignore(it) ?? []),
      mistakes: this.#mistakes,
      mentions: this.#mentions,
    };
  }

  #bases(member: JsonMember | undefined): Word[] {
    const words = this.#words(member, 'extends');
    return words.filter(({ value, span }) => {
      const fault = isPreset(value) ? undefined : baseFault(value);
      if (fault) this.#wrong(span, 'extends', fault);
      return !fault;
    });
  }

  #rules(member: JsonMember | undefined): Choices {
    const choices = this.#members(member?.value, 'rules').map(({ key, keySpan, value }): readonly [string, Choice] => {
      const path = `rules.${key}`;
      const own = value.kind === 'object' ? this.#members(value, path) : [];
      const options = own.filter((it) => it.key !== 'severity');
      this.#mentions.push({
        value: key,
        span: keySpan,
        options: options.map((it) => ({ value: it.key, span: it.keySpan })),
        subject: path,
      });
      const said = value.kind === 'object' ? own.find((it) => it.key === 'severity')?.value : value;
      const words = options.map((it) => [it.key, this.#words(it, `${path}.${it.key}`).map((word) => word.value)] as const);
      return [key, { severity: said && this.#severity(said, path), options: Object.fromEntries(words) }];
    });
    return Object.fromEntries(choices);
  }

  /** What an override says of rules: the options of a rule hold wherever the file does. */
  #severities(member: JsonMember | undefined): Choices {
    const choices = this.#members(member?.value, 'overrides.rules').map(({ key, keySpan, value }): readonly [string, Choice] => {
      const path = `overrides.rules.${key}`;
      this.#mentions.push({ value: key, span: keySpan, options: [], subject: path });
      return [key, { severity: this.#severity(value, path), options: {} }];
    });
    return Object.fromEntries(choices);
  }

  #severity(value: JsonValue, path: string): Severity | undefined {
    const { string } = value;
    if (isSeverity(string)) return string;
    const span = string === undefined ? value.span : value.inner;
    if (string === undefined) this.#wrong(span, path, `'${path}' is a severity: write one of ${severityWords}, in quotes.`);
    else
      this.#wrong(span, path, didYouMean(`'${string}' is no severity`, string, severityWords.split(', '), `write one of ${severityWords}`));
    return undefined;
  }

  #naming(member: JsonMember | undefined): Partial<Naming> {
    const its = this.#known(member?.value, 'naming', members.naming);
    const naming: { -readonly [Name in keyof Naming]?: Naming[Name] } = {};
    const scheme = this.#checked(its.get('scheme'), 'naming.scheme', schemeFault);
    if (scheme !== undefined) naming.scheme = scheme;
    for (const [one, all] of [
      ['area', 'areas'],
      ['type', 'types'],
    ] as const) {
      const list = this.#words(its.get(all), `naming.${all}`, 'some').map((it) => it.value);
      if (list.length > 0) naming[all] = list;
      const isAllowed = (word: string): string | undefined =>
        list.length === 0 || list.includes(word)
          ? undefined
          : didYouMean(`'${word}' is not among the ${all}`, word, list, `write one of them, or add it to '${all}'`);
      const word = this.#checked(its.get(one), `naming.${one}`, isAllowed);
      if (word !== undefined) naming[one] = word;
    }
    const connectors = this.#members(its.get('connectors')?.value, 'naming.connectors').flatMap((it) => {
      const path = `naming.connectors.${it.key}`;
      if (!/^shared_./.test(it.key)) {
        this.#wrong(it.keySpan, path, `'${it.key}' is no connector's id: write it as flows do, 'shared_office365' for instance.`);
        return [];
      }
      const name = this.#word(it, path);
      return name === undefined ? [] : [[it.key, name] as const];
    });
    if (connectors.length > 0) naming.connectors = Object.fromEntries(connectors);
    return naming;
  }

  #environments(member: JsonMember | undefined): ConfigurationFacts['environments'] {
    const found = new Map<string, { readonly name: string; readonly files: readonly string[] }>();
    for (const it of this.#members(member?.value, 'environments')) {
      const path = `environments.${it.key}`;
      const same = found.get(it.key.trim().toLowerCase());
      if (it.key.trim() === '') this.#wrong(it.keySpan, path, 'An environment needs a name: write it between the quotes.');
      else if (same) this.#wrong(it.keySpan, path, `The environment '${same.name}' stands here already: write the files of both into one.`);
      else found.set(it.key.trim().toLowerCase(), { name: it.key, files: this.#globs(it, path) });
    }
    return [...found.values()];
  }

  #override(item: JsonValue): ConfigurationFacts['overrides'][number] | undefined {
    const its = this.#known(item, 'overrides', members.override);
    if (!this.#requires(item, its, members.override, 'overrides', 'an override')) return undefined;
    const files = this.#globs(its.get('files'), 'overrides.files', 'some');
    const rules = this.#severities(its.get('rules'));
    return files.length > 0 ? { files, rules } : undefined;
  }

  /** One that is not wholly understood silences nothing: it might silence too much. */
  #ignore(item: JsonValue): IgnoreFact | undefined {
    const before = this.#mistakes.length;
    const its = this.#known(item, 'ignore', members.ignore);
    if (!this.#requires(item, its, ['rule', 'reason'], 'ignore', "an entry of 'ignore'")) return undefined;
    const rule = its.get('rule')!.value;
    const [id, reason, subject] = (['rule', 'reason', 'subject'] as const).map((it) => this.#word(its.get(it), `ignore.${it}`));
    const path = this.#checked(its.get('path'), 'ignore.path', globFault);
    const until = this.#checked(its.get('until'), 'ignore.until', dateFault);
    if (id !== undefined) this.#mentions.push({ value: id, span: rule.inner, options: [], subject: 'ignore.rule' });
    if (id === undefined || reason === undefined || this.#mistakes.length > before) return undefined;
    return { rule: id, path, subject, reason, until, span: item.span };
  }

  #requires(item: JsonValue, its: ReadonlyMap<string, JsonMember>, names: readonly string[], path: string, what: string): boolean {
    const missing = item.kind === 'object' ? names.filter((it) => !its.has(it)) : [];
    const rest = missing[0] === 'reason' ? ' and say in it why the team lives with the finding' : '';
    if (missing.length > 0) this.#wrong(item.span, path, `'${missing.join("' and '")}' is missing: ${what} needs it. Add it${rest}.`);
    return item.kind === 'object' && missing.length === 0;
  }

  /** The members of an object that may only have these, each name once. */
  #known(value: JsonValue | undefined, path: string, names: readonly string[]): ReadonlyMap<string, JsonMember> {
    const its = new Map(this.#members(value, path).map((it) => [it.key, it]));
    for (const [key, { keySpan }] of its)
      if (!names.includes(key))
        this.#wrong(
          keySpan,
          joined(path, key),
          didYouMean(`Keyhook knows no member '${key}' here`, key, names, `write one of ${names.join(', ')}`),
        );
    return its;
  }

  /** The members of an object in the order of the file. Of two with one name the last counts, and that is a fault of the file. */
  #members(value: JsonValue | undefined, path: string): readonly JsonMember[] {
    if (!value) return [];
    if (value.kind !== 'object')
      this.#wrong(value.span, path, `${path === '' ? 'A configuration' : `'${path}'`} is an object: write it in { and }.`);
    return [...new Map([...value.members()].map((it) => [it.key, it])).values()];
  }

  #objects(member: JsonMember | undefined, path: string): readonly JsonValue[] {
    if (!member) return [];
    if (member.value.kind !== 'array') this.#wrong(member.value.span, path, `'${path}' is a list: write its entries in [ and ].`);
    return [...member.value.items()];
  }

  #globs(member: JsonMember | undefined, path: string, howMany: 'any' | 'some' = 'any'): readonly string[] {
    return this.#words(member, path, howMany).flatMap(({ value, span }) => {
      const fault = globFault(value);
      if (fault) this.#wrong(span, path, fault);
      return fault ? [] : value;
    });
  }

  /** A text that a check finds no fault with; the check says what is wrong in a sentence. */
  #checked(member: JsonMember | undefined, path: string, faultOf: (word: string) => string | undefined): string | undefined {
    const word = this.#word(member, path);
    const fault = word === undefined ? undefined : faultOf(word);
    if (fault) this.#wrong(member!.value.inner, path, fault);
    return fault ? undefined : word;
  }

  #word(member: JsonMember | undefined, path = member?.key ?? ''): string | undefined {
    return member && this.#text(member.value, path)?.value;
  }

  /** A list of texts, or one alone. */
  #words(member: JsonMember | undefined, path: string, howMany: 'any' | 'some' = 'any'): Word[] {
    if (!member) return [];
    const { value } = member;
    if (value.kind === 'array' && howMany === 'some' && [...value.items()].length === 0)
      this.#wrong(value.span, path, `'${path}' is empty: write something between the brackets, or leave it out.`);
    if (value.kind === 'array') return [...value.items()].flatMap((it) => this.#text(it, path) ?? []);
    if (value.kind === 'string') return [this.#text(value, path) ?? []].flat();
    this.#wrong(value.span, path, `'${path}' is a text in quotes, or a list of such in [ and ].`);
    return [];
  }

  #text(value: JsonValue, path: string): Word | undefined {
    const word = wordOf(value);
    if (!word) this.#wrong(value.span, path, `'${path}' is a text: write it in quotes.`);
    else if (word.value.trim() === '')
      this.#wrong(
        value.span,
        path,
        `'${path}' is empty: ${path === 'ignore.reason' ? 'say why the team lives with the finding' : 'write something between the quotes, or leave it out'}.`,
      );
    else return word;
    return undefined;
  }

  #wrong(span: Span, subject: string, message: string): void {
    this.#mistakes.push({ span, message, subject: subject || 'file' });
  }
}

function baseFault(path: string): string | undefined {
  const preset = nearName(path, presets);
  if (preset !== undefined) return `There is no preset '${path}'; did you mean '${preset}'?`;
  if (/^(?:[/\\]|[a-z][\w+.-]*:)/i.test(path) || path.includes('\\'))
    return `'${path}' is no path from this file's folder: write one with '/' between folders, '../keyhook-team.json' for instance.`;
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^keyhook.*\.json$/i.test(name) && !/^keyhook-baseline\.json$/i.test(name)) return undefined;
  return `'${path}' cannot be extended: write ${presets.join(', ')}, or a file whose name begins with 'keyhook' and ends in '.json'.`;
}

/** What is wrong with a day, as a sentence that says what to write; undefined for one of the calendar. */
export function dateFault(day: string): string | undefined {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day)?.map(Number) ?? [];
  const days = year === undefined || month === undefined ? 0 : new Date(Date.UTC(year, month, 0)).getUTCDate();
  const isDay = month !== undefined && date !== undefined && month >= 1 && month <= 12 && date >= 1 && date <= days;
  return isDay
    ? undefined
    : `'${day}' is no date: write the last day on which the entry holds as year-month-day, '2027-01-31' for instance.`;
}

function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
