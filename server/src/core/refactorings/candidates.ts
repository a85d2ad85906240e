import { sameConnector, type ConnectorName } from '../connector-identity';
import { EditSet } from '../edit-set';
import type { Fix, Scene } from '../fix';
import { grouped } from '../grouped';
import { jsonString } from '../json';
import type { ConnectionReference, Frame } from '../model';
import type { Location } from '../text';

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
  const isWanted = (it: ConnectionReference): boolean => it.connector !== '' && sameConnector(it, connector);
  const known = new Set(solution.references.map(nameOf));
  const siblings: Sibling[] = [];
  for (const other of snapshot.solutions) {
    if (other.root === solution.root || isTwin(other, solution)) continue;
    for (const reference of other.references) {
      if (reference.connector === '' || known.has(nameOf(reference))) continue;
      known.add(nameOf(reference)); // whatever it goes to: a name is one reference, and the first is what flows find by it
      if (sameConnector(reference, connector)) siblings.push({ reference, solutionName: other.name });
    }
  }
  return { own: solution.references.filter(isWanted), siblings };
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
