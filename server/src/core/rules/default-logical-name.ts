import { namingIn, neighboursOf } from '../fix';
import { areaFor, writtenConnector } from '../naming';
import { newLogicalName } from '../refactorings/create';
import { changesPrefix, renameLogicalName } from '../refactorings/rename';
import { reviewFix } from '../refactorings/review-fix';
import type { Rule } from '../rule';

export const defaultLogicalName: Rule = {
  id: 'default-logical-name',
  severity: 'off',
  summary: 'A connection reference still has the logical name that the maker portal made up for it.',

  *check(frame) {
    for (const reference of frame.references) {
      if (!/_[0-9a-f]{5}$/.test(reference.logicalName.value)) continue;
      yield {
        at: { uri: reference.uri, span: reference.logicalName.span },
        message: `The connection reference '${reference.label}' still has the logical name the maker portal gave it, '${reference.logicalName.value}': give it one that says what it is for.`,
        subject: reference.logicalName.value,
        *fixes(scene) {
          if (reference.connector === '') return; // it could only say half of what it is for
          const { snapshot } = scene;
          const naming = namingIn(frame, scene);
          const neighbours = neighboursOf(frame, scene);
          const area = areaFor(reference, frame, neighbours, naming);
          const before = reference.logicalName.value;
          const name = newLogicalName(area, writtenConnector(reference, neighbours, naming), frame, snapshot);
          yield reviewFix(`Rename to '${name}'`, !changesPrefix(before, name), () => renameLogicalName(before, name, scene));
        },
      };
    }
  },
};
