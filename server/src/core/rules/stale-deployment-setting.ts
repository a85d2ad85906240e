import { basename } from '../files';
import type { SettingsFile } from '../model';
import { edited } from '../refactorings/edited';
import { removeSetting, type SettingsEntry } from '../refactorings/settings-entries';
import type { Draft, Rule } from '../rule';
import { judgedSettings, nameOf, settingsInWords, solutionsInWords } from '../settings';
import { gapsOf } from '../settings-gaps';

export const staleDeploymentSetting: Rule = {
  id: 'stale-deployment-setting',
  severity: 'warning',
  summary: 'A deployment settings file has an entry for something its solution does not have.',
  tag: 'unnecessary',

  *check(frame, neighbours, options) {
    for (const judged of judgedSettings(frame, neighbours, options.environmentOf)) {
      const { file, isStale } = judged;
      const names = solutionsInWords(judged.solutions);
      const none = judged.solutions.length === 1 ? `${names} does not have` : `none of ${names} has`;
      const settings = settingsInWords(file.uri, options.environmentOf(file.uri));
      if (isStale) yield staleFile(file, names);
      else for (const it of gapsOf(judged).stale) yield staleEntry(it, file, settings, none);
    }
  },
};

function staleEntry(entry: SettingsEntry, file: SettingsFile, settings: string, none: string): Draft {
  const { value: name, span } = nameOf(entry);
  const kind = 'logicalName' in entry ? 'connection reference' : 'environment variable';
  return {
    at: { uri: file.uri, span },
    message: `${settings} have an entry for the ${kind} '${name}', which ${none}: remove the entry.`,
    subject: name,
    *fixes(scene) {
      yield {
        title: `Remove the entry for '${name}'`,
        safety: 'review',
        preferred: true,
        edits: () => edited(scene, (edits) => removeSetting(edits, file, entry)),
      };
    },
  };
}

/** Not preferred: the file may as well be in the wrong place. */
function staleFile(file: SettingsFile, solutions: string): Draft {
  const name = basename(file.uri);
  return {
    at: { uri: file.uri, span: file.start },
    message: `No entry of '${name}' is for a connection reference or environment variable of ${solutions}: remove the file, or move it to its solution.`,
    subject: name,
    *fixes(scene) {
      yield {
        title: `Delete '${name}'`,
        safety: 'review',
        preferred: false,
        edits: () => edited(scene, (edits) => edits.remove(file.uri)),
      };
    },
  };
}
