import * as assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { changedSince } from '../files';
import { check } from '../playground';
import { waitFor } from '../wait-for';
import {
  applyPreview,
  choose,
  chooseAction,
  openFile,
  pointAt,
  runCommand,
  startCommand,
  type,
  undo,
  untilAsked,
  untilAt,
  untilCounted,
  untilInFront,
  untilPreviewed,
  untilSaid,
} from '../workbench';
import { openFinding, photograph, takeBack, untilAsBefore, untilChanged, type Tests } from './bench';
import { publish, settings } from './example';
import { expandIn, openTree, pressButton, row, rows, select, showAlone, untilRows } from './rows';

const view = 'Deployment Readiness';
const test = 'deployment/test.deploymentsettings.json';

/** Which flows will be on where, and what the team does about it. The first opens the view, and it stays. */
export const readiness: Tests = {
  async 'shows what each environment needs, in words too, and leads to what decides'({ page }) {
    await openTree(page);
    await showAlone(page, view);
    await untilRows(page, environments, 'the environments with their solutions', view);
    await expandIn(view, page, /^Onboarding2 of 3/);
    await expandIn(view, page, 'Welcome new colleague');
    await untilRows(page, withFlow, 'the flows of a solution and what one of them needs', view);
    const seen = await rows(page, view);
    assert.deepEqual(
      seen.slice(8, 13).map((it) => it.spoken),
      spoken,
    );
    assert.deepEqual(
      seen.slice(8, 13).map((it) => it.icon),
      ['package', 'checklist', 'warning', 'warning', 'debug-disconnect'],
    );
    await select(page, unbound, 'test.deploymentsettings.json', view);
    await untilAt(page, 'Ln 93, Col 24');
    await photograph(page, 'readiness');
    await row(page, 'Welcome new colleague', view).hover();
    await page.locator('.monaco-hover:not(.hidden)').getByText('needs something').waitFor();
    await photograph(page, 'readiness-tooltip');
    await pressButton(page, 'Sync Deployment Settings…', view);
    await untilAsked(page, 'Deployment settings to bring up to date');
    await page.locator('.quick-input-widget').getByText('1 Selected').waitFor(); // the file of the row with the focus
    await page.keyboard.press('Escape');
    await runCommand(page, 'View: Close All Editors');
  },

  async 'changes as a settings file is edited, and back'(bench) {
    const { page } = bench;
    await openFile(page, `${test}:93:24`);
    await page.keyboard.type('abc');
    await row(page, /^Onboarding1 of 3 flows needs something/, view)
      .nth(1)
      .waitFor();
    await row(page, /^Will be on1 flow/, view).waitFor();
    await photograph(page, 'readiness-edited');
    await undo(page);
    await row(page, /^Welcome new colleague1 unbound reference/, view).waitFor();
    await untilAsBefore(bench);
  },

  async 'brings the settings of both environments up to date after a preview, and one undo takes it back'(bench) {
    const { page, folder } = bench;
    await startCommand(page, 'Keyhook: Sync Deployment Settings…');
    await untilAsked(page, 'Deployment settings to bring up to date');
    await photograph(page, 'sync-settings');
    await page.keyboard.press('Enter');
    await choose(page, 'entries are of something that no solution here defines', 'Remove them');
    await untilPreviewed(page);
    await photograph(page, 'sync-preview');
    await applyPreview(page);
    await untilChanged(bench, settings);
    const rules = (await check(folder)).findings.filter((it) => it.path.startsWith('deployment/')).map((it) => it.rule);
    for (const it of [
      'missing-deployment-setting',
      'missing-variable-setting',
      'stale-deployment-setting',
      'mismatched-deployment-setting',
    ])
      assert.ok(!rules.includes(it), it);
    await openFile(page, test);
    await takeBack(bench);
  },

  async 'makes settings for another environment, which the view shows at once, and one undo takes them back'(bench) {
    const { page, folder } = bench;
    await startCommand(page, 'Keyhook: Create Deployment Settings…');
    await untilAsked(page, 'Solutions that are imported with these settings');
    await page
      .locator('.quick-input-widget')
      .getByRole('checkbox', { name: /^Procurement, / })
      .click();
    await page.keyboard.press('Enter');
    await type(page, 'Acceptance', 'Environment that the settings are for');
    await page.keyboard.press('Enter');
    await untilSaid(page, 'File for the settings');
    assert.equal(
      await page.locator('.quick-input-widget input[type="text"]').first().inputValue(),
      'deployment/acceptance.deploymentsettings.json',
    );
    await photograph(page, 'create-settings');
    await page.keyboard.press('Enter');
    const file = 'acceptance.deploymentsettings.json';
    await untilInFront(page, file);
    await row(page, /^acceptance/, view).waitFor();
    await photograph(page, 'created-settings');
    const text = await waitFor(
      () => (existsSync(join(folder, 'deployment', file)) ? readFileSync(join(folder, 'deployment', file), 'utf8') : ''),
      (it) => it !== '',
      'the file to be written',
    );
    assert.match(text, /"LogicalName": "contoso_ProcurementDataverse",\s*"ConnectionId": ""/);
    await undo(page);
    await row(page, /^acceptance/, view).waitFor({ state: 'detached' });
    await untilAsBefore(bench);
  },

  async 'ignores a finding with a reason and until a day, and one undo takes it back'(bench) {
    const { page, folder, before } = bench;
    await openFinding(bench, 'direct-connection', publish);
    await chooseAction(page, /^Ignore /);
    await type(page, '', 'Say why');
    await type(page, 'Wanted for the new import', "Why is '");
    await photograph(page, 'ignore-why');
    await page.keyboard.press('Enter');
    await untilSaid(page, 'Last day on which it is ignored');
    await type(page, 'May', 'is no date');
    await type(page, '2099-01-31', 'Last day');
    await page.keyboard.press('Enter');
    await untilInFront(page, 'keyhook.json');
    await waitFor(
      () => changedSince(before, folder),
      (it) => it.join() === 'keyhook.json',
      'keyhook.json to be the only new file',
    );
    await untilCounted(page, (await check(folder)).summary);
    await photograph(page, 'ignored');
    const { ignore } = JSON.parse(readFileSync(join(folder, 'keyhook.json'), 'utf8')) as { ignore: readonly Record<string, string>[] };
    assert.deepEqual(
      ignore.map(({ rule, reason, until }) => [rule, reason, until]),
      [['direct-connection', 'Wanted for the new import', '2099-01-31']],
    );
    await undo(page);
    await untilAsBefore(bench);
  },

  async 'makes a configuration, in which rules are completed and explained'(bench) {
    const { page, folder } = bench;
    await runCommand(page, 'Keyhook: Create Configuration');
    await untilInFront(page, 'keyhook.json');
    await page.locator('[id="status.editor.mode"]').getByText('JSON with Comments').waitFor();
    await photograph(page, 'configuration');
    await page.locator('.editor-instance .monaco-editor.focused').waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('{ "rules": { "direct-conn');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Space');
    const offered = page.locator('.suggest-widget .monaco-list-row');
    await offered.filter({ hasText: 'direct-connection' }).waitFor();
    await photograph(page, 'configuration-completion');
    await page.keyboard.press('Enter');
    await pointAt(page.locator('.editor-instance .view-line span').filter({ hasText: 'direct-connection' }).last());
    await page.locator('.monaco-hover:not(.hidden) .hover-row').filter({ hasText: 'connection' }).first().waitFor();
    await photograph(page, 'configuration-hover');
    await runCommand(page, 'View: Revert and Close Editor');
    rmSync(join(folder, 'keyhook.json'));
    await untilAsBefore(bench);
  },

  async 'opens the runbook of a solution'(bench) {
    const { page } = bench;
    await pressButton(page, 'Open Runbook', view);
    await choose(page, 'Solution to deploy', 'Procurement');
    await untilInFront(page, 'Preview Untitled-1');
    const rendered = page.locator('iframe.webview.ready').contentFrame().locator('#active-frame').contentFrame();
    await rendered.getByRole('heading', { level: 1 }).filter({ hasText: 'Procurement' }).waitFor();
    await photograph(page, 'runbook');
    await runCommand(page, 'View: Revert and Close Editor');
    await untilAsBefore(bench);
  },
};

