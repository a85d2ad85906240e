import { l10n } from 'vscode';
import type { LiteralId, Refactored, RefactorParams, VariableNames } from '../../server/src/protocol';
import { inDialogue, type Asked, type Choice, type Dialogue } from './dialogue';
import type { Server } from './requests';

type Extent = Extract<RefactorParams, { readonly kind: 'extractVariable' }>['extent'];

/** *Extract into an environment variable…*: its names, and where the flow is to read it. */
export async function extractVariable(server: Server, literal: LiteralId): Promise<Refactored | undefined> {
  const proposed = await server.ask('keyhook/variableNames', literal);
  return inDialogue(l10n.t('Extract Into an Environment Variable'), (dialogue) => askDisplayName(dialogue, server, literal, proposed));
}

function askDisplayName(dialogue: Dialogue, server: Server, literal: LiteralId, proposed: VariableNames): Asked<Refactored> {
  const namesFor = async (displayName: string): Promise<VariableNames> =>
    displayName === proposed.displayName ? proposed : server.ask('keyhook/variableNames', { ...literal, displayName });
  const typing = {
    value: proposed.displayName,
    prompt: l10n.t('Display name of the environment variable'),
    check: async (displayName: string) => {
      const { refused, schemaName } = await namesFor(displayName);
      return { refused, outcome: l10n.t("Its schema name will be '{0}'", schemaName) };
    },
  };
  return dialogue.type(typing, async (displayName) => askSchemaName(dialogue, server, literal, await namesFor(displayName)));
}

function askSchemaName(dialogue: Dialogue, server: Server, literal: LiteralId, names: VariableNames): Asked<Refactored> {
  const { displayName, places } = names;
  const typing = {
    value: names.schemaName,
    prompt: l10n.t('Schema name of the environment variable'),
    selected: [names.schemaName.indexOf('_') + 1, names.schemaName.length] as const,
    check: (schemaName: string) => server.ask('keyhook/variableNames', { ...literal, displayName, schemaName }),
  };
  return dialogue.type(typing, (schemaName) => {
    const extract = (extent: Extent): Promise<Refactored> =>
      server.ask('keyhook/refactor', { kind: 'extractVariable', ...literal, displayName, schemaName, extent });
    return places === 1 ? extract('here') : askExtent(dialogue, places, extract);
  });
}

function askExtent(dialogue: Dialogue, places: number, extract: (extent: Extent) => Asked<Refactored>): Asked<Refactored> {
  const choices: readonly Choice<Extent>[] = [
    { label: l10n.t('Here only'), value: 'here' },
    { label: l10n.t('In all {0} places of this flow', places), value: 'flow' },
  ];
  return dialogue.pickOne({ placeholder: l10n.t('Where the flow is to read the environment variable'), choices }, extract);
}
