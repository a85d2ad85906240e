import { inOneBreath } from '../strings';
import { connectorLabel, connectorOfEntry, type ConnectorName } from '../connector-identity';
import { connectorKey } from '../connectors';
import type { Connection } from '../facts/flow';
import type { Scene } from '../fix';
import { insideOf } from '../inside';
import { isBrought, isCalled, type Flow } from '../model';
import type { Neighbours } from '../neighbours';
import { appsNaming, calledConnector } from '../refactorings/keys';
import { escaped, listed } from './markdown';

/** What starts a flow, in sentences of Markdown; undefined where its file does not tell. */
export function startInWords(flow: Flow, neighbours: Neighbours, scene: Scene): string | undefined {
  const callers = flow.id === undefined ? [] : neighbours.callers(flow.id).filter((it) => it.uri !== flow.uri);
  const names = [...new Set(callers.map((it) => it.name))];
  const sentences = [triggerInWords(flow, neighbours, scene), names.length > 0 ? `Called as a child flow by ${listed(names)}.` : ''];
  return sentences.filter((it) => it !== '').join(' ') || undefined;
}

function triggerInWords(flow: Flow, neighbours: Neighbours, scene: Scene): string {
  if (flow.trigger === undefined) return flow.faults.length > 0 ? '' : 'It has no trigger.';
  const [type = '', kind = ''] = flow.trigger.toLowerCase().split('/');
  const connector = triggerConnector(flow, neighbours);
  const asWritten = `Started by a trigger of the type '${escaped(flow.trigger)}'.`;
  if (type === 'request') return requestInWords(kind, connector, flow, scene) ?? asWritten;
  if (isScheduled(flow.trigger)) return 'Started by a schedule.';
  return connector === undefined ? asWritten : `Started by an event in ${escaped(connector)}.`;
}

function requestInWords(kind: string, connector: string | undefined, flow: Flow, scene: Scene): string | undefined {
  switch (kind) {
    case 'button':
      return 'Started by hand.';
    case 'powerapp':
    case 'powerappv2': {
      const apps = appsWith(flow, scene);
      return apps.length > 0 ? `Started by an app: ${listed(apps)}.` : 'Started by an app.';
    }
    case 'skills':
    case 'virtualagent':
      return 'Started by an agent.';
    case 'powerpages':
      return 'Started by a Power Pages site.';
    case 'apiconnection':
      return connector === undefined || connector === DATAVERSE
        ? 'Started from a Dataverse record or process.'
        : `Started from what is selected in ${escaped(connector)}.`; // an item of a list, a file, a message
    case 'http':
    case '':
      return 'Started by an HTTP request.';
    default:
      return undefined;
  }
}

function isScheduled(trigger: string): boolean {
  return /^(?:recurrence|slidingwindow)$/i.test(trigger);
}

const DATAVERSE = 'Microsoft Dataverse';

function triggerConnector(flow: Flow, neighbours: Neighbours): string | undefined {
  const use = flow.keyUses.find((it) => it.triggers > 0);
  if (!use) return undefined;
  const entry = flow.connections.find((it) => it.key.value === use.key);
  return connectorLabel((entry && connectorOfEntry(entry)) ?? connectorCalled(flow), neighbours);
}

/** Where the entry does not say it, the trigger does. */
function connectorCalled(flow: Flow): ConnectorName {
  return calledConnector(insideOf(flow).operations.find((it) => it.role === 'trigger')!);
}

/** The apps, in whatever folder, that have added the flow. One that lies there in several copies counts once. */
function appsWith({ id }: Flow, { snapshot }: Scene): readonly string[] {
  return [...new Set((id === undefined ? [] : appsNaming(id, snapshot)).map((it) => it.displayName || it.name))];
}

/** Through whose connections a flow runs, in sentences of Markdown; undefined where its file does not tell. */
export function identityInWords(flow: Flow, neighbours: Neighbours): string | undefined {
  const { connections } = flow;
  if (flow.trigger === undefined || connections.length === 0) return undefined;
  const brought = connections.filter(isBrought);
  const bound = boundInWords(connections.filter((it) => !isBrought(it)));
  const asked = connectorsOf(brought, neighbours);
  const impersonating = connectorsOf(
    connections.filter((it) => it.impersonation?.toLowerCase() === 'invoker'),
    neighbours,
  );
  return [
    isCalled(flow) ? calledInWords(asked, bound) : unattendedInWords(asked, bound, flow),
    impersonating === '' ? '' : `It calls ${impersonating} in the name of the user who sets it off.`, // formats.md 2.3: run as the invoking user
  ]
    .filter((it) => it !== '')
    .join(' ');
}

function calledInWords(asked: string, bound: string): string {
  if (asked === '') return `Runs through ${bound}, whoever starts it.`;
  const own = `Runs through connections to ${asked} that the person who starts it brings`;
  return bound === '' ? `${own}.` : `${own}, and otherwise through ${bound}.`;
}

function unattendedInWords(asked: string, bound: string, { trigger = '' }: Flow): string {
  const whoever = isScheduled(trigger) ? '' : ', whoever sets it off';
  const missing = asked === '' ? '' : `Nobody is there to bring the connection to ${asked} that it asks for.`;
  return [bound === '' ? '' : `Runs through ${bound}${whoever}.`, missing].filter((it) => it !== '').join(' ');
}

function boundInWords(connections: readonly Connection[]): string {
  const [references, directs] = [connections.some((it) => it.logicalName), connections.some((it) => !it.logicalName)];
  if (!references) return directs ? 'its direct connections' : '';
  return `the connections bound to its references${directs ? ' and its direct connections' : ''}`;
}

function connectorsOf(connections: readonly Connection[], neighbours: Neighbours): string {
  const names = connections.map((it) => {
    const connector = connectorOfEntry(it);
    return connector
      ? ([connectorKey(connector.connector), connectorLabel(connector, neighbours)] as const)
      : (['', 'a connector'] as const);
  });
  return inOneBreath([...new Map(names).values()].map(escaped));
}