const unbound =
  "'Onboarding – SharePoint – User' has no connection in test: put the id of a connection to SharePoint into deployment/test.deploymentsettings.json.";

const environments = [
  'prod 8 of 22 flows need something',
  '  Absence Management 2 of 8 flows need something',
  '  Expenses 4 flows will be on',
  '  Onboarding 1 of 3 flows needs something',
  '  Procurement 5 of 7 flows need something',
  'test 9 of 22 flows need something',
  '  Absence Management 2 of 8 flows need something',
  '  Expenses 4 flows will be on',
  '  Onboarding 2 of 3 flows need something',
  '  Procurement 5 of 7 flows need something',
];

/** The last but one solution, and one of its flows, opened. */
const withFlow = [
  ...environments.slice(0, 9),
  '    Still to do 1 external reference · 2 unbound references · 1 missing value',
  '    Planfirstweek 1 direct connection · 1 unbound reference',
  '    Welcome new colleague 1 unbound reference',
  `      ${unbound}`,
  "      The connection reference 'Absence – Dataverse – Service Principal' comes with the solution 'Absence Management': install that first.",
  '    Order badge exported as off',
  ...environments.slice(9),
];

const spoken = [
  'solution Onboarding, 2 of 3 flows need something',
  'Still to do, 1 external reference, 2 unbound references, 1 missing value',
  'flow, needs something, Planfirstweek, 1 direct connection, 1 unbound reference',
  'flow, needs something, Welcome new colleague, 1 unbound reference',
  unbound,
];
