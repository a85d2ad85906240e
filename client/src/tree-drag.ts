import { DataTransferItem, l10n, window, type TreeDragAndDropController } from 'vscode';
import type { TreeRow } from '../../server/src/protocol';
import { withoutLinks } from './plain';
import { dropOf, type Refusal } from './row-drop';
import type { Work } from './server-on-demand';

/** The editor's own name for what is dragged from this view. */
const rowsOfTree = 'application/vnd.code.tree.keyhook.references';

/** References onto another are merged into it, a flow uses another, and direct connections are replaced. */
export function dragging(
  parentOf: (row: TreeRow) => TreeRow | undefined,
  run: (work: Work) => Promise<void>,
): TreeDragAndDropController<TreeRow> {
  return {
    dragMimeTypes: [],
    dropMimeTypes: [rowsOfTree],
    handleDrag: (rows, transfer) => transfer.set(rowsOfTree, new DataTransferItem(rows)),
    async handleDrop(target, transfer) {
      const rows = transfer.get(rowsOfTree)?.value as readonly TreeRow[] | undefined;
      const drop = rows && dropOf(rows, target, parentOf);
      if (!drop) return;
      if ('refused' in drop) void window.showInformationMessage(withoutLinks(inWords(drop.refused)));
      else await run((server) => server.ask('keyhook/refactor', drop.change));
    },
  };
}

function inWords(refusal: Refusal): string {
  switch (refusal.why) {
    case 'no target':
      return l10n.t('Drop it on a connection reference, or on what is below one.');
    case 'several kinds':
      return l10n.t('Drag either connection references, or a flow, or direct connections, not several of these at once.');
    case 'several flows':
      return l10n.t('Drag one flow at a time.');
    case 'several connectors':
      return l10n.t('These are direct connections of several connectors. Drag those of one connector at a time.');
    case 'immovable':
      return l10n.t("'{0}' cannot be dragged. Drag a connection reference, a flow below one, or a direct connection.", refusal.name);
    case 'managed':
      return l10n.t("'{0}' cannot be changed here: this solution does not define it, or is managed.", refusal.name);
    case 'other connector':
      return l10n.t("'{0}' and '{1}' are of different connectors, so one cannot take the other's place.", refusal.name, refusal.target);
    case 'other solution':
      return l10n.t("'{0}' and '{1}' are in different solutions. Drop it on one of its own solution.", refusal.name, refusal.target);
  }
}
