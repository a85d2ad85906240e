import * as assert from 'node:assert/strict';
import { placeOf, type Span } from '../../server/src/core';
import { readFacts, type Facts } from '../../server/src/core/facts/index';
import { readFixture, ROOT } from '../support/fixture';

/** What a file says, and the places that are marked in it. */
export interface Read<Kind extends Facts['kind']> {
  readonly facts: Extract<Facts, { kind: Kind }>;
  readonly text: string;
  /** The one span with this mark. */
  at(label: string): Span;
}

/** Reads one file with marks as the kind that its path tells. */
export function read<Kind extends Facts['kind']>(kind: Kind, path: string, source: string): Read<Kind> {
  const { files, marks } = readFixture(`--- ${path}\n${source}`);
  const text = files.get(ROOT + path)!;
  const facts = readFacts(placeOf(ROOT + path)!.kind, text);
  assert.equal(facts?.kind, kind);
  return {
    facts: facts as Extract<Facts, { kind: Kind }>,
    text,
    at: (label) => {
      const found = marks.filter((it) => it.label === label);
      assert.equal(found.length, 1, `${found.length} marks '${label}'`);
      return found[0]!.span;
    },
  };
}

/** The same text as files have it: with LF, with CRLF, and (JSON) in one line. */
export function layouts(source: string): string[] {
  const both = [source, source.replaceAll('\n', '\r\n')];
  return /^\s*\{(?!\|)/.test(source) ? [...both, source.replaceAll(/\n\s*/g, '')] : both;
}
