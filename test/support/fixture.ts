import { entryOf, inMemory, Workspace, type FileChange, type Snapshot, type Span, type Uri } from '../../server/src/core';

/** A range written `{|label:text|}` in a fixture. Neither JSON nor XML can contain the brackets by accident. */
export interface Mark {
  readonly uri: Uri;
  readonly span: Span;
  readonly label: string;
}

export interface Fixture {
  readonly files: ReadonlyMap<Uri, string>;
  readonly marks: readonly Mark[];
  /** Files that a fix has taken away: those headed by `--- path (deleted)`. */
  readonly deleted: readonly Uri[];
}

export const ROOT = 'file:///w/';

/** The day on which tests run. */
export const TODAY = '2026-11-21';

/** Reads files headed by `--- path` and takes the marks out of them. Marks may nest. */
export function readFixture(source: string): Fixture {
  const files = new Map<Uri, string>();
  const marks: Mark[] = [];
  const deleted: Uri[] = [];
  for (const part of source.split(/^--- /m).slice(1)) {
    const end = part.indexOf('\n');
    const [path = '', isDeleted] = part
      .slice(0, end)
      .trim()
      .split(/ (?=\(deleted\)$)/);
    const uri = ROOT + path;
    if (files.has(uri)) throw new Error(`${uri} stands twice in the fixture`);
    if (isDeleted) {
      deleted.push(uri);
      continue;
    }
    let text = '';
    const open: { label: string; start: number }[] = [];
    for (const piece of part.slice(end + 1).split(/(\{\|[\w-]+:|\|\})/)) {
      if (/^\{\|[\w-]+:$/.test(piece)) open.push({ label: piece.slice(2, -1), start: text.length });
      else if (piece === '|}') {
        const mark = open.pop();
        if (!mark) throw new Error(`a mark ends in ${uri} that did not begin`);
        marks.push({ uri, label: mark.label, span: { start: mark.start, end: text.length } });
      } else text += piece;
    }
    if (open.length > 0) throw new Error(`a mark does not end in ${uri}`);
    files.set(uri, text);
  }
  return { files, marks, deleted };
}

/** The workspace that holds these files; `outside` are configurations that lie outside of it. */
export function snapshotOf(files: ReadonlyMap<Uri, string>, outside: ReadonlyMap<Uri, string> = new Map()): Snapshot {
  const workspace = new Workspace();
  const changeOf = ([uri, text]: readonly [Uri, string]): FileChange => ({
    uri,
    entry: entryOf(inMemory(uri, text), text),
  });
  workspace.apply([...[...files].map(changeOf), ...[...outside].map((it) => ({ ...changeOf(it), isOutside: true as const }))]);
  return workspace.snapshot;
}
