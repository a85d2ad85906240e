import { Disposable, l10n, window, type TextEditor, type TreeView } from 'vscode';
import type { Place, RowPlace, Status, TreeRow } from '../../server/src/protocol';
import { idOf } from './row';
import type { ServerOnDemand } from './server-on-demand';
import { isAt, showPlace } from './show-place';
import { dragging } from './tree-drag';
import { TreeRows } from './tree-rows';
import { filterInWords, type Shown } from './tree-shown';

/** The view of references: what the server says is shown, and a row and its place in a file lead to each other. */
export class Tree implements Disposable {
  readonly #rows: TreeRows;
  readonly #view: TreeView<TreeRow>;
  readonly #parts: Disposable;
  #opened: RowPlace | undefined;
  #selected: readonly TreeRow[] = [];

  constructor(
    server: ServerOnDemand,
    private readonly shown: Shown,
  ) {
    this.#rows = new TreeRows(server, shown);
    this.#view = window.createTreeView('keyhook.references', {
      treeDataProvider: this.#rows,
      dragAndDropController: dragging(this.#rows.getParent, (work) => server.run(work)),
      showCollapseAll: true,
      canSelectMany: true,
    });
    this.#parts = Disposable.from(
      this.#view,
      this.#rows,
      server.onStatus((status) => this.#show(status)),
      server.onRowsChanged(() => this.#rows.refresh()),
      this.#view.onDidExpandElement(({ element }) => this.#rows.opened(element, true)),
      this.#view.onDidCollapseElement(({ element }) => this.#rows.opened(element, false)),
      this.#view.onDidChangeSelection(({ selection }) => this.#select(selection)),
      shown.onDidChange(() => this.#rows.refresh()),
      this.#rows.onDidRead((rows) => (this.#view.message = this.#messageFor(rows))),
    );
  }

  get view(): Pick<TreeView<TreeRow>, 'visible' | 'onDidChangeVisibility'> {
    return this.#view;
  }

  /** What was selected last: while the editor asks for the rows again it says that none is, and shows that one is. */
  get selection(): readonly TreeRow[] {
    return this.#selected;
  }

  dispose(): void {
    this.#parts.dispose();
  }

  placeOf(row: TreeRow): Promise<RowPlace | undefined> {
    return this.#rows.placeOf(row);
  }

  markdownOf(row: TreeRow): Promise<string> {
    return this.#rows.markdownOf(row);
  }

  async open(row: TreeRow): Promise<void> {
    const place = await this.#rows.placeOf(row);
    if (!place) return;
    this.#opened = place;
    await showPlace(place);
  }

  /** Selects what stands at the cursor, without taking the focus, unless that is where a row has led. */
  async follow(editor: TextEditor): Promise<void> {
    if (this.#opened && isAt(editor, this.#opened)) return;
    const path = await this.#rows.pathTo(cursorOf(editor));
    const row = path.at(-1);
    const [selected] = this.#selected;
    if (row && !(selected && idOf(selected) === idOf(row))) await this.#reveal(row, { select: true, focus: false });
  }

  /** Goes to what stands at the cursor, and says so when there is nothing. */
  async revealCursor(): Promise<void> {
    const editor = window.activeTextEditor;
    const row = editor && (await this.#rows.pathTo(cursorOf(editor))).at(-1);
    if (row) return this.#reveal(row, { select: true, focus: true, expand: true });
    const isHidden = editor && (await this.#rows.pathTo(cursorOf(editor), 'all')).length > 0;
    if (!isHidden) return void window.showInformationMessage(l10n.t('Nothing at the cursor is in the tree of references.'));
    const all = l10n.t('Show All');
    const said = l10n.t("The tree shows only '{0}', and what is at the cursor is not among it.", filterInWords(this.shown.view.filter));
    if ((await window.showInformationMessage(said, all)) !== all) return;
    this.shown.set({ filter: 'all' });
    await this.revealCursor();
  }

  /** The row may be gone by now. */
  async #reveal(row: TreeRow, options: Parameters<TreeView<TreeRow>['reveal']>[1]): Promise<void> {
    await this.#view.reveal(row, options).then(undefined, () => {});
  }

  #select(rows: readonly TreeRow[]): void {
    if (rows.length > 0) this.#selected = rows;
  }

  #show({ busy, errors, warnings }: Status): void {
    if (busy) return;
    this.#view.badge = errors + warnings > 0 ? { value: errors + warnings, tooltip: problemsInWords(errors, warnings) } : undefined;
  }

  /** What the filter leaves. Without one there is nothing to say. */
  #messageFor(rows: readonly TreeRow[]): string {
    const { filter } = this.shown.view;
    if (filter === 'all') return '';
    const words = filterInWords(filter);
    return rows.length > 0 ? l10n.t('Filter: {0}', words) : l10n.t('Filter: {0}. There is nothing of this here.', words);
  }
}

function problemsInWords(errors: number, warnings: number): string {
  const words = [
    ...(errors === 0 ? [] : [errors === 1 ? l10n.t('1 error') : l10n.t('{0} errors', errors)]),
    ...(warnings === 0 ? [] : [warnings === 1 ? l10n.t('1 warning') : l10n.t('{0} warnings', warnings)]),
  ];
  return words.join(', ');
}

function cursorOf({ document, selection: { active } }: TextEditor): Place {
  return { uri: document.uri.toString(), position: { line: active.line, character: active.character } };
}
