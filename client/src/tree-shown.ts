import { commands, EventEmitter, l10n, window, type Disposable, type Memento, type QuickPickItem } from 'vscode';
import type { TreeView } from '../../server/src/protocol';

type Filter = TreeView['filter'];

const key = 'keyhook.tree';
const byDefault: TreeView = { groupBy: 'connector', filter: 'all' };

/** How the person wants to see the tree, which the workspace remembers. The menus follow by context keys. */
export class Shown implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(private readonly memory: Memento) {
    this.#setContext();
  }

  get view(): TreeView {
    return { ...byDefault, ...this.memory.get<Partial<TreeView>>(key) };
  }

  dispose(): void {
    this.#changed.dispose();
  }

  set(part: Partial<TreeView>): void {
    // what is written is there at once, the rest is done when it is on the disk
    void this.memory.update(key, { ...this.view, ...part });
    this.#setContext();
    this.#changed.fire();
  }

  async askFilter(): Promise<void> {
    const { filter } = this.view;
    const items = filters().map((it) => (it.filter === filter ? { ...it, label: `$(check) ${it.label}` } : it));
    const chosen = await window.showQuickPick(items, {
      title: l10n.t('Filter the Tree of References'),
      placeHolder: l10n.t('What to show'),
    });
    if (chosen) this.set({ filter: chosen.filter });
  }

  #setContext(): void {
    const { groupBy, filter } = this.view;
    void commands.executeCommand('setContext', 'keyhook.groupBy', groupBy);
    void commands.executeCommand('setContext', 'keyhook.filter', filter);
  }
}

/** As it stands in a sentence. */
export function filterInWords(filter: Filter): string {
  return filters().find((it) => it.filter === filter)!.label;
}

function filters(): readonly (QuickPickItem & { readonly filter: Filter })[] {
  return [
    { filter: 'all', label: l10n.t('all'), description: l10n.t('everything there is') },
    { filter: 'problems', label: l10n.t('with problems'), description: l10n.t('what has an error, a warning or an info') },
    { filter: 'unused', label: l10n.t('unused'), description: l10n.t('connection references that nothing uses') },
    { filter: 'duplicates', label: l10n.t('duplicates'), description: l10n.t('connection references that could be one, or have one name') },
    {
      filter: 'off-scheme',
      label: l10n.t('off-scheme'),
      description: l10n.t('connection references whose name is not by the naming scheme'),
    },
  ];
}
