import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { defaultNaming, documentSymbols, entryOf, inMemory, Workspace, type Outlined, type Scene, type Uri } from '../../server/src/core';
import { insideOf } from '../../server/src/core/inside';
import { decode, uriOf } from '../../server/src/host/disk';
import { CORPUS, filesIn, FOLDERS, needCorpus } from '../corpus/corpus';
import { minified, sceneOf } from '../support/check-fix';
import { readFixture, ROOT } from '../support/fixture';
import {
  call,
  CHILD_ID,
  CUSTOM,
  customConnector,
  customReference,
  entry,
  flow,
  flowPath,
  ID,
  metadata,
  oldOperation,
  operation,
  reference,
  requiredReference,
  solution,
  variable,
  workflow,
} from '../support/solution';

interface Outline {
  readonly files: ReadonlyMap<string, string>;
  readonly symbols: readonly Outlined[];
}

function outlineOf(source: string, path: string, write: (text: string, uri: string) => string = (text) => text): Outline {
  const files = new Map([...readFixture(source).files].map(([uri, text]) => [uri, write(text, uri)]));
  return { files, symbols: documentSymbols(ROOT + path, sceneOf(files)) };
}

/** A line each, indented as they nest: `kind name (detail)`. */
function lines(symbols: readonly Outlined[], indent = ''): readonly string[] {
  return symbols.flatMap(({ kind, name, detail, children }) => [
    `${indent}${kind} ${name}${detail === '' ? '' : ` (${detail})`}`,
    ...lines(children, `${indent}  `),
  ]);
}

const nested = flow({
  connections: { teams: entry('con_teams'), sql: entry(undefined, 'shared_sql'), gone: entry('con_gone') },
  triggers: { When: operation('teams', 'shared_teams', 'OpenApiConnectionWebhook') },
  actions: {
    Check: {
      type: 'If',
      actions: { Post: operation('teams') },
      else: { actions: { Query: operation('sql', 'shared_sql') } },
    },
    Only: { type: 'If', actions: { Text: { type: 'Compose', inputs: 'x' } }, else: { actions: {} } },
    Never: { type: 'If', actions: {}, else: { actions: { Stop: { type: 'Terminate', inputs: { runStatus: 'Failed' } } } } },
    Choose: {
      type: 'Switch',
      cases: {
        Case_2: { case: 'Approved', actions: { Old: oldOperation('teams') } },
        Case: { case: 7, actions: {} },
      },
      default: { actions: { Each: { type: 'foreach', actions: { Deep: { type: 'Scope', actions: { Ask: call(CHILD_ID) } } } } } },
    },
    Empty: { type: 'Scope', actions: {} },
    Lost: call(ID.replace('5', '6')),
  },
});

const outlineOfNested = [
  'group Connections',
  '  connection teams (Absence – Teams – Service Account)',
  '  connection sql (direct connection)',
  '  connection gone (con_gone)',
  'trigger When (Microsoft Teams · DoIt)',
  'container Check (If)',
  '  branch Yes',
  '    action Post (Microsoft Teams · DoIt)',
  '  branch No',
  '    action Query (SQL Server · DoIt)',
  'container Only (If)',
  '  action Text (Compose)',
  'container Never (If)',
  '  branch No',
  '    action Stop (Terminate)',
  'container Choose (Switch)',
  '  branch Case_2 (Approved)',
  '    action Old (Microsoft Teams)',
  '  branch Case',
  '  branch Default',
  '    container Each (foreach)',
  '      container Deep (Scope)',
  '        action Ask (Tell the manager)',
  'container Empty (Scope)',
  'action Lost (Workflow)',
];
const around =
  solution({ references: [reference('con_teams')] }) +
  flow({ id: CHILD_ID, name: 'Child' }) +
  metadata({ id: CHILD_ID, name: 'Child', displayName: 'Tell the manager' });

