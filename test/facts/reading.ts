import * as assert from 'node:assert/strict';
import { placeOf, type Span } from '../../server/src/core';
import { readFlow, type FlowInside, type FlowReading } from '../../server/src/core/facts/flow';
import { isFlowKind, readFacts, type Facts } from '../../server/src/core/facts/index';
import type { FileKind } from '../../server/src/core/layout';
import { readFixture, ROOT } from '../support/fixture';

/** All that a file says: of a flow also what stands inside. */
export type Said<Kind extends Facts['kind']> = Kind extends 'flow' ? FlowReading['facts'] & FlowInside : Extract<Facts, { kind: Kind }>;

/** What a file says, and the places that are marked in it. */
export interface Read<Kind extends Facts['kind']> {
  readonly facts: Said<Kind>;
  readonly text: string;
  /** The one span with this mark. */
  at(label: string): Span;
}

/** Reads one file with marks as the kind that its path tells. */
export function read<Kind extends Facts['kind']>(kind: Kind, path: string, source: string): Read<Kind> {
  const { files, marks } = readFixture(`--- ${path}\n${source}`);
  const text = files.get(ROOT + path)!;
  const facts = said(placeOf(ROOT + path)!.kind, text);
  assert.equal(facts?.kind, kind);
  return {
    facts: facts as Said<Kind>,
    text,
    at: (label) => {
      const found = marks.filter((it) => it.label === label);
      assert.equal(found.length, 1, `${found.length} marks '${label}'`);
      return found[0]!.span;
    },
  };
}

/** Reads a file of any kind; undefined when what is in it shows that it is of none. */
export function said(kind: FileKind, text: string): Said<Facts['kind']> | undefined {
  if (!isFlowKind(kind)) return readFacts(kind, text) as Said<Facts['kind']> | undefined;
  const { facts, inside } = readFlow(text);
  return { ...facts, ...inside };
}

/** The same text as files have it: with LF, with CRLF, and (JSON) in one line. */
export function layouts(source: string): string[] {
  const both = [source, source.replaceAll('\n', '\r\n')];
  return /^\s*\{(?!\|)/.test(source) ? [...both, source.replaceAll(/\n\s*/g, '')] : both;
}
