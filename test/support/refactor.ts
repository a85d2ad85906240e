import * as assert from 'node:assert/strict';
import type { Scene, Solution, Uri } from '../../server/src/core';
import type { ConnectionReference } from '../../server/src/core/model';
import type { Refactoring } from '../../server/src/core/refactorings/refactoring';
import { afterEdits, minified, sceneOf } from './check-fix';
import { readFixture, ROOT } from './fixture';

type Refactor = (scene: Scene) => Refactoring;
type Files = ReadonlyMap<Uri, string>;

const writings: Readonly<Record<string, (text: string, uri: Uri) => string>> = {
  'as it is': (text) => text,
  'with CRLF': (text) => text.replaceAll('\n', '\r\n'),
  'on one line': (text, uri) => (/^\s*\/\//m.test(text) ? text : minified(text, uri)), // a comment ends with its line
};

/**
 * The refactoring turns the files of `source` into those of `expected`, which leaves out what stays as it is, and says these
 * notes. Tried as written, with CRLF, and with every file on one line.
 */
export function checkRefactoring(source: string, refactor: Refactor, expected: string, notes: readonly string[] = []): void {
  for (const [name, write] of Object.entries(writings)) {
    const written = (text: string): Files => new Map([...readFixture(text).files].map(([uri, it]) => [uri, write(it, uri)]));
    const files = written(source);
    const made = refactor(sceneOf(files));
    assert.deepEqual(shown(applied(made, files)), shown(new Map([...files, ...written(expected)])), name);
    assert.deepEqual(made.notes, notes);
  }
}

/** The refactoring is refused in these words. */
export function checkRefusal(source: string, refactor: Refactor, reason: string | RegExp): void {
  assert.throws(() => refactor(sceneOf(readFixture(source).files)), typeof reason === 'string' ? { message: reason } : reason);
}

export function applied({ edits }: Refactoring, files: Files): Files {
  return afterEdits(edits, files);
}

export function solutionIn({ snapshot }: Scene, root = 'src'): Solution {
  return snapshot.solutions.find((it) => it.root === ROOT + root)!;
}

export function referenceIn(scene: Scene, logicalName: string, root = 'src'): ConnectionReference {
  return solutionIn(scene, root).references.find((it) => it.logicalName.value === logicalName)!;
}

function shown(files: Files): Record<string, string> {
  return Object.fromEntries([...files].map(([uri, text]): [string, string] => [uri.slice(ROOT.length), text]).sort());
}
