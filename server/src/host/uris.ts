import { URI, Utils } from 'vscode-uri';
import type { Uri } from '../core';

/** Spelt as VS Code spells it (`file:///c%3A/…`), so that disk and editor agree on which file is which. */
export function uriOf(path: string): Uri {
  return URI.file(path).toString();
}

export function pathOf(uri: Uri): string {
  return URI.parse(uri).fsPath;
}

/** Editors spell a URI in several ways (`C:` or `c%3A`, brackets bare or escaped, a detour by `..`); we know each file by one. What is no URI stays as it is. */
export function canonical(uri: string): Uri {
  const ours = spelt(uri) ?? uri;
  return ours.endsWith('/') ? ours.slice(0, -1) : ours;
}

/** Whether an editor means a path that is on a file system with one of these schemes. It may say anything: a URI of another scheme, or what is no URI at all. */
export function isOn(schemes: readonly string[], uri: unknown): boolean {
  return typeof uri === 'string' && schemes.includes(uri.slice(0, uri.indexOf(':'))) && !uri.includes('%00') && spelt(uri) !== undefined;
}

function spelt(uri: string): Uri | undefined {
  try {
    const its = URI.parse(uri);
    const ours = its.scheme === 'file' ? URI.file(its.fsPath) : its;
    return (ours.path === '' ? ours : Utils.joinPath(ours, '')).toString();
  } catch {
    return undefined;
  }
}
