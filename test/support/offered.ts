import * as assert from 'node:assert/strict';
import type { Offered, Scene, Span } from '../../server/src/core';
import { refactoringsAt } from '../../server/src/core';
import { sceneOf } from './check-fix';
import { readFixture } from './fixture';
import { checkRefactoring, checkRefusal } from './refactor';

/** Where somebody looks: into the first of these texts, or at all from it to the end of the second. */
export type Looked = string | readonly [from: string, to: string];

/** What is offered in the first flow of the fixture, by title. */
export function titlesAt(source: string, looked: Looked): readonly string[] {
  return offeredAt(sceneOf(readFixture(source).files), looked).map((it) => it.title);
}

/** What is offered under this title turns the files of `source` into those of `expected`, however they are written. */
export function checkOffered(source: string, looked: Looked, title: string, expected: string): void {
  checkRefactoring(source, (scene) => ({ edits: offerOf(scene, looked, title).edits(), notes: [] }), expected);
}

/** It is offered, and refused in these words. */
export function checkOfferRefused(source: string, looked: Looked, title: string, reason: string): void {
  checkRefusal(source, (scene) => ({ edits: offerOf(scene, looked, title).edits(), notes: [] }), reason);
}

function offerOf(scene: Scene, looked: Looked, title: string): Offered {
  const all = offeredAt(scene, looked);
  const [offer, ...others] = all.filter((it) => it.title === title);
  assert.ok(offer, `no '${title}'; there are: ${all.map((it) => `'${it.title}'`).join(', ')}`);
  assert.deepEqual(others, []);
  return offer;
}

function offeredAt(scene: Scene, looked: Looked): readonly Offered[] {
  const { uri } = scene.snapshot.solutions[0]!.flows[0]!;
  return refactoringsAt(uri, spanOf(scene.text(uri), looked), scene);
}

function spanOf(text: string, looked: Looked): Span {
  const [from, to] = typeof looked === 'string' ? [looked, undefined] : looked;
  const start = text.indexOf(from);
  const end = to === undefined ? start : text.indexOf(to, start);
  assert.ok(start >= 0 && end >= 0, `'${from}' or '${to}' is not in the flow`);
  return to === undefined ? { start: start + 1, end: start + 1 } : { start, end: end + to.length };
}
