import type { Uri } from '../../server/src/core';
import {
  app,
  appConnection,
  binding,
  BUTTON,
  call,
  entry,
  flow,
  metadata,
  oldOperation,
  operation,
  reference,
  requiredReference,
  settings,
  solution,
  variable,
} from '../support/solution';

const name = (index: number): string => `${['Get_items', 'Send_an_email', 'Apply_to_each', 'Update_item'][index % 4]}_(V2)_${index}`;
const after = (predecessor: string): object => ({ [predecessor]: ['Succeeded'] });
const each = <Value>(count: number, value: (index: number) => Value): Value[] => Array.from({ length: count }, (_, index) => value(index));
const members = (count: number, of: (index: number) => [string, object]): object => Object.fromEntries(each(count, of));
const actions = (count: number, of: (index: number) => object): object => members(count, (it) => [name(it), of(it)]);
const compose = (inputs: unknown, more: object = {}): object => ({ type: 'Compose', inputs, ...more });
const flowWith = (parts: object, references: readonly string[] = []): string =>
  solution({ references }) + flow({ ...parts, indent: 0 }) + metadata();
const referenceTo = (index: number): string => reference(`con_ref_${index}`, `shared_c${index}`, `Area – Thing ${index} – User`);
const idOf = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
const flowNumber = (index: number, parts: object): string => {
  const its = { name: `Flow${index}`, id: idOf(index) };
  return flow({ ...its, triggers: BUTTON, ...parts, indent: 0 }) + metadata({ ...its, displayName: `Flow ${index}` });
};
const initialize = (index: number): object => ({
  type: 'InitializeVariable',
  inputs: { variables: [{ name: `count${index}`, type: 'integer' }] },
});
const parameterOf = (schemaName: string): object => ({ defaultValue: 'x', type: 'String', metadata: { schemaName } });

/** Names that might have been meant are looked for among all that there are. */
export const NEAR: readonly string[] = ['broken-run-after', 'unknown-action', 'uninitialized-variable'];
/** What may be chosen for one finding is looked for among all that there is; somebody asks for one finding at a time. */
export const CHOSEN: readonly string[] = [...NEAR, 'undeclared-connection-key', 'undefined-connection-reference'];

