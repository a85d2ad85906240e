import type { Span } from '../text';
import type { Accessor, Call, Expression, ParsedExpression, StringLiteral, SyntaxFault } from './syntax';

/** So deep may calls stand in one another: an expression of 8,192 characters, which is all the platform takes, can be a little deeper, but no person writes that. */
const DEEPEST = 1000;

/**
 * Parses the expression between two offsets of a text. Never throws: it goes on behind what is wrong, so that the rest can still be
 * read, and tells of the first fault.
 */
export function parseExpression(text: string, { start, end }: Span = { start: 0, end: text.length }): ParsedExpression {
  return new Parser(text, start, end).parse();
}

/** What .NET takes for white space, of the past and today. */
const BLANK = /[^\S\ufeff]|[\u0085\u180e]/;
const LETTER = /[A-Za-z_]/;
const WORD = /[A-Za-z0-9_]/;
/** As the platform, but for `$`, of which nobody has been seen to say whether it may stand in a property's name. */
const PROPERTY = /[A-Za-z0-9_$]/;
const NUMBER = /(?:[+-]?\d+(?:\.\d*)?|[+-]\.\d+)(?:[eE][+-]?\d+)?/y;

/** What no part of an expression begins with. */
const ODD = /[^\w\s.,()[\]?'"]/;

/** What is often written where a value begins, and how it is said in this language. */
const MEANT: Readonly<Record<string, string>> = {
  '@': ': inside an expression, functions stand without it',
  '(': ': only the arguments of a function stand in brackets',
  '[': ": a list is made by 'createArray'",
  '{': ": an object is made by 'json'",
};

class Parser {
  #at: number;
  #fault: SyntaxFault | undefined;
  readonly #inDoubleQuotes: Span[] = [];
  /** Whether more is wrong than double quotes. */
  #isBroken = false;
  #depth = 0;

  constructor(
    private readonly text: string,
    private readonly start: number,
    private readonly end: number,
  ) {
    this.#at = start;
  }

  parse(): ParsedExpression {
    const root = this.#expression();
    this.#blanks();
    if (this.#at < this.end) this.#report(this.#here(), this.#unexpected(root));
    else if (!root) this.#report({ start: this.start, end: this.end }, 'the expression is empty');
    return { root, fault: this.#fault, doubleQuoted: this.#isBroken ? [] : this.#inDoubleQuotes };
  }

  /** Undefined, with the fault reported, where none begins. */
  #expression(): Expression | undefined {
    this.#blanks();
    const character = this.#peek();
    if (character === "'") return this.#string();
    if (character === '"') return this.#doubleQuoted();
    if (LETTER.test(character)) return this.#named();
    NUMBER.lastIndex = this.#at;
    const number = NUMBER.exec(this.text)?.[0];
    if (number) {
      const start = this.#at;
      this.#at = Math.min(start + number.length, this.end);
      return { kind: 'number', span: { start, end: this.#at }, text: this.text.slice(start, this.#at) };
    }
    if (this.#at < this.end && !/[,)\]]/.test(character)) {
      this.#report(this.#here(), this.#unexpected() + (MEANT[character] ?? ''));
      if (character === '@') return this.#behindAt();
      this.#skip();
    }
    return undefined;
  }

  /** What stands behind `@` or `@{` inside of an expression is read as what was meant. */
  #behindAt(): Expression | undefined {
    while (/[@{]/.test(this.#peek())) {
      this.#at++;
      this.#blanks();
    }
    return this.#expression();
  }

  #string(): StringLiteral {
    const start = this.#at++;
    for (;;) {
      const quote = this.text.indexOf("'", this.#at);
      if (quote < 0 || quote >= this.end) {
        this.#at = this.end;
        this.#report({ start, end: this.end }, "the string has no closing '");
        return this.#literal(start, this.end);
      }
      this.#at = quote + 1;
      if (this.#peek() !== "'") return this.#literal(start, quote);
      this.#at++;
    }
  }

  #literal(start: number, end: number): StringLiteral {
    const inner = { start: start + 1, end };
    return { kind: 'string', span: { start, end: this.#at }, inner, value: this.text.slice(inner.start, end).replaceAll("''", "'") };
  }

  /** A mistake that is often made: it is read as the string that was meant. */
  #doubleQuoted(): StringLiteral {
    const start = this.#at;
    const quote = this.text.indexOf('"', start + 1);
    const isClosed = quote > 0 && quote < this.end;
    this.#at = isClosed ? quote + 1 : this.end;
    const span = { start, end: this.#at };
    this.#fault ??= { kind: 'double-quoted', span, reason: 'strings stand in single quotes' };
    this.#inDoubleQuotes.push(span);
    this.#isBroken ||= !isClosed;
    const inner = { start: start + 1, end: isClosed ? quote : this.end };
    return { kind: 'string', span, inner, value: this.text.slice(inner.start, inner.end) };
  }

  /** A call, or one of the three words that are values. */
  #named(): Expression {
    const start = this.#at;
    const name = { value: this.#word(WORD), span: { start, end: this.#at } };
    this.#blanks();
    if (this.#peek() === '(') return this.#call(start, name);
    if (ODD.test(this.#peek())) this.#report(this.#here(), this.#unexpected()); // as the platform, which reads signs before it reads on
    this.#at = name.span.end;
    if (/^(?:null|true|false)$/i.test(name.value)) return { kind: 'word', span: name.span, text: name.value };
    this.#report(name.span, `'${name.value}' is no value: a function needs its '(', and a text its single quotes`);
    return { kind: 'call', span: name.span, name, arguments: [], separators: [], end: undefined, accessors: [] };
  }

  #call(start: number, name: Call['name']): Call {
    const separators = [this.#at++];
    const all: (Expression | undefined)[] = [];
    if (++this.#depth > DEEPEST) {
      this.#report(name.span, 'it is nested too deeply');
      this.#at = this.end;
    }
    this.#blanks();
    if (this.#peek() !== ')' && this.#at < this.end) all.push(this.#argument());
    while (this.#peek() === ',') {
      separators.push(this.#at++);
      all.push(this.#argument());
    }
    let end: number | undefined;
    if (this.#peek() === ')') end = ++this.#at;
    else this.#report(this.#at < this.end ? this.#here() : name.span, `the ')' of '${name.value}' is missing`);
    const accessors = end === undefined ? [] : this.#accessors();
    this.#depth--;
    return { kind: 'call', span: { start, end: this.#at }, name, arguments: all, separators, end, accessors };
  }

  /** Ends before a comma or a closing bracket, or at the end. */
  #argument(): Expression | undefined {
    const argument = this.#expression();
    this.#blanks();
    if (!argument) this.#report(this.#here(), 'an argument is missing here');
    else if (this.#at < this.end && !/[,)\]]/.test(this.#peek())) {
      this.#report(this.#here(), this.#unexpected(argument));
      this.#skip();
    }
    return argument;
  }

  #accessors(): Accessor[] {
    const all: Accessor[] = [];
    for (;;) {
      const before = this.#at;
      this.#blanks();
      const start = this.#at;
      const isOptional = this.#peek() === '?';
      if (isOptional) {
        this.#at++;
        this.#blanks();
      }
      if (this.#peek() === '.') all.push(this.#dotted(start, isOptional));
      else if (this.#peek() === '[') all.push(this.#bracketed(start, isOptional));
      else {
        if (isOptional) this.#report({ start, end: start + 1 }, "behind '?' a '.' or a '[' is missing");
        else this.#at = before;
        return all;
      }
    }
  }

  #dotted(start: number, isOptional: boolean): Accessor {
    this.#at++;
    this.#blanks();
    const from = this.#at;
    const value = /\d/.test(this.#peek()) ? '' : this.#word(PROPERTY);
    const span = { start: from, end: this.#at };
    if (value === '') this.#report({ start, end: this.#at }, "the name of a property is missing behind '.'");
    return { span: { start, end: this.#at }, isOptional, name: { value, span }, index: undefined, isDotted: true };
  }

  #bracketed(start: number, isOptional: boolean): Accessor {
    this.#at++;
    const index = this.#argument();
    if (this.#peek() === ']') this.#at++;
    else this.#report({ start, end: this.#at }, "a ']' is missing");
    const name = index?.kind === 'string' ? { value: index.value, span: index.inner } : undefined;
    return { span: { start, end: this.#at }, isOptional, name, index, isDotted: false };
  }

  /** Goes on to where an argument can end. */
  #skip(): void {
    let open = 0;
    for (; this.#at < this.end; this.#at++) {
      const character = this.text[this.#at]!;
      if (character === "'") {
        const quote = this.text.indexOf("'", this.#at + 1);
        this.#at = quote < 0 || quote >= this.end ? this.end - 1 : quote;
      } else if (character === '(' || character === '[') open++;
      else if (/[,)\]]/.test(character) && open === 0) return;
      else if (character === ')' || character === ']') open--;
    }
  }

  #word(characters: RegExp): string {
    const start = this.#at;
    while (this.#at < this.end && characters.test(this.text[this.#at]!)) this.#at++;
    return this.text.slice(start, this.#at);
  }

  #blanks(): void {
    while (this.#at < this.end && BLANK.test(this.text[this.#at]!)) this.#at++;
  }

  /** Empty at the end. */
  #peek(): string {
    return this.#at < this.end ? this.text[this.#at]! : '';
  }

  /** The character that is looked at; at the end the last one. */
  #here(): Span {
    const start = Math.max(this.start, Math.min(this.#at, this.end - 1));
    return { start, end: Math.min(start + ((this.text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1), this.end) };
  }

  /** Of the character that is looked at, perhaps behind a value. */
  #unexpected(behind?: Expression): string {
    const character = String.fromCodePoint(this.text.codePointAt(this.#at) ?? 0);
    if (behind && behind.kind !== 'call' && /[.?[]/.test(character)) return 'only what a function gives has properties';
    const isVisible = !/[\p{C}\p{Z}]/u.test(character);
    const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    const what = isVisible ? `'${character}'` : `the character U+${code}, which cannot be seen,`;
    const isInWord = behind?.kind === 'string' && behind.span.end === this.#at && LETTER.test(character);
    return `${what} is not expected here${isInWord ? ": a quote inside a string is written ''" : ''}`;
  }

  #report(span: Span, reason: string): void {
    this.#fault ??= { kind: 'syntax', span, reason };
    this.#isBroken = true;
  }
}
