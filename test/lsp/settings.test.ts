import * as assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { uriOf } from '../../server/src/host/disk';
import { folderWith } from '../cli/run';
import type { Client } from '../support/client';
import { flowUsing, reference, solution } from '../support/solution';
import { able, own, touched } from './asking';
import { refactor, refusal, root } from './commands';
import { DEPLOYED, setting, settings, settingsOf } from './deployment';
import { idOf, only, start, textOf } from './setup';

async function opened(source = DEPLOYED): Promise<{ folder: string; client: Client }> {
  const folder = folderWith(source);
  return { folder, client: await start({ folders: [folder], options: only(), capabilities: able }) };
}

describe('deployment settings', () => {
  it('are listed with what they are for', async () => {
    const { folder, client } = await opened(DEPLOYED + settings('settings/dev.json', setting('con_gone', 'x'), setting('con_teams', '')));
    const common = (environment: string): object => ({
      uri: uriOf(settingsOf(folder, environment)),
      path: `settings/${environment}.json`,
      environment,
      solutionNames: ['Absence'],
      stale: 0,
    });
    assert.deepEqual(await own(client, 'keyhook/settings', {}), [{ ...common('dev'), stale: 1 }, common('prod'), common('test')]);
  });

  it('are brought up to date, several at once after a look', async () => {
    const { folder, client } = await opened(DEPLOYED + settings('settings/dev.json', setting('con_teams', 'keep', 'shared_sql')));
    const [dev, prod, test] = ['dev', 'prod', 'test'].map((it) => settingsOf(folder, it)) as [string, string, string];
    client.open(prod, textOf(prod), 4);
    const before = textOf(test);
    const { edit } = await refactor(client, { kind: 'syncSettings', files: [dev, prod, test].map(uriOf), removeStale: false });
    assert.deepEqual(
      touched(edit).map(([uri, version]) => [uri, version]),
      [
        [uriOf(dev), null],
        [uriOf(prod), 4],
      ],
    );
    assert.deepEqual(edit.changeAnnotations?.['keyhook'], {
      label: 'Sync deployment settings',
      description: '2 settings files.',
      needsConfirmation: true,
    });
    client.apply(edit);
    assert.deepEqual(JSON.parse(client.textOf(prod)), { ConnectionReferences: [setting('con_chat', ''), setting('con_teams', '')] });
    assert.deepEqual(JSON.parse(textOf(dev)), { ConnectionReferences: [setting('con_chat', ''), setting('con_teams', 'keep')] });
    assert.equal(textOf(test), before);
  });

  it('keep what is stale unless asked, and need no confirmation in one file', async () => {
    const { folder, client } = await opened(DEPLOYED + settings('settings/dev.json', setting('con_gone', 'x'), setting('con_teams', '')));
    const sync = { kind: 'syncSettings', files: [uriOf(settingsOf(folder, 'dev'))] } as const;
    const kept = await refactor(client, { ...sync, removeStale: false });
    assert.match(kept.notes.join(), /con_gone/);
    assert.equal(kept.edit.changeAnnotations, undefined);
    client.apply((await refactor(client, { ...sync, removeStale: true })).edit);
    assert.deepEqual(JSON.parse(textOf(settingsOf(folder, 'dev'))), {
      ConnectionReferences: [setting('con_chat', ''), setting('con_teams', '')],
    });
    const again = await refactor(client, { ...sync, removeStale: true });
    assert.deepEqual([again.edit.documentChanges, again.notes], [[], []]);
  });

  it('are created where they are looked for, and shown then', async () => {
    const { folder, client } = await opened();
    const solutions = [root(folder)];
    const { path, uri, refused, warning } = await own(client, 'keyhook/settingsPath', { solutions, environment: 'Acceptance' });
    assert.deepEqual([path, refused, warning], ['settings/acceptance.json', undefined, undefined]);
    const { edit, shows } = await refactor(client, { kind: 'createSettings', solutions, uri });
    assert.equal(shows, uri);
    client.apply(edit);
    assert.deepEqual(JSON.parse(textOf(join(folder, path))), {
      EnvironmentVariables: [],
      ConnectionReferences: [setting('con_chat', ''), setting('con_teams', '')],
    });
    const environments = await own(client, 'keyhook/readiness', { parent: [] });
    assert.deepEqual(
      environments.map((it) => it.label),
      ['acceptance', 'prod', 'test'],
    );
    const again = await own(client, 'keyhook/settingsPath', { solutions, environment: 'Acceptance' });
    assert.match(again.refused ?? '', /There is such a file already/);
  });

  it('have a path that is judged while it is typed', async () => {
    const { folder, client } = await opened();
    const judged = async (path: string): Promise<string | undefined> => {
      const { refused, warning } = await own(client, 'keyhook/settingsPath', { solutions: [root(folder)], environment: 'Prod 2', path });
      return refused ?? warning;
    };
    assert.equal(await judged('deploy/prod-2.json'), "By its path, 'deploy/prod-2.json' is for the environment 'prod-2'.");
    assert.equal(await judged('settings/test.json'), 'There is such a file already: choose another name.');
    assert.equal(await judged('a.xml'), 'A deployment settings file has a name that ends with .json.');
    assert.equal(await judged(' '), 'A deployment settings file has a name that ends with .json.');
    assert.equal(await judged('a/Other/prod.json'), "Choose a path outside of a solution's own folders.");
    assert.match((await judged('../out.json')) ?? '', /^Choose a path inside the folder/);
  });

  it('are proposed beside the solution where there are none yet, and in its folder where that is all there is', async () => {
    const proposed = async (source: string, name: string): Promise<string> => {
      const { folder, client } = await opened(source);
      return (await own(client, 'keyhook/settingsPath', { solutions: [root(folder, name)], environment: 'Test' })).path;
    };
    const its = (name: string): string => solution({ root: name, references: [reference('con_teams')] });
    assert.equal(await proposed(its('absence/src'), 'absence/src'), 'absence/deploymentsettings.Test.json');
    assert.equal(await proposed(its('a'), 'a'), 'deploymentsettings.Test.json');
    const configured = '--- keyhook.json\n{ "environments": { "Test": "deploy/t.json" } }\n';
    assert.equal(await proposed(its('a') + configured, 'a'), 'deploy/t.json');
  });

  it('are for solutions that an import can take', async () => {
    const { client } = await opened(DEPLOYED + flowUsing('con_teams', { root: 'loose', id: idOf(9) }));
    const solutions = await own(client, 'keyhook/solutions', {});
    assert.deepEqual(
      solutions.map((it) => it.path),
      ['a'],
    );
  });

  it('that are gone are refused in words', async () => {
    const { folder, client } = await opened();
    const gone = { kind: 'syncSettings', files: [uriOf(join(folder, 'none.json'))], removeStale: false } as const;
    assert.match(await refusal(refactor(client, gone)), /^The settings file that was chosen is not there any more/);
    const create = { kind: 'createSettings', solutions: [root(folder, 'none')], uri: uriOf(join(folder, 'x.json')) } as const;
    assert.match(await refusal(refactor(client, create)), /^The solution that was chosen is not there any more/);
    assert.match(
      await refusal(refactor(client, { ...create, solutions: [root(folder)], uri: uriOf(settingsOf(folder, 'test')) })),
      /already/,
    );
    assert.ok(!existsSync(join(folder, 'x.json')));
  });
});

describe('a configuration', () => {
  it('is made of what is seen, and shown then', async () => {
    const { folder, client } = await opened();
    const path = join(folder, 'keyhook.json');
    const { edit, shows } = await refactor(client, { kind: 'createConfiguration', folder: uriOf(folder) });
    assert.equal(shows, uriOf(path));
    client.apply(edit);
    assert.match(textOf(path), /"extends"[^]*prod/);
    await refusal(refactor(client, { kind: 'createConfiguration', folder: uriOf(folder) }));
  });
});
