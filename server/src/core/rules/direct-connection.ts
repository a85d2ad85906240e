import { connectorLabel } from '../connector-identity';
import { type Fix, namingIn, neighboursOf, type Scene } from '../fix';
import type { ConnectionReference } from '../model';
import { isTypeSettled, writtenConnector } from '../naming';
import { called } from '../refactorings/candidates';
import { newReferences, type NewReference } from '../refactorings/create';
import {
  candidatesFor,
  directConnectionsOf,
  directConnectionsTo,
  homeOf,
  removeDefault,
  replaceDirect,
  type DirectConnection,
} from '../refactorings/direct';
import { reviewFix } from '../refactorings/review-fix';
import type { Rule } from '../rule';

export const directConnection: Rule = {
  id: 'direct-connection',
  severity: 'error',
  summary: 'A flow uses a connection of its own instead of a connection reference.',

  *checkFlow(flow, _frame, neighbours) {
    for (const direct of directConnectionsOf(flow)) {
      const { form, at, operation, connector } = direct;
      const to = connector ? connectorLabel(connector, neighbours) : 'a connector';
      const place = operation === undefined ? `the default of '${at.value}'` : `'${operation}'`;
      yield {
        at: { uri: flow.uri, span: at.span },
        message:
          form === 'entry'
            ? `Flow '${flow.name}' reaches ${to} by a direct connection, which no export carries along: use a connection reference instead.`
            : `Flow '${flow.name}' has the id of a connection written into ${place}, and no other environment has that connection: use a connection reference instead.`,
        subject: operation ?? at.value,
        fixes: (scene) => fixesFor(direct, scene),
      };
    }
  },
};

/** The solution's own references first, then those of others, then new ones. */
function fixesFor(direct: DirectConnection, scene: Scene): readonly Fix[] {
  const { bound, connector } = direct;
  if (bound !== undefined) return [leavingTo(bound, direct, scene)];
  if (!connector) return [];
  const solution = homeOf(direct, scene);
  const neighbours = neighboursOf(solution, scene);
  const { own, siblings } = candidatesFor(direct, scene);
  const owned = called({ own, siblings: [] }).map(({ name, reference }) => ({ title: `Use ${name}`, target: reference }));
  const others = called({ own: [], siblings }).map(({ name, reference }) => ({ title: `Use ${name}`, target: reference }));
  const created = newReferences(connector, solution, scene).map((it) => ({
    title: `Create connection reference '${it.displayName}' and use it`,
    target: it,
  }));
  const alike = directConnectionsTo(connector, solution);
  const onlyNew = owned.length + others.length === 0 && created.length === 1 && isTypeSettled(connector, namingIn(solution, scene));
  const obvious = owned.length === 1 ? owned[0] : onlyNew ? created[0] : undefined;
  const here = (it: Replacement): Fix => reviewFix(it.title, it === obvious, () => replaceDirect([direct], it.target, scene));
  const everyOne = `for all ${alike.length} direct connections to ${writtenConnector(connector, neighbours, namingIn(solution, scene))} in this solution`;
  const everywhere = (it: Replacement): Fix => reviewFix(`${it.title} ${everyOne}`, false, () => replaceDirect(alike, it.target, scene));
  const both = (all: readonly Replacement[]): Fix[] => [...all.map(here), ...(alike.length > 1 ? all.map(everywhere) : [])];
  return [...both(owned), ...others.map(here), ...both(created)];
}

interface Replacement {
  readonly title: string;
  readonly target: ConnectionReference | NewReference;
}

/** Where the flow has a reference for this key all the same, only the id of the connection is to go. */
function leavingTo(bound: string, direct: DirectConnection, scene: Scene): Fix {
  const label = neighboursOf({ root: direct.flow.solution }, scene).definers(bound)[0]?.reference.label ?? bound;
  return { title: `Use only '${label}'`, safety: 'review', preferred: true, edits: () => removeDefault(direct, scene).edits };
}
