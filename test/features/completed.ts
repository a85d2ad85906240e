import * as assert from 'node:assert/strict';
import { applyEdits, completions, type Completion, type Scene, type Uri } from '../../server/src/core';
import { sceneOf } from '../support/check-fix';
import { readFixture } from '../support/fixture';

/** The cursor, and what stands before and behind it in the value. */
export const AT = '{|at:|}';

export interface Asked {
  readonly found: readonly Completion[];
  readonly text: string;
  readonly uri: Uri;
  readonly scene: Scene;
}

export function ask(source: string): Asked {
  const { files, marks } = readFixture(source);
  const { uri, span } = marks[0]!;
  const scene = sceneOf(files);
  return { found: completions(uri, span.start, scene), text: files.get(uri)!, uri, scene };
}

/** `rank label (detail)`, in the order they are offered. */
export function listed({ found }: Asked): string[] {
  return found.map((it) => `${it.rank} ${it.label} (${it.detail})`);
}

/** What each would replace; one text when all are the same. */
export function replaced({ found, text }: Asked): string | undefined {
  const spans = new Set(found.map(({ span }) => text.slice(span.start, span.end)));
  assert.ok(spans.size < 2, 'all replace the same');
  return [...spans][0];
}

/** The text with a completion made. */
export function made({ found, text }: Asked, label: string): string {
  const it = found.find((one) => one.label === label);
  assert.ok(it, `'${label}' is not offered among ${found.length}`);
  return applyEdits(text, [it]);
}

export function none(source: string): void {
  assert.deepEqual(listed(ask(source)), []);
}
