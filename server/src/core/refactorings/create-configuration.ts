import { EditSet } from '../edit-set';
import { basename } from '../files';
import { Refusal, type Scene } from '../fix';
import { initialConfiguration } from '../reports/initial-configuration';
import type { Uri } from '../text';
import { pathTo } from './ignore';
import type { Refactoring } from './refactoring';

/**
 * Makes a `keyhook.json` of what is seen in a folder. One that held there until now, from above, is extended. Throws `Refusal` where
 * there is one.
 */
export function createConfiguration(folder: Uri, scene: Scene): Refactoring {
  const { snapshot } = scene;
  const [governing] = snapshot.configurations.of(folder).files;
  const edits = new EditSet(scene);
  if (governing === `${folder}/keyhook.json`)
    throw new Refusal(`There is a 'keyhook.json' in '${basename(folder)}' already: change that, or delete it first.`);
  const base = governing === undefined ? undefined : pathTo(governing, folder);
  edits.create(`${folder}/keyhook.json`, initialConfiguration(snapshot, folder, base));
  return { edits: edits.build(), notes: [] };
}
