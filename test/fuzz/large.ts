import { entry, flow, metadata, oldOperation, operation, reference, solution } from '../support/solution';

const name = (index: number): string => `${['Get_items', 'Send_an_email', 'Apply_to_each', 'Update_item'][index % 4]}_(V2)_${index}`;
const after = (predecessor: string): object => ({ [predecessor]: ['Succeeded'] });
const each = <Value>(count: number, value: (index: number) => Value): Value[] => Array.from({ length: count }, (_, index) => value(index));
const members = (count: number, of: (index: number) => [string, object]): object => Object.fromEntries(each(count, of));
const actions = (count: number, of: (index: number) => object): object => members(count, (it) => [name(it), of(it)]);
const compose = (inputs: unknown, more: object = {}): object => ({ type: 'Compose', inputs, ...more });
const flowWith = (parts: object, references: readonly string[] = []): string =>
  solution({ references }) + flow({ ...parts, indent: 0 }) + metadata();

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
