import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  entryOf,
  inMemory,
  readinessOf,
  readinessSteps,
  readinessText,
  runbookOf,
  Locator,
  Workspace,
  type FileChange,
  type Snapshot,
  type Uri,
} from '../../server/src/core';
import { escaped } from '../../server/src/core/features/markdown';
import {
  deployed,
  deployedFiles,
  ENVIRONMENTS,
  IDS,
  settingsPath,
  through,
  type Deployed,
  type Environment,
  type FlowName,
} from '../support/deployed';
import { readFixture, ROOT, snapshotOf } from '../support/fixture';
import { toldReadiness } from '../support/readiness';
import {
  APIS,
  call,
  DAILY,
  entry,
  flow,
  flowUsing,
  ID,
  metadata,
  reference,
  requiredReference,
  solution,
  variable,
} from '../support/solution';

/** `SEED=n npm run test:unit` draws others. */
const SEED = Number(process.env['SEED'] ?? 1);

interface World {
  readonly files: ReadonlyMap<Uri, string>;
  readonly snapshot: Snapshot;
}

function world(source: string): World {
  const { files } = readFixture(source);
  return { files, snapshot: snapshotOf(files) };
}

function worldWith(...plants: readonly ((of: Deployed) => void)[]): World {
  const of = deployed();
  for (const plant of plants) plant(of);
  return world(deployedFiles(of));
}

/** What there is to say of every flow that is not simply on: `Prod Ask needs: unbound-reference con_teams`; what blocks, or all with notes. */
function verdicts({ snapshot }: World, notes = false): string[] {
  return readinessOf(snapshot).environments.flatMap(({ name, solutions }) =>
    solutions.flatMap(({ flows }) =>
      flows.flatMap(({ flow, state, reasons }) => {
        const said = reasons.filter((it) => notes || it.isBlocking).map((it) => `${it.kind} ${nameOf(it.subject)}`);
        return state === 'on' && said.length === 0 ? [] : `${name ?? '-'} ${flow.name} ${state}: ${said.sort().join(', ')}`;
      }),
    ),
  );
}

/** Ids are hard to read. */
function nameOf(subject: string): string {
  return Object.entries(IDS).find(([, id]) => id === subject)?.[0] ?? subject;
}

/** Where what blocks flows by themselves is decided: `deployment/Prod.deploymentsettings.json '""'`. */
function places({ files, snapshot }: World): string[] {
  const all = readinessOf(snapshot).environments.flatMap(({ solutions }) =>
    solutions.flatMap(({ flows }) => flows.flatMap((it) => it.reasons)),
  );
  const deciding = all.filter((it) => it.isBlocking && !(it.kind === 'child-flow' && /^Its /.test(it.message)));
  const shown = deciding.map(({ at: { uri, span } }) => `${uri.slice(ROOT.length)} '${files.get(uri)!.slice(span.start, span.end)}'`);
  return [...new Set(shown)].sort();
}

/** A single fault, and what has to come of it. */
interface Fault {
  readonly name: string;
  plant(of: Deployed): void;
  /** By environment and flow: the state, where it is not `needs`, and the reasons. */
  readonly effects: Partial<Record<Environment, Partial<Record<FlowName, readonly string[]>>>>;
  readonly places: readonly string[];
  /** Faults that touch the same are not planted together. */
  readonly touches?: readonly string[];
}

/** Those of them that can be planted together. */
function together(drawn: readonly Fault[]): readonly Fault[] {
  const taken = new Set<string>();
  return drawn.filter(({ name, touches = [name] }) => {
    const isFree = touches.every((it) => !taken.has(it));
    if (isFree) for (const it of touches) taken.add(it);
    return isFree;
  });
}

const both = (effect: Partial<Record<FlowName, readonly string[]>>): Fault['effects'] => ({ Test: effect, Prod: effect });
const file = (name: FlowName): string => `${name === 'Keep' ? 'core' : 'absence'}/src/Workflows/${name}-${IDS[name].toUpperCase()}.json`;
const GONE = '00000000-0000-4000-8000-0000000000aa';
const ELSEWHERE = '00000000-0000-4000-8000-0000000000bb';

