import { l10n } from 'vscode';
import type { Refactored, SettingsItem } from '../../server/src/protocol';
import { inDialogue, type Asked, type Choice, type Dialogue } from './dialogue';
import { under } from './references';
import type { Server } from './requests';

export const rowOfSettings = (it: SettingsItem): Choice<SettingsItem> => ({
  label: it.environment || it.path,
  description: it.environment ? it.path : '',
  detail: it.solutionNames.join(', '),
  value: it,
});

/** *Sync Deployment Settings…*: files of settings get what their solutions define and they lack. Those that are given are ticked at first, else all. */
export async function syncSettings(server: Server, given: readonly string[] = []): Promise<Refactored | string | undefined> {
  const all = await server.ask('keyhook/settings', {});
  if (all.length <= 1) return sync(server, all);
  const changed = await inDialogue(title(), (dialogue) => {
    const choices = under(
      (it) => it.solutionNames.join(', '),
      all,
      (items) => items.map(rowOfSettings),
    );
    const files = choices.filter((it) => it.value !== undefined);
    const known = files.filter((it) => it.value && given.includes(it.value.uri));
    const picked = known.length > 0 ? known : files;
    return dialogue.pickSeveral({ placeholder: l10n.t('Deployment settings to bring up to date'), choices, picked }, (its) =>
      askStale(dialogue, server, its),
    );
  });
  return outcomeOf(changed);
}

/** The same, with what a row stands for. */
export async function syncThese(server: Server, given: readonly string[]): Promise<Refactored | string | undefined> {
  const all = await server.ask('keyhook/settings', {});
  return sync(
    server,
    all.filter((it) => given.includes(it.uri)),
  );
}

const title = (): string => l10n.t('Sync Deployment Settings');

async function sync(server: Server, files: readonly SettingsItem[]): Promise<Refactored | string | undefined> {
  if (files.length === 0) return l10n.t('No deployment settings file here is for a solution of this workspace. Create one first.');
  return outcomeOf(await inDialogue(title(), (dialogue) => askStale(dialogue, server, files)));
}

/** Where nothing is to be changed, that is said. */
function outcomeOf(changed: Refactored | undefined): Refactored | string | undefined {
  if (!changed || changed.edit.documentChanges?.length !== 0) return changed;
  return [l10n.t('Nothing is to be added or corrected in these deployment settings.'), ...changed.notes].join(' ');
}

/** What stands for nothing any more may have been bound with care: it goes only when the person says so. */
async function askStale(dialogue: Dialogue, server: Server, files: readonly SettingsItem[]): Asked<Refactored> {
  const sync = (removeStale: boolean): Promise<Refactored> =>
    server.ask('keyhook/refactor', { kind: 'syncSettings', files: files.map((it) => it.uri), removeStale });
  const stale = files.reduce((sum, it) => sum + it.stale, 0);
  if (stale === 0) return sync(false);
  const placeholder =
    stale === 1
      ? l10n.t('1 entry is of something that no solution here defines')
      : l10n.t('{0} entries are of something that no solution here defines', stale);
  const choices = [
    { label: stale === 1 ? l10n.t('Keep it') : l10n.t('Keep them'), value: false },
    { label: stale === 1 ? l10n.t('Remove it') : l10n.t('Remove them'), value: true },
  ];
  return dialogue.pickOne({ placeholder, choices }, sync);
}
