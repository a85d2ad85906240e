import * as assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadinessReport } from '../../server/src/core';
import { deployed, deployedFiles, type Deployed } from '../support/deployed';
import { solution } from '../support/solution';
import { folderWith, run, textsIn, write } from './run';

function folder(plant: (of: Deployed) => void = () => undefined): string {
  const of = deployed();
  plant(of);
  return folderWith(deployedFiles(of));
}

const unboundInProd = ({ settings }: Deployed): void => void (settings.Prod!.references['con_outlook']!.ConnectionId = '');

describe('keyhook readiness', () => {
  it('ends with 1 when a flow that is to be on will not be, and with 0 when all will be or stay off on purpose', async () => {
    assert.equal((await run(['readiness'], folder())).code, 0);
    assert.equal(
      (
        await run(
          ['readiness'],
          folder(({ flows }) => void (flows.Digest.stateCode = '0')),
        )
      ).code,
      0,
    );
    for (const format of ['text', 'json', 'markdown'])
      assert.equal((await run(['readiness', '--format', format], folder(unboundInProd))).code, 1);
  });

  it('looks at one environment only, where that is asked for, whatever the case of its name', async () => {
    const its = folder(unboundInProd);
    assert.equal((await run(['readiness', '--environment', 'test'], its)).code, 0);
    const { out, code } = await run(['readiness', '--environment', 'PROD', '--format', 'json'], its);
    assert.equal(code, 1);
    const { environments, summary } = JSON.parse(out) as ReadinessReport;
    assert.deepEqual(
      environments.map((it) => it.name),
      ['Prod'],
    );
    assert.deepEqual(summary, { on: 4, off: 0, needs: 2 });
  });

  it('says which environments there are when it does not know the one that is asked for', async () => {
    const { out, err, code } = await run(['readiness', '--environment', 'UAT'], folder());
    assert.deepEqual([out, err, code], ['', "There is no environment 'UAT' here. There are 'Test', 'Prod'.\n", 2]);
    const none = await run(['readiness', '--environment', 'UAT'], folderWith(solution()));
    assert.equal(none.err, "There is no environment 'UAT': no deployment settings and no configuration here name one.\n");
    assert.equal(none.code, 2);
  });

  it('shows the flows that were named, of a solution that is read whole', async () => {
    const its = folder(({ settings }) => void (settings.Prod!.references['con_teams']!.ConnectionId = ''));
    const { out } = await run(['readiness', '.', '--format', 'json'], its);
    const all = JSON.parse(out) as ReadinessReport;
    const digest = all.environments[0]!.solutions[0]!.flows.find((it) => it.name === 'Digest')!;
    const named = JSON.parse((await run(['readiness', digest.path, '--format', 'json'], its)).out) as ReadinessReport;
    assert.deepEqual(
      named.environments.map(({ solutions }) => solutions.map((it) => it.flows.map(({ name }) => name))),
      [[['Digest']], [['Digest']]],
    );
  });
});

describe('keyhook runbook', () => {
  it('prints a page for each solution, or writes each into a folder that it makes', async () => {
    const its = folder();
    const { out, code } = await run(['runbook'], its);
    assert.equal(code, 0);
    const written = await run(['runbook', '--out', 'docs/deployment'], its);
    assert.deepEqual([written.out, written.err, written.code], ['docs/deployment/Absence.md\ndocs/deployment/Core.md\n', '', 0]);
    const texts = textsIn(join(its, 'docs/deployment'));
    assert.deepEqual(Object.keys(texts), ['Absence.md', 'Core.md']);
    assert.equal(Object.values(texts).join('\n'), out);
  });

  it('writes its own pages anew', async () => {
    const its = folder();
    const isToBeBound = (): boolean => readFileSync(join(its, 'docs/Absence.md'), 'utf8').includes('**to be bound**');
    await run(['runbook', '--out', 'docs'], its);
    assert.ok(!isToBeBound());
    write(its, 'deployment/Prod.deploymentsettings.json', '{ "ConnectionReferences": [] }');
    assert.equal((await run(['runbook', '--out', 'docs'], its)).code, 0);
    assert.ok(isToBeBound());
  });

  it('refuses in words to write over what is none of its own, or where it cannot, and writes nothing then', async () => {
    const its = folder();
    write(its, 'docs/Core.md', '# Core\n');
    const { out, err, code } = await run(['runbook', '--out', 'docs'], its);
    assert.deepEqual(
      [out, err, code],
      ['', "'docs/Core.md' cannot be written: another file of this name is there. Nothing was written.\n", 2],
    );
    assert.ok(!existsSync(join(its, 'docs/Absence.md')));
    const file = await run(['runbook', '--out', 'docs/Core.md'], its);
    assert.deepEqual([file.out, file.code], ['', 2]);
    assert.match(file.err, /^'docs\/Core\.md\/Absence\.md' cannot be written: .*\. Nothing was written\.\n$/);
  });

  it('says so when nothing there can be imported', async () => {
    const its = folderWith('--- loose/Workflows/x.json\n{ "properties": { "definition": { "actions": {} } } }\n');
    const { err, code } = await run(['runbook'], its);
    assert.deepEqual([err, code], ['Nothing here is a solution that can be imported, so there is nothing to deploy.\n', 2]);
  });
});
