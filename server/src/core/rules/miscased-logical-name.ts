import { EditSet } from '../edit-set';
import { jsonString } from '../json';
import { namedReferences, resolve } from '../resolution';
import type { Rule } from '../rule';

export const miscasedLogicalName: Rule = {
  id: 'miscased-logical-name',
  severity: 'info',
  summary: "A flow writes a connection reference's name with other capital letters than its definition does.",

  *checkFlow(flow, frame, neighbours) {
    for (const logicalName of namedReferences(flow)) {
      const found = resolve(logicalName.value, frame, neighbours);
      if (found.kind !== 'own' && found.kind !== 'sibling') continue;
      const { reference } = found.definition;
      if (reference.logicalName.value === logicalName.value) continue;
      yield {
        at: { uri: flow.uri, span: logicalName.span },
        message: `Flow '${flow.name}' writes the connection reference '${reference.label}' as '${logicalName.value}': write '${reference.logicalName.value}', as its definition does.`,
        subject: logicalName.value,
        related: [{ uri: reference.uri, span: reference.logicalName.span, message: 'The definition' }],
        *fixes(scene) {
          const as = reference.logicalName.value;
          yield {
            title: `Write '${as}'`,
            safety: 'safe',
            preferred: true,
            edits() {
              const edits = new EditSet(scene);
              edits.replace(flow.uri, logicalName.span, jsonString(as));
              return edits.build();
            },
          };
        },
      };
    }
  },
};
