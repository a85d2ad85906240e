import { join } from 'node:path';
import { DiagnosticSeverity } from 'vscode-languageserver';
import { uriOf } from '../../server/src/host/disk';
import { folderWith } from '../cli/run';
import type { Client } from '../support/client';
import { able } from './asking';
import { DEPLOYED, setting, settingsOf } from './deployment';
import { CUSTOMIZATIONS, small, start, textOf, UNUSED } from './setup';

const UNBOUND = 'unbound-connection-reference';
const MISSING = 'missing-deployment-setting';

/** With each rule as loud as the configuration says. */
async function opened(source: string): Promise<{ folder: string; client: Client }> {
  const folder = folderWith(source);
  return { folder, client: await start({ folders: [folder], options: {}, capabilities: able }) };
}

/** The findings of these rules in a file. */
function found(client: Client, folder: string, path: string, ...rules: readonly string[]): readonly string[] {
  return (client.shows(folder)[path] ?? []).flatMap((it) => (rules.includes(it.split(' ')[0]!) ? it.split(' ')[0]! : [])).sort();
}

describe('settings files', () => {
  it('have findings that follow each edit, and are as before when the file is closed', async () => {
    const { folder, client } = await opened(DEPLOYED);
    const inProd = (): readonly string[] => found(client, folder, 'settings/prod.json', UNBOUND, MISSING);
    await client.until('the findings', () => inProd().length === 2);
    const path = settingsOf(folder, 'prod');
    client.open(path, textOf(path));
    client.change(path, 2, { text: JSON.stringify({ ConnectionReferences: [setting('con_teams', 'abc'), setting('con_chat', 'def')] }) });
    await client.until('none', () => inProd().length === 0);
    client.change(path, 3, { text: JSON.stringify({ ConnectionReferences: [setting('con_teams', 'abc'), setting('con_chat', '')] }) });
    await client.until('the unbound one', () => inProd().join() === UNBOUND);
    client.close(path);
    await client.until('both', () => inProd().length === 2);
  });

  it('are read again when the disk has changed', async () => {
    const { folder, client } = await opened(DEPLOYED);
    const inProd = (): readonly string[] => found(client, folder, 'settings/prod.json', UNBOUND);
    await client.until('the finding', () => inProd().length === 1);
    client.open(settingsOf(folder, 'test'), textOf(settingsOf(folder, 'test'))); // another file of the folder is open
    client.apply({
      changes: {
        [uriOf(settingsOf(folder, 'prod'))]: [
          { range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } }, newText: textOf(settingsOf(folder, 'test')) },
        ],
      },
    });
    await client.until('none', () => inProd().length === 0);
  });
});

describe('keyhook.json', () => {
  const source = `${small('a', ['con_teams', 'con_spare'])}--- keyhook.json\n{}\n`;
  const severityOf = (client: Client, folder: string): DiagnosticSeverity | undefined =>
    client.diagnostics.get(uriOf(join(folder, CUSTOMIZATIONS)))?.find((it) => it.code === UNUSED)?.severity;

  it('changes severities with each edit, and back when it is closed', async () => {
    const { folder, client } = await opened(source);
    const path = join(folder, 'keyhook.json');
    await client.until('the finding', () => severityOf(client, folder) === DiagnosticSeverity.Warning);
    client.open(path, textOf(path));
    client.change(path, 2, { text: `{ "rules": { "${UNUSED}": "error" } }` });
    await client.until('an error', () => severityOf(client, folder) === DiagnosticSeverity.Error);
    client.change(path, 3, { text: `{ "rules": { "${UNUSED}": "off" } } // quiet` });
    await client.until('nothing', () => severityOf(client, folder) === undefined);
    client.close(path);
    await client.until('the warning', () => severityOf(client, folder) === DiagnosticSeverity.Warning);
  });

  it('takes folders out and puts them back, also when it is made and deleted on the disk', async () => {
    const { folder, client } = await opened(source);
    const path = join(folder, 'keyhook.json');
    await client.until('the finding', () => severityOf(client, folder) !== undefined);
    client.open(path, textOf(path));
    client.change(path, 2, { text: '{ "exclude": ["a"] }' });
    await client.until('nothing', () => client.shows(folder)[CUSTOMIZATIONS] === undefined);
    client.change(path, 3, { text: '{ "exclude": ["b"] }' });
    await client.until('the finding', () => severityOf(client, folder) !== undefined);
    client.close(path);
    client.apply({ documentChanges: [{ kind: 'delete', uri: uriOf(path) }] });
    client.apply({
      documentChanges: [
        { kind: 'create', uri: uriOf(path) },
        {
          textDocument: { uri: uriOf(path), version: null },
          edits: [
            {
              range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
              newText: `{ "rules": { "${UNUSED}": "info" } }`,
            },
          ],
        },
      ],
    });
    await client.until('an info', () => severityOf(client, folder) === DiagnosticSeverity.Information);
  });

  it('has its own findings, which follow each edit', async () => {
    const { folder, client } = await opened(source);
    const path = join(folder, 'keyhook.json');
    const inFile = (): readonly string[] => found(client, folder, 'keyhook.json', 'invalid-configuration', 'unused-ignore', 'invalid-json');
    client.open(path, '{ "rules": { "no-such-rule": "off" } }');
    await client.until('a fault', () => inFile().join() === 'invalid-configuration');
    client.change(path, 2, { text: `{ "ignore": [{ "rule": "${UNUSED}", "subject": "con_gone", "reason": "x" }] }` });
    await client.until('an entry for nothing', () => inFile().join() === 'unused-ignore');
    client.change(path, 3, { text: `{ "ignore": [{ "rule": "${UNUSED}", "subject": "con_spare", "reason": "x" }] }` });
    await client.until('none', () => inFile().length === 0 && severityOf(client, folder) === undefined);
    client.close(path);
    await client.until('the finding', () => severityOf(client, folder) === DiagnosticSeverity.Warning);
  });

  it('reports entries whose last day is over', async () => {
    const { folder, client } = await opened(source);
    const path = join(folder, 'keyhook.json');
    client.open(path, `{ "ignore": [{ "rule": "${UNUSED}", "subject": "con_spare", "reason": "x", "until": "2020-01-31" }] }`);
    await client.until(
      'both',
      () =>
        found(client, folder, 'keyhook.json', 'expired-ignore').length === 1 && severityOf(client, folder) === DiagnosticSeverity.Warning,
    );
  });
});
