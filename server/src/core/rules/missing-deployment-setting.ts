import { edited } from '../refactorings/edited';
import { addSettings } from '../refactorings/settings-entries';
import type { Rule } from '../rule';
import { judgedSettings, settingsInWords } from '../settings';
import { gapsOf } from '../settings-gaps';

export const missingDeploymentSetting: Rule = {
  id: 'missing-deployment-setting',
  severity: 'error',
  summary: 'A deployment settings file has no entry for a connection reference of its solution.',

  *check(frame, neighbours, options) {
    for (const judged of judgedSettings(frame, neighbours, options.environmentOf)) {
      const { file, isStale } = judged;
      if (isStale) continue;
      for (const { logicalName, label, connectorId, solution: its } of gapsOf(judged).missingReferences)
        yield {
          at: { uri: file.uri, span: file.referencesKey ?? file.start },
          message: `${settingsInWords(file.uri, options.environmentOf(file.uri))} do not bind the connection reference '${label}' of '${its.name}': add an entry with its connection.`,
          subject: logicalName,
          *fixes(scene) {
            if (connectorId === '') return;
            yield {
              title: `Add an entry for '${label}'`,
              safety: 'safe',
              preferred: true,
              edits: () => edited(scene, (edits) => addSettings(edits, file, { references: [{ logicalName, connectorId }] })),
            };
          },
        };
    }
  },
};
