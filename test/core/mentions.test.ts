import * as assert from 'node:assert/strict';
import { flowsNamed, mentionAt, mentionsIn, mentionsOf, type Mention, type Thing } from '../../server/src/core/mentions';
import type { Snapshot } from '../../server/src/core';
import { everywhere } from '../support/everywhere';
import { readFixture, ROOT, snapshotOf, type Mark } from '../support/fixture';
import {
  APIS,
  app,
  appConnection,
  call,
  canvasApp,
  CHILD_ID,
  crlf,
  entry,
  flow,
  flowPath,
  ID,
  metadata,
  oldOperation,
  operation,
  reference,
  solution,
  workflow,
} from '../support/solution';

const placed = (uri: string, role: string, start: number, end: number): string => `${uri.slice(ROOT.length)} ${role} ${start}-${end}`;
const inWords = ({ uri, role, span }: Mention): string => placed(uri, role, span.start, span.end);
const marksIn = (marks: readonly Mark[]): string[] => marks.map(({ uri, label, span }) => placed(uri, label, span.start, span.end)).sort();

/** The marked places of a fixture are those of one thing, whichever way one asks; their labels are the roles. */
function checkEveryWay(source: string, thing: Thing, number: number): void {
  for (const it of [source, crlf(source)]) {
    const { files, marks } = readFixture(it);
    const snapshot = snapshotOf(files);
    assert.equal(marks.length, number);
    assert.deepEqual(mentionsOf(thing, snapshot).map(inWords).sort(), marksIn(marks));
    const inFiles = [...files.keys()].flatMap((uri) => mentionsIn(uri, snapshot));
    assert.deepEqual(
      inFiles
        .filter((it) => it.thing.kind === thing.kind && it.thing.name === thing.name)
        .map(inWords)
        .sort(),
      marksIn(marks),
    );
    for (const mark of marks) checkAt(mark, thing, snapshot);
  }
}

/** A place is found from every offset in it, its end included, and from none beside it. */
function checkAt({ uri, label, span }: Mark, thing: Thing, snapshot: Snapshot): void {
  for (let offset = span.start; offset <= span.end; offset++) {
    const found = mentionAt(uri, offset, snapshot);
    assert.deepEqual([found?.thing, found?.role, found?.uri, found?.span], [thing, label, uri, span]);
  }
  assert.equal(mentionAt(uri, span.start - 1, snapshot), undefined);
  assert.equal(mentionAt(uri, span.end + 1, snapshot), undefined);
}

describe('mentions of a connection reference', () => {
  it('are all its occurrences', () => {
    checkEveryWay(
      everywhere((role) => `{|${role}:con_teams|}`),
      { kind: 'reference', name: 'con_teams' },
      21,
    );
  });

  it('go by the name in lower case', () => {
    const { files, marks } = readFixture(everywhere(() => '{|x:Con_TEAMS|}'));
    const snapshot = snapshotOf(files);
    for (const { uri, span } of marks)
      assert.deepEqual(mentionAt(uri, span.start, snapshot)?.thing, { kind: 'reference', name: 'con_teams' });
  });
});

