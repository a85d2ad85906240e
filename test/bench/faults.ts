import type { Json } from './blocks';
import { apiIdOf, environmentParameter, logicalNameOf, type MadeFlow } from './flows';
import { guid, word, type Random } from './random';

/** What is wrong with a flow that is made. Exactly one finding of its rule comes of it. */
export interface Fault {
  readonly rule: string;
  plant(flow: MadeFlow, random: Random, area: string): MadeFlow;
  /** Whether the flow is switched off, or what spoils its text. */
  readonly isOff?: boolean;
  spoil?(text: string): string;
}

/** A connector that no block calls. */
const PLANNER = 'shared_planner';

/** The most usual first; they are planted in turn. The first can be mended by the editor on save. */
export const FAULTS: readonly Fault[] = [
  { rule: 'unused-connection-key', plant: (flow, _, area) => connected(flow, PLANNER, logicalNameOf(area, PLANNER)) },
  computed('unknown-action', (random) => `@outputs('Get_${word(random)}')?['body/value']`),
  { rule: 'inactive-flow', plant: (flow) => flow, isOff: true },
  {
    rule: 'undefined-connection-reference',
    plant: (flow, random) => called(connected(flow, PLANNER, `contoso_${word(random)}`), PLANNER, random),
  },
  computed('wrong-argument-count', (random) => `@toUpper('${word(random)}', '${word(random)}')`),
  { rule: 'undeclared-connection-key', plant: (flow, random) => called(flow, PLANNER, random) },
  computed('unknown-function', (random) => `@lenght('${word(random)}')`),
  {
    rule: 'undefined-child-flow',
    plant: (flow, random) =>
      ended(flow, `Run_${word(random)}`, { type: 'Workflow', inputs: { host: { workflowReferenceName: guid(random) }, body: {} } }),
  },
  {
    rule: 'unused-variable',
    plant: (flow, random) =>
      ended(flow, `Set_up_${word(random)}`, {
        type: 'InitializeVariable',
        inputs: { variables: [{ name: word(random), type: 'string' }] },
      }),
  },
  computed('invalid-expression', (random) => `@concat('${word(random)}', `),
  computed('uninitialized-variable', (random) => `@variables('${word(random)}')`),
  {
    rule: 'broken-run-after',
    plant: (flow, random) => ({
      ...flow,
      actions: {
        ...flow.actions,
        [`Compose_${word(random)}`]: { runAfter: { [`Get_${word(random)}`]: ['Succeeded'] }, type: 'Compose', inputs: word(random) },
      },
    }),
  },
  computed('unknown-parameter', (random) => `@parameters('${word(random)}')`),
  computed('item-outside-loop', () => `@item()?['amount']`),
  {
    rule: 'undefined-environment-variable',
    plant: (flow, random) => {
      const name = word(random);
      const parameters = { ...flow.parameters, ...environmentParameter(`${name} (contoso_${name})`, `contoso_${name}`) };
      return ended({ ...flow, parameters }, `Compose_${word(random)}`, {
        type: 'Compose',
        inputs: `@parameters('${name} (contoso_${name})')`,
      });
    },
  },
  { rule: 'invalid-json', plant: (flow) => flow, spoil: (text) => `${text.slice(0, -2)},}` },
];

/** A fault in an expression. */
function computed(rule: string, expression: (random: Random) => string): Fault {
  return { rule, plant: (flow, random) => ended(flow, `Compose_${word(random)}`, { type: 'Compose', inputs: expression(random) }) };
}

function ended(flow: MadeFlow, name: string, step: Json): MadeFlow {
  const last = Object.keys(flow.actions).at(-1);
  return { ...flow, actions: { ...flow.actions, [name]: { runAfter: last === undefined ? {} : { [last]: ['Succeeded'] }, ...step } } };
}

function called(flow: MadeFlow, key: string, random: Random): MadeFlow {
  const host = { connectionName: key, operationId: 'CreateTask_V4', apiId: apiIdOf(PLANNER) };
  return ended(flow, `Add_${word(random)}`, { type: 'OpenApiConnection', inputs: { host, parameters: { 'body/title': word(random) } } });
}

function connected(flow: MadeFlow, connector: string, logicalName: string): MadeFlow {
  const entry = { runtimeSource: 'embedded', connection: { connectionReferenceLogicalName: logicalName }, api: { name: connector } };
  return { ...flow, connectionReferences: { ...flow.connectionReferences, [connector]: entry } };
}
