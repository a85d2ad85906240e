import { appConnectionsIn } from '../app-connections';
import { folderIn } from '../fix';
import { memo } from '../memo';
import type { ConnectionReference, Frame } from '../model';
import { called } from '../refactorings/candidates';
import { removeReference } from '../refactorings/remove';
import { reviewFix } from '../refactorings/review-fix';
import type { Rule } from '../rule';

export const unusedConnectionReference: Rule = {
  id: 'unused-connection-reference',
  severity: 'warning',
  summary: 'A connection reference is used by no flow, app or agent.',
  tag: 'unnecessary',

  *check(frame, neighbours) {
    const ofApps = appConnectionsIn(frame);
    for (const reference of frame.references) {
      if (neighbours.users(reference.logicalName.value).length > 0) continue;
      if (ofApps.to(reference).length > 0) continue; // the app may go through it: apps do not say
      yield {
        at: { uri: reference.uri, span: reference.logicalName.span },
        message: `No flow, app or agent uses the connection reference '${reference.label}', yet every import asks for a connection for it: remove it.`,
        subject: reference.logicalName.value,
        *fixes(scene) {
          yield reviewFix(`Remove ${namesIn(frame).get(reference)}`, true, () => removeReference(folderIn(scene, frame), reference, scene));
        },
      };
    }
  },
};

/** What a title calls each reference. */
const namesIn = memo(
  ({ references }: Frame): ReadonlyMap<ConnectionReference, string> =>
    new Map(called({ own: references, siblings: [] }).map((it) => [it.reference, it.name])),
);
