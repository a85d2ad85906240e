import { edited } from '../refactorings/edited';
import { addSettings } from '../refactorings/settings-entries';
import type { Rule } from '../rule';
import { judgedSettings, settingsInWords } from '../settings';
import { gapsOf } from '../settings-gaps';

export const missingVariableSetting: Rule = {
  id: 'missing-variable-setting',
  severity: 'warning',
  summary: 'A deployment settings file has no entry for an environment variable that gets no value otherwise.',

  *check(frame, neighbours, options) {
    for (const judged of judgedSettings(frame, neighbours, options.environmentOf)) {
      const { file, isStale } = judged;
      if (isStale) continue;
      for (const { schemaName, label, solution: its } of gapsOf(judged).missingVariables)
        yield {
          at: { uri: file.uri, span: file.variablesKey ?? file.start },
          message: `${settingsInWords(file.uri, options.environmentOf(file.uri))} give the environment variable '${label}' of '${its.name}' no value, and it has no default: add an entry with its value.`,
          subject: schemaName,
          *fixes(scene) {
            yield {
              title: `Add an entry for '${label}'`,
              safety: 'safe',
              preferred: true,
              edits: () => edited(scene, (edits) => addSettings(edits, file, { variables: [schemaName] })),
            };
          },
        };
    }
  },
};
