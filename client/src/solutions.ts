import { Disposable, FileType, RelativePattern, Uri, workspace } from 'vscode';
import { isBelow } from './search';

/** One of these says that there is something to check. They are a guess: what is a solution, the server knows. */
const marks = '**/{[Ss]olution.xml,solutions/*/solution.yml,[Ww]orkflows/*.json,Microsoft.Flow/flows/*/definition.json}';
const elsewhere = '**/{node_modules,.git}/**';
/** The same, of paths. */
const markedPath =
  /\/(?:solution\.xml|solutions\/[^/]+\/solution\.yml|workflows\/[^/]+\.json|Microsoft\.Flow\/flows\/[^/]+\/definition\.json)$/i;
const elsewherePath = /\/(?:node_modules|\.git)\//;

/** Whether the workspace has one now. */
export const hasSolution = (): Promise<boolean> => isIn(allFolders());

const allFolders = (): readonly Uri[] => (workspace.workspaceFolders ?? []).map((it) => it.uri);

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
  const lookIn = async (folders: readonly Uri[]): Promise<void> => {
    if (await isIn(folders)) report();
  };

  const watcher = workspace.createFileSystemWatcher(marks, false, true, true);
  const lookingAgain = setTimeout(() => void lookIn(allFolders()), untilWatching);
  parts.push(
    new Disposable(() => clearTimeout(lookingAgain)),
    watcher,
    watcher.onDidCreate(report),
    workspace.onDidChangeWorkspaceFolders(({ added }) => void lookIn(added.map((it) => it.uri))),
    whenFolder((it) => void lookIn([Uri.joinPath(it, '..')])),
  );
  void lookIn(allFolders());
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

/** File systems of the browser may have no search, and then the editor waits for one: there we look ourselves. */
async function isIn(folders: readonly Uri[]): Promise<boolean> {
  for (const it of folders) if (await (it.scheme === 'file' ? isFoundIn(it) : isBelow(it, markedPath, elsewherePath))) return true;
  return false;
}

/** Where the editor cannot search (its search program may be missing), the server is the one to look. */
async function isFoundIn(folder: Uri): Promise<boolean> {
  try {
    return (await workspace.findFiles(new RelativePattern(folder, marks), elsewhere, 1)).length > 0;
  } catch {
    return true;
  }
}
