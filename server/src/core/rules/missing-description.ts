import { connectorLabel } from '../connector-identity';
import { namingIn, neighboursOf } from '../fix';
import { areaFor } from '../naming';
import { changeDefinition, setChild } from '../refactorings/definition';
import type { Rule } from '../rule';

export const missingDescription: Rule = {
  id: 'missing-description',
  severity: 'off',
  summary: 'A connection reference has no description.',

  *check(frame) {
    for (const reference of frame.references) {
      if (reference.description) continue;
      yield {
        at: { uri: reference.uri, span: reference.logicalName.span },
        message: `The connection reference '${reference.label}' has no description: say what it is for and whose connection belongs on it.`,
        subject: reference.logicalName.value,
        *fixes(scene) {
          if (reference.connector === '') return;
          const neighbours = neighboursOf(frame, scene);
          const area = areaFor(reference, frame, neighbours, namingIn(frame, scene));
          const description = `Connection to ${connectorLabel(reference, neighbours)} for ${area}.`;
          yield {
            title: 'Insert a description',
            safety: 'review',
            preferred: true,
            edits: () =>
              changeDefinition(reference, scene, (editor, definition) => setChild(editor, definition, 'description', description)),
          };
        },
      };
    }
  },
};
