import * as fc from 'fast-check';
import type { Uri } from '../../server/src/core';
import { readFixture, ROOT } from '../support/fixture';
import {
  app,
  appConnection,
  binding,
  call,
  CUSTOM,
  customConnector,
  entry,
  flow,
  metadata,
  oldOperation,
  operation,
  reference,
  settings,
  solution,
  variable,
} from '../support/solution';
import { forAll, tried } from './budget';
import { lookAtEverything } from './everything';
import { asXml } from './mutations';
import type { Files } from './looking';
import { hostile, hostileName } from './names';

const RUNS = 120;
/** Of one kind each is tried with one of so many names. */
const SOME = 8;

/** What can be called anything; each stands in the files as `NAMEaction`, and in expressions as `QUOTEDaction`. */
const named = [
  'action',
  'other',
  'trigger',
  'variable',
  'parameter',
  'key',
  'logical',
  'display',
  'flow',
  'solution',
  'prefix',
  'schema',
  'connector',
  'app',
  'rule',
  'environment',
  'member',
  'id',
] as const;
type Named = (typeof named)[number];

const NAME = (what: Named): string => `NAME${what}`;
const QUOTED = (what: Named): string => `QUOTED${what}`;

/** A workspace in which each name stands in every place where one of its kind can. */
const template: Files = readFixture(
  [
    solution({
      name: NAME('solution'),
      prefix: NAME('prefix'),
      flows: [NAME('id')],
      references: [reference(NAME('logical'), NAME('connector'), NAME('display')), reference('con_teams')],
    }),
    flow({
      connections: {
        [NAME('key')]: entry(NAME('logical'), NAME('connector')),
        [NAME('member')]: entry(undefined, NAME('connector')),
        shared_teams: entry('con_teams'),
      },
      parameters: {
        [`${NAME('display')} (${NAME('schema')})`]: { type: 'String', metadata: { schemaName: NAME('schema') } },
        [NAME('parameter')]: { type: 'String' },
      },
      triggers: { [NAME('trigger')]: operation(NAME('key'), NAME('connector'), 'OpenApiConnectionNotification') },
      actions: {
        Initialize: {
          type: 'InitializeVariable',
          runAfter: {},
          inputs: { variables: [{ name: NAME('variable'), type: 'string', value: `@parameters('${QUOTED('parameter')}')` }] },
        },
        [NAME('action')]: { ...operation(NAME('key'), NAME('connector')), runAfter: { Initialize: ['Succeeded'] } },
        [NAME('other')]: {
          type: 'Foreach',
          foreach: `@outputs('${QUOTED('action')}')?['${QUOTED('member')}']`,
          runAfter: { [NAME('action')]: ['Succeeded'] },
          actions: {
            Set: { type: 'SetVariable', inputs: { name: NAME('variable'), value: `@items('${QUOTED('other')}')` } },
            Old: { ...oldOperation(QUOTED('key')), runAfter: { Set: ['Succeeded'] } },
          },
        },
        Use: {
          type: 'Compose',
          inputs: `@{variables('${QUOTED('variable')}')} @{body('${QUOTED('trigger')}')} @{parameters('${QUOTED('display')} (${QUOTED('schema')})')} NAMEmember`,
          description: NAME('action'),
          runAfter: { [NAME('other')]: ['Succeeded', NAME('member')], [NAME('member')]: ['Succeeded'] },
        },
        Call: call(NAME('id')),
        [NAME('member')]: { type: NAME('member'), kind: NAME('member'), inputs: { [NAME('member')]: NAME('member') } },
      },
    }),
    metadata({ displayName: NAME('flow'), workflowId: `{${NAME('id')}}` }),
    flow({ name: 'Child', id: NAME('id'), folder: 'Workflows' }).replace('NAMEID', 'Child'),
    app(
      { a: appConnection(NAME('connector'), { xrmConnectionReferenceLogicalName: NAME('logical'), displayName: NAME('display') }) },
      { name: NAME('app') },
    ),
    customConnector()
      .replace('con_5Fleave', CUSTOM)
      .replace('<displayname>Leave Service', `<displayname>${NAME('display')}`),
    variable(NAME('schema'), { label: NAME('display'), default: NAME('member'), shipped: NAME('member') }).replaceAll(
      /^(--- .*)NAMEschema/gm,
      '$1con_variable',
    ),
    settings('deployment/test.deploymentsettings.json', {
      references: [binding(NAME('logical'), NAME('id'), NAME('connector')), binding(NAME('key'))],
      variables: { [NAME('schema')]: NAME('member') },
    }),
    '--- src/botcomponents/con_bot.topic.X/data\nkind: X\nconnectionReference: NAMElogical\n',
    '--- src/manifest.ppkg.json\n{ "ConnectionReferences": [{ "LogicalName": "NAMElogical" }] }\n',
    `--- keyhook.json\n${JSON.stringify({
      extends: [NAME('member')],
      rules: { [NAME('rule')]: 'off', 'hard-coded-value': ['info', { [NAME('member')]: [NAME('member')] }] },
      naming: {
        scheme: '<Area> – <Connector> – <Type>',
        area: NAME('display'),
        areas: [NAME('display')],
        types: [NAME('member')],
        connectors: { [NAME('connector')]: NAME('display') },
      },
      environments: { [NAME('environment')]: [NAME('member')], Test: [] },
      exclude: [NAME('app')],
      overrides: [{ files: [NAME('flow')], rules: { [NAME('rule')]: 'error' } }],
      ignore: [{ rule: NAME('rule'), path: NAME('flow'), subject: NAME('action'), reason: NAME('display'), until: NAME('id') }],
    })}\n`,
    `--- keyhook-baseline.json\n${JSON.stringify({ version: 1, findings: [{ rule: NAME('rule'), path: NAME('flow'), subject: NAME('action'), count: 1 }] })}\n`,
  ].join(''),
).files;

