import { EventEmitter, MarkdownString, type Disposable, type TreeDataProvider, type TreeItem } from 'vscode';
import type { Place, RowPlace, TreeRow } from '../../server/src/protocol';
import type { ServerOnDemand } from './server-on-demand';
import { idOf } from './row';
import { itemOf } from './tree-item';
import type { Shown } from './tree-shown';

/** The server's rows, as they are asked for. Nothing is kept of them but which is below which. */
export class TreeRows implements TreeDataProvider<TreeRow>, Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly #read = new EventEmitter<readonly TreeRow[]>();
  readonly #parents = new WeakMap<TreeRow, TreeRow>();
  /** What a person has opened and closed. The editor forgets it of rows that a filter hides. */
  readonly #isOpen = new Map<string, boolean>();

  readonly onDidChangeTreeData = this.#changed.event;
  /** The solutions were asked for. */
  readonly onDidRead = this.#read.event;
  readonly getTreeItem = (row: TreeRow): TreeItem => {
    const { filter } = this.shown.view;
    return itemOf(row, filter, filter === 'all' ? this.#isOpen.get(idOf(row)) : undefined);
  };
  readonly getParent = (row: TreeRow): TreeRow | undefined => this.#parents.get(row);

  constructor(
    private readonly server: ServerOnDemand,
    private readonly shown: Shown,
  ) {}

  dispose(): void {
    this.#changed.dispose();
    this.#read.dispose();
  }

  /** A person has opened or closed a row. What a filter opens says nothing of what is wanted without it. */
  opened(row: TreeRow, isOpen: boolean): void {
    if (this.shown.view.filter === 'all') this.#isOpen.set(idOf(row), isOpen);
  }

  /** The editor asks again for what it shows, one time after the other, however often it is told to. */
  refresh(): void {
    this.#changed.fire();
  }

  async getChildren(parent?: TreeRow): Promise<TreeRow[]> {
    const rows = (await this.server.askQuietly('keyhook/tree', { ...this.shown.view, parent: parent?.path ?? [] })) ?? [];
    for (const row of rows) if (parent) this.#parents.set(row, parent);
    if (!parent) this.#read.fire(rows);
    return [...rows];
  }

  async resolveTreeItem(item: TreeItem, { path }: TreeRow): Promise<TreeItem> {
    const tip = await this.server.askQuietly('keyhook/treeTip', { ...this.shown.view, path });
    if (tip) item.tooltip = new MarkdownString(tip); // names of files stand in it: it is not trusted, and has no HTML
    return item;
  }

  async placeOf({ path }: TreeRow): Promise<RowPlace | undefined> {
    return (await this.server.askQuietly('keyhook/treePlace', { ...this.shown.view, path })) ?? undefined;
  }

  async markdownOf({ path }: TreeRow): Promise<string> {
    return (await this.server.askQuietly('keyhook/treeMarkdown', { ...this.shown.view, path })) ?? '';
  }

  /** The rows down to what stands at a place, those that a filter hides too if that is wanted. */
  async pathTo(place: Place, filter = this.shown.view.filter): Promise<readonly TreeRow[]> {
    const rows = (await this.server.askQuietly('keyhook/treePath', { ...this.shown.view, filter, ...place })) ?? [];
    rows.slice(1).forEach((row, index) => this.#parents.set(row, rows[index]!));
    return rows;
  }
}
