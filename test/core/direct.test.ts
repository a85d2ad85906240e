import * as assert from 'node:assert/strict';
import { Refusal, textAfter, type Scene } from '../../server/src/core';
import type { ConnectionReference } from '../../server/src/core/model';
import { candidatesFor, directConnections, replaceDirect, type DirectConnection } from '../../server/src/core/refactorings/direct';
import { sceneOf } from '../support/check-fix';
import { readFixture, ROOT } from '../support/fixture';
import { APIS, CHILD_ID, CUSTOM, entry, flow, flowPath, reference, solution } from '../support/solution';

const literal = (name: string): object => ({ type: 'ApiConnection', inputs: { host: { connection: { name } } } });
const ID_OF_TEAMS = `${APIS}shared_teams/connections/1`;
const MIXED = flow({
  connections: { a: entry(undefined), b: entry('con_teams'), c: { connection: {} } },
  actions: { Act: literal(ID_OF_TEAMS), Other: literal('1') },
  parameters: {
    $connections: {
      defaultValue: { a: { connectionId: '1' }, b: { connectionId: '1' }, d: { connectionId: ID_OF_TEAMS } },
      type: 'Object',
    },
  },
});

function directsIn(source: string): {
  readonly scene: Scene;
  readonly directs: readonly DirectConnection[];
  readonly files: ReadonlyMap<string, string>;
} {
  const { files } = readFixture(source);
  const scene = sceneOf(files);
  return { scene, directs: scene.snapshot.solutions.flatMap((it) => [...directConnections(it)]), files };
}

function definedIn({ snapshot }: Scene, logicalName: string): ConnectionReference {
  return snapshot.solutions.flatMap((it) => it.references).find((it) => it.logicalName.value === logicalName)!;
}

describe('directConnections', () => {
  it('are the entries without a logical name and the ids that are written into the flow', () => {
    const { directs } = directsIn(solution() + MIXED);
    assert.deepEqual(
      directs.map(({ form, at, key, operation, connector, bound }) => [form, at.value, key, operation, connector?.connector, bound]),
      [
        ['entry', 'a', 'a', undefined, 'shared_teams', undefined],
        ['entry', 'c', 'c', undefined, undefined, undefined],
        ['operation', ID_OF_TEAMS, undefined, 'Act', 'shared_teams', undefined],
        ['operation', '1', undefined, 'Other', undefined, undefined],
        ['default', 'b', 'b', undefined, 'shared_teams', 'con_teams'],
        ['default', 'd', 'd', undefined, 'shared_teams', undefined],
      ],
    );
  });

  it('have no candidates where the flow does not say the connector', () => {
    const { directs, scene } = directsIn(solution({ references: [reference('con_teams')] }) + MIXED);
    assert.deepEqual(
      directs.map((it) => candidatesFor(it, scene).own.map(({ logicalName }) => logicalName.value)),
      [['con_teams'], [], ['con_teams'], [], ['con_teams'], ['con_teams']],
    );
  });
});

describe('replaceDirect', () => {
  const outlook = reference('con_outlook', 'shared_office365', 'Absence – Outlook – User');

  it('refuses a reference that goes elsewhere, and a flow that does not say where it wants to go', () => {
    const { directs, scene } = directsIn(solution({ references: [outlook] }) + MIXED);
    const refused = (direct: DirectConnection, message: string): void =>
      assert.throws(
        () => replaceDirect([direct], definedIn(scene, 'con_outlook'), scene),
        (it) => it instanceof Refusal && it.message === message,
      );
    refused(
      directs[0]!,
      "Flow 'Askforleave' goes to Microsoft Teams by 'a', and the connection reference 'Absence – Outlook – User' goes to Office 365 Outlook: choose one that goes to the same.",
    );
    refused(directs[1]!, "Flow 'Askforleave' does not say which connector 'c' goes to: choose the connection anew in the maker portal.");
    assert.throws(
      () => replaceDirect([directs[0]!], { logicalName: 'con_x', displayName: 'X', connectorId: APIS + CUSTOM }, scene),
      /the connection reference 'X' goes to leave: choose/,
    );
  });

  it('refuses to change a managed solution', () => {
    const { directs, scene } = directsIn(solution({ managed: '1', references: [reference('con_teams')] }) + MIXED);
    assert.throws(() => replaceDirect([directs[0]!], definedIn(scene, 'con_teams'), scene), Refusal);
  });

  it('only takes the id away where the entry has a reference all the same', () => {
    const { directs, scene, files } = directsIn(solution({ references: [outlook] }) + MIXED);
    const [edited, ...others] = replaceDirect([directs[4]!], definedIn(scene, 'con_outlook'), scene).edits;
    assert.equal(
      textAfter(edited!, (uri) => files.get(uri)!),
      files.get(`${ROOT}${flowPath()}`)!.replace(/"b": \{\s*"connectionId": "1"\s*\},\s*/, ''),
    );
    assert.deepEqual(others, []);
  });

  it('serves flows of several solutions, and defines a new reference in the first', () => {
    const two =
      flow({ connections: { k: entry(undefined) } }) + flow({ root: 'other', id: CHILD_ID, connections: { k: entry(undefined) } });
    const { directs, scene } = directsIn(solution({ root: 'other', name: 'Other' }) + solution() + two);
    const { edits } = replaceDirect(directs, { logicalName: 'con_x', displayName: 'X', connectorId: `${APIS}shared_teams` }, scene);
    assert.deepEqual(
      edits.map((it) => it.uri.slice(ROOT.length)),
      ['other/Other/Customizations.xml', flowPath({ root: 'other', id: CHILD_ID }), flowPath()],
    );
  });
});
