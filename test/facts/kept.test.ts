import * as assert from 'node:assert/strict';
import { entryOf, inMemory } from '../../server/src/core';
import { readFlow } from '../../server/src/core/facts/flow';
import { readFlowMetadata } from '../../server/src/core/facts/workflow';
import { ROOT, readFixture } from '../support/fixture';
import { BUTTON, call, CHILD_ID, CUSTOM, entry, flow, flowPath, metadata, operation } from '../support/solution';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** What is kept of the last file of a fixture, and what was read of it. */
function kept(source: string, read: (text: string) => object): { readonly facts: object; readonly said: object } {
  const [uri, text] = [...readFixture(source).files].at(-1)!;
  return { facts: entryOf(inMemory(uri, text), text)!.facts, said: read(text) };
}

describe('what is kept', () => {
  const sources: Readonly<Record<string, string>> = {
    'with much in it': flow({
      triggers: BUTTON,
      connections: {
        shared_teams: entry('con_teams', 'shared_teams', { runtimeSource: 'invoker' }),
        direct: entry(undefined, CUSTOM, { impersonation: { source: 'Invoker' } }),
        shared_sql: entry('con_sql', 'shared_sql'),
      },
      actions: { Post: operation('shared_teams'), Ask: call(CHILD_ID), Again: call(CHILD_ID) },
      parameters: {
        'Site (con_Site)': { type: 'String', metadata: { schemaName: 'con_Site' } },
        'List (con_List)': { type: 'String', metadata: { schemaName: 'con_List' } },
      },
    }),
    'without a trigger': flow({ triggers: {}, actions: { Ask: call(CHILD_ID) } }),
    'that does not parse': `--- ${flowPath()}\n{"properties":{"connectionReferences":{"shared_teams":{"connection":{"connectionReferenceLogicalName":"con_teams"`,
    'that is empty': `--- ${flowPath()}\n`,
  };
  for (const [what, source] of Object.entries(sources))
    it(`of a flow ${what} is what was read of it`, () => {
      const { facts, said } = kept(source, (text) => readFlow(text).facts);
      const { finds, ...rest } = plain(facts) as { finds: unknown };
      assert.ok(Array.isArray(finds));
      assert.deepEqual(rest, plain(said));
    });

  it('of flow metadata is what was read of it', () => {
    const { facts, said } = kept(metadata({ stateCode: '0' }), readFlowMetadata);
    assert.deepEqual(plain(facts), plain(said));
  });

  it('of two flows that use a key alike is the same object', () => {
    const connection = { shared_teams: entry('con_teams') };
    const read = (text: string): unknown => {
      const facts = entryOf(inMemory(ROOT + flowPath(), text), text)!.facts;
      return facts.kind === 'flow' && facts.keyUses[0];
    };
    const [text] = readFixture(flow({ connections: connection, actions: { Post: operation('shared_teams') } })).files.values();
    assert.ok(read(text!));
    assert.equal(read(text!), read(text!.replace('Post', 'Send')));
  });
});
