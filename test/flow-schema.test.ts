import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ErrorObject } from 'ajv';
import { decode } from '../server/src/host/disk';
import { CORPUS, needCorpus } from './corpus/corpus';
import { readFixture } from './support/fixture';
import { everywhere } from './support/everywhere';
import { call, DAILY, entry, flow, oldOperation, operation } from './support/solution';

const schema = JSON.parse(readFileSync('schemas/flow.schema.json', 'utf8')) as Schema;

/** The words of VS Code's own that a schema for its editor may have. */
const EDITOR = ['markdownDescription', 'enumDescriptions', 'defaultSnippets'];

const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true, allErrors: true });
ajv.addVocabulary(EDITOR);
const validate = ajv.compile(schema);

/** What an editor would report, by place. */
function reports(json: unknown): string[] {
  validate(json);
  const own = (it: ErrorObject): boolean => !['if', 'anyOf'].includes(it.keyword);
  return [...new Set((validate.errors ?? []).filter(own).map((it) => it.instancePath))];
}

const flowsBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((it) => /(?:^|[\\/])workflows[\\/][^\\/]+\.json$|[\\/]definition\.json$/i.test(it))
    .map((it) => join(folder, it))
    .sort();

function parsed(path: string): unknown {
  try {
    return JSON.parse(decode(readFileSync(path))) as unknown;
  } catch {
    return undefined; // an example with merge markers
  }
}

const inFlow = (connectionReferences: unknown, actions: object = {}, triggers: object = DAILY): object => ({
  properties: { connectionReferences, definition: { triggers, actions } },
  schemaVersion: '1.0.0.0',
});
const DEFINITION = '/properties/definition';

