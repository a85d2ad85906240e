import * as assert from 'node:assert/strict';
import { readFlow } from '../../server/src/core/facts/flow';
import type { Block } from '../../server/src/core/facts/steps';
import { runAfterIn } from '../../server/src/core/run-after';

/** A block whose actions run after others: `A after B C, B`. */
function blockOf(text: string): Block {
  const action = (words: string): [string, object] => {
    const [name = '', ...others] = words.trim().split(/ (?:after )?/);
    return [name, { type: 'Compose', inputs: 1, runAfter: Object.fromEntries(others.map((it) => [it, ['Succeeded']])) }];
  };
  const actions = Object.fromEntries(text.split(',').map(action));
  return readFlow(JSON.stringify({ properties: { definition: { actions } } })).inside.actions!;
}

/** Each circle, with the entry that closes it: `A after C: A B C`. */
const circles = (text: string): string[] =>
  runAfterIn(blockOf(text)).circles.map(
    ({ step, predecessor, steps }) => `${step.name.value} after ${predecessor.name.value}: ${steps.map((it) => it.name.value).join(' ')}`,
  );

describe('circles of runAfter', () => {
  it('are none where actions can run', () => {
    assert.deepEqual(circles('A, B after A, C after A B, D after B C'), []);
    assert.deepEqual(circles('D after B C, C after A, B after A, A'), []);
    assert.deepEqual(circles('A after A, B after Gone'), []);
  });

  it('are closed by what leads back to an action that would start without them', () => {
    assert.deepEqual(circles('Start, A after Start C, B after A, C after B, D after C'), ['A after C: A B C']);
    assert.deepEqual(circles('D after C, C after B, B after A, A after Start C, Start'), ['A after C: A B C']);
  });

  it('begin with the first action that is written, where none would start', () => {
    assert.deepEqual(circles('A after B, B after A'), ['A after B: A B']);
    assert.deepEqual(circles('B after A, A after B'), ['B after A: B A']);
    assert.deepEqual(circles('D after A, A after c, B after a, C after b'), ['A after c: A B C']);
  });

  it('are each told of once', () => {
    assert.deepEqual(circles('A after B, B after A, C after D, D after C, E'), ['A after B: A B', 'C after D: C D']);
    assert.deepEqual(circles('S, A after S B C, B after A, C after A'), ['A after B: A B', 'A after C: A C']);
    assert.deepEqual(circles('S, A after S C, B after A C, C after B'), ['A after C: A B C', 'B after C: B C']);
  });

  it('are gone when their entries are', () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
    const kinds = new Set<boolean>();
    for (let seed = 1; seed <= 300; seed++) {
      const random = randomOf(seed);
      const after = new Map(names.map((it) => [it, names.filter((other) => other !== it && random() < 0.15)]));
      const text = (): string =>
        [...after].map(([name, others]) => `${name}${others.length > 0 ? ` after ${others.join(' ')}` : ''}`).join(', ');
      const before = text();
      for (const { step, predecessor } of runAfterIn(blockOf(before)).circles)
        after.set(
          step.name.value,
          after.get(step.name.value)!.filter((it) => it !== predecessor.name.value),
        );
      assert.deepEqual(circles(text()), [], before);
      assert.equal(circles(before).length === 0, canAllRun(before), before);
      kinds.add(canAllRun(before));
    }
    assert.equal(kinds.size, 2);
  });
});

/** The same numbers between 0 and 1 for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed * 48_271;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Lets one action after another run whose predecessors have, as the platform would. */
function canAllRun(text: string): boolean {
  const waiting = new Map(blockOf(text).steps.map((it) => [it.name.value, it.after.map(({ name }) => name.value)]));
  for (;;) {
    const next = [...waiting].find(([, others]) => others.every((it) => !waiting.has(it)));
    if (!next) return waiting.size === 0;
    waiting.delete(next[0]);
  }
}