describe('the outline of a flow', () => {
  it('has its connections, its trigger and its actions as they nest', () => {
    assert.deepEqual(lines(outlineOf(around + nested, flowPath()).symbols), outlineOfNested);
    assert.deepEqual(lines(outlineOf(around + nested, flowPath(), minified).symbols), outlineOfNested, 'on one line');
  });

  it('covers each key with its value, and its name alone', () => {
    const { files, symbols } = outlineOf(around + nested, flowPath(), minified);
    const text = files.get(ROOT + flowPath())!;
    const said = (it: Outlined | undefined): unknown =>
      it && [text.slice(it.span.start, it.span.end), text.slice(it.nameSpan.start, it.nameSpan.end)];
    const [group, trigger, check] = symbols;
    const post = JSON.stringify(operation('teams'));
    const query = JSON.stringify(operation('sql', 'shared_sql'));
    assert.deepEqual(said(group?.children[1]), [`"sql":${JSON.stringify(entry(undefined, 'shared_sql'))}`, 'sql']);
    assert.match(text.slice(group!.span.start, group!.span.end), /^"connectionReferences":\{.*\}$/);
    assert.deepEqual(said(trigger), [`"When":${JSON.stringify(operation('teams', 'shared_teams', 'OpenApiConnectionWebhook'))}`, 'When']);
    assert.deepEqual(said(check?.children[0]), [`"actions":{"Post":${post}}`, 'actions']);
    assert.deepEqual(said(check?.children[1]), [`"else":{"actions":{"Query":${query}}}`, 'else']);
    assert.deepEqual(said(check?.children[0]?.children[0]), [`"Post":${post}`, 'Post']);
  });

  it('has its parts in the order of the file', () => {
    const source = `--- ${flowPath()}
{ "properties": { "definition": { "actions": { "B": { "type": "Compose" }, "A": { "type": "Select" } }, "triggers": { "Now": { "type": "Recurrence" } } },
  "connectionReferences": { "x": {} } } }
`;
    assert.deepEqual(lines(outlineOf(source, flowPath()).symbols), [
      'action B (Compose)',
      'action A (Select)',
      'trigger Now (on a schedule)',
      'group Connections',
      '  connection x (direct connection)',
    ]);
  });

  it('has actions in the order in which they run, with their numbers where the file has another', () => {
    const step = (...after: readonly string[]): object => ({ type: 'Compose', runAfter: Object.fromEntries(after.map((it) => [it, []])) });
    const source = flow({
      triggers: {},
      actions: {
        Last: step('check'),
        First: step(),
        Check: {
          ...step('First'),
          type: 'If',
          actions: { A: step(), B: step('A') },
          else: { actions: { D: step('C'), C: step(), E: {} } },
        },
        Round: step('Round'),
      },
    });
    const wanted = [
      'action First (1. Compose)',
      'container Check (2. If)',
      '  branch Yes',
      '    action A (Compose)',
      '    action B (Compose)',
      '  branch No',
      '    action C (1. Compose)',
      '    action D (2. Compose)',
      '    action E (3.)',
      'action Last (3. Compose)',
      'action Round (4. Compose)',
    ];
    assert.deepEqual(lines(outlineOf(source, flowPath()).symbols), wanted);
    assert.deepEqual(lines(outlineOf(source, flowPath(), minified).symbols), wanted);
  });

  it('says in words what starts it', () => {
    const started = (trigger: object): string | undefined => outlineOf(flow({ triggers: { t: trigger } }), flowPath()).symbols[0]?.detail;
    const request = (kind: string): object => ({ type: 'Request', kind });
    assert.deepEqual(
      ['Button', 'PowerAppV2', 'PowerApp', 'Skills', 'VirtualAgent', 'Http', 'PowerPages', 'New'].map((it) => started(request(it))),
      ['by hand', 'from an app', 'from an app', 'by an agent', 'by an agent', 'by an HTTP request', 'from a site', 'Request/New'],
    );
    assert.deepEqual([{ type: 'recurrence' }, { type: 'Request' }, { type: 'Batch' }, { type: 'constructor' }].map(started), [
      'on a schedule',
      'by an HTTP request',
      'Batch',
      'constructor',
    ]);
    const fromDataverse = {
      ...request('ApiConnection'),
      inputs: { operationId: 'OnRow', host: { connection: { name: "@parameters('$connections')['a']['connectionId']" } } },
    };
    const source = flow({ connections: { a: entry('x', 'shared_commondataserviceforapps') }, triggers: { t: fromDataverse } });
    assert.equal(outlineOf(source, flowPath()).symbols[1]?.detail, 'Microsoft Dataverse · OnRow');
  });

  it('names a custom connector, and the operation of an old action', () => {
    const old = { ...oldOperation('b'), metadata: { flowSystemMetadata: { swaggerOperationId: 'GetItems' } } };
    const source =
      solution({ references: [customReference('con_leave')] }) +
      customConnector() +
      flow({
        connections: { a: entry('con_leave', CUSTOM), b: entry('con_x', 'shared_sharepointonline') },
        triggers: {},
        actions: { New: operation('a', ''), Old: old, Undeclared: operation('c', 'shared_sql'), Unknown: operation('d', '') },
      });
    assert.deepEqual(lines(outlineOf(source, flowPath()).symbols).slice(3), [
      'action New (Leave Service · DoIt)',
      'action Old (SharePoint · GetItems)',
      'action Undeclared (SQL Server · DoIt)',
      'action Unknown (OpenApiConnection)',
    ]);
  });

  it('has a name for what has none', () => {
    const source = flow({ connections: { '': {} }, triggers: { '': {} }, actions: { '': { type: 'Compose' }, ' ': {} } });
    assert.deepEqual(
      outlineOf(source, flowPath()).symbols.map(({ name, children }) => [name, ...children.map((it) => it.name)]),
      [['Connections', 'direct connection'], [' '], ['Compose'], [' ']],
    );
  });

  it('has what could be read of a broken one', () => {
    const text = nested.slice(0, nested.indexOf('"Query"') + 20);
    assert.deepEqual(lines(outlineOf(around + text, flowPath()).symbols), [...outlineOfNested.slice(0, 9), '    action Query']);
    const conflict = around + nested.replace('"Only"', '\n<<<<<<< HEAD\n"Mine"\n=======\n"Theirs"\n>>>>>>> other\n');
    assert.ok(lines(outlineOf(conflict, flowPath()).symbols).includes('container Mine (If)'));
  });

  it('has any number of cases', () => {
    const count = 150_000; // more than a call can take for arguments
    const cases = Object.fromEntries(Array.from({ length: count }, (_, i) => [`Case_${i}`, { case: `${i}`, actions: {} }]));
    const actions = { Switch: { type: 'Switch', expression: '@1', cases } };
    const [its] = outlineOf(flow({ triggers: {}, actions, indent: 0 }), flowPath()).symbols;
    assert.equal(its!.children.length, count);
  });

  it('stops where nothing sane nests', () => {
    const deep = (levels: number): object => (levels === 0 ? {} : { Again: { type: 'Scope', actions: deep(levels - 1) } });
    const depth = (symbols: readonly Outlined[]): number => (symbols[0] ? 1 + depth(symbols[0].children) : 0);
    assert.equal(depth(outlineOf(flow({ triggers: {}, actions: deep(500), indent: 0 }), flowPath()).symbols), 100);
  });

  it('is that of the flow in a legacy package too, and there is none of a desktop flow', () => {
    const path = `Microsoft.Flow/flows/${ID}/definition.json`;
    const source = flow({ triggers: {}, actions: { One: { type: 'Compose' } } }).replace(/^--- .*/, `--- ${path}`);
    assert.deepEqual(lines(outlineOf(source, path).symbols), ['action One (Compose)']);
    const desktop = solution() + metadata({ category: '6' }) + flow();
    assert.deepEqual(outlineOf(desktop, flowPath()).symbols, []);
  });
});

