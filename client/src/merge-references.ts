import type { Refactored } from '../../server/src/protocol';
import { inDialogue } from './dialogue';
import { byConnector, nameOf, referencesAtCursor, rowOf, under } from './references';
import type { Server } from './requests';

/** *Merge Connection References…*: those that use one of several of a connector use one and the same afterwards. */
export async function mergeReferences(server: Server): Promise<Refactored | string | undefined> {
  const references = await server.ask('keyhook/references', {});
  const groups = byConnector(references.filter((it) => it.connector !== '')).filter((it) => it.length > 1);
  if (groups.length === 0) return 'No solution here has two connection references of the same connector: there is nothing to merge.';
  const [atCursor] = referencesAtCursor(groups.flat());
  return inDialogue('Merge Connection References', (dialogue) => {
    const choices = under(
      (it) => it.solutionName,
      groups.flat().sort((a, b) => a.solution.localeCompare(b.solution)),
      (items) => items.map(rowOf),
    );
    const active = choices.find((it) => it.value === atCursor);
    return dialogue.pickOne({ placeholder: 'Connection reference that remains', choices, active }, (survivor) => {
      const rows = (groups.find((it) => it.includes(survivor)) ?? []).filter((it) => it !== survivor).map(rowOf);
      const picked = rows.length === 1 ? rows : [];
      return dialogue.pickSeveral({ placeholder: `Merge into '${nameOf(survivor)}'`, choices: rows, picked }, (losers) =>
        server.ask('keyhook/refactor', {
          kind: 'merge',
          solution: survivor.solution,
          into: survivor.logicalName,
          from: losers.map((it) => it.logicalName),
        }),
      );
    });
  });
}