const faults: readonly Fault[] = [
  {
    name: 'a flow was off when it was exported',
    plant: ({ flows }) => void (flows.Digest.stateCode = '0'),
    effects: both({ Digest: ['off', 'exported-off Digest'] }),
    places: [`${file('Digest')}.data.xml '0'`],
    touches: ['state of Digest'],
  },
  {
    name: 'a flow was suspended when it was exported',
    plant: ({ flows }) => void (flows.Digest.stateCode = '2'),
    effects: both({ Digest: ['off', 'exported-off Digest'] }),
    places: [`${file('Digest')}.data.xml '2'`],
    touches: ['state of Digest'],
  },
  {
    name: 'a child flow was off when it was exported',
    plant: ({ flows }) => void (flows.Approve.stateCode = '0'),
    effects: both({ Approve: ['off', 'exported-off Approve'], Ask: ['child-flow Approve'] }),
    places: [`${file('Approve')}.data.xml '0'`],
  },
  {
    name: 'the pipeline of one environment leaves a flow off',
    plant: ({ activations }) => void (activations.Test[IDS.Ask] = 'false'),
    effects: { Test: { Ask: ['off', 'activation Ask'] } },
    places: [`deployment/Test.custom.json '{\n      "solutionComponentUniqueName": "${IDS.Ask}",\n      "activate": "false"\n    }'`],
  },
  {
    name: 'a flow has a direct connection',
    plant: ({ flows }) => void (flows.Digest.connections['rss'] = entry(undefined, 'shared_rss')),
    effects: both({ Digest: ['direct-connection rss'] }),
    places: [`${file('Digest')} 'rss'`],
  },
  {
    name: 'a child flow of another solution has a direct connection',
    plant: ({ flows }) => void (flows.Keep.connections['rss'] = entry(undefined, 'shared_rss')),
    effects: both({ Keep: ['direct-connection rss'], Copy: ['child-flow Keep'] }),
    places: [`${file('Keep')} 'rss'`],
  },
  {
    name: 'a flow names a connection reference that is defined nowhere',
    plant: ({ flows }) => void (flows.Ask.connections['none'] = through('con_none')),
    effects: both({ Ask: ['undefined-reference con_none'] }),
    places: [`${file('Ask')} 'con_none'`],
  },
  {
    name: 'a flow names a connection reference that nobody ships',
    plant({ flows, missing }) {
      flows.Approve.connections['left'] = through('con_left');
      missing.push(requiredReference('con_left', 'Active'));
    },
    effects: both({ Approve: ['unshipped-reference con_left'], Ask: ['child-flow Approve'] }),
    places: [`${file('Approve')} 'con_left'`],
  },
  {
    name: 'a flow names a connection reference of a solution from elsewhere',
    plant({ flows, missing }) {
      flows.Copy.connections['far'] = through('con_far');
      missing.push(requiredReference('con_far', 'Far (1.2)'));
    },
    effects: both({ Copy: ['external-reference con_far'] }),
    places: [`absence/src/Other/Solution.xml 'con_far'`],
  },
  {
    name: 'one environment lacks the entry of a connection reference',
    plant: ({ settings }) => void delete settings.Prod!.references['con_outlook'],
    effects: { Prod: { Approve: ['unbound-reference con_outlook'], Ask: ['child-flow Approve'] } },
    places: [`${settingsPath('Prod')} '{'`],
    touches: ['con_outlook in Prod', 'settings of Prod'],
  },
  {
    name: 'one environment has an empty connection',
    plant: ({ settings }) => void (settings.Test!.references['con_teams']!.ConnectionId = ''),
    effects: { Test: { Ask: ['unbound-reference con_teams'], Digest: ['unbound-reference con_teams'] } },
    places: [`${settingsPath('Test')} ''`],
  },
  {
    name: 'one environment has an entry without a connection',
    plant: ({ settings }) => void delete settings.Prod!.references['con_teams']!.ConnectionId,
    effects: { Prod: { Ask: ['unbound-reference con_teams'], Digest: ['unbound-reference con_teams'] } },
    places: [
      `${settingsPath('Prod')} '${JSON.stringify({ LogicalName: 'con_teams', ConnectorId: `${APIS}shared_teams` }, undefined, 2).replaceAll('\n', '\n    ')}'`,
    ],
    touches: ['settings of Prod'],
  },
  {
    name: 'one environment has a connection to another connector',
    plant: ({ settings }) => void (settings.Prod!.references['con_outlook']!.ConnectorId = `${APIS}shared_sql`),
    effects: { Prod: { Approve: ['wrong-connector con_outlook'], Ask: ['child-flow Approve'] } },
    places: [`${settingsPath('Prod')} '${APIS}shared_sql'`],
    touches: ['con_outlook in Prod', 'settings of Prod'],
  },
  {
    name: 'one environment does not bind what another solution brings',
    plant: ({ settings }) => void (settings.Test!.references['con_dataverse']!.ConnectionId = ''),
    effects: { Test: { Keep: ['unbound-reference con_dataverse'], Copy: ['unbound-reference con_dataverse', 'child-flow Keep'] } },
    places: [`${settingsPath('Test')} ''`],
  },
  {
    name: 'one environment has no deployment settings',
    plant: ({ settings }) => void (settings.Prod = undefined),
    effects: {
      Prod: {
        Ask: ['unbound-reference con_teams', 'missing-value con_Mail', 'child-flow Approve'],
        Approve: ['unbound-reference con_outlook'],
        Copy: ['unbound-reference con_dataverse', 'child-flow Keep'],
        Digest: ['unbound-reference con_teams'],
        Keep: ['unbound-reference con_dataverse'],
      },
    },
    places: [
      `absence/src/Other/Customizations.xml 'con_outlook'`,
      `absence/src/Other/Customizations.xml 'con_teams'`,
      `absence/src/environmentvariabledefinitions/con_Mail/environmentvariabledefinition.xml 'con_Mail'`,
      `core/src/Other/Customizations.xml 'con_dataverse'`,
    ],
    touches: ['settings of Prod'],
  },
  {
    name: 'one environment gives a variable an empty value',
    plant: ({ settings }) => void (settings.Test!.variables['con_Mail'] = ''),
    effects: { Test: { Ask: ['missing-value con_Mail'] } },
    places: [`${settingsPath('Test')} ''`],
  },
  {
    name: 'one environment lacks the entry of a variable',
    plant: ({ settings }) => void delete settings.Prod!.variables['con_Mail'],
    effects: { Prod: { Ask: ['missing-value con_Mail'] } },
    places: [`${settingsPath('Prod')} '{'`],
    touches: ['settings of Prod'],
  },
  {
    name: 'a flow reads a variable that is defined nowhere',
    plant: ({ flows }) => void flows.Digest.variables.push('con_Nothing'),
    effects: both({ Digest: ['missing-value con_Nothing'] }),
    places: [`${file('Digest')} 'con_Nothing'`],
  },
  {
    name: 'a flow runs a child flow that is nowhere',
    plant: ({ flows }) => void flows.Digest.calls.push(GONE),
    effects: both({ Digest: [`child-flow ${GONE}`] }),
    places: [`${file('Digest')} '${GONE}'`],
  },
  {
    name: 'a flow runs a child flow of a solution from elsewhere',
    plant({ flows, missing }) {
      flows.Enter.calls.push(ELSEWHERE);
      missing.push(`<Required type="29" displayName="Far flow" solution="Far (1.2)" id="{${ELSEWHERE}}" />`);
    },
    effects: both({ Enter: [`child-flow ${ELSEWHERE}`] }),
    places: [`${file('Enter')} '${ELSEWHERE}'`],
  },
  {
    name: 'nobody starts a flow that asks its users for a connection',
    plant: ({ flows }) => void (flows.Enter.triggers = DAILY),
    effects: both({ Enter: ['unbound-reference con_sharepoint'] }),
    places: [`${settingsPath('Prod')} '{'`, `${settingsPath('Test')} '{'`],
    touches: ['settings of Prod'],
  },
  {
    name: 'a flow wants another connector than its connection reference has',
    plant: ({ flows }) => void (flows.Digest.connections['spare'] = through('con_spare', 'shared_rss')),
    effects: both({ Digest: ['wrong-connector con_spare'] }),
    places: [`${file('Digest')} 'con_spare'`],
    touches: ['settings of Prod'],
  },
];

