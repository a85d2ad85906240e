import { FileType, Uri, workspace } from 'vscode';

/** More folders than this are not looked into: what is deeper the person finds with a command. */
const most = 1000;

/**
 * Whether a file below this folder has such a path, without the editor's search. Looks into one level of folders after the other.
 */
export async function isBelow(folder: Uri, path: RegExp, elsewhere: RegExp): Promise<boolean> {
  let left = most;
  for (let level: readonly Uri[] = [folder]; level.length > 0 && left > 0;) {
    const found = await Promise.all(level.slice(0, left).map(itemsIn));
    left -= level.length;
    const items = found.flat();
    if (items.some(({ uri, type }) => type & FileType.File && path.test(uri.path))) return true;
    level = items.filter(({ uri, type }) => type === FileType.Directory && !elsewhere.test(`${uri.path}/`)).map((it) => it.uri);
  }
  return false;
}

async function itemsIn(folder: Uri): Promise<readonly { readonly uri: Uri; readonly type: FileType }[]> {
  try {
    return (await workspace.fs.readDirectory(folder)).map(([name, type]) => ({ uri: Uri.joinPath(folder, name), type }));
  } catch {
    return [];
  }
}
