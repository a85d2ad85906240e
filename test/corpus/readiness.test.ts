import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import { audit, auditCsv, auditMarkdown, Locator, readinessMarkdown, readinessOf, readinessText, runbooks } from '../../server/src/core';
import { assertInside } from '../support/inside';
import { onDisk } from '../support/workspace-on-disk';
import { CORPUS, FOLDERS, needCorpus, type Folder } from './corpus';

/** Flows that will be on, stay off and need something, by environment and solution; counted by hand from the settings files. */
const counted: Partial<Record<Folder, readonly string[]>> = {
  'automation-kit': [
    ...['Prod', 'Test'].flatMap((it) => [
      `${it} AutomationCoEMain 3 0 0`,
      `${it} AutomationCoESatellite 2 0 16`, // the settings lack ten variables
      `${it} AutomationKitControlCenter 0 0 3`, // and these are empty
      `${it} AutomationKitInstaller 0 0 6`,
      `${it} AutomationKitScheduler 0 0 0`,
    ]),
    'Validation AutomationCoEMain 3 0 0',
    'Validation AutomationCoESatellite 18 0 0',
    'Validation AutomationKitControlCenter 0 0 3',
    'Validation AutomationKitInstaller 0 0 6',
    'Validation AutomationKitScheduler 0 0 0',
  ],
  'business-approvals-kit': ['Prod', 'Test', 'Validation'].flatMap((it) => [
    `${it} BusinessApprovalKit 24 1 0`,
    `${it} Office365Integration 0 0 0`,
  ]),
};

describe('readiness in the corpus', () => {
  before(needCorpus);

  for (const folder of FOLDERS)
    it(`is told at places that are there, in ${folder}`, () => {
      const { workspace, text } = onDisk(join(CORPUS, folder));
      const { snapshot } = workspace;
      const readiness = readinessOf(snapshot);
      const all = readiness.environments.flatMap(({ name, solutions }) => solutions.map((it) => ({ name, ...it })));
      for (const { flows, open } of all)
        for (const { at, message, subject } of [...open, ...flows.flatMap((it) => it.reasons)]) {
          assertInside(at.span, text(at.uri).length, message);
          assert.notEqual(subject, '', message);
          assert.doesNotMatch(message, /undefined|\[object|''/);
        }
      const locator = new Locator(text, (uri) => uri);
      for (const it of [
        readinessText(readiness, [], locator),
        readinessMarkdown(readiness),
        ...runbooks(snapshot).map((page) => page.text),
      ])
        assert.doesNotMatch(it, /undefined|\[object/);
      assert.doesNotMatch(auditCsv(audit(snapshot)) + auditMarkdown(audit(snapshot)), /undefined|\[object/);
    });

  for (const [folder, expected] of Object.entries(counted))
    it(`is what the settings files of ${folder} say`, () => {
      const { environments } = readinessOf(onDisk(join(CORPUS, folder)).workspace.snapshot);
      const counts = environments.flatMap(({ name, solutions }) =>
        solutions.map(({ solution, flows }) => {
          const number = (state: string): number => flows.filter((it) => it.state === state).length;
          return `${name} ${solution.manifest?.uniqueName} ${number('on')} ${number('off')} ${number('needs')}`;
        }),
      );
      assert.deepEqual(counts.sort(), [...expected].sort());
    });
});
