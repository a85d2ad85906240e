import type { FileEdit } from './edits';
import { isIncomplete } from './faults';
import { inMemory } from './files';
import type { Scene } from './fix';
import type { Entry } from './model';
import type { Naming } from './naming';
import { Revision } from './revision';
import type { Uri } from './text';
import { entryOf, type Workspace } from './workspace';

/** Changes made one upon another in memory. The workspace follows them; files are as they were. */
export class Draft {
  readonly #revisions = new Map<Uri, Revision>();

  /** `text` gives the texts that the workspace was read from, as `Scene` does. */
  constructor(
    private readonly workspace: Workspace,
    private readonly naming: Partial<Naming>,
    private readonly text: (uri: Uri) => string,
  ) {}

  /** What the next change is computed from. */
  get scene(): Scene {
    const { workspace, naming } = this;
    return { snapshot: workspace.snapshot, naming, text: (uri) => this.#textOf(uri) };
  }

  /** Every file that is different now, by path: changed, made, or taken away. */
  get files(): ReadonlyMap<Uri, Revision> {
    return new Map([...this.#revisions].filter(([, it]) => it.before !== it.after).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Makes edits of the present state, all as one step. Throws an `Error` when they break a file or do not fit, which is a fault of ours; the draft is of no use then. */
  apply(edits: readonly FileEdit[]): void {
    this.workspace.apply(edits.map((it) => ({ uri: it.uri, entry: this.#revise(it) })));
  }

  /** What the workspace is to know of the file from now on. */
  #revise(edit: FileEdit): Entry | undefined {
    const { uri } = edit;
    const before = this.workspace.entry(uri);
    if (!before && edit.kind !== 'create') throw new Error(`a change is of ${uri}, which is no file of the workspace`);
    const revision = this.#revisions.get(uri) ?? new Revision(before && this.text(uri));
    this.#revisions.set(uri, revision);
    if (edit.kind === 'delete') revision.remove();
    else if (edit.kind === 'create') revision.create(edit.text);
    else revision.apply(edit.edits);
    return revision.after === undefined ? undefined : entryAfter(uri, revision.after, before);
  }

  #textOf(uri: Uri): string {
    const revision = this.#revisions.get(uri);
    if (!revision) return this.text(uri);
    if (revision.after === undefined) throw new Error(`${uri} is deleted`);
    return revision.after;
  }
}

/** A JSON file that is made and holds no deployment settings has no entry; any other that loses it, or parses no more, is broken. */
function entryAfter(uri: Uri, text: string, before: Entry | undefined): Entry | undefined {
  const { version, stamp } = before?.file ?? inMemory(uri, text);
  const entry = entryOf({ uri, version, stamp: `${stamp}, changed`, text: () => text }, text);
  const wasIncomplete = before !== undefined && isIncomplete(before.facts.faults);
  if ((before && !entry) || (entry && isIncomplete(entry.facts.faults) && !wasIncomplete)) throw new Error(`a change breaks ${uri}`);
  return entry;
}
