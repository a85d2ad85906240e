import { isManagedOnly, type Scene } from '../fix';
import { folderOf } from '../occurrences';
import type { Span, Uri } from '../text';
import { offeredAtReference } from './offered-at-reference';
import { offeredInFlow } from './offered-in-flow';
import type { Offered } from './refactoring';

/** What can be done at a part of a file, whether or not anything is wrong there: with a connection reference, or with a flow's actions. */
export function refactoringsAt(uri: Uri, at: Span, scene: Scene): readonly Offered[] {
  const folder = folderOf(uri, scene.snapshot);
  if (!folder || isManagedOnly(folder)) return [];
  return [...offeredAtReference(uri, at, folder, scene), ...offeredInFlow(uri, at, folder, scene)];
}
