import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import type { ChangeReport, CheckReport, FixReport, Inventory, ReadinessReport, RuleList, SettingsReport } from '../../server/src/core';
import { entry, flow, flowUsing, metadata, operation, reference, solution } from '../support/solution';
import { folderWith, run, write } from './run';
import { CORPUS, needCorpus } from '../corpus/corpus';

type Schema = Record<string, unknown>;
const names = ['check', 'list', 'fix', 'change', 'rules', 'settings', 'readiness'] as const;
type Name = (typeof names)[number];
const schemaOf = (name: Name): Schema => JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as Schema;

/** The schemas let members pass that a later release may bring. What this release writes has none that they do not describe. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const rest = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in schema && 'required' in schema ? { ...rest, additionalProperties: false } : rest;
}

/** The schemas, which refer to each other as files beside each other. */
function validator(of: (schema: Schema) => Schema = (it) => it): Ajv {
  const ajv = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true });
  for (const name of names) ajv.addSchema(of(schemaOf(name)), `${name}.schema.json`);
  return ajv;
}

const ajv = { open: validator(), closed: validator((it) => closed(it) as Schema) };

function validate(name: Name, value: unknown, how: keyof typeof ajv = 'closed'): void {
  assert.ok(ajv[how].validate(`${name}.schema.json`, value), ajv[how].errorsText(ajv[how].errors, { separator: '\n' }));
}

async function outputs(path: string, cwd?: string): Promise<{ check: CheckReport; list: Inventory } | undefined> {
  const [check, list] = [await run(['check', path, '--format', 'json'], cwd), await run(['list', path, '--format', 'json'], cwd)];
  if (/^No solution was found/.test(check.err)) return undefined;
  assert.notEqual(check.code, 2, check.err);
  assert.equal(list.code, 0, list.err);
  return { check: JSON.parse(check.out) as CheckReport, list: JSON.parse(list.out) as Inventory };
}

/** Whether a rule is on files that may lie in a folder that is no solution. */
function isBesideSolutions(rule: string): boolean {
  return /setting|unbound|reused|configuration|ignore|invalid-json/.test(rule);
}

