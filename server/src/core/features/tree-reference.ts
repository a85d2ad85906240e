import type { Connection } from '../facts/flow';
import { isManagedOnly } from '../fix';
import { entriesNaming } from '../flow-entries';
import { grouped } from '../grouped';
import { memo, once } from '../memo';
import type { ConnectionReference, Solution } from '../model';
import { isSameName, occurrencesOf } from '../occurrences';
import { resolve } from '../resolution';
import type { Finding } from '../rule';
import type { User } from '../tables';
import type { Word } from '../text';
import { nameCard, referenceCard } from './cards';
import type { TreeRow } from './tree';
import { UsingFlow } from './tree-flow';
import { referenceMarkdown } from './tree-markdown';
import { byLabel, findingsOf, groupOf, none, sorted, type Ground, type Node } from './tree-node';
import { definitionOf, flagOf, providerInWords, unownedFlag } from './tree-provider';
import { usersInWords } from './tree-words';

/** A connection reference of a solution, with whatever in the workspace uses it. */
export function referenceNode(reference: ConnectionReference, solution: Solution, ground: Ground): Node {
  const { label, logicalName, uri } = reference;
  const users = ground.neighbours(solution).users(logicalName.value);
  const flag = { ...flagOf(reference, solution), ...(setOf(solution.repeated).has(reference) ? { isFixed: true } : {}) };
  const children = once(() => usersNodes(logicalName.value, users, solution, flag, ground));
  return {
    part: `reference ${logicalName.value.toLowerCase()}`,
    kind: 'reference',
    label,
    of: [reference],
    definition: reference,
    details: () => [...(label === logicalName.value ? [] : [logicalName.value]), usersInWords(users)],
    findings: once(() => [...ground.foundInDefinition(reference), ...foundInUsers(logicalName.value, users, solution, ground)]),
    children,
    hasChildren: () => users.length > 0,
    place: () => ({ uri, span: logicalName.span }),
    tip: (scene) => referenceCard(reference, solution, scene),
    markdown: () => referenceMarkdown(reference, solution, ground),
    flags: { reference: flag },
  };
}

const setOf = memo((references: readonly ConnectionReference[]): ReadonlySet<ConnectionReference> => new Set(references));

/** The references that a solution names and does not define; nothing when it has none that may be seen. */
export function externalsNodes(solution: Solution, ground: Ground): readonly Node[] {
  const nodes: Node[] = [];
  for (const [name, users] of solution.tables.users)
    if (!solution.tables.definitions.has(name) && isReference(name, users, solution, ground))
      nodes.push(externalNode(name, users, solution, ground));
  const shown = sorted(nodes.filter((it) => ground.shows(it)));
  return groupOf('externals', 'External references', 'reference', shown);
}

function externalNode(name: string, users: readonly User[], solution: Solution, ground: Ground): Node {
  const first = occurrencesOf(name, ground.snapshot).find((it) => it.folder === solution && it.role !== 'dependency');
  const written = first?.name.value ?? name;
  const found = resolve(written, solution, ground.neighbours(solution));
  const definition = definitionOf(found);
  const label = definition?.label ?? written;
  const flag = definition ? flagOf(definition, solution) : unownedFlag(written, entryIn(users, name, ground), solution);
  const children = once(() => usersNodes(name, users, solution, flag, ground));
  return {
    part: `external ${name}`,
    kind: 'external',
    label,
    of: [],
    details: () => [...(label === written ? [] : [written]), ...providerInWords(found), usersInWords(users)],
    findings: once(() => foundInUsers(name, users, solution, ground)),
    children,
    hasChildren: () => users.length > 0,
    place: () =>
      definition ? { uri: definition.uri, span: definition.logicalName.span } : first && { uri: first.uri, span: first.name.span },
    tip: (scene) => nameCard(written, solution, scene),
    flags: { reference: flag },
  };
}

/** The entry by which the first of the flows names a reference. */
function entryIn(users: readonly User[], logicalName: string, ground: Ground): Pick<Connection, 'connector'> {
  const user = users.find((it) => it.kind === 'flow');
  const flow = user && ground.flow(user.uri, user.solution);
  return (flow && entriesNaming(logicalName, flow)[0]) ?? { connector: undefined };
}

