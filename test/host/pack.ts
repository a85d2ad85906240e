import { join } from 'node:path';
import { npm } from './npm-package';
import { repository, temporaryFolder } from './place';

/** Packs what would be published. Gives the path of the `.vsix`. */
export async function pack(): Promise<string> {
  const vsix = join(temporaryFolder(), 'keyhook.vsix');
  await npm(repository, ['run', 'package', '--', '--out', vsix]);
  return vsix;
}
