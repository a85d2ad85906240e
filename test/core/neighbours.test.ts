import * as assert from 'node:assert/strict';
import { entryOf, inMemory, Workspace, type FileChange } from '../../server/src/core';
import { Asked, type Neighbours } from '../../server/src/core/neighbours';
import { readFixture, ROOT } from '../support/fixture';
import { call, CHILD_ID, customConnector, CUSTOM_ID, flow, flowUsing, metadata, reference, solution, ID } from '../support/solution';

const changesOf = (fixture: string): FileChange[] =>
  [...readFixture(fixture).files].map(([uri, text]) => ({ uri, entry: entryOf(inMemory(uri, text), text) }));
const gone = (fixture: string): FileChange[] => changesOf(fixture).map(({ uri }) => ({ uri, entry: undefined }));

const manifest = (root: string, ...references: string[]): string => solution({ root, name: root, references });

describe('neighbours', () => {
  let workspace: Workspace;
  beforeEach(() => (workspace = new Workspace()));
  const seenFrom = (root: string, asked?: Asked): Neighbours => workspace.snapshot.neighbourhood.seenFrom(ROOT + root, asked);
  const roots = (of: readonly { readonly solution: string }[]): string[] => of.map((it) => it.solution.slice(ROOT.length));
  const definers = (name: string, root = 'none'): string[] =>
    roots(
      seenFrom(root)
        .definers(name)
        .map((it) => it.reference),
    );

  it('answer by name, letter case aside', () => {
    workspace.apply(changesOf(manifest('a', reference('con_X'))));
    assert.deepEqual(definers('CON_x'), ['a']);
    assert.deepEqual(definers('con_y'), []);
    assert.equal(seenFrom('a').definers('con_x')[0]!.reference.logicalName.value, 'con_X');
  });

  it('begin with what the asking solution says, then go by root', () => {
    for (const root of ['c', 'a', 'b']) workspace.apply(changesOf(manifest(root, reference('con_x')) + flowUsing('con_x', { root })));
    assert.deepEqual(definers('con_x'), ['a', 'b', 'c']);
    assert.deepEqual(definers('con_x', 'b'), ['b', 'a', 'c']);
    assert.deepEqual(roots(seenFrom('c').users('con_x')), ['c', 'a', 'b']);
    assert.deepEqual(roots(seenFrom('c').flows(ID)), ['c', 'a', 'b']);
  });

  it('know users with their operations, callers, flows by id, and connectors by id and by key', () => {
    workspace.apply(
      changesOf(
        manifest('a') +
          flowUsing('con_x', { root: 'a' }) +
          flow({ root: 'a', name: 'Parent', id: '5d2c8a70-1f7b-ed11-81ad-000d3a4a1b2d', actions: { Call: call(CHILD_ID.toUpperCase()) } }) +
          metadata({ root: 'a', name: 'Gone', id: CHILD_ID, displayName: 'Gone' }) +
          customConnector('a'),
      ),
    );
    const b = seenFrom('b');
    assert.deepEqual(
      b.users('con_x').map(({ kind, name, operations }) => [kind, name, operations]),
      [['flow', 'Askforleave', 1]],
    );
    assert.deepEqual(
      b.callers(CHILD_ID).map((it) => it.name),
      ['Parent'],
    );
    assert.deepEqual(
      b.flows(CHILD_ID).map((it) => it.name),
      ['Gone'],
      'a flow that is only described is there',
    );
    assert.deepEqual(
      b.connectors(CUSTOM_ID).map((it) => it.displayName),
      ['Leave Service'],
    );
    assert.deepEqual(
      b.connectors('shared_con-5fleave').map((it) => it.displayName),
      ['Leave Service'],
    );
  });

  it('list a definition that stands twice twice', () => {
    workspace.apply(changesOf(manifest('a', reference('con_x'), reference('CON_X'))));
    assert.deepEqual(definers('con_x'), ['a', 'a']);
  });

  it('forget what is gone', () => {
    workspace.apply(changesOf(manifest('a', reference('con_x')) + manifest('b', reference('con_x'))));
    workspace.apply(gone(manifest('a')));
    assert.deepEqual(definers('con_x', 'a'), ['b']);
    workspace.apply(changesOf(manifest('b')));
    assert.deepEqual(definers('con_x'), []);
  });

  it('answer on a fork as they did, whatever is said elsewhere since, however often it is forked', () => {
    const names = ['con_x', 'con_y', 'con_z'];
    const all = (of: Workspace): string[] =>
      names.map(
        (it) =>
          `${it} ${roots(
            of.snapshot.neighbourhood
              .seenFrom('')
              .definers(it)
              .map(({ reference }) => reference),
          ).join(' ')}`,
      );
    const states: readonly (readonly [of: Workspace, said: readonly string[]])[] = [
      ['con_x', 'con_y'],
      ['con_y'],
      ['con_y', 'con_z'],
      [],
      ['con_x'],
    ].map((defined) => {
      workspace.apply(changesOf(manifest('a', ...defined.map((it) => reference(it))) + manifest('b', reference('con_y'))));
      const fork = workspace.fork();
      return [fork, names.map((it) => `${it} ${[...(defined.includes(it) ? ['a'] : []), ...(it === 'con_y' ? ['b'] : [])].join(' ')}`)];
    });
    for (const [fork, said] of states) assert.deepEqual(all(fork), said);
    const [first, last] = [states[0]![0], states.at(-1)![0]];
    first.apply(gone(manifest('a')));
    assert.deepEqual(all(first), ['con_x ', 'con_y b', 'con_z ']);
    for (const [fork, said] of states.slice(1)) assert.deepEqual(all(fork), said);
    const again = last.fork();
    last.apply(gone(manifest('b')));
    assert.deepEqual([all(last)[1], all(again)[1]], ['con_y ', 'con_y b']);
  });

  describe('what was asked holds', () => {
    /** Asks from `b`; then whether the answer still holds after the changes. */
    const holds = (ask: (of: Neighbours) => unknown, ...changes: readonly FileChange[]): boolean => {
      const asked = new Asked();
      ask(seenFrom('b', asked));
      assert.ok(!asked.every(() => false), 'something was asked');
      const { neighbourhood } = workspace.apply(changes);
      return neighbourhood.stillHolds(asked);
    };
    beforeEach(
      () => void workspace.apply(changesOf(manifest('a', reference('con_x')) + flowUsing('con_x', { root: 'a' }) + manifest('b'))),
    );

    it('until a definition comes, goes or changes', () => {
      const ask = (of: Neighbours): unknown => of.definers('CON_X');
      assert.ok(!holds(ask, ...changesOf(manifest('a', reference('con_x', 'shared_planner')))));
      assert.ok(!holds(ask, ...changesOf(manifest('c', reference('Con_X')))));
      assert.ok(!holds(ask, ...gone(manifest('c'))));
      assert.ok(!holds(ask, ...changesOf(manifest('a'))));
    });

    it('until the first one comes', () => {
      const ask = (of: Neighbours): unknown => of.definers('con_new');
      assert.ok(holds(ask, ...changesOf(manifest('a', reference('con_x'), reference('con_other')))));
      assert.ok(!holds(ask, ...changesOf(manifest('a', reference('con_x'), reference('con_new')))));
    });

    it('when what nobody said has come and is gone again', () => {
      const asked = new Asked();
      seenFrom('b', asked).definers('con_new');
      workspace.apply(changesOf(manifest('c', reference('con_new'))));
      assert.ok(!workspace.snapshot.neighbourhood.stillHolds(asked));
      workspace.apply(gone(manifest('c')));
      assert.ok(workspace.snapshot.neighbourhood.stillHolds(asked));
    });

    it('when it is gone and back between', () => {
      const ask = (of: Neighbours): unknown => of.definers('con_x');
      const asked = new Asked();
      ask(seenFrom('b', asked));
      workspace.apply(changesOf(manifest('a')));
      workspace.apply(changesOf(manifest('a', reference('con_x'))));
      // it may hold or not, but what is asked again is right
      assert.deepEqual(definers('con_x'), ['a']);
    });

    it('while something else changes', () => {
      const ask = (of: Neighbours): unknown => of.definers('con_x');
      assert.ok(holds(ask, ...changesOf(flowUsing('con_y', { root: 'a' }))));
      assert.ok(holds(ask, ...changesOf(flowUsing('con_x', { root: 'b' }))));
      assert.ok(holds(ask, ...changesOf(manifest('a', reference('con_x')))), 'read again, and the same');
      assert.ok(holds(ask, ...changesOf(manifest('a', reference('con_x'), reference('con_z')))), 'defined behind it');
    });

    it('until a user comes, goes or uses it more', () => {
      const ask = (of: Neighbours): unknown => of.users('con_x');
      assert.ok(holds(ask, ...changesOf(manifest('a', reference('con_x'), reference('con_y')))));
      assert.ok(!holds(ask, ...changesOf(flowUsing('con_x', { root: 'b' }))));
      assert.ok(!holds(ask, ...changesOf(flowUsing('con_y', { root: 'b' }))));
      assert.ok(!holds(ask, ...gone(flowUsing('con_x', { root: 'a' }))));
      assert.ok(holds(ask, ...changesOf(flowUsing('con_y', { root: 'a' }))));
    });
  });
});
