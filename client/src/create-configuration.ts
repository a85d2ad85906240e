import { l10n, Uri, window, workspace, type WorkspaceFolder } from 'vscode';
import type { Refactored } from '../../server/src/protocol';
import { inDialogue, type Asked } from './dialogue';
import type { Server } from './requests';

/** *Create Configuration*: a `keyhook.json` made of what is seen, with every choice explained. One that is there is shown. */
export async function createConfiguration(server: Server): Promise<Refactored | string | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) return l10n.t('Open a folder first: the configuration is written into it.');
  return inDialogue(l10n.t('Create Configuration'), (dialogue) => {
    const create = (folder: WorkspaceFolder): Asked<Refactored | undefined> => createIn(server, folder);
    const [only] = folders.length === 1 ? folders : [];
    if (only) return create(only);
    const choices = folders.map((it) => ({ label: it.name, value: it }));
    return dialogue.pickOne({ placeholder: l10n.t('Folder that the configuration is for'), choices }, create);
  });
}

async function createIn(server: Server, { uri }: WorkspaceFolder): Promise<Refactored | undefined> {
  const file = Uri.joinPath(uri, 'keyhook.json');
  const isThere = await workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  if (!isThere) return server.ask('keyhook/refactor', { kind: 'createConfiguration', folder: uri.toString() });
  await window.showTextDocument(file);
  return undefined;
}
