import type { ConnectorName } from '../connector-identity';
import { isManagedOnly, Refusal, type Scene } from '../fix';
import { placeOf } from '../layout';
import type { ConnectionReference, Flow, Solution } from '../model';
import { folderOf } from '../occurrences';
import type { Uri } from '../text';
import { candidatesFor, directConnections, directConnectionsOf, type DirectConnection } from './direct';

/** A connection reference, and the solution that defines it. */
export interface Defined {
  readonly solution: Solution;
  readonly reference: ConnectionReference;
}

/** Every connection reference that may be changed. What a managed solution brings is made elsewhere. */
export function changeableReferences({ snapshot }: Scene): readonly Defined[] {
  return snapshot.solutions.flatMap((solution) =>
    isManagedOnly(solution) ? [] : solution.references.map((reference) => ({ solution, reference })),
  );
}

/** A direct connection whose place a connection reference can take, and the solution of its flow. */
export type ReplaceableConnection = DirectConnection & { readonly connector: ConnectorName; readonly solution: Solution };

/** All there are, but for those in managed solutions. */
export function replaceableConnections({ snapshot }: Scene): readonly ReplaceableConnection[] {
  return snapshot.solutions.flatMap((it) => (isManagedOnly(it) ? [] : replaceableIn(it)));
}

/** Those of one solution. */
export function replaceableIn(solution: Solution): readonly ReplaceableConnection[] {
  return [...directConnections(solution)].flatMap((it) => replaceable(it, solution) ?? []);
}

function replaceable(direct: DirectConnection, solution: Solution): ReplaceableConnection | undefined {
  const { connector, bound } = direct;
  return connector && bound === undefined ? { ...direct, connector, solution } : undefined;
}

/** What tells a direct connection from the others of its flow, as long as the flow is the same. */
export function idOf({ form, key, operation }: DirectConnection): string {
  return `${form} ${key ?? operation}`;
}

/** The reference that a solution defines by this name. Throws `Refusal` when there is none. */
export function referenceNamed(root: Uri, logicalName: string, { snapshot }: Scene): Defined {
  const solution = snapshot.folders.solution(root);
  const reference = solution?.references.find((it) => nameOf(it) === logicalName.toLowerCase());
  if (!solution || !reference)
    throw new Refusal(`No solution here defines the connection reference '${logicalName}', or none does any more: choose another.`);
  return { solution, reference };
}

/** The references that can take the place of every one of these direct connections, those of their own solutions first. */
export function candidatesForAll(directs: readonly DirectConnection[], scene: Scene): readonly Defined[] {
  const each = directs
    .map((it) => candidatesFor(it, scene))
    .map((it) => ({ own: it.own, siblings: it.siblings.map(({ reference }) => reference) }));
  const fits = (reference: ConnectionReference): boolean =>
    each.every(({ own, siblings }) => [...own, ...siblings].some((it) => nameOf(it) === nameOf(reference)));
  const all = new Map<string, ConnectionReference>();
  for (const it of [...each.flatMap(({ own }) => own), ...each.flatMap(({ siblings }) => siblings)])
    if (!all.has(nameOf(it)) && fits(it)) all.set(nameOf(it), it);
  return [...all.values()].map((reference) => ({
    solution: scene.snapshot.folders.solution(reference.solution)!,
    reference,
  }));
}

function nameOf({ logicalName }: ConnectionReference): string {
  return logicalName.value.toLowerCase();
}

/** The flow that a file holds. Throws `Refusal` when there is none. */
export function flowNamed(uri: Uri, { snapshot }: Scene): Flow {
  const flow = folderOf(uri, snapshot)?.flows.find((it) => it.uri === uri);
  if (!flow) throw new Refusal('The flow that was chosen is not there any more: choose again.');
  return flow;
}

/** The direct connection of a flow that goes by this id. Throws `Refusal` when there is none. */
export function connectionNamed(uri: Uri, id: string, scene: Scene): ReplaceableConnection {
  const root = placeOf(uri)?.root;
  const solution = scene.snapshot.folders.solution(root);
  const flow = solution?.flows.find((it) => it.uri === uri);
  const all =
    solution && !isManagedOnly(solution) && flow ? [...directConnectionsOf(flow)].flatMap((it) => replaceable(it, solution) ?? []) : [];
  const found = all.find((it) => idOf(it) === id);
  if (!found) throw new Refusal('A direct connection that was chosen is not there any more: choose again.');
  return found;
}
