import type { AppConnection } from '../facts/canvas-app';
import type { Operation } from '../facts/flow';
import { neighboursOf, type Scene } from '../fix';
import { insideOf } from '../inside';
import { parseJson, type JsonValue } from '../json';
import type { Entry, Flow, Solution } from '../model';
import { folderOf, isSameName, occurrenceAt } from '../occurrences';
import { directConnectionsOf } from '../refactorings/direct';
import type { Span, Uri, Word } from '../text';
import { isOn } from './mentioned';
import type { TreeView } from './tree';
import { connectionStep, operationStep } from './tree-operation';

/** What the next row down stands for, as an object of the model; a row that stands for none is known by its part. */
export type Step = object | string;

/** The rows from a solution down to what stands at an offset of a file. Below a connector its reference is found twice: by the group, and by itself. */
export function stepsTo(uri: Uri, offset: number, { groupBy }: TreeView, scene: Scene): readonly Step[] {
  const solution = folderOf(uri, scene.snapshot);
  const entry = solution?.entries.get(uri);
  if (!solution || !entry) return [];
  const isByFlow = groupBy === 'flow';
  if (!scene.snapshot.folders.solution(solution.root)) return toNamed(uri, offset, solution, isByFlow, scene);
  const flow = solution.flows.find((it) => it.uri === uri);
  if (flow) return [solution, ...(isByFlow ? inFlowByFlow(flow, offset, scene) : inFlow(flow, offset, solution, scene))];
  const described = solution.flows.find((it) => it.metadata?.uri === uri && entry.kind === 'flow-metadata');
  if (described) return [solution, ...(isByFlow ? [described] : toFlow(described, solution))];
  return [solution, ...(inDefinition(uri, offset, solution, isByFlow) ?? inAppOrAgent(entry, offset, solution))];
}

function inDefinition(uri: Uri, offset: number, solution: Solution, isByFlow: boolean): readonly Step[] | undefined {
  const reference = [...solution.references, ...solution.repeated].find((it) => it.uri === uri && isOn(offset, it.span));
  if (!reference) return undefined;
  if (!isByFlow) return [reference, reference];
  for (const flow of solution.flows) {
    const connection = flow.connections.find((it) => names(it.logicalName, reference.logicalName.value));
    if (connection) return [flow, connectionStep(connection.key, flow)];
  }
  return ['unused', reference];
}

/** From a file that is in no solution, deployment settings for instance, to the reference that is named there. */
function toNamed(uri: Uri, offset: number, folder: Solution, isByFlow: boolean, scene: Scene): readonly Step[] {
  const named = occurrenceAt(uri, offset, scene.snapshot);
  const reference = named && neighboursOf(folder, scene).definers(named.name.value)[0]?.reference;
  const solution = reference && scene.snapshot.folders.solution(reference.solution);
  return solution ? [solution, ...(inDefinition(reference.uri, reference.logicalName.span.start, solution, isByFlow) ?? [])] : [];
}

function inAppOrAgent({ file: { uri }, kind }: Entry, offset: number, { apps, bots }: Solution): readonly Step[] {
  const bot = bots.find((it) => it.uri === uri);
  const named = bot?.references.find((it) => isOn(offset, it.span));
  if (named) return ['agents', `agent ${named.agent}`, `connection ${named.value.toLowerCase()}`];
  const [first] = bot?.references ?? [];
  if (first) return ['agents', `agent ${first.agent}`];
  const app = kind === 'canvas-app' ? apps.find((it) => it.uri === uri) : undefined;
  if (!app) return [];
  const written = ({ key, logicalName, flowId, keyPlaces }: AppConnection): readonly (Word | undefined)[] => [
    key,
    logicalName,
    flowId,
    ...keyPlaces,
  ];
  const connection = app.connections.find((it) => written(it).some((word) => word && isOn(offset, word.span)));
  return ['apps', app, ...(connection ? [connection] : [])];
}

