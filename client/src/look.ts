import { FileSystemError, FileType, Uri, workspace } from 'vscode';
import type { FolderItem, Looked, LookParams } from '../../server/src/protocol';

/** What is at a path now, for a server that cannot see it. */
export async function look({ uri, most }: LookParams): Promise<Looked> {
  const path = Uri.parse(uri);
  try {
    const { type, size } = await workspace.fs.stat(path);
    if (type & FileType.Directory) return { kind: 'folder', items: (await workspace.fs.readDirectory(path)).flatMap(itemOf) };
    if (most === undefined) return { kind: 'file' };
    if (size > most) return { kind: 'large' };
    return { kind: 'file', bytes: charactersOf(await workspace.fs.readFile(path)) };
  } catch (error) {
    const code = error instanceof FileSystemError ? error.code : '';
    if (code === 'FileNotFound' || code === 'FileNotADirectory') return { kind: 'none' };
    return { kind: 'unread', isDenied: code === 'NoPermissions', message: error instanceof Error ? error.message : String(error) };
  }
}

function itemOf([name, type]: [string, FileType]): readonly FolderItem[] {
  if (type & FileType.Directory) return [{ name, kind: type & FileType.SymbolicLink ? 'link to a folder' : 'folder' }];
  if (type & FileType.File) return [{ name, kind: 'file' }];
  return type & FileType.SymbolicLink ? [{ name, kind: 'link to nowhere' }] : [];
}

const CHUNK = 0x8000; // arguments that any engine takes

function charactersOf(bytes: Uint8Array): string {
  const chunks: string[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK) chunks.push(String.fromCharCode(...bytes.subarray(at, at + CHUNK)));
  return chunks.join('');
}
