import * as assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckReport, Inventory } from '../../server/src/core';
import { BUTTON, entry, flow, flowUsing, metadata, operation, reference, solution, workflow, ID } from '../support/solution';
import { check, folderWith, list, places, rulesOf, run } from './run';

const OTHER_ID = '5d2c8a70-1f7b-ed11-81ad-000d3a4a1b2d';
const direct = { connections: { shared_teams: entry(undefined) }, actions: { Act: operation('shared_teams') } };

/** Two solutions side by side: `b` uses what `a` defines, and each has a direct connection of its own. */
const siblings =
  solution({ root: 'a/src', name: 'A', flows: [ID], references: [reference('con_teams')] }) +
  flow({ root: 'a/src', name: 'Direct', ...direct }) +
  metadata({ root: 'a/src', name: 'Direct' }) +
  solution({ root: 'b/src', name: 'B', flows: [ID, OTHER_ID] }) +
  flowUsing('con_teams', { root: 'b/src', name: 'User' }) +
  metadata({ root: 'b/src', name: 'User' }) +
  flow({ root: 'b/src', name: 'Direct', id: OTHER_ID, ...direct }) +
  metadata({ root: 'b/src', name: 'Direct', id: OTHER_ID });

const DIRECT = `b/src/Workflows/Direct-${OTHER_ID.toUpperCase()}.json`;
const USER = `b/src/Workflows/User-${ID.toUpperCase()}.json`;

