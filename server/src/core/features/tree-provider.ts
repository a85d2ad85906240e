import { connectorKey } from '../connectors';
import type { Connection } from '../facts/flow';
import { isManagedOnly } from '../fix';
import type { ConnectionReference, Solution } from '../model';
import type { Resolution } from '../resolution';
import type { TreeRow } from './tree';

type Flag = NonNullable<TreeRow['reference']>;

/** The definition of a name that a solution uses, where the workspace has it. */
export function definitionOf(found: Resolution): ConnectionReference | undefined {
  return 'definition' in found ? found.definition.reference : undefined;
}

/** Who provides a reference that the solution does not define itself. */
export function providerInWords(found: Resolution): readonly string[] {
  switch (found.kind) {
    case 'own':
      return [];
    case 'sibling':
      return [`from ${found.definition.solutionName}`];
    case 'twin':
      return ['from another copy of this solution'];
    case 'provided':
      return [`from ${found.by}`];
    case 'unshipped':
      return ["in no solution, only in the maker's environment"];
    case 'undefined':
      return ['defined nowhere'];
    case 'unknown':
      return ['not known where it is defined'];
  }
}

/** What the editor needs of a reference that the workspace does not define: a flow that names it says which connector it wants. */
export function unownedFlag(logicalName: string, { connector = '' }: Pick<Connection, 'connector'>, asking: Solution): Flag {
  return { solution: asking.root, logicalName, connector: connectorKey(connector), isFixed: true };
}

/** What the editor needs to change a reference: whoever only uses another solution's cannot. */
export function flagOf({ solution, logicalName, connector }: ConnectionReference, asking: Solution): Flag {
  const isFixed = solution !== asking.root || isManagedOnly(asking);
  return { solution, logicalName: logicalName.value, connector: connectorKey(connector), isFixed };
}
