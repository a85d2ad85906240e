import { l10n } from 'vscode';
import type { Refactored, TreeRow } from '../../server/src/protocol';
import { inDialogue } from './dialogue';
import { contains, rowOf } from './references';
import type { Server } from './requests';

/** *Use Another Connection Reference…*: the flow of a row uses another one of the connector wherever it uses the row's. */
export async function repointFlow(server: Server, [row, ...others]: readonly TreeRow[]): Promise<Refactored | string | undefined> {
  if (others.length > 0) return l10n.t('Select one flow: one is changed at a time.');
  const { flow, reference } = row ?? {};
  if (flow === undefined || !reference) return l10n.t('Select a flow below a connection reference in the tree.');
  const all = await server.ask('keyhook/references', {});
  const choices = all
    .filter((it) => it.connector === reference.connector && it.logicalName !== reference.logicalName && contains(it, flow))
    .map(rowOf);
  if (choices.length === 0) return l10n.t("The flow's solution has no other connection reference of this connector that could be used.");
  return inDialogue(l10n.t('Use Another Connection Reference'), (dialogue) =>
    dialogue.pickOne({ placeholder: l10n.t('Connection reference to use instead'), choices }, ({ solution, logicalName }) =>
      server.ask('keyhook/refactor', { kind: 'repoint', flow, from: reference.logicalName, to: { solution, logicalName } }),
    ),
  );
}
