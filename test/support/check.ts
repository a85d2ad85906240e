import * as assert from 'node:assert/strict';
import { createLinter, Lines, rules, type Finding, type Location, type Rule, type Severity, type Uri } from '../../server/src/core';
import { readFixture, ROOT, snapshotOf, TODAY, type Fixture } from './fixture';

/** The rule's findings in these files are exactly the marks: none missing, none extra. A rule that is off by default is on here. */
export function checkFindings(ruleId: string, source: string): readonly Finding[] {
  const rule = rules.find((it) => it.id === ruleId);
  assert.ok(rule, `there is no rule ${ruleId}`);
  return compare(readFixture(source), [rule], (it) => (it.severity === 'off' ? 'warning' : it.severity));
}

/** The findings of all rules, as loud as they are by default, are exactly the marks. */
export function checkAll(source: string): readonly Finding[] {
  return compare(readFixture(source), rules, (it) => it.severity);
}

/** Every finding of these rules in these files; a rule that throws fails the test. */
export function findingsIn(
  files: ReadonlyMap<Uri, string>,
  using: readonly Rule[] = rules,
  severityOf = (it: Rule): Severity => it.severity,
): Finding[] {
  const linter = createLinter({
    rules: using,
    severityOf,
    today: TODAY,
    onCrash: (_, error) => {
      throw error;
    },
  });
  return [...linter.run(snapshotOf(files))].flatMap((it) => it.findings);
}

function compare({ files, marks }: Fixture, using: readonly Rule[], severityOf: (rule: Rule) => Severity): readonly Finding[] {
  const findings = findingsIn(files, using, severityOf);
  assert.deepEqual(findings.map((it) => show(it.rule.id, it.at, files)).sort(), marks.map((it) => show(it.label, it, files)).sort());
  for (const { message, subject } of findings) {
    assert.notEqual(subject, '', message);
    assert.doesNotMatch(message, /undefined|\[object/, message);
  }
  return findings;
}

function show(rule: string, { uri, span }: Location, files: ReadonlyMap<Uri, string>): string {
  const text = files.get(uri) ?? '';
  const { line, character } = new Lines(text).positionAt(span.start);
  return `${uri.slice(ROOT.length)}:${line + 1}:${character + 1} ${rule} '${text.slice(span.start, span.end)}'`;
}
