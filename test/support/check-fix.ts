import * as assert from 'node:assert/strict';
import {
  createLinter,
  defaultNaming,
  fixesOf,
  rules,
  textAfter,
  type FileEdit,
  type Finding,
  type Fix,
  type Naming,
  type Rule,
  type Scene,
  type Uri,
} from '../../server/src/core';
import { findingsIn } from './check';
import { readFixture, ROOT, snapshotOf, TODAY } from './fixture';

type Files = ReadonlyMap<Uri, string>;

/** How the same files may be written. Edits are cut out of the real text, so each way has its own result. */
const writings: Readonly<Record<string, (text: string, uri: Uri) => string>> = {
  'as it is': (text) => text,
  'with CRLF': (text) => text.replace(/\r?\n/g, '\r\n'),
  'on one line': minified,
};

export function minified(text: string, uri: Uri): string {
  if (uri.endsWith('.json')) return isJson(text) ? text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1') : text; // keys that stand twice stay
  return uri.endsWith('.xml') ? text.replace(/>\s+</g, '><').trim() : text;
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What the fixes of a file's findings are computed from; `outside` are configurations that lie outside of the workspace. */
export function sceneOf(files: Files, naming: Naming = defaultNaming, outside: Files = new Map()): Scene {
  return { snapshot: snapshotOf(files, outside), naming, text: (uri) => files.get(uri)! };
}

/**
 * The rule's fixes of this title turn the files of `source` into those of `expected`; files that `expected` leaves out stay
 * as they are, but for those that it says are deleted. Tried as written, with CRLF, and with every file on one line. The finding must be gone then, no file may
 * have a new fault, and no new error may be found. Several findings with a fix of that title must all give the same result.
 */
export function checkFix(ruleId: string, source: string, title: string, expected: string, naming: Naming = defaultNaming): void {
  for (const [name, write] of Object.entries(writings)) {
    const files = written(source, write);
    const wanted = new Map([...files, ...written(expected, write, files)]);
    for (const uri of readFixture(expected).deleted) wanted.delete(uri);
    const found = fixesIn(ruleId, files, naming).filter(({ fix }) => fix.title === title);
    assert.ok(
      found.length > 0,
      `no fix '${title}'; there are: ${fixesIn(ruleId, files, naming)
        .map((it) => `'${it.fix.title}'`)
        .join(', ')}`,
    );
    for (const { finding, fix } of found) {
      const after = applied(fix, files);
      assert.deepEqual(shown(after), shown(wanted), `${title}, ${name}`);
      checkMended(finding, files, after, naming);
    }
  }
}

/** All fixes of the rule's findings, as `safety title`, a star after the preferred one's. In the order they are offered. */
export function checkFixes(ruleId: string, source: string, expected: readonly string[], naming: Naming = defaultNaming): void {
  const files = readFixture(source).files;
  assert.deepEqual(
    fixesIn(ruleId, files, naming).map(({ fix }) => `${fix.safety} ${fix.title}${fix.preferred ? ' *' : ''}`),
    expected,
  );
}

/** Asking for the fix of this title is refused in these words. */
export function checkRefused(ruleId: string, source: string, title: string, reason: string | RegExp, naming: Naming = defaultNaming): void {
  const files = readFixture(source).files;
  const { fix } = fixesIn(ruleId, files, naming).find((it) => it.fix.title === title) ?? {};
  assert.ok(fix, `no fix '${title}'`);
  assert.throws(() => fix.edits(), typeof reason === 'string' ? { message: reason } : reason);
}

export function fixesIn(ruleId: string, files: Files, naming: Naming = defaultNaming): { readonly finding: Finding; readonly fix: Fix }[] {
  const scene = sceneOf(files, naming);
  return findingsOf(scene, [rules.find((it) => it.id === ruleId)!]).flatMap((finding) =>
    fixesOf(finding, scene).map((fix) => ({ finding, fix })),
  );
}

/** The files with the fix made. */
export function applied(fix: Fix, files: Files): Files {
  return afterEdits(fix.edits(), files);
}

/** The files with the edits made: some are changed, made or gone. */
export function afterEdits(edits: readonly FileEdit[], files: Files): Files {
  const after = new Map(files);
  for (const it of edits) {
    assert.equal(files.has(it.uri), it.kind !== 'create', `${it.kind} ${it.uri}`);
    const text = textAfter(it, (uri) => files.get(uri)!);
    if (text === undefined) after.delete(it.uri);
    else after.set(it.uri, text);
  }
  return after;
}

/** The finding is gone, nothing is broken, and no error was made. What a fix adds to deployment settings is bound by nobody yet, and that is found. */
function checkMended(finding: Finding, before: Files, after: Files, naming: Naming = defaultNaming): void {
  const same = (it: Finding): boolean => it.rule === finding.rule && it.at.uri === finding.at.uri && it.subject === finding.subject;
  const number = (files: Files): number => findingsOf(sceneOf(files, naming), [finding.rule]).filter(same).length;
  assert.ok(number(after) < number(before), `${finding.rule.id} is still found: ${finding.message}`);
  const errors = (files: Files): string[] =>
    findingsIn(files).flatMap((it) => (it.severity === 'error' ? [`${it.at.uri} ${it.rule.id} ${it.message}`] : []));
  const known = errors(before);
  assert.deepEqual(
    errors(after).filter((it) => !known.includes(it) && !it.includes(' unbound-connection-reference ')),
    [],
    'a fix must not make an error',
  );
}

function findingsOf({ snapshot, naming }: Scene, using: readonly Rule[]): Finding[] {
  const linter = createLinter({
    rules: using,
    naming,
    today: TODAY,
    severityOf: (it) => (it.severity === 'off' ? 'warning' : it.severity),
    onCrash: (_, error) => {
      throw error;
    },
  });
  return [...linter.run(snapshot)].flatMap((it) => it.findings);
}

/** Of the files that a fix makes there is one writing only, which ends without a line end; `before` are the others. */
function written(source: string, write: (text: string, uri: Uri) => string, before?: Files): Map<Uri, string> {
  const isMade = (uri: Uri): boolean => before?.has(uri) === false;
  return new Map([...readFixture(source).files].map(([uri, text]) => [uri, isMade(uri) ? text.trimEnd() : write(text, uri)]));
}

function shown(files: Files): Record<string, string> {
  return Object.fromEntries([...files].map(([uri, text]): [string, string] => [uri.slice(ROOT.length), text]).sort());
}
