import { connectorOfEntry } from '../connector-identity';
import { preferredIfOnly, type Scene } from '../fix';
import type { ConnectionReference, Flow, Frame } from '../model';
import { isNear } from '../near-names';
import { referencesTo, using, type Candidates } from '../refactorings/candidates';
import { defining } from '../refactorings/create';
import { namedReferences, resolve } from '../resolution';
import type { Rule } from '../rule';
import type { Word } from '../text';

export const undefinedConnectionReference: Rule = {
  id: 'undefined-connection-reference',
  severity: 'error',
  summary: 'A flow names a connection reference that is defined nowhere.',

  *checkFlow(flow, frame, neighbours) {
    for (const logicalName of namedReferences(flow)) {
      const at = { uri: flow.uri, span: logicalName.span };
      if (resolve(logicalName.value, frame, neighbours).kind !== 'undefined') continue;
      yield {
        at,
        message: `Flow '${flow.name}' uses the connection reference '${logicalName.value}', which no solution here defines: define it, or use one that exists.`,
        subject: logicalName.value,
        fixes(scene) {
          const defined = defining(logicalName.value, frame, scene);
          const near = using(nearCandidates(logicalName, flow, frame, scene), at, scene);
          return near.length === 0 ? defined : preferredIfOnly([...near, ...defined]);
        },
      };
    }
  },
};

/** The references whose names may have been meant. */
function nearCandidates(logicalName: Word, { connections }: Flow, frame: Frame, scene: Scene): Candidates {
  const connection = connections.find((it) => it.logicalName?.span.start === logicalName.span.start);
  const connector = connection && connectorOfEntry(connection);
  if (!connector) return { own: [], siblings: [] };
  const { own, siblings } = referencesTo(connector, frame, scene);
  const isMeant = (it: ConnectionReference): boolean => isNear(it.logicalName.value, logicalName.value);
  return { own: own.filter(isMeant), siblings: siblings.filter((it) => isMeant(it.reference)) };
}
