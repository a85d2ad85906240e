import { l10n } from 'vscode';
import type { Refactored, ReferenceId } from '../../server/src/protocol';
import { inDialogue } from './dialogue';
import { askReference, noReference } from './references';
import type { Server } from './requests';

/** *Remove Connection Reference…*: one that nothing uses. The server says why when it is used. */
export async function removeReference(server: Server, given: readonly ReferenceId[] = []): Promise<Refactored | string | undefined> {
  const references = await server.ask('keyhook/references', {});
  if (references.length === 0) return noReference();
  return inDialogue(l10n.t('Remove Connection Reference'), (dialogue) =>
    askReference(dialogue, references, given, l10n.t('Connection reference to remove'), ({ solution, logicalName }) =>
      server.ask('keyhook/refactor', { kind: 'remove', solution, logicalName }),
    ),
  );
}
