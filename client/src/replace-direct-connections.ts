import { l10n } from 'vscode';
import type { ConnectionId, DirectConnectionItem, Refactored, ReferenceItem } from '../../server/src/protocol';
import { inDialogue, type Asked, type Choice, type Dialogue } from './dialogue';
import { byConnector, isAtCursor, isInFront, rowOf } from './references';
import type { Server } from './requests';
import { askScheme } from './scheme';

/** *Replace Direct Connections…*: some or all of one connector and solution, by a connection reference that is there or is created. */
export async function replaceDirectConnections(
  server: Server,
  given: readonly ConnectionId[] = [],
): Promise<Refactored | string | undefined> {
  const all = await server.ask('keyhook/directConnections', {});
  const chosen = all.filter((it) => given.some(({ uri, id }) => it.uri === uri && it.id === id));
  const groups = byConnector(all);
  const [only] = groups.length === 1 ? groups : [];
  if (groups.length === 0) return l10n.t('No flow here has a direct connection that Keyhook can replace.');
  if (new Set(chosen.map((it) => it.connector)).size > 1)
    return l10n.t('These are direct connections of several connectors. Select those of one connector.');
  return inDialogue(l10n.t('Replace Direct Connections'), (dialogue) => {
    if (chosen.length > 0) return pickTarget(dialogue, server, chosen);
    if (only) return pickConnections(dialogue, server, only);
    const choices = groups.map((it): Choice<readonly DirectConnectionItem[]> => ({
      label: it[0]!.connectorName,
      description: it[0]!.solutionName,
      detail: usersOf(it),
      value: it,
    }));
    const active = choices.find((it) => it.value?.some(isAtCursor)) ?? choices.find((it) => it.value?.some(isInFront));
    return dialogue.pickOne(
      { placeholder: l10n.t('Connector whose direct connections are to be replaced'), choices, active },
      (connections) => pickConnections(dialogue, server, connections),
    );
  });
}

function pickConnections(dialogue: Dialogue, server: Server, connections: readonly DirectConnectionItem[]): Asked<Refactored> {
  if (connections.length === 1) return pickTarget(dialogue, server, connections);
  const rows = connections.map((it): Choice<DirectConnectionItem> => ({ label: it.flow, description: it.key, value: it }));
  return dialogue.pickSeveral({ placeholder: l10n.t('Direct connections to replace'), choices: rows, picked: rows }, (chosen) =>
    pickTarget(dialogue, server, chosen),
  );
}

async function pickTarget(dialogue: Dialogue, server: Server, chosen: readonly DirectConnectionItem[]): Asked<Refactored> {
  const connections: readonly ConnectionId[] = chosen.map(({ uri, id }) => ({ uri, id }));
  const candidates = await server.ask('keyhook/candidates', { connections });
  const { connectorName, solutionName } = chosen[0]!;
  const creating = { icon: 'add', label: l10n.t('Create a connection reference…'), detail: solutionName, value: 'new' } as const;
  const choices: readonly Choice<ReferenceItem | 'new'>[] = [...candidates.map(rowOf), creating];
  return dialogue.pickOne(
    { placeholder: l10n.t('Connection reference to {0} for {1}', connectorName, usersOf(chosen)), choices },
    async (target) => {
      if (target !== 'new') {
        const { solution, logicalName } = target;
        return server.ask('keyhook/refactor', { kind: 'replaceDirect', connections, with: { solution, logicalName } });
      }
      return askScheme(dialogue, server, connections.slice(0, 1), l10n.t('the new connection reference'), (scheme) =>
        server.ask('keyhook/refactor', { kind: 'replaceDirect', connections, with: scheme }),
      );
    },
  );
}

function usersOf(connections: readonly DirectConnectionItem[]): string {
  const flows = [...new Set(connections.map((it) => it.flow))];
  return flows.length > 3 ? l10n.t('{0} flows', flows.length) : flows.map((it) => `'${it}'`).join(', ');
}
