import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  checked,
  CORPUS,
  factsOf,
  FOLDERS,
  listed,
  needCorpus,
  offsetOf,
  placeAt,
  textOf,
  type CheckedFinding,
  type ConnectionFacts,
  type DefinitionFacts,
  type FlowFacts,
  type Folder,
  type FolderFacts,
  type Place,
  type SolutionFacts,
} from './corpus';

const byPath = (a: { readonly path: string }, b: { readonly path: string }): number => (a.path < b.path ? -1 : 1);
const byRoot = (a: { readonly root: string }, b: { readonly root: string }): number => (a.root < b.root ? -1 : 1);

describe('corpus: keyhook list and the facts', () => {
  before(needCorpus);

  for (const folder of FOLDERS)
    it(`agree on ${folder}`, async () => {
      const facts = factsOf(folder);
      const { solutions } = await listed(folder);
      assert.equal(solutions.filter((it) => it.layout === 'package').length, folder === 'legacy-packages' ? 21 : 0, 'packages');
      assert.deepEqual(
        solutions
          .filter((it) => it.layout !== 'package')
          .map(({ root, layout, uniqueName, version, managed, publisherPrefix, flows, connectionReferences }) => ({
            root,
            layout,
            uniqueName,
            version,
            managed,
            prefix: publisherPrefix,
            flows: [...flows].sort(byPath),
            definitions: connectionReferences.map(({ usedBy, ...it }) => ({ ...it, flows: usedBy.flows, byBot: usedBy.bots.length > 0 })),
          }))
          .sort(byRoot),
        facts.solutions.map((it) => expectedSolution(it, facts)).sort(byRoot),
      );
    });
});

/** What `list` must say of a solution; compared as a whole. */
type ExpectedSolution = Readonly<Record<string, unknown>> & { readonly root: string };

function expectedSolution(solution: SolutionFacts, { solutions }: FolderFacts): ExpectedSolution {
  const { root, layout, uniqueName, version, managed, prefix, flows, connectionReferences, customizations } = solution;
  return {
    root,
    layout: { xml: 'packager', raw: 'raw' }[layout],
    uniqueName,
    version,
    managed: ['unmanaged', 'managed', 'both'][Number(managed)],
    prefix,
    flows: [...flows].sort(byPath).map(({ path, id, name, state, triggers, connections, uses }) => ({
      path,
      id,
      name,
      state: { activated: 'on', draft: 'off' }[state],
      trigger: triggers[0],
      connections: connections.map(({ key, api, logicalName, runtimeSource, pos: [line, column] }) => ({
        key,
        connector: api,
        connectionReference: logicalName,
        runtimeSource,
        line,
        column,
        operations: inOrder(uses.filter((it) => it.key === key)).map((it) => it.operation),
      })),
    })),
    definitions: connectionReferences.map(({ logicalName, displayName, connector, line }) => ({
      logicalName,
      displayName,
      connector,
      path: customizations,
      line,
      column: 5,
      flows: flowsNaming(logicalName, solutions)
        .map((it) => it.path)
        .sort(),
      byBot: solutions.some((it) => it.botReferences.includes(logicalName)),
    })),
  };
}

function inOrder<Use extends { readonly pos: Place }>(uses: readonly Use[]): Use[] {
  return [...uses].sort((a, b) => a.pos[0] - b.pos[0] || a.pos[1] - b.pos[1]);
}

function flowsNaming(logicalName: string, solutions: readonly SolutionFacts[]): FlowFacts[] {
  return solutions.flatMap((it) => it.flows).filter((flow) => flow.connections.some((it) => it.logicalName === logicalName));
}

/** A rule, and what the facts say it finds: a line for each finding. */
interface Aspect {
  readonly rules: readonly string[];
  readonly lines: (solution: SolutionFacts, context: Context) => Iterable<string>;
}

interface Context {
  readonly folder: Folder;
  readonly solutions: readonly SolutionFacts[];
}

/** How a finding is written down on both sides: where it stands, what stands there, what it is about. */
function line(path: string, [row, column]: Place, marked: string, subject: string): string {
  return `${path}:${row}:${column} '${marked}' ${subject}`;
}

function shown(folder: Folder, { path, line: row, column, endLine, endColumn, subject }: CheckedFinding): string {
  const text = textOf(folder, path);
  return line(path, [row, column], text.slice(offsetOf(text, [row, column]), offsetOf(text, [endLine, endColumn])), subject);
}

/** The place behind the next `pattern` after a place. */
function placeAfter(text: string, from: Place, pattern: RegExp): Place {
  const start = offsetOf(text, from);
  const match = new RegExp(pattern, 'g');
  match.lastIndex = start;
  const found = match.exec(text);
  assert.ok(found, `${pattern} is not there`);
  return placeAt(text, found.index + found[0].length);
}

