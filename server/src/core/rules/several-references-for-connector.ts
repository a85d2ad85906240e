import { connectorLabel, connectorOfEntry, sameConnector, type ConnectorName } from '../connector-identity';
import { connectorKey } from '../connectors';
import { EditSet } from '../edit-set';
import type { Connection } from '../facts/flow';
import { jsonString } from '../json';
import type { ConnectionReference, Flow } from '../model';
import { meaningOf, partsOf } from '../naming';
import { useOfKeys } from '../refactorings/keys';
import type { Rule } from '../rule';
import type { Word } from '../text';

export const severalReferencesForConnector: Rule = {
  id: 'several-references-for-connector',
  severity: 'info',
  summary: 'One flow reaches the same connector through different connection references.',

  *checkFlow(flow, _frame, neighbours, { naming }) {
    if (flow.legacy || !goesTwoWays(flow)) return;
    const isUsed = useOfKeys(flow);
    const seen = new Map<string, Seen>();
    for (const connection of flow.connections) {
      const connector = connectorOfEntry(connection);
      if (!connector || !connection.logicalName || !isUsed(connection.key.value)) continue;
      const [definition] = neighbours.definers(connection.logicalName.value);
      if (!definition || isMismatched(definition.reference, connector)) continue;
      const { reference } = definition;
      const name = reference.logicalName.value.toLowerCase();
      const key = connectorKey(connector.connector);
      const its = seen.get(key) ?? { names: new Set<string>(), firsts: new Map<string | undefined, Entry>() };
      seen.set(key, its);
      if (its.names.has(name)) continue;
      const parts = partsOf(reference, neighbours, naming);
      const entry = { connection, reference, meaning: parts && meaningOf(parts), index: its.names.size };
      its.names.add(name);
      const first = firstUntold(entry, its);
      if (!its.firsts.has(entry.meaning)) its.firsts.set(entry.meaning, entry);
      if (!first) continue;
      yield {
        at: { uri: flow.uri, span: connection.key.span },
        message: `Flow '${flow.name}' goes to ${connectorLabel(connector, neighbours)} through two connection references, '${first.reference.label}' and '${reference.label}': use one, or name them by area and type.`,
        subject: connection.key.value,
        related: [{ uri: flow.uri, span: first.connection.key.span, message: `Goes through '${first.reference.label}'` }],
        *fixes(scene) {
          const { label, logicalName } = first.reference;
          yield {
            title: `Use '${label}'${label === reference.label ? ` (${logicalName.value})` : ''} for this flow`,
            safety: 'review',
            preferred: false, // names that tell the two apart would do as well
            edits() {
              const set = new EditSet(scene);
              for (const { logicalName: its } of flow.connections)
                if (its && sameText(its, reference.logicalName)) set.replace(flow.uri, its.span, jsonString(logicalName.value));
              return set.build();
            },
          };
        },
      };
    }
  },
};

interface Entry {
  readonly connection: Connection;
  readonly reference: ConnectionReference;
  /** What its name says on the scheme; undefined off it. */
  readonly meaning: string | undefined;
  readonly index: number;
}

/** What was seen of one connector: the names of its references, and the first that has each meaning. */
interface Seen {
  readonly names: Set<string>;
  readonly firsts: Map<string | undefined, Entry>;
}

/** The first of those before that an entry's name does not tell it apart from. */
function firstUntold({ meaning }: Entry, { firsts }: Seen): Entry | undefined {
  const alike = meaning === undefined ? [...firsts.values()] : [firsts.get(meaning), firsts.get(undefined)];
  return alike.reduce((first, it) => (it && (!first || it.index < first.index) ? it : first), undefined);
}

/** Whether two entries name different references and one connector: few flows have such, and all others cost no more than this. */
function goesTwoWays({ connections }: Flow): boolean {
  const firstNames = new Map<string, string>();
  return connections.some((it) => {
    const connector = connectorOfEntry(it);
    if (!connector || !it.logicalName) return false;
    const { value } = it.logicalName;
    const key = connectorKey(connector.connector);
    const first = firstNames.get(key) ?? value;
    firstNames.set(key, first);
    return first !== value;
  });
}

/** Whether a reference goes to another connector than its entry says: that is to be mended first. */
function isMismatched(reference: ConnectionReference, connector: ConnectorName): boolean {
  return reference.connector !== '' && !sameConnector(reference, connector);
}

function sameText(a: Word, b: Word): boolean {
  return a.value.toLowerCase() === b.value.toLowerCase();
}
