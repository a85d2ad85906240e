import { commands, Disposable, l10n, Uri, window } from 'vscode';
import type { FindingId, ReadinessRow } from '../../server/src/protocol';
import { copy } from './copy';
import { createConfiguration } from './create-configuration';
import { createSettings } from './create-settings';
import { inDialogue } from './dialogue';
import { ignoreFinding } from './ignore-finding';
import type { Readiness } from './readiness';
import { isReadinessRow } from './readiness-row';
import { openRunbook, openRunbookOf } from './runbook';
import type { ServerOnDemand } from './server-on-demand';
import { rowOfSettings, syncSettings, syncThese } from './sync-settings';

/**
 * The commands about deployment settings and what the team has decided. A button above the rows gives the row that has the focus:
 * what is asked begins with that, and only the menu of a row asks for nothing.
 */
export function registerReadinessCommands(readiness: Readiness, server: ServerOnDemand): Disposable {
  const on = (name: string, work: (row: ReadinessRow | undefined) => Promise<void>): Disposable =>
    commands.registerCommand(name, (row?: unknown) => work(isReadinessRow(row) ? row : undefined));
  return Disposable.from(
    on('_keyhook.openReadiness', async (row) => row && readiness.open(row)),
    on('keyhook.goToEntry', async (row) => row && readiness.open(row)),
    on('keyhook.openSettings', async (row) => row && openSettings(server, row)),
    on('keyhook.syncSettings', (row) => server.run((its) => syncSettings(its, row?.settings))),
    on('keyhook.syncSettingsOfRow', (row) => server.run((its) => syncThese(its, row?.settings ?? []))),
    on('keyhook.createSettings', (row) => server.run((its) => createSettings(its, row?.solutions))),
    on('keyhook.openRunbook', (row) => server.run((its) => openRunbook(its, row?.solutions))),
    on('keyhook.openRunbookOfRow', (row) => server.run((its) => openRunbookOf(its, row?.solutions ?? []))),
    on('keyhook.copyReadiness', async () => copy(await readiness.markdownOf(undefined))),
    on('keyhook.copyReadinessOfRow', async (row) => row && copy(await readiness.markdownOf(row))),
    on('keyhook.createConfiguration', () => server.run(createConfiguration)),
    commands.registerCommand('_keyhook.ignoreFinding', (finding: FindingId) => server.run((its) => ignoreFinding(its, finding))),
  );
}

/** The deployment settings file of a row; asks where it has several. */
async function openSettings(server: ServerOnDemand, { settings }: ReadinessRow): Promise<void> {
  const show = async (uri: string): Promise<void> => void (await window.showTextDocument(Uri.parse(uri)));
  const [only, ...others] = settings;
  if (only === undefined) return;
  if (others.length === 0) return show(only);
  await server.run(async (its) => {
    const choices = (await its.ask('keyhook/settings', {})).filter((it) => settings.includes(it.uri)).map(rowOfSettings);
    const placeholder = l10n.t('Deployment settings file to open');
    const chosen = await inDialogue(l10n.t('Open Deployment Settings'), (dialogue) =>
      dialogue.pickOne({ placeholder, choices }, (it) => Promise.resolve(it)),
    );
    if (chosen) await show(chosen.uri);
    return undefined;
  });
}
