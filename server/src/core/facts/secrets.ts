import { memoOfTexts } from '../memo';
import type { Span } from '../text';
import { hasToken } from './deployment-settings';

/** A secret in a text: of what sort it is, and where it stands. What it is is never kept. */
export interface FoundSecret {
  /** With its article: `a password`. */
  readonly what: string;
  readonly span: Span;
}

/**
 * What tells a secret by itself or by what stands before it; the one group is the secret. The last letters of a secret of Microsoft
 * Entra ID, a JSON web token and the like are such that nothing else looks so.
 */
const patterns: readonly (readonly [what: string, pattern: RegExp, isCertain: boolean])[] = [
  ['a client secret', /(?<![\w~.-])([\w~.-]{3}\dQ~[\w~.-]{30,36})(?![\w~.-])/g, true],
  ['an access token', /\b(eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,})/g, true],
  ['an access token', /\b((?:gh[pousr]_|github_pat_)\w{30,})/g, true],
  ['a private key', /(-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----)/g, true],
  ['an access token', /\bBearer\s+([\w.~+/-]{16,}=*)/gi, false],
  ['a user name and password', /^\s*Basic\s+([A-Za-z0-9+/]{12,}=*)\s*$/gi, false],
  ['a user name and password', /Authorization["']?\s*[:=]\s*["']?Basic\s+([A-Za-z0-9+/]{12,}=*)/gi, false],
  ['a shared access signature', /[?&]sig=([\w%+/=-]{20,})/gi, false],
  ['a function key', /\.azurewebsites\.net\/[^\s"']*[?&]code=([\w%+/=-]{20,})/gi, false],
  ['an account key', /\b(?:AccountKey|SharedAccessKey)=([\w+/]{20,}=*)/gi, false],
  ['a client secret', /\bclient_?secret["']?\s*[:=]\s*["']?([^\s"'&,;<>]{8,})/gi, false],
  ['a password', /\b(?:password|pwd)["']?\s*[:=]\s*["']?([^\s"'&,;<>]{8,})/gi, false],
  ['an API key', /\b(?:x-)?(?:api[-_]?key|functions-key|subscription-key)["']?\s*[:=]\s*["']?([^\s"'&,;<>]{16,})/gi, false],
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
  for (const [what, pattern, isCertain] of patterns)
    for (const match of text.matchAll(pattern)) {
      const secret = match[1]!;
      const start = match.index + match[0].lastIndexOf(secret);
      const span = { start, end: start + secret.length };
      const isKnown = found.some((it) => it.span.start < span.end && span.start < it.span.end);
      if (!isKnown && (isCertain || isSecret(secret))) found.push({ what, span });
    }
  return found.sort((a, b) => a.span.start - b.span.start);
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
const WORDS = /^(?:[A-Z]?[a-z]*|[A-Z]*)\d{0,4}(?:[-_./](?:[A-Z]?[a-z]*|[A-Z]*)\d{0,4})+$/;

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
