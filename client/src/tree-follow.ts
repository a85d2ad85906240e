import { Disposable, window, workspace } from 'vscode';
import type { Tree } from './tree';

/** So long the cursor has to rest. */
const rest = 250;

/** Lets the tree follow the cursor, while the view is to be seen and the person wants it to. */
export function following(tree: Tree): Disposable {
  let timer: NodeJS.Timeout | undefined;
  const follow = (): void => {
    const editor = window.activeTextEditor;
    const isWanted = workspace.getConfiguration('keyhook').get('tree.followEditor', false);
    if (editor && isWanted && tree.view.visible) void tree.follow(editor);
  };
  const moved = (): void => {
    clearTimeout(timer);
    timer = setTimeout(follow, rest);
  };
  return Disposable.from(
    window.onDidChangeTextEditorSelection(({ textEditor }) => textEditor === window.activeTextEditor && moved()),
    window.onDidChangeActiveTextEditor(moved),
    tree.view.onDidChangeVisibility(moved),
    workspace.onDidChangeConfiguration((it) => it.affectsConfiguration('keyhook.tree.followEditor') && moved()),
    new Disposable(() => clearTimeout(timer)),
  );
}
