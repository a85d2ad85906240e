import { connectorLabel, sameConnector, type ConnectorName } from '../connector-identity';
import { connectorInfo, everyConnector, isCustom } from '../connectors';
import { isManagedOnly, neighboursOf } from '../fix';
import { memo } from '../memo';
import { isCalled, type ConnectionReference, type Solution } from '../model';
import { isTwin } from '../refactorings/candidates';
import { APIS } from '../refactorings/create';
import type { Asking, Offer, Wanted } from './completion-slots';

/** The names that a slot can take. */
export function offersFor(wanted: Wanted, asking: Asking): Iterable<Offer> {
  switch (wanted.kind) {
    case 'reference':
      return references(asking, wanted.connector);
    case 'binding':
      return bindings(asking, wanted.listed);
    case 'variable':
      return variables(asking, wanted.listed);
    case 'key':
      return keys(asking, wanted);
    case 'connector':
      return connectors(asking, wanted);
    case 'flow':
      return flows(asking);
    case 'own':
      return wanted.offers();
  }
}

/** The solutions whose names a file can use: its own, others, and at last those that are kept in managed form. Another copy of its own lends it none. */
function* solutionsFor({ folder, scene }: Asking): Iterable<{ readonly solution: Solution; readonly rank: number }> {
  const { solutions } = scene.snapshot;
  const others = solutions.filter((it) => it.root !== folder.root && !isTwin(it, folder));
  yield { solution: folder, rank: 0 };
  for (const solution of others) if (!isManagedOnly(solution)) yield { solution, rank: 1 };
  for (const solution of others) if (isManagedOnly(solution)) yield { solution, rank: 2 };
}

function* references(asking: Asking, connector?: ConnectorName): Iterable<Offer> {
  const known = new Set<string>();
  for (const { solution, rank } of solutionsFor(asking))
    for (const reference of solution.references) {
      const isNew = known.size < known.add(reference.logicalName.value.toLowerCase()).size; // of two, the first is what a flow finds by the name
      if (isNew && (!connector || (reference.connector !== '' && sameConnector(reference, connector))))
        yield offerOf(reference, solution, rank, asking);
    }
}

function offerOf({ logicalName, displayName }: ConnectionReference, solution: Solution, rank: number, { folder }: Asking): Offer {
  const name = logicalName.value;
  const called = displayName?.value ?? '';
  const detail = withSolution(called, solution, folder);
  return { name, label: name, detail, kind: 'reference', filter: `${name} ${called}`.trimEnd(), rank, id: name };
}

function withSolution(detail: string, solution: Solution, folder: Solution): string {
  return solution.root === folder.root ? detail : [detail, `of '${solution.name}'`].filter((it) => it !== '').join(', ');
}

/** For files that speak for the whole workspace. */
function* bindings(asking: Asking, listed: ReadonlySet<string>): Iterable<Offer> {
  for (const it of references(asking)) yield { ...it, rank: (it.rank === 2 ? 2 : 0) + (listed.has(it.name.toLowerCase()) ? 1 : 0) };
}

function* variables(asking: Asking, listed: ReadonlySet<string>): Iterable<Offer> {
  const known = new Set<string>();
  for (const { solution, rank } of solutionsFor(asking))
    for (const { schemaName, label } of solution.variables) {
      const name = schemaName.value;
      const key = name.toLowerCase();
      if (known.size === known.add(key).size) continue;
      const detail = withSolution(label === name ? '' : label, solution, asking.folder);
      const its = (rank === 2 ? 2 : 0) + (listed.has(key) ? 1 : 0);
      yield { name, label: name, detail, kind: 'variable', filter: `${name} ${label}`, rank: its, id: name };
    }
}

function* keys({ folder, scene }: Asking, { connections, connector }: Wanted & { readonly kind: 'key' }): Iterable<Offer> {
  const neighbours = neighboursOf(folder, scene);
  for (const { key, logicalName, connector: its, customConnector } of connections) {
    const name = logicalName?.value;
    const detail = name === undefined ? 'direct connection' : (neighbours.definers(name)[0]?.reference.label ?? name);
    const fits = !connector || (its !== undefined && sameConnector({ connector: its, customConnector }, connector));
    yield {
      name: key.value,
      label: key.value,
      detail,
      kind: 'key',
      filter: `${key.value} ${detail}`,
      rank: fits ? 0 : 1,
      id: key.value,
    };
  }
}

function* connectors({ folder, scene }: Asking, { asPath, fitting }: Wanted & { readonly kind: 'connector' }): Iterable<Offer> {
  const { solutions } = scene.snapshot;
  const neighbours = neighboursOf(folder, scene);
  const known = new Set<string>();
  const offer = function* (written: string, rank: number): Iterable<Offer> {
    const id = connectorInfo(written)?.id ?? written;
    if (known.size === known.add(id.toLowerCase()).size) return;
    const name = asPath ? APIS + id : id;
    const detail = connectorLabel({ connector: id }, neighbours);
    const fits = fitting !== undefined && sameConnector({ connector: id }, fitting);
    yield { name, label: id, detail, kind: 'connector', filter: `${name} ${detail}`, rank: fits ? 0 : rank, id };
  };
  for (const it of solutions.includes(folder) ? [folder] : solutions) for (const id of usedIn(it)) yield* offer(id, 1);
  for (const it of solutions) for (const id of usedIn(it)) if (isCustom(id)) yield* offer(id, 2); // only who uses one tells its id
  for (const { id, deprecated } of everyConnector()) yield* offer(id, deprecated ? 3 : 2);
}

/** The ids of connectors that a solution writes. */
const usedIn = memo((solution: Solution): ReadonlySet<string> => {
  const entries = solution.flows.flatMap((it) => it.connections.flatMap(({ connector }) => connector ?? []));
  return new Set([...solution.references.map((it) => it.connector), ...entries].filter((it) => it.startsWith('shared_')));
});

function* flows(asking: Asking): Iterable<Offer> {
  const known = new Set<string>();
  for (const { solution, rank } of solutionsFor(asking))
    for (const flow of solution.flows) {
      const { id, name, uri, legacy } = flow;
      if (id === undefined || legacy || uri === asking.entry.file.uri || !isCalled(flow)) continue;
      if (known.size === known.add(id).size) continue;
      yield { name: id, label: name, detail: withSolution(id, solution, asking.folder), kind: 'flow', filter: `${id} ${name}`, rank, id };
    }
}
