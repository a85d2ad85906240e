import type { Fault } from '../faults';
import { globFault } from '../globs';
import { parseJson, type JsonMember, type JsonValue } from '../json';
import { didYouMean, nearName } from '../near-names';
import { schemeFault, type Naming } from '../naming';
import { isSeverity, severityWords, type Severity } from '../severity';
import type { Span, Word } from '../text';
import { HandWritten, type Mistake } from './hand-written';

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

/** Gathers where rules are named while it reads. */
class Reader {
  readonly #json = new HandWritten();
  readonly #mentions: RuleMention[] = [];

  file(root: JsonValue | undefined): Omit<ConfigurationFacts, 'kind' | 'faults'> {
    const its = this.#json.known(root, '', members.file);
    this.#json.word(its.get('$schema'));
    return {
      bases: this.#bases(its.get('extends')),
      rules: this.#rules(its.get('rules')),
      naming: this.#naming(its.get('naming')),
      environments: this.#environments(its.get('environments')),
      exclude: this.#json.globs(its.get('exclude'), 'exclude'),
      overrides: this.#json.objects(its.get('overrides'), 'overrides').flatMap((it) => this.#override(it) ?? []),
      ignore: this.#json.objects(its.get('ignore'), 'ignore').flatMap((it) => this.#ignore(it) ?? []),
      mistakes: this.#json.mistakes,
      mentions: this.#mentions,
    };
  }

  #bases(member: JsonMember | undefined): Word[] {
    const words = this.#json.words(member, 'extends');
    return words.filter(({ value, span }) => {
      const fault = isPreset(value) ? undefined : baseFault(value);
      if (fault) this.#json.wrong(span, 'extends', fault);
      return !fault;
    });
  }

  #rules(member: JsonMember | undefined): Choices {
    const choices = this.#json.members(member?.value, 'rules').map(({ key, keySpan, value }): readonly [string, Choice] => {
      const path = `rules.${key}`;
      const own = value.kind === 'object' ? this.#json.members(value, path) : [];
      const options = own.filter((it) => it.key !== 'severity');
      this.#mentions.push({
        value: key,
        span: keySpan,
        options: options.map((it) => ({ value: it.key, span: it.keySpan })),
        subject: path,
      });
      const said = value.kind === 'object' ? own.find((it) => it.key === 'severity')?.value : value;
      const words = options.map((it) => [it.key, this.#json.words(it, `${path}.${it.key}`).map((word) => word.value)] as const);
      return [key, { severity: said && this.#severity(said, path), options: Object.fromEntries(words) }];
    });
    return Object.fromEntries(choices);
  }

  /** What an override says of rules: the options of a rule hold wherever the file does. */
  #severities(member: JsonMember | undefined): Choices {
    const choices = this.#json.members(member?.value, 'overrides.rules').map(({ key, keySpan, value }): readonly [string, Choice] => {
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
    if (string === undefined) this.#json.wrong(span, path, `'${path}' is a severity: write one of ${severityWords}, in quotes.`);
    else
      this.#json.wrong(
        span,
        path,
        didYouMean(`'${string}' is no severity`, string, severityWords.split(', '), `write one of ${severityWords}`),
      );
    return undefined;
  }

  #naming(member: JsonMember | undefined): Partial<Naming> {
    const its = this.#json.known(member?.value, 'naming', members.naming);
    const naming: { -readonly [Name in keyof Naming]?: Naming[Name] } = {};
    const scheme = this.#json.checked(its.get('scheme'), 'naming.scheme', schemeFault);
    if (scheme !== undefined) naming.scheme = scheme;
    for (const [one, all] of [
      ['area', 'areas'],
      ['type', 'types'],
    ] as const) {
      const list = this.#json.words(its.get(all), `naming.${all}`, 'some').map((it) => it.value);
      if (list.length > 0) naming[all] = list;
      const isAllowed = (word: string): string | undefined =>
        list.length === 0 || list.includes(word)
          ? undefined
          : didYouMean(`'${word}' is not among the ${all}`, word, list, `write one of them, or add it to '${all}'`);
      const word = this.#json.checked(its.get(one), `naming.${one}`, isAllowed);
      if (word !== undefined) naming[one] = word;
    }
    const connectors = this.#json.members(its.get('connectors')?.value, 'naming.connectors').flatMap((it) => {
      const path = `naming.connectors.${it.key}`;
      if (!/^shared_./.test(it.key)) {
        this.#json.wrong(it.keySpan, path, `'${it.key}' is no connector's id: write it as flows do, 'shared_office365' for instance.`);
        return [];
      }
      const name = this.#json.word(it, path);
      return name === undefined ? [] : [[it.key, name] as const];
    });
    if (connectors.length > 0) naming.connectors = Object.fromEntries(connectors);
    return naming;
  }

  #environments(member: JsonMember | undefined): ConfigurationFacts['environments'] {
    const found = new Map<string, { readonly name: string; readonly files: readonly string[] }>();
    for (const it of this.#json.members(member?.value, 'environments')) {
      const path = `environments.${it.key}`;
      const same = found.get(it.key.trim().toLowerCase());
      if (it.key.trim() === '') this.#json.wrong(it.keySpan, path, 'An environment needs a name: write it between the quotes.');
      else if (same)
        this.#json.wrong(it.keySpan, path, `The environment '${same.name}' stands here already: write the files of both into one.`);
      else found.set(it.key.trim().toLowerCase(), { name: it.key, files: this.#json.globs(it, path) });
    }
    return [...found.values()];
  }

  #override(item: JsonValue): ConfigurationFacts['overrides'][number] | undefined {
    const its = this.#json.known(item, 'overrides', members.override);
    if (!this.#requires(item, its, members.override, 'overrides', 'an override')) return undefined;
    const files = this.#json.globs(its.get('files'), 'overrides.files', 'some');
    const rules = this.#severities(its.get('rules'));
    return files.length > 0 ? { files, rules } : undefined;
  }

  /** One that is not wholly understood silences nothing: it might silence too much. */
  #ignore(item: JsonValue): IgnoreFact | undefined {
    const before = this.#json.mistakes.length;
    const its = this.#json.known(item, 'ignore', members.ignore);
    if (!this.#requires(item, its, ['rule', 'reason'], 'ignore', "an entry of 'ignore'")) return undefined;
    const rule = its.get('rule')!.value;
    const [id, reason, subject] = (['rule', 'reason', 'subject'] as const).map((it) => this.#json.word(its.get(it), `ignore.${it}`));
    const path = this.#json.checked(its.get('path'), 'ignore.path', globFault);
    const until = this.#json.checked(its.get('until'), 'ignore.until', dateFault);
    if (id !== undefined) this.#mentions.push({ value: id, span: rule.inner, options: [], subject: 'ignore.rule' });
    if (id === undefined || reason === undefined || this.#json.mistakes.length > before) return undefined;
    return { rule: id, path, subject, reason, until, span: item.span };
  }

  #requires(item: JsonValue, its: ReadonlyMap<string, JsonMember>, names: readonly string[], path: string, what: string): boolean {
    const missing = item.kind === 'object' ? names.filter((it) => !its.has(it)) : [];
    const rest = missing[0] === 'reason' ? ' and say in it why the team lives with the finding' : '';
    if (missing.length > 0) this.#json.wrong(item.span, path, `'${missing.join("' and '")}' is missing: ${what} needs it. Add it${rest}.`);
    return item.kind === 'object' && missing.length === 0;
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
