import * as assert from 'node:assert/strict';
import { LSPErrorCodes } from 'vscode-languageserver';
import { uriOf } from '../../server/src/host/disk';
import type { ConnectionId, Refactored, RefactorParams } from '../../server/src/protocol';
import { folderWith } from '../cli/run';
import type { Client } from '../support/client';
import { app, appConnection, customReference, entry, flow, flowUsing, reference, solution } from '../support/solution';
import { able, failureOf, own } from './asking';
import { idOf, only, start, UNDEFINED, UNUSED } from './setup';

export const TEAMS = 'Absence – Teams – User';

/** A solution with two references to Teams and one to a custom connector, one next door, and one that is only managed. */
export const WORKSPACE =
  solution({
    root: 'a',
    references: [
      reference('con_teams', 'shared_teams', TEAMS),
      reference('con_chat', 'shared_teams', 'Chat'),
      customReference('con_leave'),
    ],
  }) +
  flowUsing('con_teams', { root: 'a' }) +
  flowUsing('CON_TEAMS', { root: 'a', name: 'Other', id: idOf(1) }) +
  app({ a: appConnection('shared_teams', { xrmConnectionReferenceLogicalName: 'con_teams' }) }, { root: 'a' }) +
  solution({ root: 'b', name: 'Core', references: [reference('con_core', 'shared_TEAMS', 'Core'), reference('con_none', '', '')] }) +
  solution({ root: 'c', name: 'Bought', managed: '1', references: [reference('con_bought', 'shared_teams', 'Bought')] });

/** Direct connections in all forms: entries, and ids in the default of `$connections` and in an action. */
export const DIRECT =
  flow({
    root: 'd',
    name: 'Direct',
    id: idOf(2),
    connections: {
      shared_teams: entry(undefined),
      bound: entry('con_teams'),
      shared_x: entry(undefined, 'shared_commondataserviceforapps'),
    },
    actions: { Send: { type: 'ApiConnection', inputs: { host: { connection: { name: '/x/apis/shared_teams/connections/2' } } } } },
    parameters: {
      $connections: {
        type: 'Object',
        defaultValue: { shared_teams_1: { connectionId: '/x/shared_teams/connections/1', id: '/providers/x/apis/shared_teams' } },
      },
    },
  }) +
  solution({ root: 'd', name: 'Direct', references: [reference('con_direct', 'shared_teams', 'Own')] }) +
  solution({ root: 'e', name: 'Closed', managed: '1' }) +
  flow({ root: 'e', name: 'Closed', id: idOf(3), connections: { shared_teams: entry(undefined) } });

/** The fixture on the disk, and an editor that looks at it. */
export async function at(fixture: string, capabilities: object = able): Promise<{ folder: string; client: Client }> {
  const folder = folderWith(fixture);
  return { folder, client: await start({ folders: [folder], options: only(UNDEFINED, UNUSED), capabilities }) };
}

/** The direct connections of a flow, as they are named in further requests. */
export async function directs(client: Client, flowName = 'Direct'): Promise<(ConnectionId & { key: string })[]> {
  const all = await own(client, 'keyhook/directConnections', {});
  return all.filter((it) => it.flow === flowName).map(({ uri, id, key }) => ({ uri, id, key }));
}

export const root = (folder: string, name = 'a'): string => uriOf(`${folder}/${name}`);
export const refactor = (client: Client, params: RefactorParams): Promise<Refactored> => own(client, 'keyhook/refactor', params);

/** The words in which something was refused. */
export async function refusal(asking: Promise<unknown>): Promise<string> {
  const { code, message } = await failureOf(asking);
  assert.equal(code, LSPErrorCodes.RequestFailed, message);
  return message;
}
