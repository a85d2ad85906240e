import { readdirSync } from 'node:fs';
import { basename, dirname, join, parse, sep } from 'node:path';
import { comparable } from '../core';

/** Whether a folder holds the file that makes it a solution's root. */
export function hasManifest(root: string): boolean {
  const holds = (folder: string, name: string): boolean => namesIn(folder).some((it) => it.toLowerCase() === name);
  return namesIn(root).some((it) => {
    const [name, path] = [it.toLowerCase(), join(root, it)];
    if (name === 'other') return holds(path, 'solution.xml');
    return name === 'solution.xml' || (name === 'solutions' && namesIn(path).some((its) => holds(join(path, its), 'solution.yml')));
  });
}

/** Whether a path lies in what the build of a .cdsproj leaves behind: copies of the solution. */
export function isBuilt(path: string): boolean {
  for (let at = path; BUILD_FOLDER.test(at); at = dirname(at))
    if (/^(?:bin|obj)$/.test(basename(at)) && namesIn(dirname(at)).some((it) => it.endsWith('.cdsproj'))) return true;
  return false;
}

/** Whether the disks of a system usually find a file whatever the letter case of its path. */
export function ignoresCase(platform: NodeJS.Platform = process.platform): boolean {
  return platform === 'win32' || platform === 'darwin';
}

/** A path as the disk has it where letter case does not tell files apart. No link is followed; what is not there stays as it is said. */
export function asOnDisk(path: string): string {
  const { root } = parse(path);
  return path
    .slice(root.length)
    .split(sep)
    .reduce((folder, name) => join(folder, likeIn(folder, name)), root);
}

function likeIn(folder: string, name: string): string {
  const names = namesIn(folder);
  if (names.includes(name)) return name;
  const wanted = comparable(name);
  return names.find((it) => comparable(it) === wanted) ?? name;
}

const BUILD_FOLDER = /[\\/](?:bin|obj)(?:[\\/]|$)/;

/** The names of what is in a folder; none when it cannot be looked into. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
