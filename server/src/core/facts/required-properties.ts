import type { JsonValue } from '../json';
import type { Word } from '../text';
import type { Flaw, Step } from './steps';

const OPERATION = ['inputs.host.apiId', 'inputs.host.operationId', 'inputs.host.connectionName'];
const WRITING = ['inputs.name', 'inputs.value'];
const CONNECTORS = { openapiconnection: OPERATION, openapiconnectionwebhook: OPERATION };

/**
 * By type in lower case. Sources: "Schema reference guide for trigger and action types in workflow definitions" of Azure Logic Apps,
 * as far as every flow of several hundred that run bears it out.
 */
const ofActions: Readonly<Record<string, readonly string[]>> = {
  ...CONNECTORS,
  apiconnection: ['inputs.host.connection.name', 'inputs.method', 'inputs.path'],
  apiconnectionwebhook: ['inputs.host.connection.name', 'inputs.path'],
  if: ['expression', 'actions'],
  switch: ['expression', 'cases', 'cases.*.case', 'cases.*.actions'],
  scope: ['actions'],
  foreach: ['foreach', 'actions'],
  until: ['expression', 'actions', 'limit.count|timeout'],
  initializevariable: ['inputs.variables', 'inputs.variables.*.name', 'inputs.variables.*.type'],
  setvariable: WRITING,
  appendtoarrayvariable: WRITING,
  appendtostringvariable: WRITING,
  incrementvariable: ['inputs.name'],
  decrementvariable: ['inputs.name'],
  compose: ['inputs'],
  query: ['inputs.from', 'inputs.where'],
  select: ['inputs.from', 'inputs.select'],
  table: ['inputs.from', 'inputs.format'],
  join: ['inputs.from', 'inputs.joinWith'],
  parsejson: ['inputs.content', 'inputs.schema'],
  expression: ['kind', 'inputs'],
  http: ['inputs.method', 'inputs.uri'],
  response: ['inputs.statusCode'],
  terminate: ['inputs.runStatus'],
  wait: ['inputs.interval|until'],
  workflow: ['inputs.host.workflowReferenceName|workflow'], // Azure Logic Apps names another one by its id
};

const ofTriggers: Readonly<Record<string, readonly string[]>> = {
  ...CONNECTORS,
  openapiconnectionnotification: OPERATION,
  recurrence: ['recurrence.frequency', 'recurrence.interval'],
};

type Path = readonly string[];

const NO_TYPE: readonly Path[] = [['type']];
const byRole: Readonly<Record<Step['role'], ReadonlyMap<string, readonly Path[]>>> = {
  trigger: parted(ofTriggers),
  action: parted(ofActions),
};

function parted(table: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, readonly Path[]> {
  return new Map(Object.entries(table).map(([type, paths]) => [type, paths.map((it) => it.split('.'))]));
}

const NONE: readonly never[] = [];

/** The properties that an action or trigger of a type cannot do without, and that are not there. */
export function missingProperties({ role, type }: Pick<Step, 'role' | 'type'>, { span }: Word, value: JsonValue): readonly Flaw[] {
  const required = type === '' ? NO_TYPE : (byRole[role].get(type.toLowerCase()) ?? NONE);
  let missing: Set<string> | undefined;
  for (const path of required) if (value.get(...path) === undefined) addMissing((missing ??= new Set()), value, path, 0, '');
  return missing ? Array.from(missing, (path) => ({ kind: 'missing-property', span, path })) : NONE;
}

/**
 * Where a path breaks off, from one of its parts on: `*` stands for every member or item, `a|b` for either. A text in the place of an
 * object may be an expression that gives all of it.
 */
function addMissing(missing: Set<string>, value: JsonValue, path: Path, from: number, before: string): void {
  const name = path[from];
  if (name === undefined) return;
  if (name === '*') {
    for (const { key, value: member } of value.members()) addMissing(missing, member, path, from + 1, `${before}${key}.`);
    for (const [index, item] of [...value.items()].entries())
      addMissing(missing, item, path, from + 1, `${before.slice(0, -1)}[${index}].`);
    return;
  }
  if (value.kind === 'string' && before !== '') return;
  const names = name.split('|');
  const found = names.map((it) => value.get(it)).find((it) => it !== undefined);
  if (found) addMissing(missing, found, path, from + 1, `${before}${name}.`);
  else missing.add(`${before}${names[0]!}`);
}
