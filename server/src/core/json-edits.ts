import { applyEdits, inOrder } from './edits';
import { jsonString, parseJson, type JsonMember, type JsonValue } from './json';
import {
  baseOf,
  blanksBefore,
  blanksOf,
  entriesOf,
  indentAt,
  layoutFor,
  layoutWithin,
  lineEndAt,
  Moved,
  written,
  writtenEntry,
  type Blanks,
  type Entry,
  type NewEntry,
  type NewJson,
} from './json-layout';
import type { Span, TextEdit } from './text';

/**
 * Changes of one JSON text, gathered first and then cut into it at once, so that several changes of one object or list
 * keep its commas and lines right. What is new looks like what stands around it; nothing else changes by a byte.
 * Values may come from another reading of the same text. Comments and a last comma may stand in it, as in settings written by hand.
 */
export class JsonEditor {
  private readonly direct: TextEdit[] = [];
  /** By where the object or list begins. */
  private readonly changes = new Map<number, Change>();

  /** `root` is what an earlier reading of the text gave. */
  constructor(
    private readonly text: string,
    readonly root = parseJson(text, { comments: true }).root,
  ) {}

  /** The value that stands from one offset to another. Throws when there is none. */
  valueAt(span: Span): JsonValue {
    return this.path(span).at(-1)!;
  }

  /** A value to be put elsewhere: as it stands here, but for what `change` does to what is in it. */
  moved(value: JsonValue, change: (inside: JsonEditor) => void = () => undefined): Moved {
    const inside = new JsonEditor(this.text, this.root);
    change(inside);
    const { start, end } = value.span;
    const edits = inside.edits().map(({ span, text }) => ({ span: { start: span.start - start, end: span.end - start }, text }));
    return new Moved(applyEdits(this.text.slice(start, end), edits), baseOf(this.text, value, false));
  }

  /** Puts other words between the quotes of a string or a key; `inner` is the span without them. */
  rename(inner: Span, to: string): void {
    this.direct.push(edit(inner.start, inner.end, jsonString(to)));
  }

  /** Puts a value in the place of another. */
  replace(value: JsonValue, by: NewJson): void {
    const { start, end } = value.span;
    const around = this.around(value);
    const beside = around.slice(-1).flatMap(entriesOf);
    const layout = layoutFor(this.text, by, [value, ...beside.map((it) => it.value)], layoutWithin(this.text, around));
    this.direct.push(edit(start, end, written(this.text, by, layout, indentAt(this.text, start, layout.aligned))));
  }

  /** Takes out every member with exactly this key that stands in the text; there may be none. */
  removeMember(object: JsonValue, key: string): void {
    const { entries, removed } = this.change(object);
    for (const entry of entries) if (isOld(entry) && entry.key === key) removed.add(entry);
  }

  /** Takes out one member, of perhaps several with its key. Throws when it is none of the object's. */
  removeMemberAt(object: JsonValue, { value }: JsonMember): void {
    const { entries, removed } = this.change(object);
    removed.add(entries[indexOf(entries, value)]!);
  }

  /** Throws when the item is none of the array's. */
  removeItem(array: JsonValue, item: JsonValue): void {
    const { entries, removed } = this.change(array);
    removed.add(entries[indexOf(entries, item)]!);
  }

  /** Puts a member behind the one with the key `after` and what was put there before, or at the end. The key must be new. */
  insertMember(object: JsonValue, key: string, value: NewJson, after?: string): void {
    const { entries } = this.change(object);
    const anchor = after === undefined ? -1 : entries.findLastIndex((it) => it.key === after);
    const next = anchor < 0 ? -1 : entries.findIndex((it, index) => index > anchor && isOld(it));
    entries.splice(next < 0 ? entries.length : next, 0, { key, value });
  }

  /** Puts a member before the one with the key `before`, or at the end where there is none. The key must be new. */
  insertMemberBefore(object: JsonValue, key: string, value: NewJson, before: string): void {
    const { entries } = this.change(object);
    const index = entries.findIndex((it) => it.key === before);
    entries.splice(index < 0 ? entries.length : index, 0, { key, value });
  }

  /** Puts an item before another of the text, or at the end. Throws when that one is none of the array's. */
  insertItem(array: JsonValue, value: NewJson, before?: JsonValue): void {
    const { entries } = this.change(array);
    entries.splice(before ? indexOf(entries, before) : entries.length, 0, { key: undefined, value });
  }

  /** In order and disjoint. Throws when two changes want different things of the same characters, for that is a fault of ours. */
  edits(): readonly TextEdit[] {
    const edits = [...this.direct, ...[...this.changes.values()].flatMap((it) => [...this.cuts(it)])];
    return inOrder(edits.map(({ span, text }) => ({ span, text: text.replaceAll('\n', () => lineEndAt(this.text, span.end)) })));
  }

  private change(container: JsonValue): Change {
    const { start, end } = container.span;
    const known = this.changes.get(start);
    if (known) return known;
    const entries = entriesOf(container);
    const inside = entries.at(-1)?.span.end ?? start;
    if (inside >= end || this.text[end - 1] !== (container.kind === 'object' ? '}' : ']'))
      throw new Error(`the end of what begins at ${start} cannot be found`);
    const change: Change = { container, entries, removed: new Set() };
    this.changes.set(start, change);
    return change;
  }

