import { l10n } from 'vscode';
import type { Refactored, ReferenceId, ReferenceItem } from '../../server/src/protocol';
import { inDialogue } from './dialogue';
import { byConnector, meant, nameOf, noReference, referencesAtCursor, rowOf, under } from './references';
import type { Server } from './requests';

/** *Merge Connection References…*: those that use one of several of a connector use one and the same afterwards. */
export async function mergeReferences(server: Server): Promise<Refactored | string | undefined> {
  const references = await server.ask('keyhook/references', {});
  const groups = byConnector(references.filter((it) => it.connector !== '')).filter((it) => it.length > 1);
  if (groups.length === 0)
    return l10n.t('No solution here has two connection references of the same connector: there is nothing to merge.');
  const [atCursor] = referencesAtCursor(groups.flat());
  return inDialogue(l10n.t('Merge Connection References'), (dialogue) => {
    const choices = under(
      (it) => it.solutionName,
      groups.flat().sort((a, b) => a.solution.localeCompare(b.solution)),
      (items) => items.map(rowOf),
    );
    const active = choices.find((it) => it.value === atCursor);
    return dialogue.pickOne({ placeholder: l10n.t('Connection reference that remains'), choices, active }, (survivor) => {
      const rows = (groups.find((it) => it.includes(survivor)) ?? []).filter((it) => it !== survivor).map(rowOf);
      const picked = rows.length === 1 ? rows : [];
      return dialogue.pickSeveral({ placeholder: l10n.t("Merge into '{0}'", nameOf(survivor)), choices: rows, picked }, (losers) =>
        merge(server, survivor, losers),
      );
    });
  });
}

/** *Merge Into…*: what uses these uses another one of the connector afterwards; of several, one of them remains. */
export async function mergeInto(server: Server, given: readonly ReferenceId[]): Promise<Refactored | string | undefined> {
  const references = await server.ask('keyhook/references', {});
  const chosen = meant(references, given);
  const [first, ...others] = chosen;
  if (!first) return noReference();
  if (byConnector(chosen).length > 1) return l10n.t('Only connection references of one connector and one solution can be merged.');
  const group = first.connector === '' ? [] : (byConnector(references).find((it) => it.includes(first)) ?? []);
  const survivors = others.length > 0 ? chosen : group.filter((it) => it !== first);
  if (survivors.length === 0)
    return l10n.t(
      "'{0}' is the only connection reference of its connector in '{1}': there is none to merge it into.",
      nameOf(first),
      first.solutionName,
    );
  const placeholder =
    others.length > 0 ? l10n.t('Connection reference that remains') : l10n.t("Merge '{0}' into this connection reference", nameOf(first));
  return inDialogue(l10n.t('Merge Into'), (dialogue) =>
    dialogue.pickOne({ placeholder, choices: survivors.map(rowOf) }, (survivor) =>
      merge(
        server,
        survivor,
        chosen.filter((it) => it !== survivor),
      ),
    ),
  );
}

function merge(server: Server, { solution, logicalName }: ReferenceItem, losers: readonly ReferenceItem[]): Promise<Refactored> {
  return server.ask('keyhook/refactor', { kind: 'merge', solution, into: logicalName, from: losers.map((it) => it.logicalName) });
}
