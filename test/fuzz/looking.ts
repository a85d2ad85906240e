import * as assert from 'node:assert/strict';
import {
  createLinter,
  Draft,
  entryOf,
  inMemory,
  Refusal,
  rules,
  textAfter,
  Workspace,
  type FileChange,
  type FileEdit,
  type Finding,
  type Linter,
  type Scene,
  type Uri,
} from '../../server/src/core';
import { TODAY } from '../support/fixture';
import { pick } from '../support/random';
import { inTime } from './limit';

export type Files = ReadonlyMap<Uri, string>;

/** A workspace that is looked at in every way; whatever is asked of it must be answered, in time, and about places that are there. */
export class Looking {
  readonly workspace = new Workspace();
  readonly linter: Linter;
  #asked = 'reading';

  /** `focus` is the file that is asked about in particular; `random` chooses what is asked where there is too much. */
  constructor(
    readonly files: Files,
    readonly focus: Uri,
    readonly random: () => number,
  ) {
    this.linter = createLinter({
      rules,
      today: TODAY,
      severityOf: (it) => (it.severity === 'off' ? 'info' : it.severity), // the rules that are off take part
      onCrash: (rule, error) => {
        throw new Error(`${rule.id} threw ${told(error)}`);
      },
    });
  }

  get scene(): Scene {
    return { snapshot: this.workspace.snapshot, naming: {}, text: (uri) => this.#textOf(uri) };
  }

  get text(): string {
    return this.#textOf(this.focus);
  }

  /** The same rules, for those who look again. */
  findings(): readonly Finding[] {
    return [...this.linter.run(this.workspace.snapshot)].flatMap((it) => it.findings);
  }

  pick<Item>(items: readonly Item[], most: number): readonly Item[] {
    if (items.length <= most) return items;
    return Array.from({ length: most }, () => pick(items, this.random));
  }

  /** Several questions that take a second each file at most. */
  part(name: string, files: number, questions: () => void): void {
    this.#asked = name;
    try {
      inTime(() => this.#asked, files, questions);
    } catch (error) {
      throw new Error(`${this.#asked}: ${told(error)}`);
    }
  }

  /** One question; what the answer says of places must hold: of those in `of`, where it does not name their file. */
  ask<Answer>(what: string, question: () => Answer, of = this.focus): Answer {
    this.#asked = what;
    const answer = question();
    this.assertPlaces(answer, of);
    return answer;
  }

  /** A change is whole, inside its files and breaks none; or it is refused in words. */
  change(what: string, make: () => { readonly edits: readonly FileEdit[] }): void {
    this.#asked = what;
    let edits: readonly FileEdit[];
    try {
      edits = make().edits;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      assert.match(error.message, /^[A-Z'"“].*[.:)]$/su, 'a refusal is a sentence');
      return;
    }
    this.assertEdits(edits);
  }

  /** What a file is when it is read; also what the workspace knows of it from now on. */
  read(uri: Uri): void {
    this.workspace.apply([this.#read(uri)]);
  }

  /** The same of all files, which are joined once. */
  readAll(): void {
    this.workspace.apply([...this.files.keys()].map((it) => this.#read(it)));
  }

  #read(uri: Uri): FileChange {
    this.#asked = `reading ${uri}`;
    const text = this.#textOf(uri);
    const entry = entryOf(inMemory(uri, text), text);
    if (entry) this.assertPlaces(JSON.parse(JSON.stringify(entry.facts)), uri); // what is packed is made plain by that
    return { uri, entry };
  }

  assertEdits(edits: readonly FileEdit[]): void {
    for (const edit of edits) {
      assert.equal(this.files.has(edit.uri), edit.kind !== 'create', `${edit.kind} ${edit.uri}`);
      if (edit.kind === 'change') this.#assertApart(edit.uri, edit.edits);
      textAfter(edit, (uri) => this.#textOf(uri));
    }
    new Draft(this.workspace.fork(), {}, (uri) => this.#textOf(uri)).apply(edits); // throws when they break a file
  }

  /** Every span in plain data lies in the text it is of: that of the nearest object with an address. */
  assertPlaces(answer: unknown, of: Uri): void {
    const open: [value: unknown, uri: Uri][] = [[answer, of]];
    const seen = new Set<unknown>();
    for (let next = open.pop(); next; next = open.pop()) {
      const [value, around] = next;
      if (typeof value !== 'object' || value === null || seen.has(value)) continue;
      seen.add(value);
      const { uri, start, end } = value as { uri?: unknown; start?: unknown; end?: unknown };
      const its = typeof uri === 'string' ? uri : around;
      if (typeof start === 'number' && typeof end === 'number') {
        const length = this.files.get(its)?.length;
        if (length === undefined) assert.fail(`${its} is not there`);
        if (!(0 <= start && start <= end && end <= length)) assert.fail(`${start} to ${end} does not lie in ${its}, ${length} characters`);
      } else for (const it of value instanceof Map ? value.values() : Object.values(value)) open.push([it, its]);
    }
  }

  #assertApart(uri: Uri, edits: readonly { readonly span: { readonly start: number; readonly end: number } }[]): void {
    let at = 0;
    for (const { span } of edits) {
      assert.ok(at <= span.start && span.start <= span.end, `edits of ${uri} are not in order`);
      at = span.end;
    }
    assert.ok(at <= this.#textOf(uri).length, `an edit lies outside of ${uri}`);
  }

  #textOf(uri: Uri): string {
    const text = this.files.get(uri);
    if (text === undefined) throw new Error(`${uri} is asked for and not there`);
    return text;
  }
}

function told(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
