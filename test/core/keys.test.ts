import * as assert from 'node:assert/strict';
import { Refusal, type Solution } from '../../server/src/core';
import { EditSet } from '../../server/src/core/edit-set';
import { neighboursOf, type Scene } from '../../server/src/core/fix';
import { insideOf } from '../../server/src/core/inside';
import type { Flow } from '../../server/src/core/model';
import {
  appsBinding,
  calledConnector,
  declareKey,
  removeKey,
  repointKey,
  repointOperations,
} from '../../server/src/core/refactorings/keys';
import { afterEdits, sceneOf } from '../support/check-fix';
import { readFixture } from '../support/fixture';
import {
  CHILD_ID,
  CUSTOM,
  ID,
  app,
  appConnection,
  canvasApp,
  customConnector,
  customReference,
  entry,
  flow,
  oldOperation,
  operation,
  reference,
  solution,
} from '../support/solution';

interface Opened {
  readonly scene: Scene;
  readonly solution: Solution;
  readonly flow: Flow;
  /** The flow's file after these changes. */
  after(change: (set: EditSet) => void): string;
}

function open(fixture: string): Opened {
  const { files } = readFixture(fixture);
  const scene = sceneOf(files);
  const first = scene.snapshot.solutions[0]!;
  const its = first.flows[0]!;
  return {
    scene,
    solution: first,
    flow: its,
    after(change) {
      const set = new EditSet(scene);
      change(set);
      const edits = set.build();
      assert.deepEqual(
        edits.map((it) => it.uri),
        edits.length > 0 ? [its.uri] : [],
      );
      return `--- src/Workflows/${its.uri.split('/').pop()}\n${afterEdits(edits, files).get(its.uri)}`;
    },
  };
}

const TEAMS = entry('con_teams');
const ACTIONS = { A: operation('a'), B: operation('b'), C: oldOperation('b') };

describe('removeKey', () => {
  it('takes the entry and the default, and leaves who names the key', () => {
    const source = (connections: object, defaults: object): string =>
      flow({ connections, actions: ACTIONS, parameters: { $connections: { defaultValue: defaults, type: 'Object' } } });
    const { flow: its, after } = open(source({ a: TEAMS, b: TEAMS }, { b: { connectionId: 'x' }, a: {} }));
    assert.equal(
      after((set) => removeKey(its, 'b', set)),
      source({ a: TEAMS }, { a: {} }),
    );
  });

  it('changes nothing when there is no such key, in whatever letter case', () => {
    const source = flow({ connections: { a: TEAMS }, actions: ACTIONS });
    const { flow: its, after } = open(source);
    for (const key of ['A', 'constructor', ''])
      assert.equal(
        after((set) => removeKey(its, key, set)),
        source,
      );
  });

  it('takes several at once', () => {
    const { flow: its, after } = open(flow({ connections: { a: TEAMS, b: TEAMS, c: TEAMS }, actions: ACTIONS }));
    const removed = after((set) => {
      for (const key of ['a', 'c']) removeKey(its, key, set);
    });
    assert.equal(removed, flow({ connections: { b: TEAMS }, actions: ACTIONS }));
  });
});

describe('repointKey', () => {
  it('takes both host forms and every expression, and no entry', () => {
    const source = (key: string): string =>
      flow({
        connections: { a: TEAMS, b: TEAMS },
        triggers: { T: oldOperation(key, 'ApiConnectionWebhook') },
        actions: { A: operation(key), X: { type: 'Compose', inputs: { x: [`@{parameters('$connections')?['${key}']} b`] } } },
      });
    const { flow: its, after } = open(source('b'));
    assert.equal(
      after((set) => repointKey(its, 'b', 'a', set)),
      source('a'),
    );
  });
});

describe('repointOperations', () => {
  it('takes only those it is given', () => {
    const source = (key: string): string => flow({ connections: { a: TEAMS }, actions: { ...ACTIONS, C: oldOperation(key) } });
    const { flow: its, after } = open(source('b'));
    assert.equal(
      after((set) =>
        repointOperations(
          its,
          insideOf(its).operations.filter((it) => it.name === 'C'),
          "it's",
          set,
        ),
      ),
      source("it''s"),
    );
  });
});

