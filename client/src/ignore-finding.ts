import { l10n } from 'vscode';
import type { FindingId, Refactored } from '../../server/src/protocol';
import { inDialogue, type Dialogue, type Typing } from './dialogue';
import type { Server } from './requests';

/** *Ignore this finding…*: an entry in the team's `keyhook.json`, with the reason why. */
export function ignoreFinding(server: Server, finding: FindingId): Promise<Refactored | undefined> {
  return inDialogue(l10n.t('Ignore This Finding'), (dialogue: Dialogue) =>
    dialogue.type(askingWhy(finding), (reason) =>
      dialogue.type(askingHowLong(server), (until) =>
        server.ask('keyhook/refactor', {
          kind: 'ignore',
          ...finding,
          reason: reason.trim(),
          ...(until.trim() === '' ? {} : { until: until.trim() }),
        }),
      ),
    ),
  );
}

function askingWhy({ rule, subject }: FindingId): Typing {
  return {
    value: '',
    placeholder: l10n.t('The reason stands in keyhook.json'),
    prompt: l10n.t("Why is '{0}' of '{1}' all right?", rule, subject),
    check: (text) =>
      Promise.resolve(text.trim() === '' ? { refused: l10n.t('Say why: whoever reads keyhook.json later wants to know.') } : {}),
  };
}

function askingHowLong(server: Server): Typing {
  return {
    value: '',
    placeholder: l10n.t('Leave it empty to ignore it for good'),
    prompt: l10n.t('Last day on which it is ignored, as 2027-01-31'),
    check: (text) => (text.trim() === '' ? Promise.resolve({}) : server.ask('keyhook/checkDay', { day: text.trim() })),
  };
}
