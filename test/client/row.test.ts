import * as assert from 'node:assert/strict';
import { flagsOf, idOf } from '../../client/src/row';
import { referenceRow, row } from './rows';

describe('What can be done with a row of the tree', () => {
  it('is everything with a reference of an unmanaged solution', () => {
    assert.deepEqual(flagsOf(referenceRow('contoso_Mail')), ['named', 'changeable', 'copyable']);
  });

  it('is no change with one that is fixed, or that is external', () => {
    assert.deepEqual(flagsOf(referenceRow('contoso_Mail', { isFixed: true })), ['named', 'copyable']);
    const { reference } = referenceRow('contoso_Mail');
    assert.deepEqual(flagsOf(row('external', { reference })), ['named']);
  });

  it('is to draw a flow, and to repoint and not to name it where it is below a reference', () => {
    const { reference } = referenceRow('contoso_Mail');
    assert.deepEqual(flagsOf(row('flow', { flow: 'file:///flow.json', reference })), ['repointable', 'drawable']);
    assert.deepEqual(flagsOf(row('flow', { flow: 'file:///flow.json' })), ['drawable']);
  });

  it('is both with the reference that is below its flow', () => {
    const { reference } = referenceRow('contoso_Mail');
    assert.deepEqual(flagsOf(row('connection', { flow: 'file:///flow.json', reference })), ['named', 'changeable', 'repointable']);
    assert.deepEqual(flagsOf(row('connection', { reference })), ['named', 'changeable']);
  });

  it('is to replace a direct connection, and to copy a solution', () => {
    const direct = { uri: 'file:///flow.json', id: '1', connector: 'mail' };
    assert.deepEqual(flagsOf(row('connection', { flow: 'file:///flow.json', direct })), ['direct']);
    assert.deepEqual(flagsOf(row('solution')), ['copyable']);
    assert.deepEqual(flagsOf(row('directs')), []);
  });
});

describe('The id of a row', () => {
  it('is another for another path, wherever the parts begin and end', () => {
    const ids = [['a', 'b'], ['a b'], ['a,b'], ['a', 'b', '']].map((path) => idOf(row('flow', { path })));
    assert.equal(new Set(ids).size, ids.length);
  });
});
