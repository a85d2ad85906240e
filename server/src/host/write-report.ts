import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isOneOf, reasonOf } from './files';
import { WriteError } from './write';

/** Writes one file, whatever it held. Throws `WriteError`, which names the file as `shown`. */
export function writeReport(path: string, text: string, shown: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    const reason = isOneOf(error, 'ENOENT') ? `there is no folder '${dirname(shown)}'` : reasonOf(error);
    throw new WriteError(`'${shown}' cannot be written: ${reason}.`, { cause: error });
  }
}