  /** One edit for all that changes between two entries that stay. */
  private *cuts({ container, entries, removed }: Change): Iterable<TextEdit> {
    const layout = layoutWithin(this.text, [...this.around(container), container]);
    const blanks = blanksOf(layout, baseOf(this.text, container, layout.aligned));
    let run: Run = { before: undefined, gone: [], added: [] };
    for (const [index, entry] of [...entries, undefined].entries()) {
      if (entry && !isOld(entry)) {
        const nearest = [...entries.slice(0, index).reverse(), ...entries.slice(index)].filter(isOld).map((it) => it.value);
        run.added.push(writtenEntry(this.text, entry, layout, blanks.indent, nearest));
      } else if (entry && removed.has(entry)) run.gone.push(entry);
      else {
        if (run.gone.length + run.added.length > 0)
          yield* besideComments(this.text, container, run, entry, blanks) ?? [cut(this.text, container, run, entry, blanks)];
        run = { before: entry, gone: [], added: [] };
      }
    }
  }

  /** What a value stands in, the outermost first. */
  private around({ span }: JsonValue): readonly JsonValue[] {
    return this.path(span).slice(0, -1);
  }

  /** A value behind all that it stands in, the outermost first. */
  private path(span: Span): readonly JsonValue[] {
    const path: JsonValue[] = [];
    let at = this.root;
    while (at && !(at.span.start === span.start && at.span.end === span.end)) {
      path.push(at);
      at = entriesOf(at).find(({ value: it }) => it.span.start <= span.start && span.end <= it.span.end)?.value;
    }
    if (!at) throw new Error(`no value stands from ${span.start} to ${span.end}`);
    return [...path, at];
  }
}

/** An object or list that gains or loses entries. */
interface Change {
  readonly container: JsonValue;
  /** What stands there and what is new, in order. */
  readonly entries: (Entry | NewEntry)[];
  readonly removed: Set<Entry | NewEntry>;
}

/** What changes between two entries that stay. */
interface Run {
  readonly before: Entry | undefined;
  readonly gone: Entry[];
  readonly added: string[];
}

function isOld(entry: Entry | NewEntry): entry is Entry {
  return 'span' in entry;
}

function indexOf(entries: readonly (Entry | NewEntry)[], item: JsonValue): number {
  const index = entries.findIndex((it) => isOld(it) && it.value.span.start === item.span.start);
  if (index < 0) throw new Error(`no item of the list begins at ${item.span.start}`);
  return index;
}

/** A comma comes and goes with the entry behind it, or with the one before it where nothing stays in front. */
function cut(text: string, container: JsonValue, { before, gone, added }: Run, after: Entry | undefined, blanks: Blanks): TextEdit {
  const { separator, lead, tail } = blanks;
  const first = gone[0]?.span.start;
  const last = gone.at(-1)?.span.end;
  if (before) return edit(before.span.end, last ?? before.span.end, added.map((it) => `,${separator}${it}`).join(''));
  if (after) return edit(first ?? after.span.start, after.span.start, added.map((it) => `${it},${separator}`).join(''));
  const close = container.span.end - 1;
  const all = added.join(`,${separator}`);
  if (!all) return edit(container.span.start + 1, close, '');
  if (first !== undefined && last !== undefined) return edit(first, last, all);
  return edit(close - blanksBefore(text, close).length, close, lead + all + tail);
}

/**
 * As `cut`, but a comment stays with the entry whose line it ends, and goes with it. Undefined where no comment stands, or where
 * lines do not tell which entry it is about.
 */
function besideComments(
  text: string,
  container: JsonValue,
  { before, gone, added }: Run,
  after: Entry | undefined,
  { separator }: Blanks,
): readonly TextEdit[] | undefined {
  const [first, last] = [gone[0], gone.at(-1)];
  const [kept, lost] = [before && tailOf(text, before), last && tailOf(text, last)];
  const end = lost ?? kept;
  const neighbours = before || !after ? [before, ...gone, after] : [...gone, after]; // nothing before the first is touched
  if (!hasComment(text, container, neighbours) || !separator.includes('\n') || !end) return undefined;
  if ((before && !kept) || (last && !lost)) return undefined;
  if (lost && (kept ? lost.comma && !kept.comma : after && !lost.comma)) return undefined; // commas begin the lines
  const from = kept?.end ?? first!.span.start - blanksBefore(text, first!.span.start).length;
  const lines = added.map((it) => separator + it).join(',');
  const edits: TextEdit[] = [];
  if (before && lines && !kept!.comma) edits.push(edit(before.span.end, before.span.end, ','));
  if (before && !lines && kept!.comma && !end.comma) {
    const comma = text.indexOf(',', before.span.end);
    edits.push(edit(comma, comma + 1, ''));
  }
  return [...edits, edit(from, end.end, lines && end.comma ? `${lines},` : lines)];
}

/** Whether a comment stands between these neighbours, the first and the last of which may be the brackets. */
function hasComment(text: string, { span }: JsonValue, neighbours: readonly (Entry | undefined)[]): boolean {
  const starts = neighbours.slice(1).map((it) => it?.span.start ?? span.end - 1);
  return starts.some((start, index) => text.slice(neighbours[index]?.span.end ?? span.start + 1, start).includes('/'));
}

/** What stands behind an entry on its line, if that is no more than a comma and a comment. */
interface Tail {
  readonly comma: boolean;
  readonly end: number;
}

function tailOf(text: string, { span }: Entry): Tail | undefined {
  const tail = /^[ \t]*(?:(,)[ \t]*)?(?:\/\*(?:(?!\*\/)[^\r\n])*\*\/(?=[ \t]*\r?\n)|(?:\/\/[^\r\n]*)?(?=\r?\n))/.exec(text.slice(span.end));
  return tail ? { comma: tail[1] === ',', end: span.end + tail[0].length } : undefined;
}

function edit(start: number, end: number, text: string): TextEdit {
  return { span: { start, end }, text };
}