/** The verdicts that faults have together: what is off has no needs, and reasons add up. */
function expected(planted: readonly Fault[]): string[] {
  return ENVIRONMENTS.flatMap((environment) =>
    Object.keys(IDS).flatMap((name) => {
      const its = planted.flatMap((it) => it.effects[environment]?.[name as FlowName] ?? []);
      if (its.length === 0) return [];
      const isOff = its.includes('off');
      const reasons = planted.flatMap(({ effects }) => {
        const effect = effects[environment]?.[name as FlowName] ?? [];
        return isOff === effect.includes('off') ? effect.filter((it) => it !== 'off') : [];
      });
      return `${environment} ${name} ${isOff ? 'off' : 'needs'}: ${[...new Set(reasons)].sort().join(', ')}`;
    }),
  );
}

/** Verdicts in the order of the environments and then by flow. */
const ordered = (all: readonly string[]): string[] => [...all].sort();

describe('the readiness of flows', () => {
  it('is that all will be on where nothing is missing, with notes on what to know', () => {
    const notes = ENVIRONMENTS.flatMap((it) => [`${it} Copy on: external-reference con_dataverse`, `${it} Enter on: run-only sharepoint`]);
    assert.deepEqual(verdicts(worldWith()), []);
    assert.deepEqual(ordered(verdicts(worldWith(), true)), ordered(notes));
    const [test] = readinessOf(worldWith().snapshot).environments;
    assert.deepEqual(
      test!.solutions.map(({ solution, open }) => [
        solution.name,
        ...open.map((it) => `${it.kind} ${it.subject} ${String(it.isBlocking)}`),
      ]),
      [['Absence', 'external-reference con_dataverse false'], ['Core']],
    );
  });

  for (const fault of faults)
    it(`changes for exactly the flows concerned when ${fault.name}`, () => {
      const its = worldWith((of) => fault.plant(of));
      assert.deepEqual(ordered(verdicts(its)), ordered(expected([fault])));
      assert.deepEqual(places(its), [...fault.places].sort());
    });

  for (const fault of faults)
    it(`is in the runbook and in the report when ${fault.name}`, () => {
      const { snapshot, files } = worldWith((of) => fault.plant(of));
      const locator = new Locator(
        (uri) => files.get(uri),
        (uri) => uri.slice(ROOT.length),
      );
      const text = readinessText(readinessOf(snapshot), [], locator);
      for (const { name, solutions } of readinessOf(snapshot).environments)
        for (const { solution, flows } of solutions) {
          const page = runbookOf(solution, snapshot);
          for (const { flow, reasons } of flows)
            for (const { message } of reasons.filter((it) => it.isBlocking)) {
              const lines = page.split('\n').filter((it) => it.includes(escaped(message)));
              assert.ok(
                lines.some((it) => it.includes(flow.name)),
                `${name} ${flow.name}: ${message}`,
              );
              assert.ok(text.includes(message));
            }
        }
    });

  it('adds up whatever faults there are', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...faults]), (drawn) => {
        const planted = together(drawn);
        assert.deepEqual(
          ordered(
            verdicts(
              worldWith(
                ...planted.map(
                  (it) =>
                    (of: Deployed): void =>
                      it.plant(of),
                ),
              ),
            ),
          ),
          ordered(expected(planted)),
        );
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  const filesWith = (drawn: readonly Fault[]): ReadonlyMap<Uri, string> => {
    const of = deployed();
    for (const { plant } of together(drawn)) plant(of);
    return readFixture(deployedFiles(of)).files;
  };
  const reading = (files: ReadonlyMap<Uri, string>): FileChange[] =>
    [...files].map(([uri, text]) => ({ uri, entry: entryOf(inMemory(uri, text), text) }));

  it('is judged a solution and environment a step, once', () => {
    const workspace = new Workspace();
    const files = filesWith([]);
    workspace.apply(reading(files));
    const number = (): number => [...readinessSteps(workspace.snapshot)].length;
    const [solutions, judged] = [2, ENVIRONMENTS.length * 2];
    assert.equal(number(), solutions + judged);
    assert.equal(number(), 0);
    const [uri, text] = [...files].find(([it]) => it.endsWith(file('Ask')))!;
    workspace.apply(reading(new Map([[uri, `${text} `]])));
    assert.equal(number(), 1 + ENVIRONMENTS.length, 'of the solution that was edited');
    readinessOf(workspace.snapshot);
    assert.equal(number(), 0);
  });

  it('may be judged step by step while files change', () => {
    const some = fc.subarray([...faults], { maxLength: 4 });
    fc.assert(
      fc.property(some, some, fc.nat(6), (before, after, number) => {
        const workspace = new Workspace();
        const [old, now] = [filesWith(before), filesWith(after)];
        workspace.apply(reading(old));
        const steps = readinessSteps(workspace.snapshot);
        for (let i = 0; i < number; i++) steps.next();
        workspace.apply([...[...old.keys()].map((uri) => ({ uri, entry: undefined })), ...reading(now)]);
        for (const _ of steps); // nobody has told it
        assert.deepEqual(toldReadiness(workspace.snapshot), toldReadiness(snapshotOf(now)));
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  it('is the same however a workspace came to be as it is', () => {
    fc.assert(
      fc.property(fc.array(fc.subarray([...faults], { maxLength: 4 }), { minLength: 2, maxLength: 8 }), (sequence) => {
        const workspace = new Workspace();
        let files: ReadonlyMap<Uri, string> = new Map();
        for (const next of sequence.map(filesWith)) {
          for (const uri of new Set([...files.keys(), ...next.keys()])) {
            const text = next.get(uri);
            if (files.get(uri) === text) continue;
            workspace.apply([{ uri, entry: text === undefined ? undefined : entryOf(inMemory(uri, text), text) }]);
            toldReadiness(workspace.snapshot);
          }
          files = next;
          assert.deepEqual(toldReadiness(workspace.snapshot), toldReadiness(snapshotOf(files)));
        }
      }),
      { seed: SEED, numRuns: 40 },
    );
  });

  it('follows a child flow in which somebody types', () => {
    const files = new Map(readFixture(deployedFiles(deployed())).files);
    const workspace = new Workspace();
    const read = (uri: Uri, text: string): unknown => workspace.apply([{ uri, entry: entryOf(inMemory(uri, text), text) }]);
    for (const [uri, text] of files) read(uri, text);
    const { folders, neighbourhood } = workspace.snapshot;
    const { state } = neighbourhood;
    const callers = { Keep: 'Copy', Approve: 'Ask' } as const;
    for (const [child, caller] of Object.entries(callers) as [FlowName, FlowName][]) {
      const uri = `${ROOT}${file(child)}`;
      const text = files.get(uri)!;
      assert.deepEqual(verdicts({ files, snapshot: workspace.snapshot }), []);
      read(uri, text.trimEnd().slice(0, -1)); // the last brace: nothing else of it is another
      assert.deepEqual(
        verdicts({ files, snapshot: workspace.snapshot }).filter((it) => it.startsWith('Prod')),
        [`Prod ${caller} needs: child-flow ${child}`, `Prod ${child} needs: unreadable ${child}`].sort(),
      );
      read(uri, text);
    }
    assert.ok(workspace.snapshot.folders.frames === folders.frames && neighbourhood.state === state, 'others were told of nothing');
  });

  it('follows a child flow of a child flow in another solution', () => {
    const [low, mid, top] = ['1', '2', '3'].map((it) => `00000000-0000-4000-8000-00000000000${it}`) as [string, string, string];
    const run = (name: string, root: string, id: string, child?: string): string =>
      flow({ root, name, id, actions: child === undefined ? {} : { Run: call(child) } }) + metadata({ root, name, id, displayName: name });
    const solutions = solution({ root: 'a', name: 'A' }) + solution({ root: 'b', name: 'B' });
    const { files } = readFixture(`${solutions}${run('Top', 'a', top, mid)}${run('Mid', 'b', mid, low)}${run('Low', 'b', low)}`);
    const uri = [...files.keys()].find((it) => /Low.*json$/.test(it))!;
    const workspace = new Workspace();
    const read = (uri: Uri, text: string): unknown => workspace.apply([{ uri, entry: entryOf(inMemory(uri, text), text) }]);
    for (const [uri, text] of files) read(uri, text);
    const needy = (): string[] => verdicts({ files, snapshot: workspace.snapshot }).map((it) => it.replace(/ needs:.*/, ''));
    assert.deepEqual(needy(), []);
    read(uri, files.get(uri)!.trimEnd().slice(0, -1));
    assert.deepEqual(needy().sort(), ['- Low', '- Mid', '- Top']);
    read(uri, files.get(uri)!);
    assert.deepEqual(needy(), []);
  });

  it('follows what the team allows', () => {
    const [faulty] = faults.filter((it) => it.name === 'a flow runs a child flow of a solution from elsewhere');
    const said = (allow: readonly string[]): ReadonlyMap<Uri, string> => {
      const of = deployed();
      faulty!.plant(of);
      of.configuration['rules'] = { 'external-connection-reference': { allow } };
      return readFixture(deployedFiles(of)).files;
    };
    const workspace = new Workspace();
    const read = (files: ReadonlyMap<Uri, string>): string[] => {
      workspace.apply([...files].map(([uri, text]) => ({ uri, entry: entryOf(inMemory(uri, text), text) })));
      return verdicts({ files, snapshot: workspace.snapshot });
    };
    const [none, far] = [said([]), said(['far'])];
    assert.equal(read(none).length, 2);
    const uri = `${ROOT}keyhook.json`;
    assert.notEqual(none.get(uri), far.get(uri));
    assert.deepEqual(read(new Map([[uri, far.get(uri)!]])), []);
    assert.equal(read(new Map([[uri, none.get(uri)!]])).length, 2);
  });

  it('goes through any number of child flows, and round in circles', () => {
    const circle = (of: Deployed): void => {
      of.flows.Approve.calls.push(IDS.Ask, IDS.Approve);
      of.flows.Enter.calls.push(IDS.Ask);
    };
    assert.deepEqual(verdicts(worldWith(circle)), []);
    const broken = worldWith(circle, ({ flows }) => void (flows.Approve.connections['rss'] = entry(undefined, 'shared_rss')));
    assert.deepEqual(
      ordered(verdicts(broken)),
      ordered(
        ENVIRONMENTS.flatMap((it) => [
          `${it} Approve needs: child-flow Ask, direct-connection rss`,
          `${it} Ask needs: child-flow Approve`,
          `${it} Enter needs: child-flow Ask`,
        ]),
      ),
    );
  });

  it('is as the pipeline has it: it may turn on what was off, and a token leaves it open', () => {
    const off = ({ flows }: Deployed): void => void (flows.Digest.stateCode = '0');
    const activate =
      (written: string) =>
      (of: Deployed): void =>
        void (of.activations.Prod[IDS.Digest.toUpperCase()] = written);
    const said = (...plants: readonly ((of: Deployed) => void)[]): string[] =>
      verdicts(worldWith(...plants), true).filter((it) => it.startsWith('Prod Digest'));
    assert.deepEqual(said(off, activate('true')), ['Prod Digest on: activation Digest']);
    assert.deepEqual(said(off, activate('#{x}#')), ['Prod Digest off: activation Digest, exported-off Digest']);
    assert.deepEqual(said(activate('#{x}#')), ['Prod Digest on: activation Digest']);
    assert.deepEqual(said(activate('true')), []);
    assert.deepEqual(said(off, activate('false')), ['Prod Digest off: exported-off Digest']);
  });

  it('says where a child flow of another solution lies, and when that has no settings there', () => {
    const said = (...plants: readonly ((of: Deployed) => void)[]): readonly string[] =>
      readinessOf(worldWith(...plants).snapshot).environments.flatMap(({ solutions }) =>
        solutions.flatMap(({ flows }) =>
          flows.flatMap(({ flow, reasons }) => (flow.name === 'Copy' ? reasons.filter((it) => it.isBlocking).map((it) => it.message) : [])),
        ),
      );
    const spoiled = ({ flows }: Deployed): void => void (flows.Keep.connections['rss'] = entry(undefined, 'shared_rss'));
    const off = ({ flows }: Deployed): void => void (flows.Keep.stateCode = '0');
    assert.deepEqual(said(spoiled), Array(2).fill("Its child flow 'Keep' of 'Core' will not be on: see to what that needs."));
    assert.deepEqual(said(off), Array(2).fill("Its child flow 'Keep' of 'Core' stays off: turn that on first."));
    const apart = ({ configuration, settings }: Deployed): void => {
      configuration['environments'] = {};
      delete settings.Prod!.references['con_dataverse'];
    };
    assert.deepEqual(said(spoiled, apart).slice(0, 2), [
      "There are no settings for Prod: 'Label of dataverse' has to be bound to a connection to Microsoft Dataverse.",
      "Its child flow 'Keep' of 'Core' will not be on: see to what that needs. There are no settings for 'Core' in Prod.",
    ]);
  });

  it('advises to turn on by hand only what the pipeline has no say in', () => {
    const { snapshot } = worldWith(({ flows, activations }) => {
      flows.Digest.stateCode = '0';
      activations.Prod[IDS.Digest] = '#{x}#';
    });
    const said = readinessOf(snapshot).environments.map(({ name, solutions }) => [
      name,
      ...solutions.flatMap(({ flows }) =>
        flows.filter((it) => it.state === 'off').flatMap(({ reasons }) => reasons.map((it) => it.message)),
      ),
    ]);
    assert.deepEqual(said, [
      ['Test', 'It was off when it was exported, and the import leaves it so: turn it on by hand if it is to run.'],
      [
        'Prod',
        'It was off when it was exported, and the import leaves it so.',
        "The pipeline decides whether it is turned on: 'activate' is a token in deployment/Prod.custom.json.",
      ],
    ]);
  });

  it('takes a token for a connection and for a value', () => {
    const tokens = ({ settings }: Deployed): void => {
      settings.Prod!.references['con_teams']!.ConnectionId = '#{connectionreference.con_teams}#';
      settings.Prod!.references['con_outlook']!.ConnectorId = '$(connector)';
      settings.Prod!.variables['con_Mail'] = '${mail}';
    };
    assert.deepEqual(verdicts(worldWith(tokens)), []);
  });

  it('compares connectors and not the blanks around them', () => {
    const { references } = deployed().settings.Prod!;
    const blank = worldWith(
      ({ settings }) => void (settings.Prod!.references['con_teams']!.ConnectorId = ` ${references['con_teams']!.ConnectorId}\t`),
    );
    assert.deepEqual(verdicts(blank), []);
  });

  it('lets the team say that a solution from elsewhere is there', () => {
    const far = (of: Deployed): void => {
      of.flows.Copy.connections['far'] = through('con_far');
      of.missing.push(requiredReference('con_far', 'Far (1.2)'));
      of.configuration['rules'] = { 'external-connection-reference': { allow: ['far'] } };
    };
    assert.deepEqual(verdicts(worldWith(far)), []);
    const open = readinessOf(worldWith(far).snapshot).environments[0]!.solutions[0]!.open;
    assert.deepEqual(
      open.map((it) => it.message),
      [
        "The connection reference 'Label of dataverse' comes with the solution 'Core': install that first.",
        "The connection reference 'con_far' comes with the solution 'Far', version 1.2 or higher: that has to be there.",
      ],
    );
  });

  it('is that nothing can be told where a file does not parse', () => {
    const broken = worldWith((of) => void (of.atEnd = '<broken\n'));
    assert.deepEqual(
      ordered(verdicts(broken)),
      ordered(
        ENVIRONMENTS.flatMap((it) =>
          ['Approve', 'Copy', 'Digest', 'Enter', 'Ask'].map(
            (flow) => `${it} ${flow} needs: ${flow === 'Ask' ? 'child-flow Approve, ' : ''}unreadable Customizations.xml`,
          ),
        ),
      ),
    );
    const { files } = worldWith();
    const spoilt = new Map(
      [...files].map(([uri, text]) => [
        uri,
        uri.endsWith(settingsPath('Prod')) ? text.replace(/"LogicalName": "con_outlook"[^]*$/, '') : text,
      ]),
    );
    const all = readinessOf(snapshotOf(spoilt)).environments.find((it) => it.name === 'Prod')!.solutions[0]!.open;
    assert.ok(
      all.some(
        (it) =>
          it.message ===
          "deployment/Prod.deploymentsettings.json does not parse, so nothing tells whether 'Label of outlook' has a connection: mend that file first.",
      ),
    );
  });

  it('looks at what the settings say, however they are split', () => {
    const split = (of: Deployed): void => void delete of.settings.Prod!.references['con_teams'];
    const more = `--- deployment/Prod.more.json\n{ "ConnectionReferences": [ [ "con_teams", "#{x}#" ] ] }\n`;
    const of = deployed();
    split(of);
    assert.deepEqual(verdicts(world(deployedFiles(of) + more)), []);
  });

  it('says which file binds nothing where there is no other', () => {
    const custom = (path: string): string =>
      `--- ${path}\n{ "ActivateFlowConfiguration": [ { "solutionComponentUniqueName": "${ID}" } ] }\n`;
    const said = (path: string): readonly string[] => {
      const source = solution({ references: [reference('con_teams')] }) + variable('con_Site') + flowUsing('con_teams') + metadata();
      const { environments } = readinessOf(world(source + custom(path)).snapshot);
      return environments.flatMap((it) => it.solutions.flatMap(({ open }) => open.map(({ message }) => message)));
    };
    const todo = [
      "'Absence – Teams – Service Account' has to be bound to a connection to Microsoft Teams.",
      "the environment variable 'con_Site' has to be given a value.",
    ];
    assert.deepEqual(said('config/Test/customDeploymentSettings.json'), [
      `There are no settings for Test but Test/customDeploymentSettings.json, which binds nothing: ${todo[0]}`,
      `There are no settings for Test but Test/customDeploymentSettings.json, which sets no values: ${todo[1]}`,
    ]);
    assert.deepEqual(said('config/customDeploymentSettings.json'), [
      `There are no deployment settings but config/customDeploymentSettings.json, which binds nothing: ${todo[0]}`,
      `There are no deployment settings but config/customDeploymentSettings.json, which sets no values: ${todo[1]}`,
    ]);
  });

  it('is for one environment without a name where none is known, and lists all that is to be bound', () => {
    const of = deployed();
    of.settings.Test = of.settings.Prod = undefined;
    const source = deployedFiles(of).replace(/--- keyhook\.json\n.*\n/, '');
    const { environments } = readinessOf(world(source).snapshot);
    assert.deepEqual(
      environments.map(({ name, solutions }) => [name, ...solutions.map((it) => it.open.map(({ subject }) => subject).join())]),
      [[undefined, 'con_dataverse,con_teams,con_outlook,con_spare,con_dataverse,con_Mail', 'con_dataverse']],
    );
  });

  it('judges each copy of a solution by its own files, with the settings of the other where it has none', () => {
    const copy = (root: string, managed: '0' | '1', name: string): string =>
      solution({ root, managed, references: [reference('con_teams')] }) + flowUsing(name, { root }) + metadata({ root });
    const settings = (id: string): string =>
      `--- live/Prod.deploymentsettings.json\n{ "ConnectionReferences": [ { "LogicalName": "con_teams", "ConnectionId": "${id}" } ] }\n`;
    const said = (id: string, name = 'con_teams'): string[] =>
      verdicts(world(copy('live/src', '0', 'con_teams') + copy('managed/src', '1', name) + settings(id)));
    assert.deepEqual(said('x'), []);
    assert.deepEqual(said(''), [
      'Prod Ask for leave needs: unbound-reference con_teams',
      'Prod Ask for leave needs: unbound-reference con_teams',
    ]);
    assert.deepEqual(said('x', 'con_none'), ['Prod Ask for leave needs: undefined-reference con_none']);
  });

  it('is silent about loose flows, packages and the YAML layout', () => {
    const loose = flow({ root: 'loose', connections: { a: entry('con_none') }, actions: { Run: call(GONE) } });
    const yaml = `--- yaml/solutions/A/solution.yml\nx: 1\n${flow({ root: 'yaml', folder: 'modernflows', connections: { a: entry(undefined) } })}`;
    assert.deepEqual(readinessOf(world(loose + yaml).snapshot).environments, []);
  });

  it('has one object for what many flows have in common, and is remembered', () => {
    const { snapshot } = worldWith(({ settings }) => void (settings.Prod!.references['con_teams']!.ConnectionId = ''));
    const prod = readinessOf(snapshot).environments.find((it) => it.name === 'Prod')!;
    const reasons = prod.solutions.flatMap(({ flows }) =>
      flows.flatMap((it) => it.reasons.filter(({ kind }) => kind === 'unbound-reference')),
    );
    assert.equal(reasons.length, 2);
    assert.equal(new Set(reasons).size, 1);
    assert.equal(readinessOf(snapshot), readinessOf(snapshot));
  });

  it('has the environments in the order of the configuration, then by name, the one without a name last', () => {
    const settings = (path: string): string =>
      `--- ${path}\n{ "ConnectionReferences": [ { "LogicalName": "con_teams", "ConnectionId": "x" } ] }\n`;
    const source =
      solution({ references: [reference('con_teams')] }) +
      solution({ root: 'other/src', name: 'Other', references: [reference('con_other')] }) +
      `--- src/keyhook.json\n{ "environments": { "UAT": [], "Prod": [] } }\n` +
      ['prod', 'dev', 'qa', 'Stage', 'Acc'].map((it) => settings(`${it}.deploymentsettings.json`)).join('');
    assert.deepEqual(
      readinessOf(world(source).snapshot).environments.map((it) => it.name),
      ['UAT', 'Prod', 'Acc', 'dev', 'qa', 'Stage', undefined],
    );
  });

  it('takes a solution that settings have nothing to set for to every environment of the others', () => {
    const settings = `--- Prod.deploymentsettings.json\n{ "ConnectionReferences": [ { "LogicalName": "con_teams", "ConnectionId": "x" } ] }\n`;
    const names = (source: string): unknown =>
      readinessOf(world(source).snapshot).environments.map((it) => [it.name, it.solutions.map(({ solution }) => solution.name)]);
    const bare = solution({ root: 'other/src', name: 'Other' });
    assert.deepEqual(names(solution({ references: [reference('con_teams')] }) + bare + settings), [['Prod', ['Other', 'Absence']]]);
    assert.deepEqual(names(bare), [[undefined, ['Other']]]);
  });
});