describe('mentions of a flow', () => {
  const BRACED = `{${CHILD_ID}}`;
  const UPPER = CHILD_ID.toUpperCase();
  const thing: Thing = { kind: 'flow', name: CHILD_ID };
  const component = (source: string): string => source.replace(`id="${BRACED}" behavior`, `id="{|component:${BRACED}|}" behavior`);
  const child = { name: 'Notify', id: CHILD_ID };

  const hints = (name: string): object => ({
    [name]: { workflowName: { value: 'x' }, workflowEntityId: { value: `{|app:${CHILD_ID}|}` } },
  });
  const bindings = {
    both: appConnection('shared_logicflows', { ...hints('parameterHints'), ...hints('parameterHintsV2') }),
    newer: appConnection('shared_logicflows', hints('parameterHintsV2')),
    older: appConnection('shared_logicflows', { parameterHints: { workflowEntityId: { value: `{|app:${UPPER}|}` } } }),
    another: appConnection('shared_logicflows', { parameterHints: { workflowEntityId: { value: ID } } }),
  };
  const dependencies = `<CdsDependencies>{"cdsdependencies":[{"dependencyid":"{|app:${CHILD_ID}|}","componenttype":29},{"dependencyid":"${CHILD_ID}","componenttype":61}]}</CdsDependencies>`;

  const source =
    component(
      solution({
        flows: [CHILD_ID, ID],
        missing: [`<Required type="29" id="{|dependency:{${UPPER}}|}" displayName="${CHILD_ID}" solution="Core (1.0)" />`],
      }),
    ) +
    flow({
      actions: {
        Run: call(`{|call:${CHILD_ID}|}`),
        Scope: { type: 'Scope', actions: { Again: call(`{|call:${UPPER}|}`) } },
        Text: { type: 'Compose', inputs: CHILD_ID },
      },
    }) +
    metadata() +
    flow(child) +
    metadata({ ...child, workflowId: `{|definition:${BRACED}|}` }) +
    app(bindings, { rest: dependencies }) +
    app(JSON.stringify(bindings).replaceAll('"', '&quot;'), {
      name: 'con_quoted_1a2b3',
      rest: dependencies.replaceAll(/"/g, '&quot;'),
    }) +
    component(
      solution({
        root: 'raw',
        name: 'Raw',
        layout: 'raw',
        flows: [CHILD_ID],
        inline: `<Workflows>${workflow({ ...child, workflowId: `{|definition:${BRACED}|}` })}</Workflows>\n<CanvasApps>${canvasApp(bindings, { rest: dependencies })}</CanvasApps>\n`,
      }),
    ) +
    flow({ ...child, root: 'raw' });

  it('are in what a pipeline does with it after the import, but not in tokens', () => {
    const its = (id: string): object => ({
      solutionComponentType: 29,
      solutionComponentUniqueName: id,
      activate: `#{activateflow.${CHILD_ID}}#`,
    });
    const settings = {
      ActivateFlowConfiguration: [its(`{|setting:${UPPER}|}`), its(`#{flow.${CHILD_ID}}#`), its(ID)],
      SolutionComponentOwnershipConfiguration: [its(`{|setting:${CHILD_ID}|}`), { ...its(CHILD_ID), solutionComponentType: 300 }],
      FlowShareWithGroupTeamConfiguration: [its(`{|setting:${CHILD_ID}|}`)],
    };
    checkEveryWay(`--- config/Test/customDeploymentSettings.json\n${JSON.stringify(settings, null, 2)}\n`, thing, 3);
  });

  it('are every place of its id, in every layout', () => {
    checkEveryWay(source, thing, 22);
  });

  it('are found where its file is missing', () => {
    const orphan = component(solution({ flows: [CHILD_ID] })) + metadata({ ...child, workflowId: `{|definition:${BRACED}|}` });
    checkEveryWay(orphan, thing, 2);
  });

  it('are found where only its file name tells the id', () => {
    const loose = component(solution({ flows: [CHILD_ID] })) + flow(child) + flow({ actions: { Run: call(`{|call:${CHILD_ID}|}`) } });
    checkEveryWay(loose, thing, 2);
  });

  it('are none of a classic workflow, which is a component of the same type', () => {
    const dependent = `<Required type="29" id="{00000000-0000-4000-8000-000000000001}" /><Dependent type="29" id="${BRACED}" />`;
    const { files } = readFixture(
      solution({
        layout: 'raw',
        flows: [CHILD_ID],
        missing: [dependent],
        inline: `<Workflows><Workflow WorkflowId="${BRACED}" Name="Old"><XamlFileName>/Workflows/Old-${UPPER}.xaml</XamlFileName><Category>0</Category></Workflow></Workflows>`,
      }) + flow({ actions: {} }),
    );
    assert.deepEqual(mentionsOf(thing, snapshotOf(files)), []);
  });

  it('are none that the run decides', () => {
    const { files } = readFixture(solution() + flow({ actions: { Run: call("@variables('id')") } }));
    assert.deepEqual(mentionsOf(thing, snapshotOf(files)), []);
  });
});

describe('mentions of a key', () => {
  const thing: Thing = { kind: 'key', name: 'shared_teams', flow: ROOT + flowPath() };
  const its = (role: string): string => `{|${role}:shared_teams|}`;
  const expression = `@parameters('$connections')['${its('use')}']['connectionId']`;

  const both = {
    parameterHints: { workflowEntityId: { value: ID }, '362c4cb3': { value: its('app') } },
    parameterHintsV2: { workflowEntityId: { value: ID }, [its('app')]: { value: '362c4cb3' }, shared_stale: { value: '9ab12c3d' } },
  };
  const older = { parameterHints: { workflowEntityId: { value: ID.toUpperCase() }, '362c4cb3': { value: its('app') } } };
  const another = { parameterHintsV2: { workflowEntityId: { value: CHILD_ID }, shared_teams: { value: '362c4cb3' } } };
  const bindings = {
    '362c4cb3': appConnection('shared_teams'),
    '5da627cb': appConnection('shared_logicflows', both),
    '6ea738dc': appConnection('shared_logicflows', older),
    '7fb849ed': appConnection('shared_logicflows', another),
  };

  const owner =
    solution({ references: [reference('con_teams')] }) +
    flow({
      connections: { [its('definition')]: entry('con_teams'), shared_teams_1: entry('con_teams') },
      triggers: { When: { ...operation(its('use')), conditions: [{ expression: expression }] } },
      actions: {
        shared_teams: operation(its('use')),
        Old: oldOperation(its('use'), 'ApiConnection'),
        Other: operation('shared_teams_1'),
        Deep: { type: 'Scope', actions: { Text: { type: 'Compose', inputs: [`${expression} and shared_teams`] } } },
      },
      parameters: {
        $connections: { type: 'Object', defaultValue: { [its('use')]: { connectionId: `${APIS}shared_teams/connections/1` } } },
      },
    }) +
    metadata();
  const otherFlow = flow({
    name: 'Notify',
    id: CHILD_ID,
    connections: { shared_teams: entry('con_teams') },
    actions: { A: operation('shared_teams') },
  });

  it('are its entry, what goes through it, and what apps remember of it', () => {
    const source =
      owner + otherFlow + app(bindings) + app(JSON.stringify(bindings).replaceAll('"', '&quot;'), { name: 'con_quoted_1a2b3' });
    for (const it of [source, crlf(source)]) {
      const { files, marks } = readFixture(it);
      const snapshot = snapshotOf(files);
      assert.equal(marks.length, 13);
      assert.deepEqual(mentionsOf(thing, snapshot).map(inWords).sort(), marksIn(marks));
      for (const mark of marks) checkAt(mark, thing, snapshot);
    }
  });

  it('are those of an app in another solution, too', () => {
    const { files, marks } = readFixture(owner + solution({ root: 'apps', name: 'Apps' }) + app(bindings, { root: 'apps' }));
    assert.deepEqual(mentionsOf(thing, snapshotOf(files)).map(inWords).sort(), marksIn(marks));
  });

  it('are known to an app when the flow no longer has the key', () => {
    const source = owner + app(bindings).replaceAll('shared_stale', '{|stale:shared_stale|}');
    const { files, marks } = readFixture(source);
    const snapshot = snapshotOf(files);
    const { uri, span } = marks.find((it) => it.label === 'stale')!;
    const found = mentionAt(uri, span.start, snapshot)!;
    assert.deepEqual([found.thing, found.role, found.span], [{ ...thing, name: 'shared_stale' }, 'app', span]);
    assert.deepEqual(mentionsOf(found.thing, snapshot).map(inWords), [inWords(found)]);
  });

  it('are none where the app binds a flow that is not there', () => {
    const { files } = readFixture(solution() + app(bindings));
    const uri = [...files.keys()].find((it) => it.endsWith('.meta.xml'))!;
    assert.deepEqual(
      mentionsIn(uri, snapshotOf(files)).filter((it) => it.thing.kind === 'key'),
      [],
    );
  });

  it('do not mistake the key of one flow for that of another', () => {
    const { files } = readFixture(owner + otherFlow);
    const other: Thing = { ...thing, flow: ROOT + flowPath({ name: 'Notify', id: CHILD_ID }) };
    assert.deepEqual(
      mentionsOf(other, snapshotOf(files)).map((it) => [it.uri, it.role]),
      [
        [other.flow, 'definition'],
        [other.flow, 'use'],
      ],
    );
  });
});

describe('mentions among copies of one solution', () => {
  const copy = (root: string, managed: '0' | '1'): string =>
    solution({ root, managed, flows: [ID], references: [reference('con_teams')] }) +
    flow({ root, connections: { shared_teams: entry('con_teams') }, actions: { A: operation('shared_teams') } }) +
    metadata({ root });
  const binding = appConnection('shared_logicflows', {
    parameterHintsV2: { workflowEntityId: { value: ID }, shared_teams: { value: '362c4cb3' } },
  });
  const { files } = readFixture(
    copy('src', '0') + copy('managed', '1') + solution({ root: 'apps', name: 'Apps' }) + app({ '5da627cb': binding }, { root: 'apps' }),
  );
  const snapshot = snapshotOf(files);
  const { solutions } = snapshot;
  const [apps, managed, src] = solutions;
  const [ofSrc, ofManaged] = [ROOT + flowPath(), ROOT + flowPath({ root: 'managed' })];

  it('are those of all copies, for a flow and for a reference', () => {
    const rootsOf = (thing: Thing): string[] => mentionsOf(thing, snapshot).map((it) => `${it.folder.root.slice(ROOT.length)} ${it.role}`);
    assert.deepEqual(rootsOf({ kind: 'flow', name: ID }).sort(), [
      'apps app',
      'managed component',
      'managed definition',
      'src component',
      'src definition',
    ]);
    assert.deepEqual(rootsOf({ kind: 'reference', name: 'con_teams' }).sort(), [
      'managed definition',
      'managed flow',
      'src definition',
      'src flow',
    ]);
  });

  it('name the flow of the solution that asks, else every copy', () => {
    const named = (asking = src!): string[] => flowsNamed(ID, asking, snapshot).map((it) => it.uri);
    assert.deepEqual(named(src), [ofSrc]);
    assert.deepEqual(named(managed), [ofManaged]);
    assert.deepEqual(named(apps).sort(), [ofManaged, ofSrc]);
    assert.deepEqual(flowsNamed(CHILD_ID, src!, snapshot), []);
  });

  it('name a flow in a folder inside a solution that is no part of it', () => {
    const snapshot = snapshotOf(readFixture(solution() + flow({ root: 'src/inner' })).files);
    assert.deepEqual(
      flowsNamed(ID, snapshot.solutions[0]!, snapshot).map((it) => it.uri),
      [`${ROOT}${flowPath({ root: 'src/inner' })}`],
    );
  });

  it('of a key are in its own flow only, and in an app that may mean either', () => {
    for (const uri of [ofSrc, ofManaged])
      assert.deepEqual(
        mentionsOf({ kind: 'key', name: 'shared_teams', flow: uri }, snapshot).map((it) => [it.uri, it.role]),
        [
          [uri, 'definition'],
          [uri, 'use'],
          [apps!.apps[0]!.uri, 'app'],
        ],
      );
  });

  it('are one for each place', () => {
    const inApp = mentionsIn(apps!.apps[0]!.uri, snapshot);
    assert.deepEqual(
      inApp.map((it) => it.thing.kind),
      ['flow', 'key'],
    );
  });
});

describe('mentions of what a flow names inside itself', () => {
  const uri = `${ROOT}${flowPath()}`;

  it('of an action are its key, runAfter and expressions', () => {
    checkEveryWay(
      solution() +
        flow({
          actions: {
            '{|definition:Load|}': { type: 'Compose' },
            B: { type: 'Compose', runAfter: { '{|after:LOAD|}': [] }, inputs: "@{body('{|use:load|}')} Load" },
          },
        }),
      { kind: 'action', name: 'load', flow: uri },
      3,
    );
  });

  it('of a variable are where it is initialized, written and read', () => {
    checkEveryWay(
      flow({
        actions: {
          A: { type: 'InitializeVariable', inputs: { variables: [{ name: '{|definition:Count|}', type: 'integer' }] } },
          B: { type: 'IncrementVariable', inputs: { name: '{|write:count|}', value: "@variables('{|use:COUNT|}')" } },
        },
      }),
      { kind: 'variable', name: 'count', flow: uri },
      3,
    );
  });

  it('of a parameter are where it is declared and read, and of those of the platform none', () => {
    const source = flow({
      parameters: { '{|definition:p|}': {} },
      actions: { A: { type: 'Compose', inputs: "@parameters('{|use:P|}')" } },
    });
    checkEveryWay(source, { kind: 'parameter', name: 'p', flow: uri }, 2);
    const snapshot = snapshotOf(readFixture(source).files);
    assert.deepEqual(mentionsOf({ kind: 'parameter', name: '$connections', flow: uri }, snapshot), []);
  });
});

describe('mentionsIn', () => {
  it('is in the order of the text', () => {
    const { files } = readFixture(everywhere(() => 'con_teams'));
    const snapshot = snapshotOf(files);
    for (const uri of files.keys()) {
      const starts = mentionsIn(uri, snapshot).map((it) => it.span.start);
      assert.deepEqual(
        starts,
        [...starts].sort((a, b) => a - b),
      );
    }
  });

  it('is empty for files that are not known', () => {
    assert.deepEqual(mentionsIn(`${ROOT}readme.md`, snapshotOf(new Map())), []);
  });
});
