import { globFault } from '../globs';
import { wordOf, type JsonMember, type JsonValue } from '../json';
import { didYouMean } from '../near-names';
import type { Span, Word } from '../text';

/** Something wrong in a configuration, or in a baseline. */
export interface Mistake {
  readonly span: Span;
  /** A sentence or two: what is wrong, and what to write. */
  readonly message: string;
  /** What it is about: the names of the members that lead there, `rules.unused-key`. */
  readonly subject: string;
}

/**
 * Reads a configuration, which people write by hand. What is not as it should be is left out, and named in `mistakes`. A path is that of the members that
 * lead to a value; the file itself has none.
 */
export class HandWritten {
  readonly mistakes: Mistake[] = [];

  /** The members of an object that may only have these, each name once. */
  known(value: JsonValue | undefined, path: string, names: readonly string[]): ReadonlyMap<string, JsonMember> {
    const its = new Map(this.members(value, path).map((it) => [it.key, it]));
    for (const [key, { keySpan }] of its)
      if (!names.includes(key))
        this.wrong(
          keySpan,
          joined(path, key),
          didYouMean(`Keyhook knows no member '${key}' here`, key, names, `write one of ${names.join(', ')}`),
        );
    return its;
  }

  /** The members of an object in the order of the file. Of two with one name the last counts, and that is a fault of the file. */
  members(value: JsonValue | undefined, path: string): readonly JsonMember[] {
    if (!value) return [];
    if (value.kind !== 'object')
      this.wrong(value.span, path, `${path === '' ? 'A configuration' : `'${path}'`} is an object: write it in { and }.`);
    return [...new Map([...value.members()].map((it) => [it.key, it])).values()];
  }

  objects(member: JsonMember | undefined, path: string): readonly JsonValue[] {
    if (!member) return [];
    if (member.value.kind !== 'array') this.wrong(member.value.span, path, `'${path}' is a list: write its entries in [ and ].`);
    return [...member.value.items()];
  }

  globs(member: JsonMember | undefined, path: string, howMany: 'any' | 'some' = 'any'): readonly string[] {
    return this.words(member, path, howMany).flatMap(({ value, span }) => {
      const fault = globFault(value);
      if (fault) this.wrong(span, path, fault);
      return fault ? [] : value;
    });
  }

  /** A text that a check finds no fault with; the check says what is wrong in a sentence. */
  checked(member: JsonMember | undefined, path: string, faultOf: (word: string) => string | undefined): string | undefined {
    const word = this.word(member, path);
    const fault = word === undefined ? undefined : faultOf(word);
    if (fault) this.wrong(member!.value.inner, path, fault);
    return fault ? undefined : word;
  }

  word(member: JsonMember | undefined, path = member?.key ?? ''): string | undefined {
    return member && this.#text(member.value, path)?.value;
  }

  /** A list of texts, or one alone. */
  words(member: JsonMember | undefined, path: string, howMany: 'any' | 'some' = 'any'): Word[] {
    if (!member) return [];
    const { value } = member;
    if (value.kind === 'array' && howMany === 'some' && [...value.items()].length === 0)
      this.wrong(value.span, path, `'${path}' is empty: write something between the brackets, or leave it out.`);
    if (value.kind === 'array') return [...value.items()].flatMap((it) => this.#text(it, path) ?? []);
    if (value.kind === 'string') return [this.#text(value, path) ?? []].flat();
    this.wrong(value.span, path, `'${path}' is a text in quotes, or a list of such in [ and ].`);
    return [];
  }

  #text(value: JsonValue, path: string): Word | undefined {
    const word = wordOf(value);
    if (!word) this.wrong(value.span, path, `'${path}' is a text: write it in quotes.`);
    else if (word.value.trim() === '')
      this.wrong(
        value.span,
        path,
        `'${path}' is empty: ${path === 'ignore.reason' ? 'say why the team lives with the finding' : 'write something between the quotes, or leave it out'}.`,
      );
    else return word;
    return undefined;
  }

  wrong(span: Span, subject: string, message: string): void {
    this.mistakes.push({ span, message, subject: subject || 'file' });
  }
}

function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
