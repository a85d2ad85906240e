import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import type { CheckReport, Inventory } from '../../server/src/core';
import { flow, flowUsing, metadata, reference, solution } from '../support/solution';
import { folderWith, run, write } from './run';
import { CORPUS, needCorpus } from '../corpus/corpus';

type Schema = Record<string, unknown>;
const schemaOf = (command: 'check' | 'list'): Schema => JSON.parse(readFileSync(`schemas/${command}.schema.json`, 'utf8')) as Schema;

/** The schemas let members pass that a later release may bring. What this release writes has none that they do not describe. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const rest = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in schema && 'required' in schema ? { ...rest, additionalProperties: false } : rest;
}

function validate(command: 'check' | 'list', value: unknown, { open = false } = {}): void {
  const schema = open ? schemaOf(command) : (closed(schemaOf(command)) as Schema);
  const ajv = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true });
  assert.ok(ajv.validate(schema, value), ajv.errorsText(ajv.errors, { separator: '\n' }));
}

async function outputs(path: string, cwd?: string): Promise<{ check: CheckReport; list: Inventory } | undefined> {
  const [check, list] = [await run(['check', path, '--format', 'json'], cwd), await run(['list', path, '--format', 'json'], cwd)];
  if (/^No solution was found/.test(check.err)) return undefined;
  assert.notEqual(check.code, 2, check.err);
  assert.equal(list.code, 0, list.err);
  return { check: JSON.parse(check.out) as CheckReport, list: JSON.parse(list.out) as Inventory };
}

/** What a schema cannot say. */
function checkSense({ check, list }: { check: CheckReport; list: Inventory }): void {
  const { findings, summary, problems } = check;
  const count = (severity: string): number => findings.filter((it) => it.severity === severity).length;
  assert.deepEqual([count('error'), count('warning'), count('info')], [summary.errors, summary.warnings, summary.infos]);
  for (const { path, line, column, endLine, endColumn, solution } of findings) {
    assert.ok(endLine > line || (endLine === line && endColumn >= column), `${path}:${line}:${column}`);
    assert.ok(solution === '.' || path.startsWith(`${solution}/`), `${path} is not in ${solution}`);
    assert.ok(
      list.solutions.some((it) => it.root === solution),
      solution,
    );
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

describe('the JSON output', function () {
  this.timeout(30_000); // machines are slow at times

  it('is as the schemas say, for the examples', async () => {
    const output = await outputs('examples');
    assert.ok(output);
    validate('check', output.check);
    validate('list', output.list);
    checkSense(output);
  });

  it('is as the schemas say, for the corpus', async function () {
    needCorpus.call(this);
    this.timeout(60_000);
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

describe('the schemas', () => {
  const ajv = new Ajv({ strict: true, allowUnionTypes: true });

  for (const command of ['check', 'list'] as const) {
    it(`${command}: let new members pass, at every level`, () => {
      const output = JSON.parse(readFileSync(`test/golden/${command}.json`, 'utf8')) as unknown;
      const widened = JSON.parse(JSON.stringify(output), (_, it: unknown) =>
        typeof it === 'object' && it !== null && !Array.isArray(it) ? { ...it, later: 1 } : it,
      ) as unknown;
      validate(command, widened, { open: true });
      assert.throws(() => validate(command, widened));
    });

    it(`${command}: miss every member that is not there`, () => {
      const output = JSON.parse(readFileSync(`test/golden/${command}.json`, 'utf8')) as unknown;
      const schema = ajv.compile(schemaOf(command));
      const names = new Set<string>();
      JSON.stringify(output, (key, it: unknown) => (key === '' || /^\d+$/.test(key) || names.add(key), it));
      assert.ok(schema(output));
      for (const name of names)
        assert.ok(!schema(JSON.parse(JSON.stringify(output, (key, it: unknown) => (key === name ? undefined : it)))), name);
    });

    it(`${command}: describe every member`, () => {
      const walk = (schema: unknown, path: string): void => {
        if (typeof schema !== 'object' || schema === null) return;
        for (const [name, property] of Object.entries((schema as { properties?: object }).properties ?? {})) {
          const { description, $ref } = property as { description?: string; $ref?: string };
          assert.ok(description ?? $ref, `${path}/${name}`);
        }
        for (const [name, below] of Object.entries(schema)) walk(below, `${path}/${name}`);
      };
      walk(schemaOf(command), '');
    });
  }

  it('refuse line 0', () => {
    const output = JSON.parse(readFileSync('test/golden/check.json', 'utf8')) as CheckReport;
    validate('check', output);
    assert.throws(() => validate('check', { ...output, findings: output.findings.map((it) => ({ ...it, line: 0 })) }));
  });
});

describe('docs/json.md', function () {
  this.timeout(30_000); // machines are slow at times

  const blocks = [...readFileSync('docs/json.md', 'utf8').matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(
    (it) => JSON.parse(it[1]!) as CheckReport | Inventory,
  );

  it('shows what the command prints for the examples', async () => {
    const output = await outputs('examples');
    assert.ok(output);
    assert.equal(blocks.length, 2);
    const [check, list] = blocks as [CheckReport, Inventory];
    validate('check', check);
    validate('list', list);
    assert.deepEqual(check, {
      ...output.check,
      findings: output.check.findings.filter((it) =>
        check.findings.some(({ rule, subject }) => rule === it.rule && subject === it.subject),
      ),
    });
    const [shown] = list.solutions;
    const [real] = output.list.solutions.filter((it) => it.root === shown!.root);
    assert.deepEqual(shown, {
      ...real,
      flows: real!.flows.filter((it) => shown!.flows.some(({ id }) => id === it.id)),
      connectionReferences: real!.connectionReferences.filter((it) =>
        shown!.connectionReferences.some(({ logicalName }) => logicalName === it.logicalName),
      ),
    });
  });

  it('speaks of every member', () => {
    const page = readFileSync('docs/json.md', 'utf8');
    const names = (schema: unknown): string[] =>
      typeof schema !== 'object' || schema === null
        ? []
        : Object.entries(schema).flatMap(([key, value]) => [
            ...(key === 'properties' ? Object.keys(value as object) : []),
            ...names(value),
          ]);
    for (const name of [...names(schemaOf('check')), ...names(schemaOf('list'))]) assert.ok(page.includes(`\`${name}\``), name);
  });
});