type Names = Readonly<Partial<Record<Named, string>>>;

/** The files with these names, each written as its file writes it. What is not given keeps a harmless one. */
function withNames(names: Names): Files {
  const nameOf = (what: string): string => names[what as Named] ?? harmless[what as Named] ?? `con_${what}`;
  const written = (uri: Uri, name: string): string => {
    if (uri.endsWith('.xml')) return uri.includes('/CanvasApps/') ? asXml(inJson(name)) : asXml(name);
    return uri.endsWith('.json') ? inJson(name) : name;
  };
  return new Map(
    [...template].map(([uri, text]) => [
      uri,
      text.replaceAll(/(NAME|QUOTED)([a-z]+)/g, (_, how: string, what: string) => {
        const name = nameOf(what);
        return written(uri, how === 'QUOTED' ? name.replaceAll("'", "''") : name);
      }),
    ]),
  );
}

const harmless: Names = {
  connector: 'shared_sharepointonline',
  id: '7b0e4f16-3c9a-ed11-aad1-000d3ab2c7e9',
  solution: 'Absence',
  prefix: 'con',
  environment: 'Prod',
  rule: 'inactive-flow',
};

function inJson(name: string): string {
  return JSON.stringify(name).slice(1, -1);
}

describe('names', function () {
  this.timeout(0); // what takes too long is stopped where it does

  const focuses = [...template.keys()];

  it('of everything may be what every object has, or break what they are written into', () => {
    for (const [index, name] of hostile.entries()) {
      const all = Object.fromEntries(named.map((it) => [it, name]));
      lookAtEverything(withNames(all), focuses[index % focuses.length]!, { newName: name, salt: index });
    }
  });

  for (const what of named)
    it(`of one kind, ${what}, may be any of these`, () => {
      for (const [index, name] of hostile.entries()) {
        if (index % SOME !== named.indexOf(what) % SOME) continue;
        const focus =
          focuses.find((it) => index % 2 === 0 && template.get(it)!.includes(NAME(what))) ??
          `${ROOT}src/Workflows/Askforleave-5D2C8A70-1F7B-ED11-81AD-000D3A4A1B2C.json`;
        lookAtEverything(withNames({ [what]: name }), focus, { newName: name, salt: index });
      }
    });

  it(`may be mixed ${tried(RUNS)}`, () => {
    const plan = fc.record({
      names: fc.record(Object.fromEntries(named.map((it) => [it, hostileName])), { requiredKeys: [] }),
      focus: fc.constantFrom(...focuses),
      newName: hostileName,
      salt: fc.nat(1_000),
    });
    forAll(plan, RUNS, ({ names, focus, newName, salt }) => lookAtEverything(withNames(names), focus, { newName, salt }));
  });

  it(`of files and folders may be any that an address can hold ${tried(RUNS)}`, () => {
    const segment = hostileName.map((it) => encodeURIComponent(it.replaceAll(/\p{Surrogate}/gu, '\uFFFD')).slice(0, 255) || 'x');
    const stray = fc.oneof(
      { weight: 3, arbitrary: segment },
      { weight: 1, arbitrary: fc.constantFrom('%', '%zz', '%2F', '%5C..', '..', '.', 'a:b', "'", '(x)') },
    );
    const plan = fc.record({ root: stray, name: stray, file: fc.nat(focuses.length - 1), salt: fc.nat(1_000) });
    forAll(plan, RUNS, ({ root, name, file, salt }) => {
      const moved = (uri: Uri): Uri => {
        const its = uri === focuses[file] ? uri.replace(/[^/]+?(?=(?:\.meta\.xml|\.json\.data\.xml|\.[a-z]+)?$)/, () => name) : uri;
        return its.replace(`${ROOT}src/`, () => `${ROOT}${root}/`);
      };
      const files = new Map([...withNames({})].map(([uri, text]) => [moved(uri), text]));
      lookAtEverything(files, moved(focuses[file]!), { newName: 'con_Renamed', salt });
    });
  });
});
