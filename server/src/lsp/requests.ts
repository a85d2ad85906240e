import {
  candidatesForAll,
  changeableReferences,
  connectionNamed,
  connectorKey,
  connectorLabel,
  dateFault,
  idOf,
  isOver,
  literalNamed,
  nameChoices,
  namingIn,
  neighboursOf,
  prefixChange,
  refusedLogicalName,
  refusedName,
  referenceNamed,
  replaceableConnections,
  usersInWords,
  variableNames as namesFor,
  type ConnectorName,
  type Defined,
  type Literal,
  type ReplaceableConnection,
  type Solution,
} from '../core';
import type { ConnectionId, DirectConnectionItem, LiteralId, ReferenceItem, Requests } from '../protocol';
import type { Desk } from './desk';

export type Answer<Method extends keyof Requests> = (params: Requests[Method]['params'], desk: Desk) => Requests[Method]['result'];

export const references: Answer<'keyhook/references'> = (_, desk) => changeableReferences(desk.scene).map((it) => referenceItem(it, desk));

export const directConnections: Answer<'keyhook/directConnections'> = (_, desk) =>
  replaceableConnections(desk.scene).map((it) => directItem(it, desk));

export const candidates: Answer<'keyhook/candidates'> = ({ connections }, desk) =>
  candidatesForAll(directsNamed(connections, desk), desk.scene).map((it) => referenceItem(it, desk));

export const schemeName: Answer<'keyhook/schemeName'> = ({ of, area, type }, { scene, documents }) => {
  const named =
    'logicalName' in of ? referenceNamed(of.solution, of.logicalName, scene) : connectionNamed(documents.ours(of.uri), of.id, scene);
  const { areas = [], types } = namingIn(named.solution, scene);
  return { areas, onlyTheseTypes: types !== undefined, ...nameChoices(named, { area, type }, scene) };
};

export const checkName: Answer<'keyhook/checkName'> = ({ solution: root, logicalName, kind, to }, { scene }) => {
  const { solution, reference } = referenceNamed(root, logicalName, scene);
  const from = reference.logicalName.value;
  const refused = kind === 'display' ? refusedName(to, solution, reference) : refusedLogicalName(from, to, scene);
  const change = kind === 'logical' && refused === undefined ? prefixChange(from, to) : undefined;
  return { ...(refused === undefined ? {} : { refused }), ...(change === undefined ? {} : { prefixChange: change }) };
};

export const checkDay: Answer<'keyhook/checkDay'> = ({ day }, { linting }) => {
  const isPast = linting !== undefined && isOver({ until: day }, linting.today);
  const refused = dateFault(day) ?? (isPast ? 'This day is over: it would be reported again at once.' : undefined);
  return refused === undefined ? {} : { refused };
};

export const variableNames: Answer<'keyhook/variableNames'> = ({ displayName, schemaName, ...id }, desk) =>
  namesFor(literalAtId(id, desk), { displayName, schemaName }, desk.scene);

/** Throws `Refusal` when the text is not there any more. */
export function literalAtId({ uri, position, value }: LiteralId, { scene, documents }: Desk): Literal {
  const file = documents.ours(uri);
  return literalNamed(file, documents.documentOf(file).offsetAt(position), value, scene);
}

export function directsNamed(connections: readonly ConnectionId[], { scene, documents }: Desk): readonly ReplaceableConnection[] {
  return connections.map(({ uri, id }) => connectionNamed(documents.ours(uri), id, scene));
}

function referenceItem({ solution, reference }: Defined, desk: Desk): ReferenceItem {
  const { logicalName, displayName, uri } = reference;
  return {
    ...common(solution, reference, desk),
    logicalName: logicalName.value,
    displayName: displayName?.value ?? '',
    users: usersInWords(reference, desk.scene),
    uri: desk.documents.uriOf({ uri }),
    range: desk.documents.rangeOf({ uri, span: logicalName.span }),
  };
}

function directItem(direct: ReplaceableConnection, desk: Desk): DirectConnectionItem {
  const { solution, flow, at, key, operation, connector } = direct;
  return {
    ...common(solution, connector, desk),
    flow: flow.name,
    key: key ?? operation ?? at.value,
    id: idOf(direct),
    uri: desk.documents.uriOf(flow),
    range: desk.documents.rangeOf({ uri: flow.uri, span: at.span }),
  };
}

type Common = Pick<ReferenceItem, 'solution' | 'solutionName' | 'connector' | 'connectorName'>;

function common(solution: Solution, of: ConnectorName, { scene }: Desk): Common {
  return {
    solution: solution.root,
    solutionName: solution.name,
    connector: connectorKey(of.connector),
    connectorName: of.connector === '' ? '' : connectorLabel(of, neighboursOf(solution, scene)),
  };
}
