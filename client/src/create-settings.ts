import { l10n } from 'vscode';
import type { Refactored, SolutionItem } from '../../server/src/protocol';
import { inDialogue, type Asked, type Dialogue } from './dialogue';
import type { Server } from './requests';
import { noSolution, rowOfSolution } from './runbook';

/** *Create Deployment Settings…*: a file for an environment, with all that is to be bound there and nothing bound yet. */
export async function createSettings(server: Server, given: readonly string[] = []): Promise<Refactored | string | undefined> {
  const all = await server.ask('keyhook/solutions', {});
  if (all.length === 0) return noSolution();
  return inDialogue(l10n.t('Create Deployment Settings'), (dialogue) => {
    const create = (solutions: readonly SolutionItem[]): Asked<Refactored> => askEnvironment(dialogue, server, solutions);
    if (all.length === 1) return create(all);
    const choices = all.map(rowOfSolution);
    const picked = choices.filter(({ value }) => value && given.includes(value.solution));
    return dialogue.pickSeveral({ placeholder: l10n.t('Solutions that are imported with these settings'), choices, picked }, create);
  });
}

function askEnvironment(dialogue: Dialogue, server: Server, solutions: readonly SolutionItem[]): Asked<Refactored> {
  const typing = {
    value: '',
    placeholder: l10n.t('Test, Prod …'),
    prompt: l10n.t('Environment that the settings are for'),
    check: (name: string) =>
      Promise.resolve(name.trim() === '' ? { refused: l10n.t('The settings are for one environment: what is it called?') } : {}),
  };
  return dialogue.type(typing, (environment) => askPath(dialogue, server, solutions, environment.trim()));
}

async function askPath(dialogue: Dialogue, server: Server, items: readonly SolutionItem[], environment: string): Asked<Refactored> {
  const solutions = items.map((it) => it.solution);
  const proposed = await server.ask('keyhook/settingsPath', { solutions, environment });
  const typing = {
    value: proposed.path,
    prompt: l10n.t('File for the settings'),
    check: (path: string) => server.ask('keyhook/settingsPath', { solutions, environment, path }),
  };
  return dialogue.type(typing, async (path) => {
    const { uri } = await server.ask('keyhook/settingsPath', { solutions, environment, path });
    return server.ask('keyhook/refactor', { kind: 'createSettings', solutions, uri });
  });
}
