import { memoOfTexts } from '../memo';
import type { Span } from '../text';
import { hasToken } from './deployment-settings';

/** A secret in a text: of what sort it is, and where it stands. What it is is never kept. */
export interface FoundSecret {
  /** With its article: `a password`. */
  readonly what: string;
  readonly span: Span;
}

interface Pattern {
  readonly what: string;
  /** The one group is the secret. */
  readonly pattern: RegExp;
  /** Of how many characters it is at least. Counted apart, for `{20,}` makes a pattern that nobody can prove to be fast. */
  readonly least: number;
  /** In what it stands, where that is no part of the pattern. */
  readonly within?: RegExp;
  readonly isCertain?: true;
}

/**
 * What tells a secret by itself or by what stands before it. The last letters of a secret of Microsoft Entra ID, a JSON web token and
 * the like are such that nothing else looks so.
 */
const patterns: readonly Pattern[] = [
  { what: 'a client secret', pattern: /(?<![\w~.-])([\w~.-]{3}\dQ~[\w~.-]{30,36})(?![\w~.-])/g, least: 36, isCertain: true },
  { what: 'an access token', pattern: /(?<![\w-])(eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+)/g, least: 38, isCertain: true },
  { what: 'an access token', pattern: /\b((?:gh[pousr]_|github_pat_)\w+)/g, least: 34, isCertain: true },
  { what: 'a private key', pattern: /(-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----)/g, least: 0, isCertain: true },
  { what: 'an access token', pattern: /\bBearer\s+([\w.~+/-]+=*)/gi, least: 16 },
  { what: 'a user name and password', pattern: /^\s*Basic\s+([A-Za-z0-9+/]+=*)\s*$/gi, least: 12 },
  { what: 'a user name and password', pattern: /Authorization["']?\s*[:=]\s*["']?Basic\s+([A-Za-z0-9+/]+=*)/gi, least: 12 },
  { what: 'a shared access signature', pattern: /[?&]sig=([\w%+/=-]+)/gi, least: 20 },
  { what: 'a function key', pattern: /[?&]code=([\w%+/=-]+)/gi, least: 20, within: /\.azurewebsites\.net\/[^\s"']*/gi },
  { what: 'an account key', pattern: /\b(?:AccountKey|SharedAccessKey)=([\w+/]+=*)/gi, least: 20 },
  { what: 'a client secret', pattern: /\bclient_?secret["']?\s*[:=]\s*["']?([^\s"'&,;<>]+)/gi, least: 8 },
  { what: 'a password', pattern: /\b(?:password|pwd)["']?\s*[:=]\s*["']?([^\s"'&,;<>]+)/gi, least: 8 },
  {
    what: 'an API key',
    pattern: /\b(?:x-)?(?:api[-_]?key|functions-key|subscription-key)["']?\s*[:=]\s*["']?([^\s"'&,;<>]+)/gi,
    least: 16,
  },
];

/**
 * Without any of these no pattern fits: most texts have none. It looks for the rarest sign of each pattern, and then at what stands before
 * it: that is twice as fast as to look for their first letters.
 */
const HINT =
  /[~J_:=](?<=Q~|eyJ|gh[pousr]_|github_pat_|[?&](?:sig|code)=|(?:key|secret|password|pwd)["']?\s*[:=])|-----BEGIN|b(?:earer|asic)\s/i;
/** And none fits a shorter text. */
const SHORTEST = 12;

const NONE: readonly never[] = [];

/** The secrets in a text, in document order; an expression is read as it is written. */
export function secretsIn(text: string): readonly FoundSecret[] {
  if (text.length < SHORTEST || !HINT.test(text)) return NONE;
  const found: FoundSecret[] = [];
  const taken = new Uint8Array(text.length);
  for (const { what, pattern, least, within, isCertain } of patterns)
    for (const { start: from, text: part } of partsOf(text, within))
      for (const match of part.matchAll(pattern)) {
        const secret = match[1]!;
        const start = from + match.index + match[0].lastIndexOf(secret);
        const span = { start, end: start + secret.length };
        if (secret.length < least || taken.subarray(span.start, span.end).includes(1) || !(isCertain || isSecret(secret))) continue;
        found.push({ what, span });
        taken.fill(1, span.start, span.end);
      }
  return found.sort((a, b) => a.span.start - b.span.start);
}

/** The parts of a text that a pattern looks for a secret in; all of it where it does not say. */
function partsOf(text: string, within: RegExp | undefined): readonly { readonly start: number; readonly text: string }[] {
  return within ? [...text.matchAll(within)].map((it) => ({ start: it.index, text: it[0] })) : [{ start: 0, text }];
}

/** What properties and headers hold secrets, by their names in lower case without anything but letters. */
const sorts: readonly (readonly [what: string, name: RegExp])[] = [
  ['a client secret', /^(?:client|app|application|api|shared)?secret$/],
  ['a password', /^(?:password|passwd|passphrase|pwd)$/],
  ['a certificate with its key', /^pfx$/],
  ['an access token', /^(?:access|refresh|bearer|auth|api)token$/],
  ['an API key', /^(?:x?apikey|xfunctionskey|(?:ocpapim)?subscriptionkey|accountkey|(?:shared)?accesskey|secretkey|privatekey)$/],
];

/** What a property of this name holds where that is a secret; undefined for any other name. */
export function secretHeldBy(property: string): string | undefined {
  return heldBy(property).secret;
}

const heldBy = memoOfTexts(100_000, (property): { readonly secret: string | undefined } => {
  const name = lettersOf(property.slice(property.lastIndexOf('/') + 1));
  return { secret: sorts.find(([, pattern]) => pattern.test(name))?.[0] };
});

/** The same for what somebody gave a name, a variable or a parameter: it may begin with anything. A value must look like a secret to be one then. */
export function secretNamed(name: string): string | undefined {
  const letters = lettersOf(name);
  if (/(?:secret|clientkey)$/.test(letters)) return 'a client secret';
  if (/(?:password|passwd|pwd)$/.test(letters)) return 'a password';
  if (/token$/.test(letters)) return 'an access token';
  return /key$/.test(letters) ? 'a key' : undefined;
}

function lettersOf(name: string): string {
  return name.replace(/[^A-Za-z]/g, '').toLowerCase();
}

/** Whether a value that stands where a secret belongs is one: not a word, an id, an address, an expression, or a sign that one is to be put here. */
export function isSecret(value: string): boolean {
  const isPlain = /^[^\s@{}<>[\]][^\s{}<>[\]]{5,}$/.test(value);
  return isPlain && /[A-Za-z]/.test(value) && /[\d!#$%^&*~+=@]/.test(value) && !isPlaceholder(value) && !isAddress(value);
}

/** The same where only the name of a variable speaks for it: long and without any order. */
export function isRandom(value: string): boolean {
  const isMixed = value.length >= 16 && /\d/.test(value) && new Set(value).size >= 10 && /^[\w+/=~.!#$%^&*-]+$/.test(value);
  return isMixed && isSecret(value) && !WORDS.test(value);
}

/** `contoso-projects-2024`, `Approval_Level2`: words of one spelling, with numbers at their ends. */
const WORDS = /^(?:[A-Z]?[a-z]+|[A-Z]*)\d{0,4}(?:[-_./](?:[A-Z]?[a-z]+|[A-Z]*)\d{0,4})+$/;

const GUID = /^\{?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\}?$/i;

function isPlaceholder(value: string): boolean {
  if (hasToken(value) || GUID.test(value) || new Set(value.toLowerCase()).size < 4) return true;
  return /x{4,}|\*{3,}|\.{3,}|0{8,}|your|here$|placeholder|example|change-?me|redacted|keyvault/i.test(value);
}

/** An address on the web, a mail address, a path, a host. */
function isAddress(value: string): boolean {
  return (
    /^(?:https?:|\/|\.\/)/i.test(value) || /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/.test(value) || /^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$/i.test(value)
  );
}
