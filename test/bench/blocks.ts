import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guid, randomOf, sentence, word, type Random } from './random';

/** An action, or anything else in a flow, as it stands in the file. */
export type Json = Record<string, unknown>;

/** Actions that belong together: all that an example flow does, but for the variables it sets up and the answer it gives. */
export interface Block {
  readonly variables: readonly Json[];
  readonly actions: Json;
  /** The connectors that it calls, such as `shared_office365`. */
  readonly connectors: readonly string[];
  readonly callsChild: boolean;
  /** Characters when it is made new and indented by two blanks, at the outermost level. */
  readonly size: number;
  readonly lines: number;
}

/** The parts of a block that bear names. */
type Named = Pick<Block, 'variables' | 'actions'>;

/** What a block is made new for. */
export interface Place {
  /** Of the solution; its environment variables bear it. */
  readonly area: string;
  /** The id of the flow that is called as a child, where one is. */
  readonly child: string;
  /** No other block of the flow has it. */
  readonly number: number;
}

/** The flows of the examples whose actions are sound, by the beginning of their file names. */
const SOUND = [
  'Submitexpense',
  'Requestabsence',
  'Notifymanagerofabsence',
  'Approveabsence',
  'Publishteamcalendar',
  'Escalateopenabsences',
  'Archivesicknotes',
  'Readorderform',
  'Archivepurchaseorders',
  'Welcomenewcolleague',
];
/** An environment variable of the examples as an expression names it. */
const VARIABLE = /parameters\('[^'(]* (\w+) \(contoso_[^)]*\)'\)/g;

/** The environment variables that blocks use, each once in every solution. */
export const VARIABLES = ['Site', 'Library', 'Calendar', 'List', 'Address'] as const;

/** The name that an expression has for an environment variable of a solution. */
export function parameterOf(area: string, variable: string): string {
  return `${area} ${variable} (${schemaNameOf(area, variable)})`;
}

export function schemaNameOf(area: string, variable: string): string {
  return `contoso_${area}${variable}`;
}

export function readBlocks(examples: string): readonly Block[] {
  const files = readdirSync(examples, { recursive: true, encoding: 'utf8' });
  return SOUND.map((name) => {
    const file = files.find((it) => it.endsWith('.json') && /[\\/]Workflows[\\/]/.test(it) && it.includes(name));
    if (file === undefined) throw new Error(`no example flow begins with '${name}'`);
    return blockOf(JSON.parse(readFileSync(join(examples, file), 'utf8').replace(/^\uFEFF/, '')) as Flow);
  });
}

interface Flow {
  readonly properties: {
    readonly connectionReferences: Record<string, { readonly api: { readonly name: string } }>;
    readonly definition: { readonly actions: Record<string, Json> };
  };
}

function blockOf({ properties }: Flow): Block {
  const all = Object.entries(properties.definition.actions);
  const variables = all.filter(([, it]) => it['type'] === 'InitializeVariable');
  const dropped = new Set(variables.map(([name]) => name));
  const kept = all.filter(([name, it]) => !dropped.has(name) && it['type'] !== 'Response');
  const actions = Object.fromEntries(kept.map(([name, it]) => [name, without(dropped, it)]));
  const keys = Object.entries(properties.connectionReferences);
  const text = keys.reduce(
    (text, [key, it]) => text.replaceAll(`"connectionName":"${key}"`, `"connectionName":"${it.api.name}"`),
    JSON.stringify(actions),
  );
  const parts = {
    variables: variables.map(([, it]) => (it['inputs'] as { variables: [Json] }).variables[0]),
    actions: JSON.parse(text) as Json,
  };
  const sample = JSON.stringify(madeNew(parts, { area: 'Sample', child: '', number: 10 }, randomOf(0)).actions, null, 2);
  return {
    ...parts,
    connectors: [...new Set(keys.map(([, it]) => it.api.name))].filter((it) => text.includes(`"${it}"`)),
    callsChild: text.includes('workflowReferenceName'),
    size: sample.length,
    lines: sample.split('\n').length,
  };
}

/** The action without waiting for those that are dropped. */
function without(dropped: ReadonlySet<string>, action: Json): Json {
  const runAfter = Object.entries(action['runAfter'] as Json).filter(([name]) => !dropped.has(name));
  return { ...action, runAfter: Object.fromEntries(runAfter) };
}

/** The block with names, texts, columns and ids of its own. */
export function madeNew(block: Named, place: Place, random: Random): Named {
  const its = `${word(random)}_${place.number}`;
  let text = JSON.stringify({ variables: block.variables, actions: block.actions });
  for (const { name } of block.variables as readonly { name: string }[])
    text = text.replaceAll(`"name":"${name}"`, `"name":"${name}_${its}"`).replaceAll(`variables('${name}')`, `variables('${name}_${its}')`);
  for (const name of namesIn(block.actions))
    text = text.replaceAll(`"${name}":`, `"${name}_${its}":`).replaceAll(`('${name}')`, `('${name}_${its}')`);
  text = text
    .replace(/contoso_[a-z]+(?!\w|\))/g, (it) => `${it}_${word(random)}`)
    .replace(VARIABLE, (_, variable: string) => `parameters('${parameterOf(place.area, variable)}')`)
    .replace(/<\/p>/g, () => ` ${sentence(12, random)}</p>`)
    .replace(/"workflowReferenceName":"[^"]*"/, `"workflowReferenceName":"${place.child}"`)
    .replace(/"runAfter":/g, () => `"metadata":{"operationMetadataId":"${guid(random)}"},"runAfter":`);
  return JSON.parse(text) as Named;
}

/** The names of all actions, however deep. */
function namesIn(actions: Json): readonly string[] {
  const names: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, its] of Object.entries(value)) {
      if (typeof its === 'object' && its !== null && 'runAfter' in its) names.push(key);
      walk(its);
    }
  };
  walk(actions);
  return names;
}
