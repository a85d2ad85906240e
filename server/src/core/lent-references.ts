import { idsOf, sameConnector, type ConnectorName } from './connector-identity';
import { isManagedOnly } from './fix';
import type { Frames } from './folders';
import { grouped } from './grouped';
import { memo } from './memo';
import type { ConnectionReference, Frame } from './model';
import type { Snapshot } from './workspace';

/** A connection reference with the solution that defines it. */
export interface LentReference {
  readonly reference: ConnectionReference;
  readonly solution: Frame;
}

/**
 * The references of other solutions that a folder can use, each logical name once: of several, the first is what a flow finds by it,
 * and those that are kept in managed form come last. Another copy of its own solution lends it none.
 */
export function lentTo(folder: Frame, { folders }: Snapshot, connector?: ConnectorName): readonly LentReference[] {
  const defined = definedIn(folders.frames);
  if (defined.asking?.folder !== folder) defined.asking = { folder, lent: new Map() };
  const { lent } = defined.asking;
  const by = JSON.stringify([connector?.connector, connector?.customConnectorId]);
  const its = lent.get(by) ?? [...lentAnew(folder, defined, connector)];
  lent.set(by, its);
  return its;
}

function* lentAnew(folder: Frame, { all, byName, byConnector }: Defined, connector: ConnectorName | undefined): Iterable<LentReference> {
  const isLent = ({ solution }: LentReference): boolean => solution.root !== folder.root && !isTwin(solution, folder);
  const candidates = connector ? idsOf(connector).flatMap((it) => byConnector.get(it) ?? []) : all;
  const known = new Set(folder.references.map(nameOf));
  for (const candidate of candidates) {
    const name = nameOf(candidate.reference);
    if (known.size === known.add(name).size) continue;
    const it = byName.get(name)!.find(isLent);
    if (it && (!connector || (it.reference.connector !== '' && sameConnector(it.reference, connector)))) yield it;
  }
}

interface Defined {
  readonly all: readonly LentReference[];
  readonly byName: ReadonlyMap<string, readonly LentReference[]>;
  readonly byConnector: ReadonlyMap<string, readonly LentReference[]>;
  /** Whoever asks, asks for the same again, and for other connectors. */
  asking?: { readonly folder: Frame; readonly lent: Map<string, readonly LentReference[]> };
}

const definedIn = memo(({ solutions }: Frames): Defined => {
  const inOrder = [...solutions.filter((it) => !isManagedOnly(it)), ...solutions.filter(isManagedOnly)];
  const all = inOrder.flatMap((solution) => solution.references.map((reference) => ({ reference, solution })));
  const named = all.flatMap((it) => idsOf(it.reference).map((id) => ({ id, it })));
  return {
    all,
    byName: grouped(all, (it) => nameOf(it.reference)),
    byConnector: new Map([...grouped(named, ({ id }) => id)].map(([id, its]) => [id, its.map(({ it }) => it)])),
  };
});

function nameOf({ logicalName }: ConnectionReference): string {
  return logicalName.value.toLowerCase();
}

/** Whether two folders hold copies of one solution. */
export function isTwin({ manifest }: Frame, other: Frame): boolean {
  return manifest !== undefined && manifest.uniqueName.toLowerCase() === other.manifest?.uniqueName.toLowerCase();
}
