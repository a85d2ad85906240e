import * as assert from 'node:assert/strict';
import { dropOf } from '../../client/src/row-drop';
import type { TreeRow } from '../../server/src/protocol';
import { referenceRow, row } from './rows';

const mail = referenceRow('contoso_Mail');
const post = referenceRow('contoso_Post');
const letters = referenceRow('contoso_Letters');
const files = referenceRow('contoso_Files', { connector: 'files' });
const managed = referenceRow('contoso_Managed', { isFixed: true });
const elsewhere = referenceRow('contoso_Mail', { solution: 'file:///other' });

const remind = row('flow', { label: 'Remind', flow: 'file:///remind.json', reference: mail.reference });
const send = row('action', { label: 'Send', flow: 'file:///remind.json' });
const publish = row('flow', { label: 'Publish', flow: 'file:///publish.json', reference: post.reference });
const direct = (connector: string, id: string): TreeRow =>
  row('connection', { label: connector, path: ['solution', id], direct: { uri: 'file:///remind.json', id, connector } });

const parents = new Map<TreeRow, TreeRow>([
  [remind, mail],
  [send, remind],
  [publish, post],
]);

const drop = (rows: readonly TreeRow[], onto?: TreeRow): unknown => dropOf(rows, onto, (it) => parents.get(it));

describe('References that are dropped on another', () => {
  it('are merged into it', () => {
    const change = { kind: 'merge', solution: 'file:///solution', into: 'contoso_Post', from: ['contoso_Mail', 'contoso_Letters'] };
    assert.deepEqual(drop([mail, letters], post), { change });
  });

  it('are merged into it when they are dropped on a flow below it, and when it is one of those that were dragged', () => {
    const change = { kind: 'merge', solution: 'file:///solution', into: 'contoso_Post', from: ['contoso_Mail'] };
    assert.deepEqual(drop([mail], publish), { change });
    assert.deepEqual(drop([post, mail], post), { change });
    assert.deepEqual(drop([post, mail], publish), { change });
  });

  it('stay as they are on themselves, without a word', () => {
    assert.equal(drop([mail], mail), undefined);
    assert.equal(drop([{ ...mail }], mail), undefined);
    assert.equal(drop([mail], send), undefined);
  });

  it('are refused on one of another connector or solution, and where one of them is managed', () => {
    const names = { name: 'contoso_Mail', target: 'contoso_Files' };
    assert.deepEqual(drop([mail], files), { refused: { why: 'other connector', ...names } });
    assert.deepEqual(drop([post], elsewhere), { refused: { why: 'other solution', name: 'contoso_Post', target: 'contoso_Mail' } });
    assert.deepEqual(drop([mail], managed), { refused: { why: 'managed', name: 'contoso_Managed' } });
    assert.deepEqual(drop([managed], mail), { refused: { why: 'managed', name: 'contoso_Managed' } });
  });

  it('are refused on what is no reference, and on nothing', () => {
    assert.deepEqual(drop([mail], row('connector')), { refused: { why: 'no target' } });
    assert.deepEqual(drop([mail]), { refused: { why: 'no target' } });
  });
});

describe('A flow that is dropped on a reference', () => {
  const change = {
    kind: 'repoint',
    flow: 'file:///remind.json',
    from: 'contoso_Mail',
    to: { solution: 'file:///solution', logicalName: 'contoso_Post' },
  };

  it('uses it from then on, also when it is dropped on another flow below that', () => {
    assert.deepEqual(drop([remind], post), { change });
    assert.deepEqual(drop([remind], publish), { change });
  });

  it('moves by its connection too, where the tree is grouped by flow', () => {
    const connection = row('connection', { label: 'Mail', flow: 'file:///remind.json', reference: mail.reference });
    assert.deepEqual(drop([connection], post), { change });
  });

  it('stays as it is on the reference that it uses', () => {
    assert.equal(drop([remind], mail), undefined);
    assert.equal(drop([remind], send), undefined);
  });

  it('is refused on one of another connector, on a managed one, and together with another flow', () => {
    const names = { name: 'contoso_Mail', target: 'contoso_Files' };
    assert.deepEqual(drop([remind], files), { refused: { why: 'other connector', ...names } });
    assert.deepEqual(drop([remind], managed), { refused: { why: 'managed', name: 'contoso_Managed' } });
    assert.deepEqual(drop([remind, publish], letters), { refused: { why: 'several flows' } });
  });
});

describe('Direct connections that are dropped on a reference', () => {
  it('are replaced by it, whichever solution defines it', () => {
    const connections = [
      { uri: 'file:///remind.json', id: '1' },
      { uri: 'file:///remind.json', id: '2' },
    ];
    const change = { kind: 'replaceDirect', connections, with: { solution: 'file:///other', logicalName: 'contoso_Mail' } };
    assert.deepEqual(drop([direct('mail', '1'), direct('mail', '2')], elsewhere), { change });
  });

  it('are refused when they are of another connector, or of several', () => {
    assert.deepEqual(drop([direct('mail', '1')], files), { refused: { why: 'other connector', name: 'mail', target: 'contoso_Files' } });
    assert.deepEqual(drop([direct('mail', '1'), direct('files', '2')], mail), { refused: { why: 'several connectors' } });
  });
});

describe('What cannot be dragged', () => {
  it('is named: an action, a flow that is below no reference', () => {
    assert.deepEqual(drop([send], post), { refused: { why: 'immovable', name: 'Send' } });
    const alone = row('flow', { label: 'Alone', flow: 'file:///alone.json' });
    assert.deepEqual(drop([mail, alone], post), { refused: { why: 'immovable', name: 'Alone' } });
  });

  it('is several kinds of rows at once', () => {
    assert.deepEqual(drop([mail, remind], letters), { refused: { why: 'several kinds' } });
  });
});
