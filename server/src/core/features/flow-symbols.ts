import { connectorLabel, connectorOfEntry, connectorOfOperation, type ConnectorName } from '../connector-identity';
import type { FlowFacts, FlowInside, FlowReading } from '../facts/flow';
import type { Block } from '../facts/steps';
import { parseJson, type JsonMember, type JsonValue } from '../json';
import type { Neighbours } from '../neighbours';
import { inRunOrder } from '../run-order';
import type { Span } from '../text';
import { flowName, referenceName } from './known-names';
import { inPlaceOrder, outlined, type Outlined } from './outlined';
import { startInWords } from './trigger-words';

/** Flows nest to eight levels; what is nested far deeper would end the stack, here or in the editor. */
const DEEPEST = 100;

/**
 * A flow's connections, its trigger, and its actions as they nest, in the order in which they run. `reading` is that of the same text.
 * Where that is not the order of the file each action has its number, for editors sort by place unless told otherwise.
 */
export function flowSymbols(text: string, { facts, inside }: FlowReading, neighbours: Neighbours): readonly Outlined[] {
  const properties = parseJson(text).root?.get('properties');
  const definition = properties?.get('definition');
  const operations = new Operations(facts, inside, neighbours);
  return [
    connectionsIn(memberOf(properties, 'connectionReferences'), facts, neighbours),
    membersOf(definition?.get('triggers')).map((it) => operations.trigger(it)),
    operations.actions(definition?.get('actions'), DEEPEST),
  ]
    .filter((it) => it.length > 0)
    .sort((a, b) => startOf(a) - startOf(b))
    .flat();
}

function startOf(all: readonly Outlined[]): number {
  return all.reduce((first, { span }) => Math.min(first, span.start), Infinity);
}

function connectionsIn(
  entries: JsonMember | undefined,
  { connections }: Pick<FlowFacts, 'connections'>,
  neighbours: Neighbours,
): readonly Outlined[] {
  const names = new Map(connections.map((it) => [it.key.value, it.logicalName?.value]));
  const children = membersOf(entries?.value).map((member) => {
    const name = names.get(member.key);
    const detail = name === undefined ? 'direct connection' : (referenceName(name, neighbours) ?? name);
    return outlined({ name: member.key, detail, kind: 'connection', ...placeOf(member) });
  });
  return entries && children.length > 0
    ? [outlined({ name: 'Connections', detail: '', kind: 'group', ...placeOf(entries), children })]
    : [];
}

/** Triggers and actions of one flow. */
class Operations {
  readonly #connectors: ReadonlyMap<number, ConnectorName | undefined>;
  /** By the place of each action's name when it runs among those beside it. */
  readonly #turns: ReadonlyMap<number, Turn>;

  constructor(
    { connections }: Pick<FlowFacts, 'connections'>,
    { operations, actions }: FlowInside,
    private readonly neighbours: Neighbours,
  ) {
    this.#turns = new Map(actions ? turnsIn(actions) : []);
    const ofKey = new Map(connections.map((it) => [it.key.value, connectorOfEntry(it)]));
    this.#connectors = new Map(operations.map((it) => [it.at.start, ofKey.get(it.key.value) ?? connectorOfOperation(it)]));
  }

