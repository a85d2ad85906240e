import { commands, Disposable, l10n, Uri, window } from 'vscode';
import type { ConnectionId, Refactored, ReferenceId, RowPlace, TreeRow } from '../../server/src/protocol';
import { copy } from './copy';
import { mergeInto } from './merge-references';
import { removeReference } from './remove-reference';
import { renameByScheme } from './rename-by-scheme';
import { renameReference } from './rename-reference';
import { replaceDirectConnections } from './replace-direct-connections';
import { repointFlow } from './repoint-flow';
import type { Server } from './requests';
import { flagsOf, isReference } from './row';
import type { ServerOnDemand } from './server-on-demand';
import { rangeOf } from './show-place';
import type { Tree } from './tree';
import { findUses } from './uses';

/** What a key in the view gives instead of a row: what is selected is meant. */
const SELECTION = 'selection';

/** The commands that are about rows of the tree. Those that the palette has too ask for what they need when no row is given. */
export function registerRowCommands(tree: Tree, server: ServerOnDemand): Disposable {
  /** A menu gives the row and all that are selected. */
  const rowsOf = (row: unknown, rows: unknown): readonly TreeRow[] => {
    if (row === SELECTION) return tree.selection;
    return Array.isArray(rows) && rows.includes(row) ? (rows as TreeRow[]) : isRow(row) ? [row] : [];
  };
  const on = (name: string, work: (rows: readonly TreeRow[]) => Promise<void>): Disposable =>
    commands.registerCommand(name, (row?: unknown, rows?: unknown) => work(rowsOf(row ?? SELECTION, rows)));

  /** With what is given, or asking for it; a key says so when it is for another kind of row. */
  const changing = <Given>(
    name: string,
    given: (row: TreeRow) => readonly Given[],
    unfit: () => string,
    work: (server: Server, given: readonly Given[]) => Promise<Refactored | string | undefined>,
  ): Disposable =>
    commands.registerCommand(name, (row?: unknown, rows?: unknown) => {
      const meant = rowsOf(row, rows).flatMap(given);
      const isByKey = row === SELECTION && meant.length === 0;
      return server.run((its) => (isByKey ? Promise.resolve(unfit()) : work(its, meant)));
    });
  const selectReference = (): string => l10n.t('Select a connection reference in the tree that may be changed.');

  const definitionOf = async (row: TreeRow): Promise<RowPlace | undefined> =>
    (row.kind === 'connection' ? await definedAt(row, server) : undefined) ?? (await tree.placeOf(row));

  return Disposable.from(
    commands.registerCommand('_keyhook.openRow', (row: TreeRow) => tree.open(row)),
    changing('keyhook.renameReference', changeable, selectReference, renameReference),
    changing('keyhook.renameByScheme', changeable, selectReference, renameByScheme),
    changing('keyhook.mergeInto', changeable, selectReference, mergeInto),
    changing('keyhook.removeReference', changeable, selectReference, removeReference),
    changing('keyhook.replaceDirectConnections', directs, () => l10n.t('Select a direct connection.'), replaceDirectConnections),
    changing(
      'keyhook.repointFlow',
      (row) => [row],
      () => l10n.t('Select a flow below a connection reference.'),
      repointFlow,
    ),
    on('keyhook.goToDefinition', async ([row]) => {
      const place = row && (await definitionOf(row));
      if (place) await window.showTextDocument(Uri.parse(place.uri), { selection: rangeOf(place) });
    }),
    on('keyhook.findUses', async ([row]) => {
      const place = row && (await definitionOf(row));
      if (place) await findUses(Uri.parse(place.uri), rangeOf(place).start);
    }),
    on('keyhook.copyLogicalName', (rows) => copy([...new Set(rows.filter(isReference).map((it) => it.reference.logicalName))].join('\n'))),
    on('keyhook.copyAsMarkdown', async (rows) => {
      const texts = await Promise.all(rows.filter((it) => flagsOf(it).includes('copyable')).map((it) => tree.markdownOf(it)));
      await copy(texts.filter(Boolean).join('\n\n'));
    }),
  );
}

const isRow = (row: unknown): row is TreeRow => typeof row === 'object' && row !== null && 'path' in row && 'kind' in row;

function changeable(row: TreeRow): readonly ReferenceId[] {
  return flagsOf(row).includes('changeable') && row.reference ? [row.reference] : [];
}

const directs = ({ direct }: TreeRow): readonly ConnectionId[] => (direct ? [direct] : []);

/** Where the reference is defined that a flow goes through. */
async function definedAt({ reference }: TreeRow, server: ServerOnDemand): Promise<RowPlace | undefined> {
  const references = (await server.askQuietly('keyhook/references', {})) ?? [];
  return references.find((it) => it.solution === reference?.solution && it.logicalName === reference.logicalName);
}