/** Solutions that are as large as one says, each in another way. */
export const large: Readonly<Record<string, (size: number) => string>> = {
  'a chain of actions': (size) =>
    flowWith({
      connections: { shared_teams: entry('con_teams') },
      actions: actions(size, (it) => ({ ...operation('shared_teams'), runAfter: it === 0 ? {} : after(name(it - 1)) })),
    }),
  'a circle of many actions': (size) =>
    flowWith({ actions: actions(5 * size, (it) => compose(1, { runAfter: after(name((it + 5 * size - 1) % (5 * size))) })) }),
  'actions that each use one beside them': (size) => flowWith({ actions: actions(size, (it) => compose(`@outputs('${name(it + 1)}')`)) }),
  'operations in the older form': (size) =>
    flowWith({ connections: { shared_teams: entry('con_teams') }, actions: actions(size, () => oldOperation('shared_teams')) }),
  'connection references': (size) =>
    solution({ references: each(size, (it) => reference(`con_ref_${it}`, `shared_c${it}`, `Area – Thing ${it} – User`)) }),
  'connections without a reference': (size) =>
    flowWith({
      connections: members(size, (it) => [`shared_c${it}`, entry(undefined, `shared_c${it}`)]),
      actions: actions(size, (it) => operation(`shared_c${it}`, `shared_c${it}`)),
    }),
  'ids of connections in operations': (size) =>
    flowWith({
      actions: actions(size, (it) => ({
        type: 'ApiConnection',
        inputs: { host: { connection: { name: `/providers/Microsoft.PowerApps/apis/shared_c${it}/connections/${it}` } } },
      })),
    }),
  'two entries for each reference': (size) =>
    flowWith(
      {
        connections: members(size, (it) => [`key_${it}`, entry(`con_ref_${it >> 1}`, `shared_c${it >> 1}`)]),
        actions: actions(size, (it) => operation(`key_${it}`, `shared_c${it >> 1}`)),
      },
      each(size >> 1, referenceTo),
    ),
  'entries for other connectors than their references and operations have': (size) =>
    flowWith(
      {
        connections: members(size, (it) => [`key_${it}`, entry(`con_ref_${it}`, `shared_other${it}`)]),
        actions: actions(size, (it) => operation(`key_${it}`, `shared_third${it}`)),
      },
      each(size, referenceTo),
    ),
  'cases with an action': (size) =>
    flowWith({
      actions: {
        Switch: {
          type: 'Switch',
          expression: '@1',
          cases: members(size, (it) => [`Case_${it}`, { case: it, actions: { [name(it)]: compose(it) } }]),
        },
      },
    }),
  'variables that are set and used': (size) =>
    flowWith({
      actions: {
        ...members(size, (it) => [`Initialize_${it}`, { ...initialize(it), runAfter: it === 0 ? {} : after(`Initialize_${it - 1}`) }]),
        ...members(size, (it) => [
          `Set_${it}`,
          {
            type: 'SetVariable',
            inputs: { name: `count${it}`, value: `@variables('count${(it + 1) % size}')` },
            runAfter: after(`Initialize_${size - 1}`),
          },
        ]),
      },
    }),
  'faults in expressions': (size) =>
    flowWith({
      actions: {
        ...members(size, (it) => [`Open_${it}`, compose('@concat(')]),
        ...members(size, (it) => [`Function_${it}`, compose('@notThere()')]),
        ...members(size, (it) => [`Arguments_${it}`, compose('@first()')]),
        ...members(size, (it) => [`Item_${it}`, compose('@item()')]),
        ...members(size, (it) => [`Literal_${it}`, compose('It is @utcNow()')]),
        ...members(size, (it) => [`Parameter_${it}`, compose(`@parameters('None ${it}')`)]),
        ...members(size, (it) => [`Itself_${it}`, compose(`@outputs('Itself_${it}')`)]),
        ...members(size, (it) => [
          `Each_${it}`,
          {
            type: 'Foreach',
            foreach: '@triggerBody()',
            actions: { [`Start_${it}`]: initialize(it), [`Stop_${it}`]: { type: 'Terminate', inputs: {} } },
          },
        ]),
      },
    }),
  'actions with the names of their types': (size) =>
    flowWith({
      actions: members(size, (it) => [
        `Initialize_variable_${it}`,
        { ...initialize(it), runAfter: it === 0 ? {} : after(`Initialize_variable_${it - 1}`) },
      ]),
    }),
  'environment variables of one flow': (size) =>
    solution() +
    each(size, (it) => variable(`con_Var${it}`, { default: `value ${it}`, shipped: 'x' })).join('') +
    flow({
      indent: 0,
      parameters: members(2 * size, (it) => [`Variable ${it} (con_Var${it})`, parameterOf(`con_Var${it}`)]),
      actions: members(size, (it) => [
        `Use_${it}`,
        { ...operation('shared_sql', 'shared_sql'), inputs: { parameters: { table: `value ${it}` } } },
      ]),
    }) +
    metadata(),
  'flows that go through one reference': (size) =>
    solution({ references: [reference('con_teams')] }) +
    each(size, (it) =>
      flowNumber(it, { connections: { shared_teams: entry('con_teams') }, actions: { Post: operation('shared_teams') } }),
    ).join(''),
  'flows that call each other': (size) =>
    solution() + each(size, (it) => flowNumber(it, { actions: { Call: call(idOf(it + 1)) } })).join(''),
  'a flow that calls many': (size) =>
    solution() + each(size, (it) => flowNumber(it, {})).join('') + flowNumber(size, { actions: actions(2 * size, (it) => call(idOf(it))) }),
  'references that settings bind, and others': (size) =>
    solution({ references: each(size, referenceTo) }) +
    each(size, (it) => variable(`con_Var${it}`)).join('') +
    settings('deploy/test.json', {
      references: [
        ...each(size >> 1, (it) => binding(`con_ref_${it}`, '', `shared_c${it}`)),
        ...each(size, (it) => binding(`con_gone_${it}`)),
        ...each(size >> 1, (it) => binding(`con_ref_${it}`, 'x', 'shared_sql')),
      ],
      variables: members(size, (it) => [`con_Var${2 * it}`, {}]) as Record<string, unknown>,
    }),
  'connections of an app': (size) =>
    solution({ references: each(size, referenceTo) }) +
    app(members(size, (it) => [`key${it}`, appConnection(`shared_c${it}`, { connectionReferenceLogicalName: `con_ref_${it}` })])),
  apps: (size) =>
    solution({ references: each(size, referenceTo) }) +
    each(size, (it) => app({ key: appConnection(`shared_c${it}`) }, { name: `con_app${it}` })).join(''),
  'references of agents': (size) =>
    solution({ references: each(size, referenceTo) }) +
    each(size, (it) => `--- src/botcomponents/con_bot.action.A${it}/data\nkind: TaskDialog\nconnectionReference: con_ref_${2 * it}\n`).join(
      '',
    ),
  'references that other solutions have to bring': (size) =>
    solution({ missing: each(size, (it) => requiredReference(`con_other_${it}`, `Other${it} (1.0.0.0)`)) }) +
    flow({
      indent: 0,
      connections: members(size, (it) => [`key_${it}`, entry(`con_other_${it}`)]),
      actions: actions(size, (it) => operation(`key_${it}`)),
    }) +
    metadata(),
  'references that another solution has': (size) =>
    solution({ root: 'core', name: 'Core', references: each(size, referenceTo) }) +
    flowWith({
      connections: members(size, (it) => [`key_${it}`, entry(`con_ref_${it}`, `shared_c${it}`)]),
      actions: actions(size, (it) => operation(`key_${it}`, `shared_c${it}`)),
    }),
  'references that stand there twice': (size) => solution({ references: [...each(size, referenceTo), ...each(size, referenceTo)] }),
  'names that are written otherwise': (size) =>
    flowWith(
      {
        connections: members(size, (it) => [`key_${it}`, entry(`CON_ref_${it}`, `shared_c${it}`)]),
        actions: {
          ...actions(size, (it) => operation(`key_${it}`, `shared_c${it}`)),
          ...members(size, (it) => [`Use_${it}`, compose(`@outputs('${name(it).toUpperCase()}')`)]),
        },
      },
      each(size, referenceTo),
    ),
  'a long expression': (size) => flowWith({ actions: { A: compose(`@concat(${"'a',".repeat(10 * size)}'b')`) } }),
  'a text with many expressions': (size) => flowWith({ actions: { A: compose("@{outputs('A')}".repeat(10 * size)) } }),
  'a key that stands there again and again': (size) =>
    flowWith({ actions: { A: compose('KEYS') } }).replace('"KEYS"', `{${'"k":1,'.repeat(size)}"k":1}`),
};

