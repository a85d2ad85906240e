import { sameConnector, type ConnectorName } from '../connector-identity';
import { connectorKey } from '../connectors';
import { EditSet } from '../edit-set';
import type { Fix, Scene } from '../fix';
import { grouped } from '../grouped';
import { jsonString } from '../json';
import { memo } from '../memo';
import type { ConnectionReference, Frame } from '../model';
import type { Location } from '../text';
import type { Snapshot } from '../workspace';

/** The connection references that a flow of a solution could go through. */
export interface Candidates {
  /** Those the solution defines. */
  readonly own: readonly ConnectionReference[];
  /** Those that other solutions of the workspace define, each logical name once. */
  readonly siblings: readonly Sibling[];
}

interface Sibling {
  readonly reference: ConnectionReference;
  readonly solutionName: string;
}

/** The references that go to a connector, as far as a solution can see them. Another copy of the solution lends it none. */
export function referencesTo(connector: ConnectorName, solution: Frame, { snapshot }: Scene): Candidates {
  const known = reachable(snapshot);
  const its = known.get(solution) ?? reachableFrom(solution, snapshot);
  known.set(solution, its);
  return { own: its.own.to(connector), siblings: its.siblings.to(connector) };
}

/** What flows of a solution may go through, by whatever connector. Somebody may ask for one connector after the other. */
interface Reachable {
  readonly own: ByConnector<ConnectionReference>;
  readonly siblings: ByConnector<Sibling>;
}

const reachable = memo((_: Snapshot) => new Map<Frame, Reachable>());

function reachableFrom(solution: Frame, snapshot: Snapshot): Reachable {
  const known = new Set(solution.references.map(nameOf));
  const siblings: Sibling[] = [];
  for (const other of snapshot.solutions) {
    if (other.root === solution.root || isTwin(other, solution)) continue;
    for (const reference of other.references) {
      if (reference.connector === '' || known.has(nameOf(reference))) continue;
      known.add(nameOf(reference)); // whatever it goes to: a name is one reference, and the first is what flows find by it
      siblings.push({ reference, solutionName: other.name });
    }
  }
  const own = solution.references.filter((it) => it.connector !== '');
  return { own: new ByConnector(own, (it) => it), siblings: new ByConnector(siblings, (it) => it.reference) };
}

class ByConnector<Item> {
  readonly #byKey: ReadonlyMap<string, readonly Item[]>;

  constructor(
    private readonly items: readonly Item[],
    private readonly nameOf: (item: Item) => ConnectorName,
  ) {
    this.#byKey = grouped(items, (it) => connectorKey(nameOf(it).connector));
  }

  /** In their order. A custom connector may be meant by its id in the solution alone. */
  to(connector: ConnectorName): readonly Item[] {
    const may = connector.customConnectorId ? this.items : (this.#byKey.get(connectorKey(connector.connector)) ?? []);
    return may.filter((it) => sameConnector(this.nameOf(it), connector));
  }
}

function nameOf({ logicalName }: ConnectionReference): string {
  return logicalName.value.toLowerCase();
}

/** Whether two folders hold copies of one solution. */
export function isTwin({ manifest }: Frame, other: Frame): boolean {
  return manifest !== undefined && manifest.uniqueName.toLowerCase() === other.manifest?.uniqueName.toLowerCase();
}

/** The candidates, the solution's own first, each with what a title calls it; two that would be called the same get their logical names. */
export function called({ own, siblings }: Candidates): readonly { readonly reference: ConnectionReference; readonly name: string }[] {
  const all = [
    ...own.map((reference) => ({ reference, of: '' })),
    ...siblings.map((it) => ({ ...it, of: ` of the solution '${it.solutionName}'` })),
  ];
  const name = ({ reference, of }: (typeof all)[number]): string => `'${reference.label}'${of}`;
  const alike = grouped(all, name);
  return all.map((it) => {
    const doubled = alike.get(name(it))!.length > 1;
    return { reference: it.reference, name: doubled ? `'${it.reference.label}' (${it.reference.logicalName.value})${it.of}` : name(it) };
  });
}

/** A fix for each candidate that writes its logical name in the place of the one that stands there. */
export function using(candidates: Candidates, { uri, span }: Location, scene: Scene): readonly Omit<Fix, 'preferred'>[] {
  return called(candidates).map(({ reference, name }) => ({
    title: `Use ${name}`,
    safety: 'review',
    edits() {
      const edits = new EditSet(scene);
      edits.replace(uri, span, jsonString(reference.logicalName.value));
      return edits.build();
    },
  }));
}
