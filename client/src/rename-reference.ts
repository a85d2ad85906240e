import { l10n } from 'vscode';
import type { CheckNameParams, Refactored, ReferenceId, ReferenceItem } from '../../server/src/protocol';
import { inDialogue, type Asked, type Choice, type Dialogue } from './dialogue';
import { askReference, nameOf, noReference } from './references';
import type { Server } from './requests';

type Kind = CheckNameParams['kind'];

/** *Rename Connection Reference…*: its display name, or its logical name wherever it is written. */
export async function renameReference(server: Server, given: readonly ReferenceId[] = []): Promise<Refactored | string | undefined> {
  const references = await server.ask('keyhook/references', {});
  if (references.length === 0) return noReference();
  return inDialogue(l10n.t('Rename Connection Reference'), (dialogue) =>
    askReference(dialogue, references, given, l10n.t('Connection reference to rename'), (reference) =>
      pickKind(dialogue, server, reference),
    ),
  );
}

function pickKind(dialogue: Dialogue, server: Server, reference: ReferenceItem): Asked<Refactored> {
  const choices: readonly Choice<Kind>[] = [
    { label: l10n.t('Display name'), description: reference.displayName, value: 'display' },
    { label: l10n.t('Logical name'), description: reference.logicalName, detail: reference.users, value: 'logical' },
  ];
  return dialogue.pickOne({ placeholder: l10n.t("Which name of '{0}'", nameOf(reference)), choices }, (kind) =>
    typeName(dialogue, server, reference, kind),
  );
}

function typeName(
  dialogue: Dialogue,
  server: Server,
  { solution, logicalName, displayName }: ReferenceItem,
  kind: Kind,
): Asked<Refactored> {
  const check = (to: string) => server.ask('keyhook/checkName', { solution, logicalName, kind, to });
  const value = kind === 'logical' ? logicalName : displayName;
  const afterPrefix = kind === 'logical' ? logicalName.indexOf('_') + 1 : 0;
  const typing = {
    value,
    prompt: kind === 'logical' ? l10n.t('New logical name') : l10n.t('New display name'),
    selected: [afterPrefix, value.length] as const,
    check: async (to: string) => {
      const { refused, prefixChange } = await check(to);
      return { refused: to === value && to !== '' ? l10n.t('It has this name already.') : refused, warning: prefixChange };
    },
  };
  return dialogue.type(typing, async (to) => {
    const names = kind === 'logical' ? { newLogicalName: to } : { newDisplayName: to };
    const rename = (): Promise<Refactored> => server.ask('keyhook/refactor', { kind: 'rename', solution, logicalName, ...names });
    const { prefixChange } = await check(to);
    if (prefixChange === undefined) return rename();
    const choices = [{ label: l10n.t("Rename to '{0}'", to), value: true }];
    return dialogue.pickOne({ placeholder: `${prefixChange}?`, choices }, rename);
  });
}
