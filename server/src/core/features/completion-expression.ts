import { typedBefore, type Cursor } from '../expressions/cursor';
import type { Accessor, Call, Expression, StringLiteral } from '../expressions/syntax';
import { jsonString } from '../json';
import { namedBy } from '../expressions/functions';
import { functionsOffered } from './completion-functions';
import { propertiesOffered } from './completion-properties';
import type { Asking, Slot, Wanted } from './completion-slots';
import type { Standing } from './completion-standing';
import { namesFor } from './completion-steps';

/** What is being typed in an expression. Offsets are of the string's value. */
type Typed =
  | { readonly kind: 'function'; readonly start: number }
  /** The name of an action, a variable and so on. */
  | { readonly kind: 'name'; readonly start: number; readonly form: Form; readonly by: string }
  /** A property of what a function gives, behind the accessors before it. */
  | { readonly kind: 'property'; readonly start: number; readonly form: Form; readonly of: Call; readonly before: readonly Accessor[] };

/** In quotes that are there, without any, or behind a dot. */
type Form = 'quoted' | 'bare' | 'dotted';

/** In an expression: a function, the name of something of the flow, or a property. Keys of `$connections` are for others to list. */
export function slotInExpression(cursor: Cursor, standing: Standing, asking: Asking, keyAt: (start: number) => Wanted): Slot | undefined {
  const typed = typedIn(typedBefore(cursor), cursor.expression?.start ?? cursor.at, cursor);
  const end = typed && endOf(typed, cursor);
  if (!typed || end === undefined) return undefined;
  const span = { start: cursor.toText(typed.start), end: cursor.toText(end) };
  if (typed.kind === 'function') {
    const isCalled = /^\s*\(/.test(cursor.value.slice(end));
    return { span, write: (name) => name, wanted: { kind: 'own', offers: () => functionsOffered(standing, isCalled) } };
  }
  return { span, write: writing(typed.form), wanted: wantedAs(typed, cursor, standing, asking, keyAt) };
}

function wantedAs(
  typed: Exclude<Typed, { readonly kind: 'function' }>,
  { place, toText }: Cursor,
  standing: Standing,
  asking: Asking,
  keyAt: (start: number) => Wanted,
): Wanted {
  if (typed.kind === 'name') return { kind: 'own', offers: () => namesFor(typed.by, standing) };
  if (isConnections(typed.of) && typed.before.length === 0) return keyAt(toText(typed.start));
  return { kind: 'own', offers: () => propertiesOffered(typed, standing, place, asking) };
}

function isConnections({ name, arguments: [first] }: Call): boolean {
  return name.value.toLowerCase() === 'parameters' && first?.kind === 'string' && first.value.toLowerCase() === '$connections';
}

function writing(form: Form): Slot['write'] {
  const written = (name: string): string => jsonString(name.replaceAll("'", "''"));
  return form === 'bare' ? (name) => `'${written(name)}'` : written;
}

/** The tree ends at the cursor: what is not closed there is being typed. `from` is where it stands, or is to stand. */
function typedIn(node: Expression | undefined, from: number, cursor: Cursor): Typed | undefined {
  const { at } = cursor;
  if (!node) return isBlank(cursor, from) ? { kind: 'function', start: at } : undefined;
  if (node.span.end !== at || node.kind === 'string' || node.kind === 'number') return undefined;
  if (node.kind !== 'call' || node.separators.length === 0) return { kind: 'function', start: node.span.start };
  return node.end === undefined ? argumentIn(node, cursor) : accessorIn(node, cursor);
}

function argumentIn({ name, separators, arguments: all }: Call, cursor: Cursor): Typed | undefined {
  const from = separators.at(-1)! + 1;
  const last = all[separators.length - 1];
  const isName = separators.length === 1 && namedBy(name.value);
  const named = (start: number, form: Form): Typed => ({ kind: 'name', start, form, by: name.value });
  if (last?.kind === 'string') return isName && isOpen(last, cursor) ? named(last.inner.start, 'quoted') : undefined;
  if (last || !isName) return typedIn(last, from, cursor);
  return isBlank(cursor, from) ? named(cursor.at, 'bare') : undefined;
}

function accessorIn(call: Call, cursor: Cursor): Typed | undefined {
  const accessor = call.accessors.at(-1);
  if (accessor?.span.end !== cursor.at) return undefined;
  const { isDotted, name, index, span } = accessor;
  const property = (start: number, form: Form): Typed => ({ kind: 'property', start, form, of: call, before: call.accessors.slice(0, -1) });
  if (isDotted) return property(name?.span.start ?? cursor.at, 'dotted');
  if (index?.kind === 'string') return isOpen(index, cursor) ? property(index.inner.start, 'quoted') : undefined;
  if (index) return typedIn(index, index.span.start, cursor);
  return /\[\s*$/.test(cursor.value.slice(span.start, cursor.at)) ? property(cursor.at, 'bare') : undefined;
}

/** Whether a string is still being typed. */
function isOpen({ span, inner }: StringLiteral, { value, at }: Cursor): boolean {
  return value[span.start] === "'" && inner.end === at;
}

function isBlank({ value, at }: Cursor, from: number): boolean {
  return value.slice(from, at).trim() === '';
}

/** The end of what is replaced: of the word, or of the name up to its quote. Undefined where something else begins right at the cursor. */
function endOf(typed: Typed, { value, at, expression }: Cursor): number | undefined {
  const behind = value.slice(at, expression?.end);
  const isFree = !/^\s*['"\d]/.test(behind);
  if (typed.kind === 'function') {
    const word = /^\w*/.exec(behind)![0];
    return typed.start < at || word !== '' || isFree ? at + word.length : undefined;
  }
  if (typed.form === 'bare') return isFree ? at : undefined;
  const rest = typed.form === 'dotted' ? /^[\w$]*/.exec(behind)![0] : (REST_OF_NAME.exec(behind)?.[1] ?? /^[\w.-]*/.exec(behind)![0]);
  return at + rest.length;
}

/** A quote with a letter behind it begins the next string: then the name has no end yet. */
const REST_OF_NAME = /^((?:''|[^'])*)'\s*(?:[)\],]|$)/;
