import * as assert from 'node:assert/strict';
import type { Finding, Location, Span, Uri } from '../../server/src/core';

/** Every span in plain data, wherever it stands. */
function* spansIn(value: unknown): Iterable<Span> {
  if (typeof value !== 'object' || value === null) return;
  const { start, end } = value as Partial<Span>;
  if (typeof start === 'number' && typeof end === 'number') yield { start, end };
  for (const member of Object.values(value)) yield* spansIn(member);
}

/** Every span lies inside a text of this length, its end not before its start. */
export function assertInside(facts: unknown, length: number, what: string): void {
  for (const { start, end } of spansIn(facts))
    if (!(0 <= start && start <= end && end <= length)) assert.fail(`${what}: ${start} to ${end} does not lie in ${length} characters`);
}

/** Every finding, and what it relates to, lies inside its file; and says something. */
export function assertFindingsInside(findings: readonly Finding[], lengthOf: (uri: Uri) => number | undefined, what: string): void {
  for (const { rule, at, message, related = [] } of findings) {
    assertLocation(at, lengthOf, `${what}: ${rule.id}`);
    for (const it of related) assertLocation(it, lengthOf, `${what}: ${rule.id}, related`);
    assert.notEqual(message, '');
  }
}

function assertLocation({ uri, span }: Location, lengthOf: (uri: Uri) => number | undefined, what: string): void {
  const length = lengthOf(uri);
  assert.ok(length !== undefined, `${what}: ${uri} is not there`);
  assertInside(span, length, what);
}
