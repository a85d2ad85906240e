import { sharedFolders } from '../files';
import { connectorOfEntry, customConnectorOf } from '../connector-identity';
import { guid } from '../facts/workflow';
import type { Solution } from '../model';
import type { Neighbours } from '../neighbours';
import { providerNamed } from '../readiness-reasons';
import { namedReferences, resolve } from '../resolution';
import type { Uri } from '../text';
import type { Snapshot } from '../workspace';

/** A solution that has to be in an environment before another. */
export interface Prerequisite {
  readonly uniqueName: string;
  readonly name: string;
  /** The least version that a manifest asks for; undefined where none says. */
  readonly version: string | undefined;
  /** Where it lies in the workspace; undefined for one from elsewhere. */
  readonly solution: Solution | undefined;
  /** What it brings that is needed, in words; empty where that has no name. */
  readonly brings: readonly string[];
  /** The names of the solutions that need it. */
  readonly neededBy: readonly string[];
}

/** What one solution needs of another. */
interface Need {
  readonly uniqueName: string;
  readonly version: string | undefined;
  readonly solution: Solution | undefined;
  readonly what: string | undefined;
}

/** The solutions to install before this one, in an order that works; those that bring custom connectors as early as can be. */
export function prerequisitesOf(solution: Solution, snapshot: Snapshot): readonly Prerequisite[] {
  const found = new Map<string, Prerequisite>();
  const open = new Set<string>([keyOf(solution)]);
  const visit = (asking: Solution): void => {
    const needs = [...needsOf(asking, snapshot)].filter((it) => it.uniqueName.toLowerCase() !== asking.manifest?.uniqueName.toLowerCase());
    for (const need of needs.sort(byConnectors)) {
      const key = need.uniqueName.toLowerCase();
      if (need.solution && !open.has(key)) {
        open.add(key);
        visit(need.solution);
      }
      if (key !== keyOf(solution)) found.set(key, joined(found.get(key), need, asking));
    }
  };
  visit(solution);
  return [...found.values()];
}

function keyOf({ manifest, root }: Solution): string {
  return manifest?.uniqueName.toLowerCase() || root;
}

function byConnectors(a: Need, b: Need): number {
  const rank = ({ solution }: Need): number => (solution && solution.connectors.length > 0 ? 0 : 1);
  return rank(a) - rank(b);
}

function joined(known: Prerequisite | undefined, { uniqueName, version, solution, what }: Need, asking: Solution): Prerequisite {
  return {
    uniqueName,
    name: solution?.name ?? uniqueName,
    version: later(known?.version, version),
    solution: known?.solution ?? solution,
    brings: [...new Set([...(known?.brings ?? []), ...(what === undefined ? [] : [what])])],
    neededBy: [...new Set([...(known?.neededBy ?? []), asking.name])],
  };
}

function* needsOf(asking: Solution, snapshot: Snapshot): Iterable<Need> {
  const neighbours = snapshot.neighbourhood.seenFrom(asking.root);
  const at = (root: Uri): Solution | undefined => snapshot.solutions.find((it) => it.root === root && it.manifest);
  const of = (root: Uri, what: string): Need[] => {
    const solution = root === asking.root ? undefined : at(root);
    return solution?.manifest ? [{ uniqueName: solution.manifest.uniqueName, version: undefined, solution, what }] : [];
  };
  for (const { logicalName, schemaName, type, solution: by } of asking.manifest?.missingDependencies ?? []) {
    if (by === undefined || by === '' || by === 'Active') continue;
    const { name, version } = providerNamed(by);
    const named = logicalName === undefined ? schemaName : (neighbours.definers(logicalName)[0]?.reference.label ?? logicalName);
    const what = named === undefined ? wholes.get(type) : `${nouns.get(type.toLowerCase()) ?? 'component'} '${named}'`;
    yield { uniqueName: name, version, solution: nearest(name, asking, snapshot), what };
  }
  for (const { value } of asking.flows.flatMap((flow) => [...namedReferences(flow)])) {
    const found = resolve(value, asking, neighbours);
    if (found.kind === 'sibling')
      yield* of(found.definition.reference.solution, `connection reference '${found.definition.reference.label}'`);
  }
  yield* connectorsOf(asking, neighbours, snapshot).flatMap(({ root, name }) => of(root, `custom connector '${name}'`));
  for (const { childFlows, variables } of asking.flows) {
    for (const { flowId } of childFlows) {
      const [child] = neighbours.flows(guid(flowId.value));
      if (child) yield* of(child.solution, `flow '${child.name}'`);
    }
    for (const { schemaName } of variables) {
      const [variable] = neighbours.variables(schemaName.value);
      if (variable) yield* of(variable.solution, `environment variable '${variable.label}'`);
    }
  }
}

const nouns: ReadonlyMap<string, string> = new Map([
  ['connectionreference', 'connection reference'],
  ['environmentvariabledefinition', 'environment variable'],
  ['372', 'custom connector'],
]);

/** What goes by an id, which tells nobody anything. */
const wholes: ReadonlyMap<string, string> = new Map([['29', 'a flow']]);

/** The custom connectors of the workspace that a solution's references and flows go to. */
function connectorsOf(
  { references, flows }: Solution,
  neighbours: Neighbours,
  snapshot: Snapshot,
): readonly { readonly root: Uri; readonly name: string }[] {
  const named = [...references, ...flows.flatMap(({ connections }) => connections.flatMap((it) => connectorOfEntry(it) ?? []))];
  const found = new Set(named.flatMap((it) => customConnectorOf(it, neighbours) ?? []));
  return [...found].flatMap((connector) => {
    const owner = snapshot.solutions.find((it) => it.connectors.includes(connector));
    return owner ? [{ root: owner.root, name: connector.displayName || connector.name }] : [];
  });
}

/** The copy of a solution that lies nearest to the one that asks. */
function nearest(uniqueName: string, { root }: Solution, { solutions }: Snapshot): Solution | undefined {
  const copies = solutions.filter((it) => it.manifest?.uniqueName.toLowerCase() === uniqueName.toLowerCase());
  return [...copies].sort((a, b) => sharedFolders(b.root, root) - sharedFolders(a.root, root))[0];
}

/** The higher of two versions, by their numbers. */
function later(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const [left, right] = [a, b].map((it) => it.split('.').map(Number));
  for (let i = 0; i < Math.max(left!.length, right!.length); i++) {
    const difference = (left![i] ?? 0) - (right![i] ?? 0);
    if (difference !== 0) return difference > 0 ? a : b;
  }
  return a;
}