describe('the outline of other files', () => {
  const said = ({ files, symbols }: Outline, path: string): readonly unknown[] =>
    symbols.map(({ span, nameSpan }) => {
      const text = files.get(ROOT + path)!;
      return [text.slice(span.start, span.end).replace(/(?<=^<\w+\b)[^]*(?=<)/, '…'), text.slice(nameSpan.start, nameSpan.end)];
    });

  it('has the connection references of a solution', () => {
    const path = 'src/Other/Customizations.xml';
    const source =
      solution({ references: [reference('con_teams'), reference('con_bare', 'shared_sql', ''), customReference('con_leave')] }) +
      customConnector();
    const outline = outlineOf(source, path);
    assert.deepEqual(lines(outline.symbols), [
      'reference Absence – Teams – Service Account (con_teams · Microsoft Teams)',
      'reference con_bare (con_bare · SQL Server)',
      'reference Absence – Leave Service – Service Account (con_leave · Leave Service)',
    ]);
    assert.deepEqual(said(outline, path), [
      ['<connectionreference…</connectionreference>', 'con_teams'],
      ['<connectionreference…</connectionreference>', 'con_bare'],
      ['<connectionreference…</connectionreference>', 'con_leave'],
    ]);
  });

  it('has the flows too in the raw layout, in the order of the file', () => {
    const path = 'src/customizations.xml';
    const inline = `<Workflows>${workflow({ displayName: 'Ask &amp; wait' })}${workflow({ id: CHILD_ID, category: '0' })}${workflow({ id: CHILD_ID, displayName: '' })}</Workflows>\n`;
    const outline = outlineOf(solution({ layout: 'raw', references: [reference('con_teams')], inline }), path);
    assert.deepEqual(lines(outline.symbols), [
      'flow Ask & wait',
      'flow  ',
      'reference Absence – Teams – Service Account (con_teams · Microsoft Teams)',
    ]);
    assert.deepEqual(said(outline, path), [
      ['<Workflow…</Workflow>', `{${ID}}`],
      ['<Workflow…</Workflow>', `{${CHILD_ID}}`],
      ['<connectionreference…</connectionreference>', 'con_teams'],
    ]);
  });

  it('has the solution with its version and its flows', () => {
    const path = 'src/Other/Solution.xml';
    const classic = '00000000-0000-4000-8000-000000000000';
    const source =
      solution({ flows: [ID, classic], missing: [requiredReference('con_teams', 'Core (1.0)')] }).replace(
        '</UniqueName>',
        '</UniqueName><Version>1.2.0.4</Version>',
      ) +
      flow() +
      metadata();
    assert.deepEqual(lines(outlineOf(source, path).symbols), ['group Absence (1.2.0.4)', '  flow Ask for leave']);
    const named = source.replace(
      '<Version>',
      '<LocalizedNames><LocalizedName description="Absence Management" /></LocalizedNames><Version>',
    );
    const outline = outlineOf(named, path);
    assert.deepEqual(lines(outline.symbols), ['group Absence Management (1.2.0.4)', '  flow Ask for leave']);
    assert.deepEqual(said(outline, path), [['<SolutionManifest…</SolutionManifest>', 'Absence']]);
    assert.deepEqual(said({ ...outline, symbols: outline.symbols[0]!.children }, path), [
      [`<RootComponent type="29" id="{${ID}}" behavior="0" />`, `{${ID}}`],
    ]);
  });

  it('has the entries of deployment settings', () => {
    const path = 'config/test.json';
    const source = `${solution({ references: [reference('con_teams')] })}--- ${path}
{ "ConnectionReferences": [ { "LogicalName": "con_teams", "ConnectionId": "" }, ["con_gone", "x"] ] }
`;
    const outline = outlineOf(source, path);
    assert.deepEqual(lines(outline.symbols), ['reference con_teams (Absence – Teams – Service Account)', 'reference con_gone']);
    assert.deepEqual(said(outline, path), [
      ['{ "LogicalName": "con_teams", "ConnectionId": "" }', 'con_teams'],
      ['["con_gone", "x"]', 'con_gone'],
    ]);
  });

  it('has the environment variables among them, in the order of the file', () => {
    const path = 'config/test.json';
    const source = `${solution({ references: [reference('con_teams')] })}${variable('con_Site', { label: 'Absence Site' })}--- ${path}
{ "ConnectionReferences": [ { "LogicalName": "con_teams" } ], "EnvironmentVariables": [ { "SchemaName": "con_site", "Value": "x" }, { "SchemaName": "con_gone" } ] }
`;
    const outline = outlineOf(source, path);
    assert.deepEqual(lines(outline.symbols), [
      'reference con_teams (Absence – Teams – Service Account)',
      'variable con_site (Absence Site)',
      'variable con_gone',
    ]);
    assert.deepEqual(said(outline, path).slice(1, 2), [['{ "SchemaName": "con_site", "Value": "x" }', 'con_site']]);
  });

  it('is empty for all others, and for a file that is not known', () => {
    const source = solution({}) + customConnector() + flow() + metadata();
    for (const path of ['src/Connectors/con_5Fleave.xml', `${flowPath()}.data.xml`, 'src/nothing.json'])
      assert.deepEqual(outlineOf(source, path).symbols, [], path);
  });

  it('is empty for a file of that name which is no solution’s', () => {
    const source = `--- notes/customizations.xml\n<x><connectionreference connectionreferencelogicalname="con_a"></connectionreference></x>\n`;
    assert.deepEqual(outlineOf(source, 'notes/customizations.xml').symbols, []);
  });
});

