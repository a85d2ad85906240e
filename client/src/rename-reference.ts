import type { CheckNameParams, Refactored, ReferenceItem } from '../../server/src/protocol';
import { inDialogue, type Asked, type Choice, type Dialogue } from './dialogue';
import { nameOf, noReference, referencesAtCursor, rowOf, under } from './references';
import type { Server } from './requests';

type Kind = CheckNameParams['kind'];

/** *Rename Connection Reference…*: its display name, or its logical name wherever it is written. */
export async function renameReference(server: Server): Promise<Refactored | string | undefined> {
  const references = await server.ask('keyhook/references', {});
  if (references.length === 0) return noReference;
  return inDialogue('Rename Connection Reference', (dialogue) => {
    const [only, ...others] = referencesAtCursor(references);
    if (only && others.length === 0) return pickKind(dialogue, server, only);
    const choices = under(
      (it) => it.solutionName,
      references,
      (items) => items.map(rowOf),
    );
    const active = choices.find((it) => it.value === only);
    return dialogue.pickOne({ placeholder: 'Connection reference to rename', choices, active }, (reference) =>
      pickKind(dialogue, server, reference),
    );
  });
}

function pickKind(dialogue: Dialogue, server: Server, reference: ReferenceItem): Asked<Refactored> {
  const choices: readonly Choice<Kind>[] = [
    { label: 'Display name', description: reference.displayName, value: 'display' },
    { label: 'Logical name', description: reference.logicalName, detail: reference.users, value: 'logical' },
  ];
  return dialogue.pickOne({ placeholder: `Which name of '${nameOf(reference)}'`, choices }, (kind) =>
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
    prompt: kind === 'logical' ? 'New logical name' : 'New display name',
    selected: [afterPrefix, value.length] as const,
    check: async (to: string) => {
      const { refused, prefixChange } = await check(to);
      return { refused: to === value && to !== '' ? 'It has this name already.' : refused, warning: prefixChange };
    },
  };
  return dialogue.type(typing, async (to) => {
    const names = kind === 'logical' ? { newLogicalName: to } : { newDisplayName: to };
    const rename = (): Promise<Refactored> => server.ask('keyhook/refactor', { kind: 'rename', solution, logicalName, ...names });
    const { prefixChange } = await check(to);
    if (prefixChange === undefined) return rename();
    const choices = [{ label: `Rename to '${to}'`, value: true }];
    return dialogue.pickOne({ placeholder: `${prefixChange}?`, choices }, rename);
  });
}
