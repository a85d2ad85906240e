import * as assert from 'node:assert/strict';
import { layOut } from '../../server/src/core/diagram/layout';
import { foldable, holdersOf, inOrder } from '../../server/src/drawing/steps';
import { block, step } from '../support/diagram';

const inner = step('inner', { branches: [{ id: 'i', label: '', ...block([step('c')]) }] });
const outer = step('outer', {
  branches: [
    { id: 'y', label: 'Yes', ...block([step('a'), inner], ['a', 'inner']) },
    { id: 'n', label: 'No', ...block([step('b')]) },
  ],
});
const flow = block([step('first'), outer, step('last')], ['first', 'outer'], ['outer', 'last']);

describe('The steps of a diagram', () => {
  it('know what holds them, from the outside in', () => {
    assert.deepEqual(Object.fromEntries(holdersOf(flow)), {
      'action first': [],
      'action outer': [],
      'action a': ['action outer'],
      'action inner': ['action outer'],
      'action c': ['action outer', 'action inner'],
      'action b': ['action outer'],
      'action last': [],
    });
  });

  it('can be folded where they hold others', () => {
    assert.deepEqual(foldable(flow), ['action outer', 'action inner']);
  });

  it('are walked through in run order, without what is folded', () => {
    const names = (folded: readonly string[]): readonly string[] =>
      inOrder(
        layOut(
          { steps: flow },
          (id) => folded.includes(id),
          () => 0,
        ),
      ).map((it) => it.step.name);
    assert.deepEqual(names([]), ['first', 'outer', 'a', 'inner', 'c', 'b', 'last']);
    assert.deepEqual(names(['action inner']), ['first', 'outer', 'a', 'inner', 'b', 'last']);
    assert.deepEqual(names(['action outer']), ['first', 'outer', 'last']);
  });
});
