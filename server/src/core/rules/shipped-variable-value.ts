import { basename, dirname } from '../files';
import type { Fix, Scene } from '../fix';
import type { EnvironmentVariable } from '../model';
import { setChild } from '../refactorings/definition';
import { edited } from '../refactorings/edited';
import type { Rule } from '../rule';
import type { Uri } from '../text';
import { descendants } from '../xml';

export const shippedVariableValue: Rule = {
  id: 'shipped-variable-value',
  severity: 'info',
  summary: 'A solution carries the value that an environment variable has in one environment.',

  *check({ rest, variables }) {
    for (const { file, facts } of rest.values()) {
      if (facts.kind !== 'environment-variable-value' || !facts.value?.value) continue;
      const { uri } = file;
      const { value, span } = facts.value;
      const variable = variables.find((it) => it.value?.uri === uri);
      const name = variable?.schemaName.value ?? basename(dirname(uri));
      yield {
        at: { uri, span },
        message: `The solution takes the value that the environment variable '${variable?.label ?? name}' has in one environment into every other: make it the default, or leave the value to the settings of each environment.`,
        subject: name,
        fixes: (scene) => [
          ...(variable && variable.defaultValue?.value !== value ? [move(variable, value, uri, scene)] : []),
          remove(uri, scene),
        ],
      };
    }
  },
};

function move(variable: EnvironmentVariable, value: string, from: Uri, scene: Scene): Fix {
  return {
    title: variable.defaultValue ? 'Make the value the default instead of the present one' : 'Make the value the default',
    safety: 'review',
    preferred: false,
    edits: () =>
      edited(scene, (edits) => {
        const editor = edits.xml(variable.uri);
        const [definition] = descendants(editor.roots, 'environmentvariabledefinition');
        setChild(editor, definition!, 'defaultvalue', value);
        edits.remove(from);
      }),
  };
}

function remove(uri: Uri, scene: Scene): Fix {
  return {
    title: 'Delete the value',
    safety: 'review',
    preferred: false,
    edits: () => edited(scene, (edits) => edits.remove(uri)),
  };
}
