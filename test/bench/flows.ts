import { madeNew, parameterOf, schemaNameOf, VARIABLES, type Block, type Json } from './blocks';
import { below, guid, pick, sentence, word, type Random } from './random';

/** What a flow is to be like. */
export interface Wanted {
  readonly area: string;
  /** In characters. It is met within a step's length. */
  readonly size: number;
  /** Whether other flows call it; it calls none. */
  readonly isChild: boolean;
  /** The ids of the flows of the solution that may be called. */
  readonly children: readonly string[];
}

export interface MadeFlow {
  readonly connectionReferences: Record<string, Json>;
  readonly triggers: Json;
  readonly parameters: Json;
  readonly actions: Json;
}

/** Containers around the actions of a block, which has up to three of its own. */
const DEEPEST = 5;
const APIS = '/providers/Microsoft.PowerApps/apis/';

/** What every flow has besides its actions. */
const FRAME = 2_300;
const NOTE = 360;
const VARIABLE = 370;

export function logicalNameOf(area: string, connector: string): string {
  return `contoso_${area}_${connector.replace('shared_', '')}`;
}

/** A sound flow of blocks in sequence, of which some stand in containers, and of notes that fill it up. */
export function composeFlow(wanted: Wanted, blocks: readonly Block[], random: Random): MadeFlow {
  const usable = wanted.isChild || wanted.children.length === 0 ? blocks.filter((it) => !it.callsChild) : blocks;
  const variables: Json[] = [];
  const connectors = new Set<string>();
  let number = 0;

  const sequence = (budget: number, depth: number): Json => {
    const steps: Json = {};
    let left = budget;
    let last: string | undefined;
    const add = (name: string, step: Json): void => {
      steps[name] = { ...step, runAfter: last === undefined ? {} : { [last]: ['Succeeded'] } };
      last = name;
    };
    for (;;) {
      const fitting = usable.filter((it) => sizeAt(it, depth) < left);
      if (fitting.length === 0) break;
      number++;
      if (depth < DEEPEST && left > 6_000 && random() < 0.35) {
        const inner = Math.min(left - 1_000, 4_000 + below(Math.max(left / 2, 4_000), random));
        add(`Part_${word(random)}_${number}`, container(sequence(inner, depth + 1), random));
        left -= inner + 700;
        continue;
      }
      const block = pick(fitting, random);
      const child = block.callsChild ? pick(wanted.children, random) : '';
      const made = madeNew(block, { area: wanted.area, child, number }, random);
      for (const it of block.connectors) connectors.add(it);
      variables.push(...made.variables);
      for (const [name, step] of Object.entries(made.actions)) {
        const first = Object.keys((step as { runAfter: Json }).runAfter).length === 0;
        if (first) add(name, step as Json);
        else steps[name] = step;
        last = name;
      }
      left -= sizeAt(block, depth);
    }
    for (; left > NOTE; left -= NOTE + depth * 16) add(`Note_${word(random)}_${++number}`, noteOf(last, random));
    return steps;
  };

  const steps = sequence(wanted.size - FRAME, 0);
  return {
    connectionReferences: Object.fromEntries([...connectors].sort().map((it) => [it, connectionTo(it, wanted.area)])),
    triggers: triggerOf(wanted.isChild, random),
    parameters: parametersOf(JSON.stringify(steps), wanted.area),
    actions: afterVariables(variables, steps, wanted.isChild),
  };
}

/** The flow as it stands in its file. */
export function textOf({ connectionReferences, triggers, parameters, actions }: MadeFlow): string {
  const definition = {
    $schema: 'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
    contentVersion: '1.0.0.0',
    parameters,
    triggers,
    actions,
  };
  return JSON.stringify({ properties: { connectionReferences, definition }, schemaVersion: '1.0.0.0' }, null, 2);
}

/** With the blanks before its lines. */
function sizeAt({ size, lines, variables }: Block, depth: number): number {
  return size + lines * (6 + 4 * depth) + variables.length * VARIABLE;
}

function container(actions: Json, random: Random): Json {
  const kind = below(3, random);
  if (kind === 0) return { type: 'Scope', actions };
  if (kind === 1) return { type: 'Foreach', foreach: `@triggerOutputs()?['body/${word(random)}']`, actions };
  return {
    type: 'If',
    expression: { and: [{ greater: [`@length(coalesce(triggerOutputs()?['body/${word(random)}'], ''))`, below(1_000, random)] }] },
    actions,
    else: { actions: {} },
  };
}

function noteOf(last: string | undefined, random: Random): Json {
  const before = last === undefined ? '' : ` after @{actions('${last}')?['status']}`;
  return { type: 'Compose', metadata: { operationMetadataId: guid(random) }, inputs: `${sentence(8, random)}${before}` };
}

function connectionTo(connector: string, area: string): Json {
  return {
    runtimeSource: 'embedded',
    connection: { connectionReferenceLogicalName: logicalNameOf(area, connector) },
    api: { name: connector },
  };
}

function triggerOf(isChild: boolean, random: Random): Json {
  const input = (): Json => ({ title: word(random), type: 'string', description: sentence(4, random) });
  const properties = { text: input(), text_1: input(), text_2: input() };
  const schema = { type: 'object', properties, required: Object.keys(properties) };
  return { manual: { type: 'Request', kind: isChild ? 'Button' : 'PowerAppV2', inputs: { schema } } };
}

function parametersOf(steps: string, area: string): Json {
  const used = VARIABLES.filter((it) => steps.includes(parameterOf(area, it)));
  return {
    $connections: { defaultValue: {}, type: 'Object' },
    $authentication: { defaultValue: {}, type: 'SecureObject' },
    ...Object.assign({}, ...used.map((it) => environmentParameter(parameterOf(area, it), schemaNameOf(area, it)))),
  };
}

/** The parameter through which a flow reads an environment variable. */
export function environmentParameter(name: string, schemaName: string): Json {
  return { [name]: { defaultValue: '', type: 'String', metadata: { schemaName } } };
}

/** The variables are set up before everything else; a child flow answers at its end. */
function afterVariables(variables: readonly Json[], steps: Json, isChild: boolean): Json {
  const all: Json = {};
  let last: string | undefined;
  const waiting = (): Json => (last === undefined ? {} : { [last]: ['Succeeded'] });
  for (const it of variables) {
    const name = `Initialize_${String(it['name'])}`;
    all[name] = { runAfter: waiting(), type: 'InitializeVariable', inputs: { variables: [it] } };
    last = name;
  }
  for (const [name, step] of Object.entries(steps)) {
    const { runAfter } = step as { runAfter: Json };
    all[name] = Object.keys(runAfter).length === 0 ? { ...(step as Json), runAfter: waiting() } : step;
  }
  last = Object.keys(steps).at(-1) ?? last;
  if (isChild) all['Answer_the_flow'] = { runAfter: waiting(), type: 'Response', kind: 'PowerApp', inputs: { statusCode: 200 } };
  return all;
}

/** The id of a connector as actions and connection references have it. */
export function apiIdOf(connector: string): string {
  return APIS + connector;
}