/** What a schema cannot say. */
function checkSense({ check, list }: { check: CheckReport; list: Inventory }): void {
  const { findings, summary, problems } = check;
  const count = (severity: string): number => findings.filter((it) => it.severity === severity).length;
  assert.deepEqual([count('error'), count('warning'), count('info')], [summary.errors, summary.warnings, summary.infos]);
  for (const { path, line, column, endLine, endColumn, rule, solution } of findings) {
    assert.ok(endLine > line || (endLine === line && endColumn >= column), `${path}:${line}:${column}`);
    assert.ok(solution === '.' || path.startsWith(`${solution}/`), `${path} is not in ${solution}`);
    assert.ok(list.solutions.some((it) => it.root === solution) || isBesideSolutions(rule), solution);
    assert.doesNotMatch(path, /\\|^\.\//);
  }
  checkOrder(findings.map((it) => [it.path, it.line, it.column]));
  checkOrder(problems.map((it) => [it.path]));
  checkOrder(list.solutions.map((it) => [it.root]));
  for (const { root, flows, connectionReferences } of list.solutions) {
    checkOrder(flows.map((it) => [it.path]));
    checkOrder(connectionReferences.map((it) => [it.path, it.line, it.column]));
    for (const { connections } of flows) checkOrder(connections.map((it) => [it.line, it.column]));
    for (const { usedBy } of connectionReferences)
      for (const paths of [usedBy.flows, usedBy.apps, usedBy.bots]) checkOrder(paths.map((it) => [it]));
    for (const { path, id } of flows) {
      assert.ok(root === '.' || path.startsWith(`${root}/`), path);
      assert.ok(id === null || /^[0-9a-f-]{36}$/.test(id), `${path}: ${id}`);
    }
  }
  assert.equal(summary.solutions, list.solutions.length);
  assert.equal(summary.flows, list.solutions.flatMap((it) => it.flows).length);
  assert.equal(summary.connectionReferences, list.solutions.flatMap((it) => it.connectionReferences).length);
}

function checkOrder(rows: readonly (readonly (string | number)[])[]): void {
  for (const [index, row] of rows.slice(1).entries()) {
    const before = rows[index]!;
    const differing = row.findIndex((it, i) => it !== before[i]);
    if (differing >= 0) assert.ok(before[differing]! < row[differing]!, `${before.join(':')} stands before ${row.join(':')}`);
  }
}

describe('the JSON output', () => {
  it('is as the schemas say, for the examples', async () => {
    const output = await outputs('examples');
    assert.ok(output);
    validate('check', output.check);
    validate('list', output.list);
    checkSense(output);
  });

  it('is as the schemas say, for the corpus', async function () {
    needCorpus.call(this);
    let read = 0;
    for (const folder of readdirSync(CORPUS, { withFileTypes: true }).filter((it) => it.isDirectory())) {
      const output = await outputs(join(CORPUS, folder.name));
      if (!output) continue;
      read++;
      validate('check', output.check);
      validate('list', output.list);
      checkSense(output);
    }
    assert.ok(read > 5);
  });

  it('is as the schemas say where next to nothing is known', async () => {
    const folder = folderWith(`--- a/Workflows/x.json
{ "properties": { "definition": { "actions": {} }, "connectionReferences": { "": {}, "b": { "connection": { "connectionReferenceLogicalName": 1 } } } } }
--- b/Other/Solution.xml
<
--- b/Other/Customizations.xml
<ImportExportXml><connectionreferences><connectionreference connectionreferencelogicalname="x"/><connectionreference/></connectionreferences></ImportExportXml>
--- b/Workflows/y.json
{"properties":{"definition":{}}
--- c/solutions/C/solution.yml
name: C
--- c/modernflows/z.json
{ "properties": { "definition": { "actions": {} } } }
`);
    write(folder, 'a/Workflows/w.json', new Uint8Array());
    const output = await outputs('.', folder);
    assert.ok(output);
    validate('check', output.check);
    validate('list', output.list);
    checkSense(output);
    assert.deepEqual(
      output.list.solutions.map((it) => [it.root, it.layout, it.uniqueName, it.managed]),
      [
        ['a', 'loose', null, null],
        ['b', 'packager', null, null],
        ['c', 'yaml', null, null],
      ],
    );
    assert.deepEqual(
      output.check.problems.map((it) => it.path),
      ['c'],
    );
  });

  it('is ordered by paths as they are shown', async () => {
    const names = ['Zahlen', 'Äpfel', 'a b', 'a!b', 'a%b', 'a(b', 'a-b', 'a.b', 'Ab', 'a~b', '+a', '#a', '[a]'];
    const folder = folderWith(solution({ references: [reference('con_x')] }) + flowUsing('con_x', { name: 'A', root: 'ä' }));
    for (const [index, name] of names.entries()) {
      const parts = { name, id: `5d2c8a70-1f7b-ed11-81ad-0000000000${String(index).padStart(2, '0')}` };
      const [, text = ''] = /^--- .*\n([^]*)/.exec(
        flow({ ...parts, connections: { k: { api: { name: 'shared_teams' }, connection: { connectionReferenceLogicalName: 'con_x' } } } }),
      )!;
      write(folder, `src/Workflows/${name}.json`, text);
      write(folder, `${name}/Workflows/${name}.json`, text);
    }
    const output = await outputs('.', folder);
    assert.ok(output);
    checkSense(output);
  });

  it('escapes what a terminal could obey, and is the same JSON', async () => {
    const folder = folderWith(
      flowUsing('con_x', { name: 'a' }) + metadata({ name: 'a', displayName: '\u001b[31m\u009b31m\u202eevil' }) + solution(),
    );
    for (const command of ['check', 'list']) {
      const { out } = await run([command, '--format', 'json'], folder);

      assert.doesNotMatch(out.replaceAll('\n', ''), /[\u0000-\u001f\u007f-\u009f\u2028-\u202e]/);
      assert.match(JSON.stringify(JSON.parse(out)), /\u009b31m\u202eevil/);
    }
  });
});

/** A fix that can be made, and one that cannot, for its file does not parse. */
const MENDED =
  solution({ references: [reference('con_teams', 'shared_teams', 'Absence - Teams - User')] }).replace(
    /<\/ImportExportXml>\n$/,
    '</ImportExportXml\n',
  ) + flowUsing('CON_teams');
/** A direct connection with one candidate, and one with two. */
const REPLACED =
  solution({
    references: [
      reference('con_teams'),
      reference('con_planner1', 'shared_planner', 'Absence – Planner – User'),
      reference('con_planner2', 'shared_planner', 'Absence – Planner – Service Account'),
    ],
  }) +
  flow({
    connections: { t: entry(undefined), p: entry(undefined, 'shared_planner') },
    actions: { T: operation('t'), P: operation('p', 'shared_planner') },
  });

/** Settings that lack an entry, have one twice and another with the wrong connector, and one that no solution has. */
const SYNCED =
  solution({ references: [reference('con_teams'), reference('con_sql', 'shared_sql')] }) +
  `--- config/prod.json
{ "ConnectionReferences": [
  { "LogicalName": "con_sql", "ConnectorId": "x" },
  { "LogicalName": "con_old", "ConnectorId": "x" }, { "LogicalName": "con_old", "ConnectorId": "x" } ] }
`;

describe('the schemas', () => {
  /** An output for each that has every member at least once. */
  const samples: Record<Name, unknown> = {
    check: JSON.parse(readFileSync('test/golden/check.json', 'utf8')),
    list: JSON.parse(readFileSync('test/golden/list.json', 'utf8')),
    fix: undefined,
    change: undefined,
    rules: undefined,
    settings: undefined,
    readiness: undefined,
  };
  before(async () => {
    const parsed = async (folder: string, ...args: readonly string[]): Promise<unknown> =>
      JSON.parse((await run([...args, '--dry-run', '--format', 'json'], folder)).out);
    samples.fix = await parsed(folderWith(MENDED), 'fix', '--unsafe');
    samples.change = await parsed(folderWith(REPLACED), 'replace-direct');
    samples.rules = JSON.parse((await run(['rules', '--format', 'json'])).out);
    samples.settings = await parsed(folderWith(SYNCED), 'settings', 'sync');
    samples.readiness = JSON.parse((await run(['readiness', 'examples', '--format', 'json'])).out);
  });

  for (const name of names) {
    it(`${name}: let new members pass, at every level`, () => {
      const widened = JSON.parse(JSON.stringify(samples[name]), (_, it: unknown) =>
        typeof it === 'object' && it !== null && !Array.isArray(it) ? { ...it, later: 1 } : it,
      ) as unknown;
      validate(name, samples[name]);
      validate(name, widened, 'open');
      assert.throws(() => validate(name, widened));
    });

    it(`${name}: miss every member that is not there`, () => {
      const members = new Set<string>();
      JSON.stringify(samples[name], (key, it: unknown) => (key === '' || /^\d+$/.test(key) || members.add(key), it));
      assert.deepEqual(
        described(schemaOf(name)).filter((it) => !members.has(it)),
        [],
      );
      for (const member of members) {
        const without = JSON.parse(JSON.stringify(samples[name], (key, it: unknown) => (key === member ? undefined : it))) as unknown;
        assert.throws(() => validate(name, without, 'open'), member);
      }
    });

    it(`${name}: describe every member`, () => {
      const walk = (schema: unknown, path: string): void => {
        if (typeof schema !== 'object' || schema === null) return;
        for (const [name, property] of Object.entries((schema as { properties?: object }).properties ?? {})) {
          const { description, $ref } = property as { description?: string; $ref?: string };
          assert.ok(description ?? $ref, `${path}/${name}`);
        }
        for (const [name, below] of Object.entries(schema)) walk(below, `${path}/${name}`);
      };
      walk(schemaOf(name), '');
    });
  }

  it('refuse line 0', () => {
    const output = JSON.parse(readFileSync('test/golden/check.json', 'utf8')) as CheckReport;
    validate('check', output);
    assert.throws(() => validate('check', { ...output, findings: output.findings.map((it) => ({ ...it, line: 0 })) }));
  });
});

/** The names of the members that a schema itself describes. */
function described(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => [
    ...(key === 'properties' ? Object.keys(value as object) : []),
    ...described(value),
  ]);
}