  trigger(member: JsonMember): Outlined {
    const [type, kind] = [stringAt(member.value, 'type'), stringAt(member.value, 'kind')];
    const full = kind === '' ? type : `${type}/${kind}`;
    const words = startInWords(full) ?? full;
    return outlined({ name: member.key, detail: this.#detailOf(member) ?? words, kind: 'trigger', ...placeOf(member) });
  }

  actions(actions: JsonValue | undefined, depth: number): readonly Outlined[] {
    if (depth === 0) return [];
    const turnOf = ({ keySpan }: JsonMember): Turn => this.#turns.get(keySpan.start) ?? { number: 0, isToldApart: false };
    const members = membersOf(actions).toSorted((a, b) => turnOf(a).number - turnOf(b).number);
    return members.map((member) => {
      const { number, isToldApart } = turnOf(member);
      const detail = this.#detailOf(member) ?? stringAt(member.value, 'type');
      const isContainer = ['actions', 'else', 'cases', 'default'].some((it) => member.value.get(it) !== undefined);
      return outlined({
        name: member.key,
        detail: isToldApart ? `${number}. ${detail}`.trim() : detail,
        kind: isContainer ? 'container' : 'action',
        ...placeOf(member),
        children: isContainer ? this.#inside(member.value, depth - 1) : [],
      });
    });
  }

  /** The branches of a condition are told apart only where there are actions for its other outcome. */
  #inside(container: JsonValue, depth: number): readonly Outlined[] {
    const [main, otherwise, rest] = ['actions', 'else', 'default'].map((it) => memberOf(container, it));
    const branch = (name: string, detail: string, member: JsonMember, children: readonly Outlined[]): Outlined =>
      outlined({ name, detail, kind: 'branch', ...placeOf(member), children });
    const some = (name: string, member: JsonMember | undefined, children: readonly Outlined[]): readonly Outlined[] =>
      member && children.length > 0 ? [branch(name, '', member, children)] : [];
    const yes = this.actions(main?.value, depth);
    const no = some('No', otherwise, this.actions(otherwise?.value.get('actions'), depth));
    const branches = [
      ...(no.length > 0 ? some('Yes', main, yes) : []),
      ...no,
      ...membersOf(container.get('cases')).map((it) =>
        branch(it.key, stringAt(it.value, 'case'), it, this.actions(it.value.get('actions'), depth)),
      ),
      ...some('Default', rest, this.actions(rest?.value.get('actions'), depth)),
    ];
    return [...(no.length > 0 ? [] : yes), ...inPlaceOrder(branches)];
  }

  /** What it calls; undefined when that is no connector and no flow. */
  #detailOf({ keySpan, value }: JsonMember): string | undefined {
    const child = stringAt(value, 'inputs', 'host', 'workflowReferenceName');
    if (child !== '') return flowName(child, this.neighbours);
    const connector = this.#connectors.get(keySpan.start);
    if (!connector) return undefined;
    const operation =
      stringAt(value, 'inputs', 'host', 'operationId') ||
      stringAt(value, 'inputs', 'operationId') ||
      stringAt(value, 'metadata', 'flowSystemMetadata', 'swaggerOperationId'); // operations of before 2020
    return [connectorLabel(connector, this.neighbours), operation].filter((it) => it !== '').join(' · ');
  }
}

/** When an action runs among those beside it, from 1, and whether its place in the file does not tell. */
interface Turn {
  readonly number: number;
  readonly isToldApart: boolean;
}

function* turnsIn(root: Block): Iterable<readonly [number, Turn]> {
  const open: Block[] = [root];
  for (let block = open.pop(); block; block = open.pop()) {
    const { steps } = block;
    const ordered = inRunOrder(block);
    const isToldApart = ordered.some((step, i) => step !== steps[i]);
    for (const [i, { name, blocks }] of ordered.entries()) {
      yield [name.span.start, { number: i + 1, isToldApart }];
      for (const it of blocks) open.push(it);
    }
  }
}

function membersOf(value: JsonValue | undefined): readonly JsonMember[] {
  return [...(value?.members() ?? [])];
}

/** The member that counts: of two equal names the last. */
function memberOf(value: JsonValue | undefined, name: string): JsonMember | undefined {
  return membersOf(value).findLast((it) => it.key === name);
}

function stringAt(value: JsonValue, ...path: readonly string[]): string {
  return value.get(...path)?.string ?? '';
}

function placeOf({ keySpan, value }: JsonMember): { readonly span: Span; readonly nameSpan: Span } {
  return { span: { start: keySpan.start - 1, end: value.span.end }, nameSpan: keySpan };
}
