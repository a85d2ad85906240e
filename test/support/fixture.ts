import { entryOf, Workspace, type Snapshot, type Span, type Uri } from '../../server/src/core';

/** A range written `{|label:text|}` in a fixture. Neither JSON nor XML can contain the brackets by accident. */
export interface Mark {
  readonly uri: Uri;
  readonly span: Span;
  readonly label: string;
}

export interface Fixture {
  readonly files: ReadonlyMap<Uri, string>;
  readonly marks: readonly Mark[];
}

export const ROOT = 'file:///w/';

/** Reads files headed by `--- path` and takes the marks out of them. Marks may nest. */
export function readFixture(source: string): Fixture {
  const files = new Map<Uri, string>();
  const marks: Mark[] = [];
  for (const part of source.split(/^--- /m).slice(1)) {
    const end = part.indexOf('\n');
    const uri = ROOT + part.slice(0, end).trim();
    if (files.has(uri)) throw new Error(`${uri} stands twice in the fixture`);
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
  return { files, marks };
}

export function snapshotOf(files: ReadonlyMap<Uri, string>): Snapshot {
  const workspace = new Workspace();
  workspace.apply([...files].map(([uri, text]) => ({ uri, entry: entryOf({ uri, version: undefined, stamp: '' }, text) })));
  return workspace.snapshot;
}
