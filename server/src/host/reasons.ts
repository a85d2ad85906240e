import { TOO_LARGE } from './content';

/** Of what is no part of a solution that anybody wrote. */
export class TooLarge extends Error {}

/** Whether there is nothing at a path any more, or what cannot be opened by it: a socket. */
export function isGone(error: unknown, path: string): boolean {
  const code = codeOf(error);
  return code === 'ENXIO' || (code === 'ENOENT' && !isUndecoded(path));
}

/** Node gives such a name for bytes that are no UTF-8, and cannot find the file by it. */
function isUndecoded(path: string): boolean {
  return path.includes('\uFFFD');
}

/** What Node calls an error. */
export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'cannot be read: permission denied',
  EPERM: 'cannot be read: permission denied',
  ELOOP: 'is a link that leads back to itself',
  ENOENT: 'is not there',
  ENAMETOOLONG: 'cannot be read: its path is too long',
  EISDIR: 'is a folder, where its name says that it is a file',
  ENOTDIR: 'is a file, where its name says that it is a folder',
};

/** Why a file cannot be read, in words that go after its path. */
export function reasonOf(error: unknown, path = ''): string {
  if (error instanceof TooLarge) return TOO_LARGE;
  if (codeOf(error) === 'ENOENT' && isUndecoded(path)) return 'cannot be read: its name is not valid UTF-8';
  return reasons[codeOf(error) ?? ''] ?? `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}
