import * as assert from 'node:assert/strict';
import { isReadinessRow, readinessFlags } from '../../client/src/readiness-row';
import type { ReadinessRow } from '../../server/src/protocol';
import { row as treeRow } from './rows';

const row = (parts: Partial<ReadinessRow>): ReadinessRow => ({
  path: ['test'],
  kind: 'environment',
  label: 'test',
  description: '',
  spoken: '',
  hasChildren: false,
  isOpen: false,
  settings: ['file:///w/settings/test.json'],
  solutions: ['file:///w/src'],
  ...parts,
});

describe('what can be done with a row of the readiness', () => {
  it('is more for an environment and a solution that have settings', () => {
    for (const kind of ['environment', 'solution'] as const) {
      assert.deepEqual(readinessFlags(row({ kind })), ['settings', 'reportable']);
      assert.deepEqual(readinessFlags(row({ kind, settings: [] })), ['reportable']);
    }
    for (const kind of ['open', 'flow', 'on'] as const) assert.deepEqual(readinessFlags(row({ kind })), []);
  });

  it('is to go to the entry, for reasons that an entry decides', () => {
    assert.deepEqual(readinessFlags(row({ kind: 'reason', reason: 'unbound-reference' })), ['entry']);
    assert.deepEqual(readinessFlags(row({ kind: 'reason', reason: 'missing-value' })), ['entry']);
    assert.deepEqual(readinessFlags(row({ kind: 'reason', reason: 'unbound-reference', settings: [] })), []);
    assert.deepEqual(readinessFlags(row({ kind: 'reason', reason: 'direct-connection' })), []);
  });

  it('is nothing for what is no such row', () => {
    assert.ok(isReadinessRow(row({})));
    for (const other of [undefined, null, 'selection', treeRow('flow')]) assert.ok(!isReadinessRow(other));
  });
});