/** `UPDATE=1 npm run test:unit` writes the blocks anew; prettier folds them. */
describe('docs/json.md', () => {
  const page = readFileSync('docs/json.md', 'utf8');
  const same =
    <Item>(key: (item: Item) => unknown, shown: readonly Item[]) =>
    (item: Item): boolean =>
      shown.some((it) => JSON.stringify(key(it)) === JSON.stringify(key(item)));

  /** What each block shows, and the part of the whole output that it shows. */
  const blocks: readonly { readonly name: Name; readonly args: readonly string[]; part(real: unknown, shown: unknown): unknown }[] = [
    {
      name: 'check',
      args: ['check', 'examples'],
      part: (real: CheckReport, shown: CheckReport): CheckReport => ({
        ...real,
        findings: real.findings.filter(same((it) => [it.rule, it.subject], shown.findings)),
      }),
    },
    {
      name: 'list',
      args: ['list', 'examples'],
      part: (real: Inventory, shown: Inventory): Inventory => ({
        ...real,
        solutions: real.solutions.filter(same((it) => it.root, shown.solutions)).map((it, index) => ({
          ...it,
          flows: it.flows.filter(same((flow) => flow.id, shown.solutions[index]!.flows)),
          connectionReferences: it.connectionReferences.filter(
            same((reference) => reference.logicalName, shown.solutions[index]!.connectionReferences),
          ),
        })),
      }),
    },
    {
      name: 'fix',
      args: ['fix', 'examples', '--unsafe', '--dry-run'],
      part: (real: FixReport, shown: FixReport): FixReport => ({
        ...real,
        applied: real.applied.filter(same((it) => [it.rule, it.subject], shown.applied)),
        refused: real.refused.filter(same((it) => [it.rule, it.subject], shown.refused)),
        files: real.files.filter(same((it) => it, shown.files)),
        findings: real.findings.filter(same((it) => [it.rule, it.subject], shown.findings)),
      }),
    },
    {
      name: 'change',
      args: ['replace-direct', 'examples/contoso/solutions/onboarding', '--dry-run'],
      part: (real: ChangeReport): ChangeReport => real,
    },
    {
      name: 'settings',
      args: ['settings', 'sync', 'examples', '--dry-run'],
      part: (real: SettingsReport, shown: SettingsReport): SettingsReport => ({
        ...real,
        settings: real.settings.filter(same((it) => it.path, shown.settings)),
        files: real.files.filter(same((it) => it, shown.files)),
      }),
    },
    {
      name: 'rules',
      args: ['rules'],
      part: (real: RuleList, shown: RuleList): RuleList => ({ ...real, rules: real.rules.filter(same((it) => it.id, shown.rules)) }),
    },
    {
      name: 'readiness',
      args: ['readiness', 'examples', '--environment', 'test'],
      part: (real: ReadinessReport, shown: ReadinessReport): ReadinessReport => {
        const [its] = shown.environments[0]!.solutions;
        return {
          ...real,
          environments: real.environments.map((environment) => ({
            ...environment,
            solutions: environment.solutions.filter(same((it) => it.root, [its!])).map((it) => ({
              ...it,
              flows: it.flows.filter(same((flow) => flow.id, its!.flows)),
              open: it.open.filter(same((reason) => reason.subject, its!.open)),
            })),
          })),
        };
      },
    },
  ];

  for (const [index, { name, args, part }] of blocks.entries())
    it(`shows what keyhook ${args.join(' ')} --format json prints`, async () => {
      const shown = [...readFileSync('docs/json.md', 'utf8').matchAll(/^```json\n([\s\S]*?)^```$/gm)].map((it) => it[1]!);
      assert.equal(shown.length, blocks.length);
      const { out } = await run([...args, '--format', 'json']);
      const block = JSON.parse(shown[index]!) as unknown;
      const expected = part(JSON.parse(out), block);
      validate(name, expected);
      if (process.env['UPDATE'] && JSON.stringify(block) !== JSON.stringify(expected))
        writeFileSync(
          'docs/json.md',
          readFileSync('docs/json.md', 'utf8').replace(shown[index]!, () => `${JSON.stringify(expected, undefined, 2)}\n`),
        );
      else assert.deepEqual(block, expected);
    });

  it('speaks of every member', () => {
    for (const member of names.flatMap((it) => described(schemaOf(it)))) assert.ok(page.includes(`\`${member}\``), member);
  });
});
