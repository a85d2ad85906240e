import { inOneBreath } from '../strings';
import { largest } from '../extremes';
import { printable, visible } from '../reports/check';

/** A name or text of a file for Markdown, so that nothing in it becomes a link, an image, a heading or HTML; on one line. */
export function escaped(text: string): string {
  return onOneLine(text).replace(/[\\`*_{}[\]()<>#+\-=!|~&.$@:^"]/g, '\\$&');
}

/** A text as code, whatever backticks are in it; on one line. Nothing for an empty text, which would be two backticks. */
export function code(text: string): string {
  const inside = printable(onOneLine(text)); // nothing in code can be escaped, and a pipeline may print it
  if (inside.trim() === '') return '';
  const longest = largest(inside.matchAll(/`+/g), (it) => it[0].length, 0);
  const fence = '`'.repeat(longest + 1);
  return longest > 0 || /^\s|\s$/.test(inside) ? `${fence} ${inside} ${fence}` : `${fence}${inside}${fence}`;
}

/** A name that stands out. */
export function strong(name: string): string {
  return `**${escaped(seen(name).trim())}**`;
}

/** A name where it stands alone. One that is all blank would be a row with nothing in it, or a rule across the page. */
export function seen(name: string): string {
  return name.trim() === '' ? '(no name)' : name;
}

/** A name inside a sentence. */
export function quoted(name: string): string {
  return `'${escaped(name)}'`;
}

/** The first names, and how many more there are. */
export function listed(names: readonly string[], limit = 5): string {
  const shown = names.slice(0, limit).map(quoted);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more.toLocaleString('en')} more` : inOneBreath(shown);
}

/** A longer text of a file, cut where it would fill the screen. */
export function prose(text: string, limit = 300): string {
  const whole = onOneLine(text).trim();
  return escaped(whole.length > limit ? `${whole.slice(0, limit).replace(/[\ud800-\udbff]$/, '')}…` : whole);
}

/** Paragraphs one below the other; those that are empty are left out. */
export function paragraphs(...texts: readonly (string | undefined)[]): string {
  return texts.filter((it) => it !== undefined && it !== '').join('\n\n');
}

/** A text that breaks no line and turns no reading direction. */
export function onOneLine(text: string): string {
  return visible(text.replace(/\s+/g, ' '));
}
