import { join } from 'node:path';
import { APIS, flowUsing, metadata, reference, solution } from '../support/solution';
import { idOf } from './setup';

/** An entry of a deployment settings file. */
export const setting = (name: string, connection: string, connector = 'shared_teams'): object => ({
  LogicalName: name,
  ConnectionId: connection,
  ConnectorId: `${APIS}${connector}`,
});

/** A deployment settings file. */
export const settings = (path: string, ...references: readonly object[]): string =>
  `--- ${path}\n${JSON.stringify({ ConnectionReferences: references }, null, 2)}\n`;

/** A flow that is on. */
const running = (name: string, number: number, used: string, root = 'a'): string =>
  flowUsing(used, { root, name, id: idOf(number) }) + metadata({ root, name, id: idOf(number), displayName: name });

/** A solution with two references that flows use, bound in Test; in Prod one is not bound and the other is missing. */
export const DEPLOYED =
  solution({
    root: 'a',
    references: [reference('con_chat', 'shared_teams', 'Chat'), reference('con_teams', 'shared_teams', 'Teams')],
    flows: [idOf(1), idOf(2)],
  }) +
  running('Post', 1, 'con_teams') +
  running('Answer', 2, 'con_chat') +
  settings('settings/test.json', setting('con_chat', 'abc'), setting('con_teams', 'def')) +
  settings('settings/prod.json', setting('con_teams', ''));

export const settingsOf = (folder: string, environment: string): string => join(folder, 'settings', `${environment}.json`);
