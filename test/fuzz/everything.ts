import type { Uri } from '../../server/src/core';
import { generator } from '../support/random';
import { askAtPlaces, askOfFile, askOfWorkspace } from './questions';
import { changeAtPlaces, changeWorkspace, fixFindings, mendAll } from './changes';
import { Looking, type Files } from './looking';
import { report } from './told';

/** Asks everything that can be asked of these files, and makes every change that is offered, each from what there is. */
export function lookAtEverything(files: Files, focus: Uri, { newName = 'con_Renamed', salt = 0 } = {}): void {
  const looking = new Looking(files, focus, generator(salt));
  const { size } = files;
  looking.part('reading', size, () => {
    for (const uri of files.keys()) looking.read(uri);
  });
  looking.part('checking', size, () => looking.ask('checking', () => looking.findings()));
  looking.part('questions', size, () => {
    askOfFile(looking);
    askAtPlaces(looking);
    askOfWorkspace(looking);
  });
  looking.part('changes', size, () => {
    fixFindings(looking);
    changeAtPlaces(looking, newName);
    changeWorkspace(looking, newName);
  });
  looking.part('reports', size, () => report(looking));
  if (salt % 4 === 0)
    for (const unsafe of [false, true])
      looking.part(`all ${unsafe ? 'preferred' : 'safe'} fixes`, 2 * size, () => mendAll(looking, unsafe));
}
