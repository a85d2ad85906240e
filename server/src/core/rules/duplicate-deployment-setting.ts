import type { Fix, Scene } from '../fix';
import { grouped } from '../grouped';
import type { SettingsFile } from '../model';
import { edited } from '../refactorings/edited';
import { isSameSetting, removeSetting, type SettingsEntry } from '../refactorings/settings-entries';
import type { Rule } from '../rule';
import { nameOf, settingsInWords } from '../settings';

export const duplicateDeploymentSetting: Rule = {
  id: 'duplicate-deployment-setting',
  severity: 'error',
  summary: 'A deployment settings file has two entries for one name.',

  *check({ settings }, _, options) {
    for (const file of settings)
      for (const list of [file.references, file.variables])
        for (const [first, ...others] of grouped<SettingsEntry, string>(list, (it) => nameOf(it).value.toLowerCase()).values())
          for (const [index, second] of others.entries()) {
            const { value: name, span } = nameOf(second);
            yield {
              at: { uri: file.uri, span },
              message: `${settingsInWords(file.uri, options.environmentOf(file.uri))} have another entry for '${name}': keep one of the two.`,
              subject: name,
              related: [{ uri: file.uri, span: nameOf(first!).span, message: 'The first entry' }],
              fixes: (scene) => choices(file, [first!, ...others.slice(0, index)], second, scene),
            };
          }
  },
};

/** Of equal entries one is enough; of different ones nobody but the reader knows which is right. */
function choices(file: SettingsFile, earlier: readonly SettingsEntry[], second: SettingsEntry, scene: Scene): readonly Fix[] {
  const removing = (it: SettingsEntry): Fix['edits'] => {
    return () => edited(scene, (edits) => removeSetting(edits, file, it));
  };
  if (earlier.some((it) => isSameSetting(file, it, second, scene)))
    return [{ title: 'Remove the second entry', safety: 'safe', preferred: true, edits: removing(second) }];
  const [first] = earlier;
  return [
    { title: `Keep the first entry, ${withWhat(first!)}`, safety: 'review', preferred: false, edits: removing(second) },
    { title: `Keep this entry, ${withWhat(second)}`, safety: 'review', preferred: false, edits: removing(first!) },
  ];
}

function withWhat(entry: SettingsEntry): string {
  const [kind, { value = '' } = {}] = 'logicalName' in entry ? ['connection', entry.connectionId] : ['value', entry.value];
  if (value === '') return `without a ${kind}`;
  return `with the ${kind} '${value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value}'`;
}

/** Of a value in a title: enough to know it by. */
const LONGEST = 60;