describe('the schema for flow files', () => {
  it('reports nothing in the examples', () => {
    const paths = flowsBelow('examples');
    assert.ok(paths.length > 15);
    for (const path of paths) assert.deepEqual(reports(parsed(path)), [], path);
  });

  it('reports nothing in the flows of fixtures, whatever form they have', () => {
    const more = flow({
      root: 'more',
      connections: { a: entry('con_teams'), b: entry(undefined), c: entry('con_dv', 'x', { impersonation: { source: 'invoker' } }) },
      triggers: { manual: { type: 'Request', kind: 'Button', inputs: { schema: {} } } },
      actions: { A: operation('a'), B: oldOperation('b'), C: call('7b0e4f16-3c9a-ed11-aad1-000d3ab2c7e9') },
    });
    for (const [uri, text] of readFixture(everywhere(() => 'con_teams') + more).files)
      if (uri.endsWith('.json')) assert.deepEqual(reports(JSON.parse(text)), [], uri);
  });

  describe('over the corpus', () => {
    before(needCorpus);

    it('reports nothing', () => {
      const paths = flowsBelow(CORPUS);
      assert.ok(paths.length > 120);
      for (const path of paths) assert.deepEqual(reports(parsed(path)), [], path);
    });
  });

  it('says nothing of other files of a Workflows folder', () => {
    for (const other of [
      { name: 'A desktop flow' },
      { properties: { definition: 'Display.ShowMessage', connectionReferences: [] } },
      { properties: { connectionReferences: [] } },
      { properties: [] },
      { on: { push: {} }, jobs: { runAfter: 1 } },
      [],
      null,
      1,
      'text',
    ])
      assert.deepEqual(reports(other), [], JSON.stringify(other));
  });

  it('takes what is not known yet', () => {
    const action = { type: 'SomethingNew', kind: 'Newer', inputs: [1], runAfter: {}, more: 1 };
    assert.deepEqual(reports(inFlow({ a: { runtimeSource: 'other', more: {} } }, { A: action }, { T: { type: 'Newest', kind: 'X' } })), []);
    assert.deepEqual(
      reports(inFlow({}, { A: { type: 'Compose', inputs: 'text', runAfter: { B: ['SUCCEEDED', 'TimedOut', 'failed'] } } })),
      [],
    );
  });

  const wrong: Readonly<Record<string, readonly [json: object, at: string]>> = {
    'connections that are a list': [inFlow([]), '/properties/connectionReferences'],
    'a connection that is a text': [inFlow({ a: 'con_teams' }), '/properties/connectionReferences/a'],
    'a runtimeSource that is a number': [inFlow({ a: { runtimeSource: 1 } }), '/properties/connectionReferences/a/runtimeSource'],
    'a logical name that is an object': [
      inFlow({ a: { connection: { connectionReferenceLogicalName: {} } } }),
      '/properties/connectionReferences/a/connection/connectionReferenceLogicalName',
    ],
    'an impersonation that is a text': [inFlow({ a: { impersonation: 'invoker' } }), '/properties/connectionReferences/a/impersonation'],
    'actions that are a list': [inFlow({}, []), `${DEFINITION}/actions`],
    'a trigger that is a text': [inFlow({}, {}, { T: 'Recurrence' }), `${DEFINITION}/triggers/T`],
    'a runAfter that is a list': [inFlow({}, { A: { runAfter: ['B'] } }), `${DEFINITION}/actions/A/runAfter`],
    'a status that is not in a list': [inFlow({}, { A: { runAfter: { B: 'Succeeded' } } }), `${DEFINITION}/actions/A/runAfter/B`],
    'a status that is none': [inFlow({}, { A: { runAfter: { B: ['Succeded'] } } }), `${DEFINITION}/actions/A/runAfter/B/0`],
    'a key that is a number': [
      inFlow({}, { A: operation('a'), B: { inputs: { host: { connectionName: 1 } } } }),
      `${DEFINITION}/actions/B/inputs/host/connectionName`,
    ],
    ...Object.fromEntries(
      (
        [
          ['actions', { actions: { B: 1 } }, 'actions/B'],
          ['else', { else: { actions: { B: 1 } } }, 'else/actions/B'],
          ['a case', { cases: { One: { actions: { B: 1 } } } }, 'cases/One/actions/B'],
          ['default', { default: { actions: { B: 1 } } }, 'default/actions/B'],
          ['a loop in a scope', { actions: { L: { type: 'Foreach', actions: { B: 1 } } } }, 'actions/L/actions/B'],
        ] as const
      ).map(
        ([name, action, at]) => [`what is wrong inside ${name}`, [inFlow({}, { A: action }), `${DEFINITION}/actions/A/${at}`]] as const,
      ),
    ),
  };

  for (const [name, [json, at]] of Object.entries(wrong))
    it(`reports ${name}`, () => {
      assert.deepEqual(reports(json), [at]);
    });

  it('has something to say of all that it names', () => {
    const said: string[] = [];
    for (const { path, part, isNamed } of partsOf(schema, '', false)) {
      const { description, markdownDescription, enumDescriptions = [], enum: values = [], properties, $ref } = part;
      const its = [description, markdownDescription].flatMap((it) => it ?? []);
      assert.ok(!isNamed || $ref !== undefined || its.length > 0 || properties, path);
      if (enumDescriptions.length > 0) assert.equal(enumDescriptions.length, values.length, path);
      said.push(...its, ...enumDescriptions);
    }
    assert.ok(said.length > 100);
    for (const it of said) assert.match(it, /^\S[^\n]{5,300}[.`]$/);
  });

  it('refers to parts of itself only', () => {
    const { definitions = {} } = schema;
    for (const { path, part } of partsOf(schema, '', false))
      if (part.$ref !== undefined) assert.ok(definitions[part.$ref.replace('#/definitions/', '')], `${path}: ${part.$ref}`);
  });
});

/** The members of a schema that are looked at here. */
interface Schema {
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly then?: Schema;
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

interface Part {
  readonly path: string;
  readonly part: Schema;
  /** Whether it says what a member of that name is. */
  readonly isNamed: boolean;
}

/** A schema with all that is in it; not what it only tests, for that is never shown. */
function* partsOf(part: Schema, path: string, isNamed: boolean): Iterable<Part> {
  yield { path, part, isNamed };
  for (const group of ['properties', 'definitions'] as const)
    for (const [name, its] of Object.entries(part[group] ?? {})) yield* partsOf(its, `${path}/${group}/${name}`, group === 'properties');
  for (const name of ['then', 'items', 'additionalProperties'] as const) {
    const its = part[name];
    if (its) yield* partsOf(its, `${path}/${name}`, false);
  }
  for (const group of ['anyOf', 'allOf'] as const)
    for (const [i, its] of (part[group] ?? []).entries()) yield* partsOf(its, `${path}/${group}/${i}`, false);
}
