import { changeDefinition, setChild } from '../refactorings/definition';
import type { Rule } from '../rule';

export const lockedConnectionReference: Rule = {
  id: 'locked-connection-reference',
  severity: 'info',
  summary: 'A connection reference cannot be changed after import, or is inactive.',

  *check(frame) {
    for (const reference of frame.references) {
      const inactive = (reference.stateCode ?? '0') !== '0';
      const locked = reference.isCustomizable === '0';
      if (!inactive && !locked) continue;
      yield {
        at: { uri: reference.uri, span: reference.logicalName.span },
        message: inactive
          ? `The connection reference '${reference.label}' is inactive (statecode ${reference.stateCode}): make it active before it is shipped.`
          : `The connection reference '${reference.label}' cannot be customized (iscustomizable 0): nobody can change it after a managed import. Set it to 1 unless that is meant.`,
        subject: reference.logicalName.value,
        *fixes(scene) {
          const values = { ...(locked && { iscustomizable: '1' }), ...(inactive && { statecode: '0', statuscode: '1' }) };
          yield {
            title: `Make it ${[...(inactive ? ['active'] : []), ...(locked ? ['customizable'] : [])].join(' and ')}`,
            safety: 'review',
            preferred: true,
            edits: () =>
              changeDefinition(reference, scene, (editor, definition) => {
                for (const [name, value] of Object.entries(values)) setChild(editor, definition, name, value);
              }),
          };
        },
      };
    }
  },
};
