import { Disposable, FileType, RelativePattern, Uri, workspace, type GlobPattern } from 'vscode';

/** One of these says that there is something to check. They are a guess: what is a solution, the server knows. */
const marks = '**/{[Ss]olution.xml,solutions/*/solution.yml,[Ww]orkflows/*.json,Microsoft.Flow/flows/*/definition.json}';
const elsewhere = '**/{node_modules,.git}/**';

/** Whether the workspace has one now. */
export const hasSolution = (): Promise<boolean> => exists(marks);

/** By then the editor watches: a search, and the watching begun with it, miss what comes in between. */
const untilWatching = 5000;

/** Calls once, when the workspace has a solution: now, when a folder is added, or when one is written to the disk. */
export function whenSolution(found: () => void): Disposable {
  const parts: Disposable[] = [];
  const stop = (): void => parts.splice(0).forEach((it) => it.dispose());
  const report = (): void => {
    if (parts.length === 0) return;
    stop();
    found();
  };
  const look = async (where: GlobPattern): Promise<void> => {
    if (await exists(where)) report();
  };
  const lookIn = (folder: Uri): Promise<void> => look(new RelativePattern(folder, marks));

  const watcher = workspace.createFileSystemWatcher(marks, false, true, true);
  const lookingAgain = setTimeout(() => void look(marks), untilWatching);
  parts.push(
    new Disposable(() => clearTimeout(lookingAgain)),
    watcher,
    watcher.onDidCreate(report),
    workspace.onDidChangeWorkspaceFolders(({ added }) => added.forEach((it) => void lookIn(it.uri))),
    whenFolder((it) => void lookIn(Uri.joinPath(it, '..'))),
  );
  void look(marks);
  return new Disposable(stop);
}

/** Of a folder that is moved or copied here the editor names the folder, but not always its files: it is given once nothing more appears. */
function whenFolder(tell: (folder: Uri) => void): Disposable {
  const created = new Map<string, Uri>();
  let timer: NodeJS.Timeout | undefined;
  const tellFolders = async (): Promise<void> => {
    const uris = [...created.values()];
    created.clear();
    for (const uri of uris) if (await isFolder(uri)) tell(uri);
  };
  const watcher = workspace.createFileSystemWatcher('**', false, true, true);
  const listening = watcher.onDidCreate((uri) => {
    const parent = Uri.joinPath(uri, '..').toString();
    if (created.has(parent) || /\/(node_modules|\.git)(\/|$)/.test(uri.path)) return;
    created.set(uri.toString(), uri);
    clearTimeout(timer);
    timer = setTimeout(() => void tellFolders(), 1000);
  });
  return Disposable.from(watcher, listening, new Disposable(() => clearTimeout(timer)));
}

async function isFolder(uri: Uri): Promise<boolean> {
  try {
    return ((await workspace.fs.stat(uri)).type & FileType.Directory) !== 0;
  } catch {
    return false;
  }
}

/** Where the editor cannot search (its search program may be missing), the server is the one to look. */
async function exists(where: GlobPattern): Promise<boolean> {
  try {
    return (await workspace.findFiles(where, elsewhere, 1)).length > 0;
  } catch {
    return true;
  }
}
