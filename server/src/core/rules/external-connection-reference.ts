import { EditSet } from '../edit-set';
import { neighboursOf, type Fix, type Scene } from '../fix';
import type { Frame } from '../model';
import { refusedName } from '../naming';
import { canCreateIn, copyReference } from '../refactorings/create';
import { unlistedNotes } from '../refactorings/settings-in-step';
import { namedReferences, resolve } from '../resolution';
import type { Rule } from '../rule';

export const externalConnectionReference: Rule = {
  id: 'external-connection-reference',
  severity: 'info',
  summary: 'A flow uses a connection reference that another solution provides.',
  options: { allow: 'Unique names of solutions that are always installed first.' },

  *checkFlow(flow, frame, neighbours, { words }) {
    for (const logicalName of namedReferences(flow)) {
      const found = resolve(logicalName.value, frame, neighbours);
      if (found.kind !== 'provided' && found.kind !== 'sibling') continue;
      const at = { uri: flow.uri, span: logicalName.span };
      const subject = logicalName.value;
      const provider = found.kind === 'provided' ? found.by.split(' (', 1)[0]! : found.definition.uniqueName;
      if (words('allow').some((it) => it.toLowerCase() === provider.toLowerCase())) continue;
      if (found.kind === 'provided') {
        yield {
          at,
          subject,
          message: `Flow '${flow.name}' uses the connection reference '${logicalName.value}' of the solution ${found.by}: install that solution first.`,
        };
      } else if (found.definition.reference.logicalName.value === logicalName.value) {
        const { reference, solutionName } = found.definition;
        yield {
          at,
          subject,
          message: `Flow '${flow.name}' uses the connection reference '${reference.label}' of the solution '${solutionName}': install that solution first.`,
          related: [{ uri: reference.uri, span: reference.logicalName.span, message: 'The definition' }],
          fixes: (scene) => copying(subject, frame, scene),
        };
      }
    }
  },
};

/** Never preferred: to depend on the other solution is as sensible. */
function copying(logicalName: string, frame: Frame, scene: Scene): readonly Fix[] {
  const found = resolve(logicalName, frame, neighboursOf(frame, scene));
  if (found.kind !== 'sibling' || !canCreateIn(frame)) return [];
  const { reference } = found.definition;
  const { connector, displayName, label } = reference;
  if (connector === '' || (displayName && refusedName(displayName.value, frame))) return [];
  return [
    {
      title: `Copy the definition of '${label}' into this solution`,
      safety: 'review',
      preferred: false,
      notes: () => unlistedNotes(frame, scene),
      edits() {
        const edits = new EditSet(scene);
        copyReference(edits, frame, reference, scene);
        return edits.build();
      },
    },
  ];
}
