import * as assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../server/src/core';
import { uriOf } from '../../server/src/host/disk';
import { folderWith, write } from '../cli/run';
import type { Client } from '../support/client';
import { own } from './asking';
import { setting, settings } from './deployment';
import { CUSTOMIZATIONS, customizationsOf, flowOf, small, start, textOf, UNUSED } from './setup';

const SEVERITIES = { error: 1, warning: 2, info: 3, off: undefined } as const;
type Severity = keyof typeof SEVERITIES;

/** A configuration with one rule on. */
const configured = (severity: Severity, more: object = {}): string =>
  JSON.stringify({ ...more, rules: { ...Object.fromEntries(rules.map((it) => [it.id, 'off'])), [UNUSED]: severity } });

const TWO = ['con_teams', 'con_unused'];

/** How severe the reference is that nothing uses, in the solution `root`. */
const severityIn = (client: Client, folder: string, root = 'a'): number | undefined =>
  client.diagnostics.get(uriOf(customizationsOf(folder, root)))?.find((it) => it.code === UNUSED)?.severity;

const until = (client: Client, folder: string, severity: Severity, root = 'a'): Promise<void> =>
  client.until(`${severity} in ${root}`, () => severityIn(client, folder, root) === SEVERITIES[severity]);

describe('a configuration above the folders that are open', () => {
  it('holds with what it extends, and nothing is said of it', async () => {
    const folder = folderWith(
      `${small('repo/a', TWO)}--- repo/keyhook.json\n${JSON.stringify({ rulez: 1, extends: ['../keyhook-team.json', 'keyhook-none.json'] })}\n--- keyhook-team.json\n${configured('error')}\n`,
    );
    const repo = join(folder, 'repo');
    const client = await start({ folders: [join(repo, 'a')], options: {} });
    await until(client, repo, 'error');
    assert.deepEqual([...client.diagnostics.keys()], [uriOf(customizationsOf(repo, 'a'))]);
    assert.equal(client.diagnostics.get(uriOf(customizationsOf(repo, 'a')))?.length, 1);
    for (const severity of ['info', 'error', 'warning'] as const) {
      write(folder, 'keyhook-team.json', configured(severity));
      client.diskChanged(flowOf(repo, 'a'));
      await until(client, repo, severity);
    }
    rmSync(join(folder, 'keyhook-team.json'));
    client.diskChanged(flowOf(repo, 'a'));
    await client.until('all other rules', () => (client.diagnostics.get(uriOf(customizationsOf(repo, 'a')))?.length ?? 0) > 1);
  });

  it('is what the editor holds while it is open, and is looked at with the rest', async () => {
    const folder = folderWith(`${small('a', TWO)}--- keyhook.json\n${configured('error')}\n`);
    const path = join(folder, 'keyhook.json');
    const client = await start({ folders: [join(folder, 'a')], options: {} });
    await until(client, folder, 'error');
    client.open(path, configured('info'));
    await until(client, folder, 'info');
    write(folder, 'keyhook-more.json', configured('warning'));
    client.change(path, 2, { text: '{ "extends": "keyhook-more.json" }' });
    await until(client, folder, 'warning');
    client.close(path);
    await until(client, folder, 'error');
    write(folder, 'keyhook.json', configured('info'));
    client.diskChanged(flowOf(folder, 'a'));
    await until(client, folder, 'info');
    rmSync(path);
    client.diskChanged(flowOf(folder, 'a'));
    await until(client, folder, 'warning');
    assert.deepEqual(
      client.published.filter((it) => /keyhook[^/]*json$/.test(it.uri)),
      [],
    );
  });

  it('is found by one that is inside and extends it only now', async () => {
    const folder = folderWith(
      `${small('a', TWO)}--- a/keyhook.json\n${configured('error')}\n--- team/keyhook-team.json\n${configured('info')}\n`,
    );
    const path = join(folder, 'a/keyhook.json');
    const client = await start({ folders: [join(folder, 'a')], options: {} });
    await until(client, folder, 'error');
    client.open(path, textOf(path));
    client.change(path, 2, { text: '{ "extends": "../team/keyhook-team.json" }' });
    await until(client, folder, 'info');
  });

  it('is read before the next answer when one that is inside extends it', async () => {
    const team = JSON.stringify({ environments: { Acceptance: ['repo/**/deploy.json'] } });
    const folder = folderWith(
      `${small('repo/a')}${settings('repo/a/deploy.json', setting('con_teams', 'abc'))}--- repo/keyhook.json\n{}\n--- keyhook-team.json\n${team}\n`,
    );
    const repo = join(folder, 'repo');
    const client = await start({ folders: [repo], options: {} });
    const path = join(repo, 'keyhook.json');
    const environments = async (): Promise<readonly string[]> =>
      (await own(client, 'keyhook/readiness', { parent: [] })).map((it) => it.label);
    client.open(path, '{}');
    assert.deepEqual(await environments(), ['Environment not named']);
    client.change(path, 2, { text: JSON.stringify({ extends: '../keyhook-team.json' }) });
    assert.deepEqual(await environments(), ['Acceptance']);
  });

  it('holds for its own folder where several are open', async () => {
    const of = (root: string, severity: Severity): string =>
      `${small(`${root}/s`, TWO)}--- ${root}/keyhook.json\n${configured(severity)}\n`;
    const folder = folderWith(of('a', 'error') + of('b', 'info') + small('c/s', TWO));
    const client = await start({ folders: ['a/s', 'b', 'c'].map((it) => join(folder, it)), options: {} });
    await until(client, folder, 'error', 'a/s');
    await until(client, folder, 'info', 'b/s');
    await until(client, folder, 'warning', 'c/s');
    client.foldersChanged([join(folder, 'a')], [join(folder, 'a/s')]);
    write(folder, 'a/keyhook.json', '{ "rulez": {} }');
    client.diskChanged(join(folder, 'a/keyhook.json'));
    await client.until('the fault of what is inside now', () => client.diagnostics.has(uriOf(join(folder, 'a/keyhook.json'))));
    await until(client, folder, 'warning', 'a/s');
  });

  it('gives way to the settings for the rules that they name', async () => {
    const folder = folderWith(`${small('a', TWO)}--- keyhook.json\n${configured('error')}\n`);
    const client = await start({ folders: [join(folder, 'a')], options: { rules: { 'missing-description': 'info' } } });
    await until(client, folder, 'error');
    const found = client.diagnostics.get(uriOf(join(folder, CUSTOMIZATIONS)))!.map((it) => it.code);
    assert.deepEqual([...new Set(found)].sort(), ['missing-description', UNUSED]);
    client.configurationChanged({ keyhook: { rules: { [UNUSED]: 'info' } } });
    await until(client, folder, 'info');
  });
});
