import { connectorLabel, sameConnector, type ConnectorName } from '../connector-identity';
import { connectorInfo, connectorKey, everyConnector, isCustom } from '../connectors';
import { isTwin, lentTo, type LentReference } from '../lent-references';
import { isManagedOnly, neighboursOf } from '../fix';
import { memo } from '../memo';
import { isCalled, type ConnectionReference, type Flow, type Solution } from '../model';
import { APIS } from '../refactorings/create';
import type { Asking, Offer, Wanted } from './completion-slots';

/** The names that a slot can take, in lists: one that does not depend on the place is the same for whoever asks next. */
export function offersFor(wanted: Wanted, asking: Asking): readonly (readonly Offer[])[] {
  switch (wanted.kind) {
    case 'reference':
      return references(asking, wanted.connector);
    case 'binding':
      return [[...bindings(asking, wanted.listed)]];
    case 'variable':
      return [[...variables(asking, wanted.listed)]];
    case 'key':
      return [[...keys(asking, wanted)]];
    case 'connector':
      return [[...connectors(asking, wanted)]];
    case 'flow':
      return [[...flows(asking)]];
    case 'own':
      return [[...wanted.offers()]];
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

function references({ folder, scene }: Asking, connector?: ConnectorName): readonly (readonly Offer[])[] {
  const own = folder.references.filter((it) => !connector || (it.connector !== '' && sameConnector(it, connector)));
  return [own.map((it) => offerOf(it, '', 0)), lentOffers(lentTo(folder, scene.snapshot, connector))];
}

/** There are many, so they are brought into their order once. */
const lentOffers = memo((lent: readonly LentReference[]): readonly Offer[] =>
  inOrder(lent.map(({ reference, solution }) => offerOf(reference, `of '${solution.name}'`, isManagedOnly(solution) ? 2 : 1))),
);

/** Those that fit best first, and equal ones by their labels. */
export function inOrder(offers: readonly Offer[]): readonly Offer[] {
  return offers.toSorted((a, b) => a.rank - b.rank || (a.label < b.label ? -1 : a.label > b.label ? 1 : 0));
}

function offerOf({ logicalName, displayName }: ConnectionReference, of: string, rank: number): Offer {
  const name = logicalName.value;
  const called = displayName?.value ?? '';
  const detail = [called, of].filter((it) => it !== '').join(', ');
  return { name, label: name, detail, kind: 'reference', filter: `${name} ${called}`.trimEnd(), rank, id: name };
}

function withSolution(detail: string, solution: Solution, folder: Solution): string {
  return solution.root === folder.root ? detail : [detail, `of '${solution.name}'`].filter((it) => it !== '').join(', ');
}

/** For files that speak for the whole workspace. */
function* bindings(asking: Asking, listed: ReadonlySet<string>): Iterable<Offer> {
  for (const it of references(asking).flat()) yield { ...it, rank: (it.rank === 2 ? 2 : 0) + (listed.has(it.name.toLowerCase()) ? 1 : 0) };
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
  for (const it of solutions) for (const id of customIn(it)) yield* offer(id, 2); // only who uses one tells its id
  const fittingId = fitting && connectorInfo(connectorKey(fitting.connector))?.id;
  for (const it of platformOffers(asPath)) if (!known.has(it.id)) yield it.id === fittingId ? { ...it, rank: 0 } : it;
}

/** Those that the table knows, as they are or as paths. */
function platformOffers(asPath: boolean): readonly Offer[] {
  return (platform[asPath ? 'paths' : 'ids'] ??= [...everyConnector()].map(({ id, name: detail, deprecated }) => {
    const name = asPath ? APIS + id : id;
    return { name, label: id, detail, kind: 'connector', filter: `${name} ${detail}`, rank: deprecated ? 3 : 2, id };
  }));
}

/** Made when somebody asks first. */
const platform: { paths?: readonly Offer[]; ids?: readonly Offer[] } = {};

/** The ids of connectors that a solution writes. */
const usedIn = memo((solution: Solution): ReadonlySet<string> => {
  const entries = solution.flows.flatMap((it) => it.connections.flatMap(({ connector }) => connector ?? []));
  return new Set([...solution.references.map((it) => it.connector), ...entries].filter((it) => it.startsWith('shared_')));
});

const customIn = memo((solution: Solution): readonly string[] => [...usedIn(solution)].filter(isCustom));

function* flows(asking: Asking): Iterable<Offer> {
  const known = new Set<string>();
  for (const { solution, rank } of solutionsFor(asking))
    for (const { id, name, uri } of calledIn(solution)) {
      if (id === undefined || uri === asking.entry.file.uri || known.size === known.add(id).size) continue;
      yield { name: id, label: name, detail: withSolution(id, solution, asking.folder), kind: 'flow', filter: `${id} ${name}`, rank, id };
    }
}

/** The flows that another can call. */
const calledIn = memo((solution: Solution): readonly Flow[] => solution.flows.filter((it) => !it.legacy && isCalled(it)));
