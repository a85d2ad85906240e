import { l10n } from 'vscode';
import type { ReferenceItem, Refactored, ReferenceId } from '../../server/src/protocol';
import { inDialogue, type Asked, type Choice, type Dialogue } from './dialogue';
import { meant, nameOf, noReference, rowOf, under } from './references';
import type { Server } from './requests';
import { askScheme, type Scheme } from './scheme';

/** *Rename by the Naming Scheme…*: one connection reference, or all of a solution that are wanted. */
export async function renameByScheme(server: Server, given: readonly ReferenceId[] = []): Promise<Refactored | string | undefined> {
  const references = await server.ask('keyhook/references', {});
  if (references.length === 0) return noReference();
  return inDialogue(l10n.t('Rename by the Naming Scheme'), (dialogue) => {
    const rename = (chosen: readonly ReferenceItem[]): Asked<Refactored> => renameAll(dialogue, server, chosen);
    const known = meant(references, given);
    const [only, ...others] = known;
    if (only && (others.length === 0 || given.length > 0)) return rename(known);
    const choices = under(
      (it) => it.solutionName,
      references,
      (items): Choice<readonly ReferenceItem[]>[] => [
        ...items.map((it) => ({ ...rowOf(it), value: [it] })),
        { label: l10n.t("Several of '{0}'…", items[0]!.solutionName), value: items },
      ],
    );
    const active = choices.find((it) => it.value?.length === 1 && it.value[0] === only);
    return dialogue.pickOne({ placeholder: l10n.t('Connection reference to rename'), choices, active }, (items) => {
      if (items.length === 1) return rename(items);
      const rows = items.map(rowOf);
      return dialogue.pickSeveral({ placeholder: l10n.t('Connection references to rename'), choices: rows, picked: rows }, rename);
    });
  });
}

async function renameAll(dialogue: Dialogue, server: Server, chosen: readonly ReferenceItem[]): Asked<Refactored> {
  const [only] = chosen.length === 1 ? chosen : [];
  const what = only ? `'${nameOf(only)}'` : l10n.t('{0} connection references', chosen.length);
  return askScheme(dialogue, server, chosen.map(idOf), what, async (scheme) => {
    const choices = await newNames(server, chosen, scheme);
    const named = (names: readonly NewName[]): Promise<Refactored> => rename(server, names);
    const possible = choices.filter((it) => it.value !== undefined);
    if (only && possible[0]?.value) return named([possible[0].value]);
    return dialogue.pickSeveral({ placeholder: l10n.t('New names'), choices, picked: possible }, named);
  });
}

interface NewName {
  readonly reference: ReferenceItem;
  readonly name: string;
}

async function newNames(server: Server, references: readonly ReferenceItem[], scheme: Scheme): Promise<readonly Choice<NewName>[]> {
  const answers = await Promise.all(references.map((it) => server.ask('keyhook/schemeName', { of: idOf(it), ...scheme })));
  const given = new Set<string>();
  return references.flatMap((reference, index) =>
    (answers[index]?.names ?? []).map(({ name, refused }) => {
      const place = `${reference.solution} ${name.toLowerCase()}`;
      const why = refused ?? (given.has(place) ? l10n.t('Another one of these gets this name.') : undefined);
      if (why === undefined) given.add(place);
      const row = { label: name, description: l10n.t("was '{0}'", nameOf(reference)) };
      return why === undefined ? { ...row, value: { reference, name } } : { ...row, refused: why };
    }),
  );
}

function rename(server: Server, names: readonly NewName[]): Promise<Refactored> {
  return server.ask('keyhook/refactor', {
    kind: 'renameAll',
    names: names.map(({ reference, name }) => ({ ...idOf(reference), newDisplayName: name })),
  });
}

const idOf = ({ solution, logicalName }: ReferenceItem): ReferenceId => ({ solution, logicalName });
