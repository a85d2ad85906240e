import * as assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { CreateFile, DeleteFile, RenameFile, TextDocumentContentChangeEvent, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { pathOf } from '../../server/src/host/disk';

/** What an edit came to: in a document that is open, or in a file on the disk. */
export type Change =
  { readonly uri: string; readonly version: number; readonly contentChanges: TextDocumentContentChangeEvent[] } | { readonly path: string };

/** The documents that an editor has open. */
export class Documents {
  readonly #open = new Map<string, TextDocument>();

  open(uri: string, text: string, version: number): void {
    this.#open.set(uri, TextDocument.create(uri, 'json', version, text));
  }

  change(uri: string, version: number, contentChanges: TextDocumentContentChangeEvent[]): void {
    const document = this.#open.get(uri);
    if (document) TextDocument.update(document, contentChanges, version);
  }

  close(uri: string): void {
    this.#open.delete(uri);
  }

  /** The text as the user sees it. */
  textOf(uri: string): string {
    return this.#open.get(uri)?.getText() ?? readFileSync(pathOf(uri), 'utf8');
  }

  /** Makes an edit as an editor does; fails when it is meant for other versions, or makes a file that is there. */
  apply({ changes = {}, documentChanges = [] }: WorkspaceEdit): Change[] {
    for (const it of documentChanges)
      if ('edits' in it)
        assert.equal(
          it.textDocument.version,
          this.#open.get(it.textDocument.uri)?.version ?? null,
          `the version of ${it.textDocument.uri}`,
        );
    const all = documentChanges.map((it) => ('edits' in it ? this.#applyTo(it.textDocument.uri, it.edits as TextEdit[]) : operate(it)));
    return [...Object.entries(changes).map(([uri, edits]) => this.#applyTo(uri, edits)), ...all];
  }

  #applyTo(uri: string, edits: TextEdit[]): Change {
    const document = this.#open.get(uri);
    const after = TextDocument.applyEdits(document ?? TextDocument.create(uri, '', 0, this.textOf(uri)), edits);
    if (!document) {
      writeFileSync(pathOf(uri), after);
      return { path: pathOf(uri) };
    }
    // from the last to the first, so that each finds what is before it as it was
    const contentChanges = edits.toReversed().map(({ range, newText }) => ({ range, text: newText }));
    const version = document.version + 1;
    TextDocument.update(document, contentChanges, version);
    assert.equal(document.getText(), after, 'edits come in order');
    return { uri, version, contentChanges };
  }
}

function operate(operation: CreateFile | RenameFile | DeleteFile): Change {
  assert.notEqual(operation.kind, 'rename');
  const path = pathOf(operation.kind === 'rename' ? operation.newUri : operation.uri);
  if (operation.kind === 'delete') rmSync(path);
  else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '', { flag: 'wx' });
  }
  return { path };
}