function inFlowByFlow(flow: Flow, offset: number, scene: Scene): readonly Step[] {
  const found = inText(flow, offset, scene);
  const key = found?.key.value;
  const direct = found && directAt(flow, found.key.span);
  const step = direct ?? flow.connections.find((it) => it.key.value === key)?.key;
  if (!step) return [flow];
  return [flow, connectionStep(step, flow), ...(found?.operation ? [operationStep(found.operation, flow)] : [])];
}

function inFlow(flow: Flow, offset: number, solution: Solution, scene: Scene): readonly Step[] {
  const found = inText(flow, offset, scene);
  if (!found) return toFlow(flow, solution);
  const above = toConnection(found.key, flow, solution);
  if (above.length === 0) return toFlow(flow, solution);
  return [...above, ...(found.operation ? [operationStep(found.operation, flow)] : [])];
}

/** The first place in the tree by connector where the flow is. */
function toFlow(flow: Flow, solution: Solution): readonly Step[] {
  for (const { key } of flow.connections) {
    const steps = toConnection(key, flow, solution);
    if (steps.length > 0) return steps[0] === 'directs' ? steps.slice(0, 2) : steps;
  }
  return [...directConnectionsOf(flow)].length > 0 ? ['directs', flow] : [];
}

/** To where a flow's connection of that key is in the tree by connector, or a connection's id that is written into the flow. */
function toConnection({ value, span }: Word, flow: Flow, solution: Solution): readonly Step[] {
  const connection = flow.connections.find((it) => it.key.value === value);
  const direct = directAt(flow, connection?.key.span ?? span) ?? directAt(flow, span);
  if (direct) return ['directs', flow, connectionStep(direct, flow)];
  const name = connection?.logicalName?.value;
  if (name === undefined || flow.legacy) return [];
  const reference = solution.references.find((it) => isSameName(it.logicalName.value, name));
  return reference ? [reference, reference, flow] : ['externals', `external ${name.toLowerCase()}`, flow];
}

function directAt(flow: Flow, span: Span): Word | undefined {
  for (const { at } of directConnectionsOf(flow)) if (at.span.start === span.start) return at;
  return undefined;
}

/** The key of a connection that stands at an offset or that what encloses it goes through; for an id that is written out, that. */
function inText(flow: Flow, offset: number, scene: Scene): { readonly key: Word; readonly operation?: Operation } | undefined {
  const { connections, literalConnections } = flow;
  const { operations } = insideOf(flow);
  const entry = connections.find((it) => isOn(offset, { start: it.key.span.start, end: it.span.end }));
  if (entry) return { key: entry.key };
  const literal = literalConnections.find((it) => isOn(offset, it.at.span));
  if (literal) return { key: literal.at };
  const known = operations.find((it) => isOn(offset, it.at) || isOn(offset, it.key.span));
  if (known) return { key: known.key, operation: known };
  const at = enclosing(flow.uri, offset, scene);
  const operation = at && operations.find((it) => it.at.start === at.start);
  if (operation) return { key: operation.key, operation };
  return undefined;
}

/** The name of the innermost trigger or action that an offset is in. */
function enclosing(uri: Uri, offset: number, scene: Scene): Span | undefined {
  const definition = parseJson(scene.text(uri)).root?.get('properties', 'definition');
  let found: Span | undefined;
  const open: (JsonValue | undefined)[] = [definition?.get('triggers'), definition?.get('actions')];
  for (let next = open.pop(); open.length > 0 || next; next = open.pop())
    for (const { keySpan, value } of next?.members() ?? []) {
      if (!isOn(offset, { start: keySpan.start, end: value.span.end })) continue;
      found = keySpan;
      open.push(value.get('actions'), value.get('else', 'actions'), value.get('default', 'actions'));
      for (const it of value.get('cases')?.members() ?? []) open.push(it.value.get('actions'));
    }
  return found;
}

function names(word: Word | undefined, logicalName: string): boolean {
  return word !== undefined && isSameName(word.value, logicalName);
}