describe('the outlines of real files', () => {
  before(needCorpus);

  /** Every name says something, lies in what it names, and that in what it is in. */
  function check(symbols: readonly Outlined[], { start, end }: { readonly start: number; readonly end: number }, what: string): number {
    let number = symbols.length;
    for (const { name, span, nameSpan, children } of symbols) {
      if (name === '') assert.fail(`${what}: a symbol without a name`);
      if (!(start <= span.start && span.end <= end)) assert.fail(`${what}: '${name}' lies outside of what it is in`);
      if (!(span.start <= nameSpan.start && nameSpan.start <= nameSpan.end && nameSpan.end <= span.end))
        assert.fail(`${what}: the name of '${name}' lies outside of it`);
      number += check(children, span, what);
    }
    return number;
  }

  function sceneWith(texts: ReadonlyMap<Uri, string>): Scene {
    const workspace = new Workspace();
    workspace.apply([...texts].map(([uri, text]) => ({ uri, entry: entryOf(inMemory(uri, text), text) })));
    return { snapshot: workspace.snapshot, naming: defaultNaming, text: (uri) => texts.get(uri)! };
  }

  const textsIn = (folder: string): Map<Uri, string> => new Map(filesIn(folder).map((path) => [uriOf(path), decode(readFileSync(path))]));

  it('have every name inside of what it names, and every flow’s operations', () => {
    let number = 0;
    for (const folder of FOLDERS) {
      const texts = textsIn(folder);
      const scene = sceneWith(texts);
      for (const [uri, text] of texts)
        number += check(documentSymbols(uri, scene), { start: 0, end: text.length }, uri.slice(uriOf(CORPUS).length));
      for (const flow of scene.snapshot.solutions.flatMap((it) => it.flows)) {
        const { uri, childFlows } = flow;
        const shown = new Set(startsOf(documentSymbols(uri, scene)));
        for (const { at } of [...insideOf(flow).operations, ...childFlows]) assert.ok(shown.has(at.start), `${uri} ${at.start}`);
      }
    }
    assert.ok(number > 2_500, `${number} symbols`);
  });

  function startsOf(symbols: readonly Outlined[]): number[] {
    return symbols.flatMap(({ nameSpan, children }) => [nameSpan.start, ...startsOf(children)]);
  }

  it('are those of what is there when the file ends anywhere', () => {
    for (const folder of ['raw-layout', 'agent-review-tool', 'business-approvals-kit']) {
      const texts = textsIn(folder);
      const manifests = [...texts.keys()].filter((it) => /(?:solution|customizations)\.xml$/i.test(it));
      const some = [...texts].filter(
        ([uri, { length }]) => length < 60_000 && /(?:workflows\/.*\.json|s\.json|solution\.xml|s\.xml)$/i.test(uri),
      );
      assert.ok(some.length > 1, folder);
      for (const [uri, text] of some.slice(0, 8))
        for (let end = 0; end < text.length; end += Math.ceil(text.length / 60)) {
          const scene = sceneWith(new Map([...manifests.map((it): [Uri, string] => [it, '']), [uri, text.slice(0, end)]]));
          check(documentSymbols(uri, scene), { start: 0, end }, `${uri} ${end}`);
        }
    }
  });
});