/** What only apps depend on, and nobody else names, is no connection reference but a table, unless the app goes through it. */
function isReference(name: string, users: readonly User[], { apps }: Solution, { snapshot }: Ground): boolean {
  if (users.some((it) => it.kind !== 'app')) return true;
  if (apps.some(({ connections }) => connections.some((it) => it.logicalName && isSameName(it.logicalName.value, name)))) return true;
  return occurrencesOf(name, snapshot).some((it) => it.role !== 'app');
}

/** Who uses a reference: its flows, then apps, agents and package manifests, each kind by name. */
function usersNodes(
  logicalName: string,
  users: readonly User[],
  asking: Solution,
  used: TreeRow['reference'],
  ground: Ground,
): readonly Node[] {
  const isNamed = (name: Word | undefined): boolean => name !== undefined && isSameName(name.value, logicalName);
  const byKind = grouped(users, (it) => it.kind);
  const below = { asking, reference: used, logicalName };
  const flows = [...grouped(byKind.get('flow') ?? [], (it) => it.uri).values()].map((its) => {
    const { uri, solution: root } = its[0]!;
    const operations = its.reduce((sum, it) => sum + it.operations, 0);
    return new UsingFlow(ground.flow(uri, root)!, operations, below, ground);
  });
  const leaves = (['app', 'bot', 'package'] as const).map((kind) => {
    const its = grouped(byKind.get(kind) ?? [], (it) => (kind === 'package' ? it.uri : it.name));
    return [...its.values()].map(([it]) => leafNode({ kind, uri: it!.uri, root: it!.solution, name: it!.name }, isNamed, ground));
  });
  return [flows, ...leaves].flatMap(byLabel);
}

/** Rows are made only of those in whose files something is found: a reference may have thousands of users. */
function foundInUsers(logicalName: string, users: readonly User[], asking: Solution, ground: Ground): readonly Finding[] {
  const faulty = users.filter((it) => ground.foundIn(it.uri, it.solution).length > 0);
  return findingsOf(usersNodes(logicalName, faulty, asking, undefined, ground));
}

interface Leaf {
  readonly kind: 'app' | 'bot' | 'package';
  readonly uri: string;
  readonly root: string;
  readonly name: string;
}

/** An app, an agent or a package manifest that uses a reference, at the place where it does. */
function leafNode({ kind, uri, root, name }: Leaf, isNamed: (name: Word | undefined) => boolean, ground: Ground): Node {
  const folder = ground.folder(root);
  const app = kind === 'app' ? folder.apps.find((it) => it.uri === uri && it.name === name) : undefined;
  const names = [...namesIn({ kind, uri, root, name }, ground)].filter(isNamed);
  const keys = app?.connections.flatMap((it) => (isNamed(it.logicalName) ? it.key.span : [])) ?? [];
  const spans = [...names.map((it) => it.span), ...keys];
  return {
    part: `${kind} ${kind === 'package' ? uri : name}`,
    kind: kind === 'bot' ? 'agent' : kind,
    label: app?.displayName || name,
    of: app ? [app] : [],
    details: () => [...(app?.displayName && app.displayName !== name ? [name] : []), ...(isManagedOnly(folder) ? ['managed'] : [])],
    findings: () => ground.foundAt(uri, root, () => spans),
    children: none,
    place: () => ({ uri, span: names[0]?.span ?? { start: 0, end: 0 } }),
  };
}

function namesIn({ kind, uri, root, name }: Leaf, ground: Ground): Iterable<Word> {
  const { apps, bots, entries } = ground.folder(root);
  if (kind === 'bot') return bots.find((it) => it.uri === uri)?.references.filter((it) => it.agent === name) ?? [];
  if (kind === 'app') {
    const app = apps.find((it) => it.uri === uri && it.name === name);
    return [...(app?.connections.flatMap((it) => it.logicalName ?? []) ?? []), ...(app?.dependencies ?? [])];
  }
  const facts = entries.get(uri)?.facts;
  return facts?.kind === 'package-manifest' ? facts.references : [];
}