describe('declareKey', () => {
  const declared = ({ scene, solution: its, flow: into, after }: Opened): string =>
    after((set) => declareKey(into, 'new', its.references[0]!, set, neighboursOf(its, scene)));

  it('has the name of a custom connector beside its id', () => {
    const api = { name: CUSTOM, logicalName: 'con_5Fleave' };
    const connection = { connectionReferenceLogicalName: 'con_leave' };
    assert.equal(
      declared(open(solution({ references: [customReference('con_leave')] }) + customConnector() + flow({ connections: { a: TEAMS } }))),
      flow({ connections: { a: TEAMS, new: { api, connection, runtimeSource: 'embedded' } } }),
    );
  });

  it('is refused for a flow that is kept managed only', () => {
    const opened = open(solution({ managed: '1', references: [reference('con_teams')] }) + flow({ connections: { a: TEAMS } }));
    assert.throws(() => declared(opened), Refusal);
  });
});

describe('calledConnector', () => {
  it('is what the operation says, else what its key spells', () => {
    const { flow: its } = open(
      flow({
        actions: {
          a: operation('x', 'shared_Teams'),
          b: operation('shared_sql_1', ''),
          c: operation('shared_sql-21', '@{x}/shared_teams'),
          d: operation('shared_commondataserviceforapps', 'providers/Microsoft.ProcessSimple/operationGroups/AIBuilder'),
          e: oldOperation('shared_sql'),
          f: operation(`${CUSTOM}_1`, ''),
          g: operation('x', `/providers/Microsoft.PowerApps/apis/${CUSTOM}`),
        },
      }),
    );
    assert.deepEqual(
      insideOf(its).operations.map((it) => calledConnector(it).connector),
      ['shared_Teams', 'shared_sql', 'shared_sql', 'shared_commondataserviceforapps', 'shared_sql', CUSTOM, CUSTOM],
    );
  });
});

describe('appsBinding', () => {
  const entryOf = (key: string, flowId = ID, version = 'parameterHints'): object => ({
    f: appConnection('shared_logicflows', {
      [version]: { workflowEntityId: { value: flowId } },
      parameterHintsV2: { ...(version === 'parameterHintsV2' && { workflowEntityId: { value: flowId } }), [key]: { value: 'a' } },
    }),
  });
  const binding = (fixture: string, key = 'shared_a'): string[] => {
    const { scene, flow: its } = open(flow({ connections: { shared_a: TEAMS } }) + fixture);
    return appsBinding(its, key, scene.snapshot).map((it) => it.name);
  };

  it('finds apps of every folder and layout', () => {
    const fixture =
      solution() +
      app(entryOf('shared_a'), { name: 'own' }) +
      solution({ root: 't', name: 'T' }) +
      app(entryOf('shared_a', `{${ID.toUpperCase()}}`, 'parameterHintsV2'), { root: 't', name: 'other' }) +
      solution({ root: 'u', name: 'U', layout: 'raw', inline: canvasApp(entryOf('shared_a'), { name: 'raw' }) }) +
      app(entryOf('shared_a'), { root: 'v', name: 'alone' });
    assert.deepEqual(binding(fixture), ['own', 'other', 'raw', 'alone']);
    assert.deepEqual(binding(fixture, 'shared_b'), []);
  });

  it('counts copies of one app once', () => {
    const copies =
      app(entryOf('shared_a'), { name: 'con_App' }) +
      solution({ root: 't', name: 'T' }) +
      app(entryOf('shared_a'), { root: 't', name: 'con_app' });
    assert.deepEqual(binding(solution() + copies), ['con_app']);
  });

  it('leaves out other flows, other keys, and entries that stand for no flow', () => {
    const fixture =
      solution() +
      app(entryOf('shared_a', CHILD_ID), { name: 'x' }) +
      app(entryOf('shared_a_1'), { name: 'y' }) +
      app({ a: appConnection('shared_teams', { parameterHintsV2: { shared_a: { value: 'a' } } }) }, { name: 'z' });
    assert.deepEqual(binding(fixture), []);
  });
});