function logicalNameLine({ customizations }: SolutionFacts, { folder }: Context, { logicalName, line: row }: DefinitionFacts): string {
  const text = textOf(folder, customizations);
  return line(customizations, placeAfter(text, [row, 1], /connectionreferencelogicalname="/), logicalName, logicalName);
}

function displayNameLine({ customizations }: SolutionFacts, { folder }: Context, definition: DefinitionFacts): string {
  const text = textOf(folder, customizations);
  const at = placeAfter(text, [definition.line, 1], /<connectionreferencedisplayname>/);
  return line(customizations, at, definition.displayName, definition.logicalName);
}

/** The first letter of the key, behind its quote. */
function keyLine({ path }: FlowFacts, { key, pos: [row, column] }: ConnectionFacts): string {
  return line(path, [row, column + 1], key, key);
}

function memberLine(
  context: Context,
  path: string,
  { pos }: { readonly pos: Place },
  member: string,
  value: string,
  subject: string,
): string {
  return line(path, placeAfter(textOf(context.folder, path), pos, new RegExp(`"${member}"\\s*:\\s*"`)), value, subject);
}

function definitionsNamed({ connectionReferences }: SolutionFacts, names: readonly string[]): DefinitionFacts[] {
  return names.map((name) => {
    const definition = connectionReferences.find((it) => it.logicalName === name);
    assert.ok(definition, `${name} is not among the definitions`);
    return definition;
  });
}

/** Most users, then most operations, then logical name (no name of the corpus is on the scheme). */
function survivorOf(names: readonly string[], { solutions }: Context): string {
  const weight = (name: string): [number, number] => {
    const flows = flowsNaming(name, solutions);
    const bots = solutions.filter((it) => it.botReferences.includes(name)).length;
    const apps = solutions.flatMap((it) => it.canvasApps).filter((app) => app.refs.some((it) => it.logicalName === name)).length;
    const keys = (flow: FlowFacts): string[] => flow.connections.filter((it) => it.logicalName === name).map((it) => it.key);
    const operations = flows.reduce((sum, flow) => sum + flow.uses.filter((it) => keys(flow).includes(it.key)).length, 0);
    return [flows.length + bots + apps, operations];
  };
  return [...names].sort((a, b) => {
    const [usersA, operationsA] = weight(a);
    const [usersB, operationsB] = weight(b);
    return usersB - usersA || operationsB - operationsA || (a < b ? -1 : 1);
  })[0]!;
}

/** Later keys of a flow that repeat what `same` says of an earlier one. */
function* repeated(flow: FlowFacts, same: (connection: ConnectionFacts) => string | undefined): Iterable<ConnectionFacts> {
  const seen = new Set<string>();
  for (const connection of flow.connections) {
    const what = flow.keysUsed.includes(connection.key) ? same(connection) : undefined;
    if (what === undefined) continue;
    if (seen.has(what)) yield connection;
    seen.add(what);
  }
}

const connectors = (): { id: string; deprecated?: boolean }[] =>
  JSON.parse(readFileSync(join(CORPUS, '../data/connectors.json'), 'utf8')) as { id: string; deprecated?: boolean }[];

const aspects: Readonly<Record<string, Aspect>> = {
  'direct connections': {
    rules: ['direct-connection'],
    lines: ({ facts }) => facts.directConnections.map(({ path, key, pos: [row, column] }) => line(path, [row, column + 1], key, key)),
  },
  'unshipped references': undefinedOf('unshipped-connection-reference', (it) => it.missingDependency === 'Active'),
  'external references': undefinedOf(
    'external-connection-reference',
    (it) => it.missingDependency !== 'Active' && (it.missingDependency !== null || it.definedInOtherSolutions.length > 0),
  ),
  'undefined references': undefinedOf(
    'undefined-connection-reference',
    (it) => it.missingDependency === null && it.definedInOtherSolutions.length === 0,
  ),
  'miscased references': { rules: ['miscased-logical-name'], lines: ({ facts }) => facts.caseOnlyMismatches },
  'unused keys': { rules: ['unused-connection-key'], lines: ({ facts }) => facts.unusedKeys },
  'undeclared keys': { rules: ['undeclared-connection-key'], lines: ({ facts }) => facts.undeclaredKeys },
  mismatches: { rules: ['mismatched-connector'], lines: ({ facts }) => [...facts.connectorMismatch, ...facts.actionApiMismatch] },
  'redundant keys': {
    rules: ['redundant-connection-key'],
    lines: ({ flows }) =>
      flows.flatMap((flow) =>
        [
          ...repeated(flow, ({ logicalName, runtimeSource, impersonation }) =>
            logicalName === null ? undefined : JSON.stringify([logicalName.toLowerCase(), runtimeSource, impersonation]),
          ),
        ].map((it) => keyLine(flow, it)),
      ),
  },
  'several references for one connector': {
    rules: ['several-references-for-connector'],
    *lines({ flows }, { solutions }) {
      for (const flow of flows) {
        const seen = new Map<string, Set<string>>();
        for (const connection of flow.connections) {
          const { api, key, logicalName } = connection;
          if (logicalName === null || !flow.keysUsed.includes(key)) continue;
          if (!solutions.some((it) => it.connectionReferences.some((definition) => definition.logicalName === logicalName))) continue;
          const names = seen.get(api) ?? new Set();
          seen.set(api, names);
          if (names.size > 0 && !names.has(logicalName)) yield keyLine(flow, connection);
          names.add(logicalName);
        }
      }
    },
  },
  'invokers without a caller': {
    rules: ['invoker-without-caller'],
    lines: ({ flows }, context) =>
      flows
        .filter((flow) => !flow.triggers[0]!.startsWith('Request'))
        .flatMap((flow) => invokersOf(flow).map((it) => memberLine(context, flow.path, it, 'runtimeSource', 'invoker', it.key))),
  },
  'invokers in child flows': {
    rules: ['invoker-in-child-flow'],
    lines: ({ flows }, context) =>
      flows
        .filter((flow) => flow.triggers[0]!.startsWith('Request'))
        .filter((flow) => context.solutions.some((it) => it.flows.some((other) => other !== flow && other.childFlows.includes(flow.id))))
        .flatMap((flow) => invokersOf(flow).map((it) => memberLine(context, flow.path, it, 'runtimeSource', 'invoker', it.key))),
  },
  'child flows': { rules: ['undefined-child-flow'], lines: ({ facts }) => facts.childFlowsOutsideSolution },
  'misplaced flows': {
    rules: ['misplaced-flow'],
    lines: ({ facts }) => [...facts.rootComponentsWithoutFile, ...facts.flowsNotInRootComponents],
  },
  'files that do not parse': { rules: ['invalid-json', 'invalid-xml'], lines: ({ facts }) => facts.parseErrors },
  'unused references': {
    rules: ['unused-connection-reference'],
    lines: (solution, context) =>
      definitionsNamed(solution, solution.facts.unusedStrict).map((it) => logicalNameLine(solution, context, it)),
  },
  'duplicate references': {
    rules: ['duplicate-connection-reference'],
    lines: (solution, context) =>
      solution.facts.duplicateConnectors.flatMap(({ references }) => {
        const names = references.map((it) => it.logicalName);
        const survivor = survivorOf(names, context);
        const losers = names.filter((it) => it !== survivor && !it.includes('.'));
        return definitionsNamed(solution, losers).map((it) => `${logicalNameLine(solution, context, it)} like ${survivor}`);
      }),
  },
  'duplicate logical names': { rules: ['duplicate-logical-name'], lines: ({ facts }) => facts.duplicateLogicalNames },
  'duplicate display names': {
    rules: ['duplicate-display-name'],
    lines: (solution, context) =>
      solution.facts.duplicateDisplayNames.flatMap(({ references }) =>
        definitionsNamed(solution, references)
          .sort((a, b) => a.line - b.line)
          .slice(1)
          .map((it) => displayNameLine(solution, context, it)),
      ),
  },
  'default names': {
    rules: ['default-name'],
    lines: (solution, context) =>
      definitionsNamed(
        solution,
        solution.facts.defaultNamed.filter((it) => it.displaySuffix).map((it) => it.logicalName),
      ).map((it) => displayNameLine(solution, context, it)),
  },
  'names off the scheme': {
    rules: ['off-scheme-name'],
    lines: (solution, context) =>
      definitionsNamed(
        solution,
        solution.facts.nonConformingDisplayNames
          .map((it) => it.logicalName)
          .filter((name) => !solution.facts.defaultNamed.some((it) => it.logicalName === name && it.displaySuffix)),
      ).map((it) => displayNameLine(solution, context, it)),
  },
  'default logical names': {
    rules: ['default-logical-name'],
    lines: (solution, context) =>
      definitionsNamed(
        solution,
        solution.facts.defaultNamed.filter((it) => it.logicalSuffix).map((it) => it.logicalName),
      ).map((it) => logicalNameLine(solution, context, it)),
  },
  'foreign prefixes': definitionsWhere('foreign-prefix', (it, { prefix }) => !it.logicalName.startsWith(`${prefix}_`)),
  'missing descriptions': definitionsWhere('missing-description', (it) => it.description === null),
  'missing connectors': definitionsWhere('missing-connector', (it) => it.connector === ''),
  'deprecated connectors': definitionsWhere('deprecated-connector', (it) =>
    connectors().some(({ id, deprecated }) => deprecated === true && id === it.connector.toLowerCase()),
  ),
  'references in two solutions': definitionsWhere('shared-across-solutions', (it, { uniqueName }, { solutions }) =>
    solutions.some(
      (other) => other.uniqueName !== uniqueName && other.connectionReferences.some(({ logicalName }) => logicalName === it.logicalName),
    ),
  ),
};

function undefinedOf(rule: string, isOne: (it: SolutionFacts['facts']['undefinedReferences'][number]) => boolean): Aspect {
  return {
    rules: [rule],
    lines: ({ facts }, context) =>
      facts.undefinedReferences
        .filter(isOne)
        .flatMap(({ logicalName, flows }) =>
          flows.map((it) => memberLine(context, it.path, it, 'connectionReferenceLogicalName', logicalName, logicalName)),
        ),
  };
}

function definitionsWhere(rule: string, isOne: (it: DefinitionFacts, solution: SolutionFacts, context: Context) => boolean): Aspect {
  return {
    rules: [rule],
    lines: (solution, context) =>
      solution.connectionReferences.filter((it) => isOne(it, solution, context)).map((it) => logicalNameLine(solution, context, it)),
  };
}

function invokersOf(flow: FlowFacts): ConnectionFacts[] {
  return flow.connections.filter((it) => it.runtimeSource === 'invoker');
}

/** A line that only one side has, and why that side is wrong. */
interface Difference {
  readonly folder: Folder;
  readonly aspect: string;
  readonly only: 'facts' | 'keyhook';
  readonly subject: string;
  readonly reason: string;
}

const NAMED_BY_PACKAGE = 'a *.ppkg.json of the Package Deployer names it, which counts as used; the facts do not look into those files';

/** Faults of the facts. One that no longer shows must go from here. */
const differences: readonly Difference[] = [
  ...[
    'autocoe_sharedapprovals_8865d',
    'autocoe_sharedcommondataserviceforapps_9c637',
    'autocoe_sharedcommondataserviceforapps_b3698',
    'autocoe_sharedcommondataserviceforapps_b71a4',
    'autocoe_sharedoffice365_01313',
    'autocoe_sharedpowerplatformforadmins_890d8',
    'autocoe_sharedcommondataservice_9a93f',
    'autocoe_sharedflowmanagement_85ee3',
    'autocoe_sharedoffice365users_7aa15',
    'autocoe_sharedpowerplatformforadmins_149dd',
    'cr50e_sharedoffice365_abd1a',
  ].map((subject) => ({
    folder: 'automation-kit' as const,
    aspect: 'unused references',
    only: 'facts' as const,
    subject,
    reason: NAMED_BY_PACKAGE,
  })),
];

describe('corpus: keyhook check and the facts', () => {
  before(needCorpus);

  for (const folder of FOLDERS)
    describe(folder, () => {
      for (const [aspect, { rules, lines }] of Object.entries(aspects))
        it(`agree on ${aspect}`, async () => {
          const context = { folder, solutions: factsOf(folder).solutions };
          const expected = context.solutions.flatMap((it) => [...lines(it, context)]);
          const { findings } = await checked(folder);
          const found = findings.filter((it) => rules.includes(it.rule)).map((it) => shown(folder, it) + survivorIn(folder, it));
          const known = differences.filter((it) => it.folder === folder && it.aspect === aspect);
          const only = (side: Difference['only'], all: readonly string[], others: readonly string[]): string[] =>
            all
              .filter((it) => !others.includes(it))
              .map((it) => known.find(({ only, subject }) => only === side && it.endsWith(`' ${subject}`))?.subject ?? it)
              .sort();
          const listed = (side: Difference['only']): string[] =>
            known
              .filter((it) => it.only === side)
              .map((it) => it.subject)
              .sort();
          assert.deepEqual(only('facts', expected, found), listed('facts'), 'only the facts have it');
          assert.deepEqual(only('keyhook', found, expected), listed('keyhook'), 'only Keyhook has it');
          assert.equal(new Set(found).size, found.length, 'a finding stands twice');
        });
    });
});

/** The one to keep, for a finding that says so. */
function survivorIn(folder: Folder, { rule, related }: CheckedFinding): string {
  const [kept] = related;
  if (rule !== 'duplicate-connection-reference' || !kept) return '';
  const text = textOf(folder, kept.path).slice(offsetOf(textOf(folder, kept.path), [kept.line, kept.column]));
  return ` like ${text.slice(0, text.indexOf('"'))}`;
}
