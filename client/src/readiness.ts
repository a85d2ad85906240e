import { EventEmitter, l10n, MarkdownString, window, type Disposable, type TreeDataProvider, type TreeItem, type TreeView } from 'vscode';
import type { ReadinessRow } from '../../server/src/protocol';
import { readinessItem } from './readiness-item';
import type { ServerOnDemand } from './server-on-demand';
import { showPlace } from './show-place';

/** The view of the deployment readiness: which flows will be on in which environment, and what is still to be done. */
export class Readiness implements TreeDataProvider<ReadinessRow>, Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly #view: TreeView<ReadinessRow>;
  readonly #listening: Disposable;

  readonly onDidChangeTreeData = this.#changed.event;
  readonly getTreeItem = readinessItem;

  constructor(private readonly server: ServerOnDemand) {
    this.#view = window.createTreeView('keyhook.readiness', { treeDataProvider: this, showCollapseAll: true });
    this.#listening = server.onRowsChanged(() => this.#changed.fire());
  }

  dispose(): void {
    this.#listening.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }

  async getChildren(parent?: ReadinessRow): Promise<ReadinessRow[]> {
    const rows = await this.server.askQuietly('keyhook/readiness', { parent: parent?.path ?? [] });
    if (!parent) this.#view.message = rows ? messageFor(rows) : '';
    return [...(rows ?? [])];
  }

  async resolveTreeItem(item: TreeItem, { path }: ReadinessRow): Promise<TreeItem> {
    const tip = await this.server.askQuietly('keyhook/readinessTip', { path });
    if (tip) item.tooltip = new MarkdownString(tip); // names of files stand in it: it is not trusted, and has no HTML
    return item;
  }

  /** Goes to what decides about a row. */
  async open({ path }: ReadinessRow): Promise<void> {
    const place = await this.server.askQuietly('keyhook/readinessPlace', { path });
    if (place) await showPlace(place);
  }

  /** What a row stands for, or everything. */
  async markdownOf(row: ReadinessRow | undefined): Promise<string> {
    return (await this.server.askQuietly('keyhook/readinessMarkdown', { path: row?.path ?? [] })) ?? '';
  }
}

/** What is missing before there is more to see. */
function messageFor(rows: readonly ReadinessRow[]): string {
  if (rows.some((it) => it.settings.length > 0) || rows.length === 0) return '';
  return l10n.t(
    'No deployment settings are here yet: this is what would have to be bound. Create Deployment Settings, above or among the commands, makes them for an environment.',
  );
}