describe('paths', () => {
  let folder: string;
  beforeEach(() => (folder = folderWith(siblings)));

  it('a folder: every solution below it, and each sees the others', async () => {
    assert.deepEqual(rulesOf(await check(['.'], folder)), ['direct-connection', 'external-connection-reference']);
    const { summary } = await check(['.'], folder);
    assert.deepEqual([summary.solutions, summary.flows, summary.connectionReferences], [2, 3, 1]);
  });

  it('a solution: its siblings are not read', async () => {
    const report = await check(['b'], folder);
    assert.deepEqual(rulesOf(report), ['direct-connection', 'undefined-connection-reference']);
    assert.equal(report.summary.solutions, 1);
    assert.deepEqual(
      (await list(['b/src'], folder)).solutions.map((it) => it.root),
      ['b/src'],
    );
  });

  it('two solutions: they see each other', async () => {
    assert.deepEqual(places(await check(['b', 'a'], folder)), places(await check(['.'], folder)));
  });

  it('a file: its solution is read, its findings are shown, its siblings are not read', async () => {
    for (const path of [DIRECT, `./${DIRECT}`, join(folder, DIRECT)]) {
      const report = await check([path], folder);
      assert.deepEqual(places(report), [`direct-connection ${DIRECT}:4:8`]);
      assert.equal(report.summary.solutions, 1);
      assert.equal(report.summary.flows, 2);
    }
    assert.deepEqual(rulesOf(await check([USER], folder)), ['undefined-connection-reference']);
    // a's definition is used next door only, which is not read
    assert.deepEqual(rulesOf(await check(['a/src/Other/Customizations.xml'], folder)), ['unused-connection-reference']);
    assert.deepEqual((await check(['b/src/Other/Solution.xml'], folder)).findings, []);
  });

  it('files of two solutions: both are read and see each other', async () => {
    assert.deepEqual(rulesOf(await check([USER, 'a/src/Other/Solution.xml'], folder)), ['external-connection-reference']);
  });

  it('a folder inside a solution: the solution is read, and what is in the folder is shown', async () => {
    const report = await check(['b/src/Workflows'], folder);
    assert.deepEqual(rulesOf(report), ['direct-connection', 'undefined-connection-reference']);
    assert.equal(report.findings[0]?.solution, 'b/src');
    assert.deepEqual((await check(['b/src/Other'], folder)).findings, []);
    assert.deepEqual(rulesOf(await check(['a/src/Other/'], folder)), ['unused-connection-reference']);
    assert.deepEqual(
      places(await check(['.'], join(folder, 'b/src/Workflows'))),
      places(report).map((it) => it.replace('b/src/Workflows/', '')),
    );
  });

  it('a folder inside a solution that holds neither flow nor manifest', async () => {
    const { findings } = await check(['examples/contoso/solutions/procurement/src/CanvasApps']);
    assert.deepEqual(
      findings.map((it) => it.rule),
      ['custom-connector-in-canvas-app'],
    );
    const variable = 'examples/contoso/solutions/absence-management/src/environmentvariabledefinitions/contoso_AbsenceDepartment';
    assert.deepEqual(rulesOf(await check([variable])), ['invalid-xml']);
    assert.deepEqual((await check(['examples/contoso/solutions/procurement/src/Assets'])).findings, []);
  });

  it('outside the working directory: paths begin with ../', async () => {
    const report = await check(['../../b', '../../a'], join(folder, 'a/src'));
    assert.deepEqual(
      places(report),
      places(await check(['.'], folder))
        .map((it) => it.replace(/ a\/src\//, ' ').replace(/ b\//, ' ../../b/'))
        .sort((x, y) => (x.split(' ')[1]! < y.split(' ')[1]! ? -1 : 1)),
    );
    assert.deepEqual(
      (await list(['..'], join(folder, 'a/src'))).solutions.map((it) => it.root),
      ['.'],
    );
  });

  it('overlapping: everything once', async () => {
    const whole = await check(['.'], folder);
    for (const paths of [
      ['.', 'b'],
      ['b', '.'],
      ['b/src', 'b', '.'],
      [DIRECT, '.'],
      ['.', '.'],
      ['a', 'b', 'b/src/Workflows', USER, join(folder, 'a')],
    ]) {
      const report = await check(paths, folder);
      assert.deepEqual(places(report), places(whole), paths.join(' '));
      assert.deepEqual(report.summary, whole.summary);
    }
  });

  it('with characters that URIs, patterns and shells mind', async () => {
    for (const name of [
      'with space',
      'a#b',
      'a%20b',
      '100%',
      'über',
      'u\u0308ber',
      '[x]',
      '(x)',
      '{x}',
      'a?b',
      'a&b;c',
      "it's",
      'a+b',
      '@',
      '~',
      '日本語',
      '😀',
      '-dash',
      'c:',
    ]) {
      if (process.platform === 'win32' && /[?:]/.test(name)) continue;
      const inXml = name.replaceAll('&', '&amp;');
      const renamed = siblings.replaceAll('<JsonFileName>/Workflows/User-', `<JsonFileName>/Workflows/${inXml}-`);
      const odd = folderWith(renamed.replaceAll('--- b/src/', `--- ${name}/src/`).replaceAll('User-', `${name}-`));
      const report = await check(['.'], odd);
      assert.deepEqual(rulesOf(report), ['direct-connection', 'external-connection-reference'], name);
      const user = report.findings.find((it) => it.rule === 'external-connection-reference')!.path;
      assert.equal(user, `${name}/src/Workflows/${name}-${ID.toUpperCase()}.json`);
      assert.deepEqual(places(await check([`./${name}/src`, 'a'], odd)), places(report));
      assert.deepEqual(rulesOf(await check([`./${user}`], odd)), ['undefined-connection-reference'], name);
      assert.deepEqual(rulesOf(await check(['.'], join(odd, name))), ['direct-connection', 'undefined-connection-reference'], name);
      assert.ok((await list(['.'], odd)).solutions.some((it) => it.root === `${name}/src`));
    }
  });

  it('of flows that URIs mind, where customizations.xml describes them', async () => {
    for (const name of ['Plain', 'With space', 'Über', 'a(b)', 'a%20b', '100%', 'a+b', '日本語']) {
      const raw = folderWith(
        solution({
          root: 'r',
          layout: 'raw',
          flows: [ID],
          references: [reference('con_teams')],
          inline: `<Workflows>${workflow({ name })}</Workflows>`,
        }) + flowUsing('con_teams', { root: 'r', name }),
      );
      assert.deepEqual(rulesOf(await check(['.'], raw)), [], name);
      assert.equal((await list(['.'], raw)).solutions[0]?.flows[0]?.state, 'on', name);
    }
  });

  it('that begin with a dash come after --', async () => {
    const odd = folderWith(siblings.replaceAll('--- b/src/', '--- -b/src/'));
    assert.equal((await run(['check', '--', '-b'], odd)).code, 1);
    assert.equal((await run(['check', '-b'], odd)).code, 2);
  });

  it('in another letter case, where the system takes them so: shown as the disk spells them, and read once', async () => {
    const reading = async (platform: NodeJS.Platform, ...paths: readonly string[]): Promise<string[]> => {
      const { out, err } = await run(['check', ...paths, '--format', 'json'], folder, { platform });
      return out === '' ? [err.trim()] : places(JSON.parse(out) as CheckReport);
    };
    const expected = await reading('linux', 'b');
    assert.ok(expected.length > 0 && expected.every((it) => it.includes(' b/src/Workflows/')), expected.join());
    const file = USER.replace('src/Workflows', 'Src/WORKFLOWS').toUpperCase();
    for (const platform of ['win32', 'darwin'] as const) {
      assert.deepEqual(await reading(platform, 'B'), expected);
      assert.deepEqual(await reading(platform, 'B/SRC', 'b', join(folder.toUpperCase(), 'B', 'src')), expected);
      assert.deepEqual(
        await reading(platform, file),
        expected.filter((it) => it.includes(USER)),
      );
      assert.deepEqual(await reading(platform, 'C/src'), ["There is no file or folder 'C/src'."]);
    }
    if (process.platform === 'linux') assert.deepEqual(await reading('linux', 'B'), ["There is no file or folder 'B'."]);
  });

  it('in another letter case that lead through a link keep its name', async () => {
    symlinkSync(join(folder, 'b'), join(folder, 'Linked'));
    const { out } = await run(['list', 'LINKED/SRC', '--format', 'json'], folder, { platform: 'darwin' });
    assert.deepEqual(
      (JSON.parse(out) as Inventory).solutions.map((it) => it.root),
      ['Linked/src'],
    );
  });

  it('solutions in solutions, and the same folder names at every depth', async () => {
    const nested = folderWith(
      solution({ root: 'r', name: 'Outer', references: [reference('con_outer')] }) +
        flowUsing('con_outer', { root: 'r', triggers: BUTTON }) +
        solution({ root: 'r/Workflows/in/src', name: 'Inner' }) +
        flow({ root: 'r/Workflows/in/src', ...direct }),
    );
    const { solutions } = await list(['.'], nested);
    assert.deepEqual(
      solutions.map((it) => [it.root, it.uniqueName, it.flows.length]),
      [
        ['r', 'Outer', 1],
        ['r/Workflows/in/src', 'Inner', 1],
      ],
    );
    const report = await check(['r/Workflows/in'], nested);
    assert.equal(report.summary.solutions, 1);
  });
});