/** Solutions with as many findings as one says of the rule that each is called by. */
export const faulty: Readonly<Record<string, (size: number) => string>> = {
  'broken-run-after': (size) => flowWith({ actions: actions(size, (it) => compose(1, { runAfter: after(`Nothing_${it}`) })) }),
  'unknown-action': (size) => flowWith({ actions: actions(size, (it) => compose(`@outputs('Get_${it}')`)) }),
  'uninitialized-variable': (size) =>
    flowWith({
      actions: {
        ...actions(size, (it) => ({ type: 'InitializeVariable', inputs: { variables: [{ name: `count${it}`, type: 'integer' }] } })),
        Read: compose(each(size, (it) => `@variables('cuont${it}')`)),
      },
    }),
  'unused-connection-reference': (size) =>
    solution({ references: each(size, (it) => reference(`con_ref_${it}`, 'shared_teams', `Area ${it} – Teams – User`)) }),
  'duplicate-connection-reference': (size) =>
    solution({ references: each(size + 1, (it) => reference(`con_ref_${it}`, 'shared_teams', `Teams ${it}`)) }),
  'off-scheme-name': (size) => solution({ references: each(size, (it) => reference(`con_ref_${it}`, `shared_c${it}`, `Thing ${it}`)) }),
  'several-references-for-connector': (size) =>
    flowWith(
      {
        connections: members(size + 1, (it) => [`shared_teams_${it}`, entry(`con_ref_${it}`)]),
        actions: actions(size + 1, (it) => operation(`shared_teams_${it}`)),
      },
      each(size + 1, (it) => reference(`con_ref_${it}`, 'shared_teams', `Teams ${it}`)),
    ),
  'undeclared-connection-key': (size) =>
    flowWith(
      {
        connections: members(size, (it) => [`declared_${it}`, entry(`con_ref_${it}`, `shared_c${it}`)]),
        actions: {
          ...actions(size, (it) => operation(`declared_${it}`, `shared_c${it}`)),
          ...members(size, (it) => [`Undeclared_${it}`, operation(`undeclared_${it}`, `shared_c${it}`)]),
        },
      },
      each(size, (it) => reference(`con_ref_${it}`, `shared_c${it}`, `Area – Thing ${it} – User`)),
    ),
  'redundant-connection-key': (size) =>
    flowWith(
      {
        connections: members(size + 1, (it) => [`shared_teams_${it}`, entry('con_teams')]),
        actions: actions(size + 1, (it) => operation(`shared_teams_${it}`)),
      },
      [reference('con_teams')],
    ),
  'unused-connection-key': (size) => flowWith({ connections: members(size, (it) => [`shared_teams_${it}`, entry(`con_ref_${it}`)]) }),
  'undefined-connection-reference': (size) =>
    flowWith({
      connections: members(size, (it) => [`shared_teams_${it}`, entry(`con_ref_${it}`)]),
      actions: actions(size, (it) => operation(`shared_teams_${it}`)),
    }),
};

/** The file that is asked for: the last flow or other JSON file of a solution, or else its last file. */
export function focusOf(files: ReadonlyMap<Uri, string>): Uri {
  const uris = [...files.keys()];
  return uris.findLast((it) => it.endsWith('.json')) ?? uris.at(-1)!;
}
