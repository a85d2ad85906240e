import { EditSet } from '../edit-set';
import { neighboursOf, type Fix, type Scene } from '../fix';
import type { Solution } from '../model';
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

  *check(solution, neighbours, { words }) {
    const allowed = new Set(words('allow').map((it) => it.toLowerCase()));
    for (const { flow, logicalName } of namedReferences(solution)) {
      const found = resolve(logicalName.value, solution, neighbours);
      const at = { uri: flow.uri, span: logicalName.span };
      const subject = logicalName.value;
      const provider =
        found.kind === 'provided' ? found.by.replace(/ \(.*$/, '') : found.kind === 'sibling' ? found.definition.uniqueName : '';
      if (allowed.has(provider.toLowerCase())) continue;
      if (found.kind === 'provided') {
        yield {
          at,
          subject,
          message: `Flow '${flow.name}' uses the connection reference '${logicalName.value}' of the solution ${found.by}: install that solution first.`,
        };
      } else if (found.kind === 'sibling' && found.definition.reference.logicalName.value === logicalName.value) {
        const { reference, solutionName } = found.definition;
        yield {
          at,
          subject,
          message: `Flow '${flow.name}' uses the connection reference '${reference.label}' of the solution '${solutionName}': install that solution first.`,
          related: [{ uri: reference.uri, span: reference.logicalName.span, message: 'The definition' }],
          fixes: (scene) => copying(subject, solution, scene),
        };
      }
    }
  },
};

/** Never preferred: to depend on the other solution is as sensible. */
function copying(logicalName: string, solution: Solution, scene: Scene): readonly Fix[] {
  const found = resolve(logicalName, solution, neighboursOf(solution, scene));
  if (found.kind !== 'sibling' || !canCreateIn(solution)) return [];
  const { reference } = found.definition;
  const { connector, displayName, label } = reference;
  if (connector === '' || (displayName && refusedName(displayName.value, solution))) return [];
  return [
    {
      title: `Copy the definition of '${label}' into this solution`,
      safety: 'review',
      preferred: false,
      notes: unlistedNotes(solution, scene),
      edits() {
        const edits = new EditSet(scene);
        copyReference(edits, solution, reference, scene);
        return edits.build();
      },
    },
  ];
}
