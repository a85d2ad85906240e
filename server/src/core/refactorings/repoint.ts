import { connectorLabel, connectorOfEntry, sameConnector, type ConnectorName } from '../connector-identity';
import { EditSet } from '../edit-set';
import type { Connection } from '../facts/flow';
import { isManagedOnly, neighboursOf, Refusal, type Scene } from '../fix';
import { entriesNaming } from '../flow-entries';
import { jsonString } from '../json';
import type { ConnectionReference, Flow, Solution } from '../model';
import { isSameName } from '../occurrences';
import { called } from './candidates';
import type { Refactoring } from './refactoring';

/** Lets a flow use another reference wherever it uses this one. Both are of one connector and of the flow's solution. Throws `Refusal`. */
export function repointFlow(flow: Flow, from: string, to: ConnectionReference, solution: Solution, scene: Scene): Refactoring {
  const name = to.logicalName.value;
  if (flow.solution !== solution.root)
    throw new Refusal(
      `'${to.label}' belongs to the solution '${solution.name}' and the flow '${flow.name}' to another one: choose a connection reference of the flow's own solution.`,
    );
  if (isManagedOnly(solution))
    throw new Refusal(`'${solution.name}' is kept here as a managed solution, which is made elsewhere: make the change there.`);
  if (isSameName(from, name)) throw new Refusal(`The flow '${flow.name}' uses '${to.label}' already: choose another connection reference.`);
  const its = entriesFor(from, flow);
  const old = neighboursOf(solution, scene).definers(from)[0]?.reference;
  if (its.length === 0) throw new Refusal(`The flow '${flow.name}' does not use '${old?.label ?? from}' any more: choose again.`);
  for (const it of its) refuseOther(it, flow, old, to, solution, scene);
  const set = new EditSet(scene);
  for (const { logicalName } of its) set.replace(flow.uri, logicalName!.span, jsonString(name));
  return { edits: set.build(), notes: doubledNote(its, entriesFor(name, flow), flow, to) };
}

function entriesFor(name: string, flow: Flow): readonly Connection[] {
  return flow.legacy ? [] : entriesNaming(name, flow);
}

/** What the entry itself says of its connector is what the flow calls; the reference it named counts only where it says nothing. */
function refuseOther(
  entry: Connection,
  flow: Flow,
  old: ConnectionReference | undefined,
  to: ConnectionReference,
  solution: Solution,
  scene: Scene,
): void {
  const wanted: ConnectorName | undefined = connectorOfEntry(entry) ?? (old?.connector ? old : undefined);
  if (to.connector === '') throw new Refusal(`'${to.label}' does not say which connector it is for: mend that first.`);
  if (!wanted)
    throw new Refusal(
      `Flow '${flow.name}' does not say which connector '${entry.key.value}' goes to: choose the connection anew in the maker portal.`,
    );
  if (sameConnector(wanted, to)) return;
  const neighbours = neighboursOf(solution, scene);
  const name = called({ own: solution.references, siblings: [] }).find((it) => it.reference === to)?.name ?? `'${to.label}'`;
  throw new Refusal(
    `Flow '${flow.name}' goes to ${connectorLabel(wanted, neighbours)} by '${entry.key.value}', and the connection reference ${name} goes to ${connectorLabel(to, neighbours)}: choose one that goes to the same.`,
  );
}

/** Two keys that go through one reference in the same way are one too many. */
function doubledNote(changed: readonly Connection[], there: readonly Connection[], flow: Flow, to: ConnectionReference): readonly string[] {
  const way = ({ runtimeSource, source, impersonation }: Connection): string =>
    JSON.stringify([(runtimeSource?.value ?? source)?.toLowerCase(), impersonation]);
  if (!changed.some((it) => there.some((other) => way(other) === way(it)))) return [];
  const number = changed.length + there.length;
  return [
    `The flow '${flow.name}' now has ${number === 2 ? 'two' : number} keys for '${to.label}': the rule 'redundant-connection-key' offers to make them one.`,
  ];
}
