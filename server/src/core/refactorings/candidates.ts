import { ByConnector, type ConnectorName } from '../connector-identity';
import { EditSet } from '../edit-set';
import type { Fix, Scene } from '../fix';
import { grouped } from '../grouped';
import { jsonString } from '../json';
import { lentTo } from '../lent-references';
import { memo } from '../memo';
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
  return {
    own: ownTo(connector, solution),
    siblings: lentTo(solution, snapshot, connector).map((it) => ({ reference: it.reference, solutionName: it.solution.name })),
  };
}

/** In their order. A custom connector may be meant by its id in the solution alone. */
function ownTo(connector: ConnectorName, solution: Frame): readonly ConnectionReference[] {
  return ownOf(solution).to(connector);
}

const ownOf = memo(
  ({ references }: Frame) =>
    new ByConnector(
      references.filter((it) => it.connector !== ''),
      (it) => it,
    ),
);

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
