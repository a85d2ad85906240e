import * as assert from 'node:assert/strict';
import { placeOf, rules } from '../../server/src/core';
import { uriOf } from '../../server/src/host/disk';
import { checked, checkedTogether, filesIn, FOLDERS, needCorpus } from './corpus';

/**
 * What each rule gives on the corpus, every folder checked by itself: the count somebody else made, where there is one,
 * and why ours is another.
 */
const table: Readonly<Record<string, { readonly counted?: number; readonly found: number; readonly reason?: string }>> = {
  'invalid-json': { counted: 0, found: 0 },
  'invalid-xml': { counted: 0, found: 0 },
  'direct-connection': { counted: 4, found: 4 },
  'flow-outside-solution': { counted: 21, found: 21 },
  'undefined-connection-reference': { counted: 0, found: 0 },
  'miscased-logical-name': { counted: 0, found: 0 },
  'unshipped-connection-reference': { counted: 3, found: 3 },
  'external-connection-reference': { counted: 0, found: 0 },
  'undeclared-connection-key': { counted: 0, found: 0 },
  'unused-connection-key': { counted: 0, found: 0 },
  'redundant-connection-key': { counted: 3, found: 3 },
  'several-references-for-connector': { counted: 1, found: 1 },
  'mismatched-connector': { counted: 0, found: 0 },
  'invoker-without-caller': { counted: 0, found: 0 },
  'invoker-in-child-flow': {
    counted: 0,
    found: 2,
    reason:
      "managed-and-unmanaged: the flow 'Get Data Source List Info' has an invoker entry and the flow 'test' calls it by its id, in both copies; the facts say so too",
  },
  'inactive-flow': { counted: 6, found: 6 },
  'undefined-child-flow': { counted: 0, found: 0 },
  'misplaced-flow': { counted: 0, found: 0 },
  'unused-connection-reference': {
    counted: 18,
    found: 7,
    reason: 'automation-kit: 11 of its 12 are named by a *.ppkg.json, which counts as used; the count did not look into those files',
  },
  'duplicate-connection-reference': { counted: 30, found: 30 },
  'duplicate-logical-name': { counted: 0, found: 0 },
  'duplicate-display-name': { counted: 2, found: 2 },
  'default-name': { counted: 54, found: 54 },
  'off-scheme-name': { counted: 63, found: 63 },
  'default-logical-name': { counted: 84, found: 84 },
  'foreign-prefix': { counted: 13, found: 13 },
  'missing-description': { counted: 97, found: 97 },
  'missing-connector': { counted: 0, found: 0 },
  'missing-custom-connector': { counted: 2, found: 2 },
  'custom-connector-with-its-users': { found: 0 },
  'custom-connector-in-canvas-app': { counted: 2, found: 2 },
  'deprecated-connector': { counted: 8, found: 8 },
  'locked-connection-reference': { counted: 1, found: 1 },
  'shared-across-solutions': { counted: 4, found: 4 },
  'misleading-type': { counted: 0, found: 0 },
  'stale-app-binding': { found: 1 },
  'missing-deployment-setting': { counted: 18, found: 18 },
  'missing-variable-setting': { counted: 20, found: 20 },
  'unbound-connection-reference': { counted: 0, found: 0 },
  'stale-deployment-setting': { counted: 3, found: 3 },
  'mismatched-deployment-setting': { counted: 0, found: 0 },
  'duplicate-deployment-setting': { counted: 0, found: 0 },
  'reused-connection': { counted: 0, found: 0 },
  'shipped-variable-value': { counted: 30, found: 30 },
  'undefined-environment-variable': { counted: 5, found: 5 },
  'invalid-expression': { counted: 0, found: 0 },
  'unknown-function': { counted: 0, found: 0 },
  'wrong-argument-count': { counted: 0, found: 0 },
  'literal-expression': { counted: 0, found: 0 },
  'unknown-action': { counted: 0, found: 0 },
  'unreachable-action': { counted: 0, found: 0 },
  'miscased-action': { counted: 0, found: 0 },
  'item-outside-loop': { counted: 0, found: 0 },
  'uninitialized-variable': { counted: 0, found: 0 },
  'nested-initialize-variable': { counted: 0, found: 0 },
  'self-referencing-variable': { counted: 0, found: 0 },
  'unused-variable': { counted: 15, found: 15 },
  'unknown-parameter': { counted: 0, found: 0 },
  'broken-run-after': { counted: 0, found: 0 },
  'duplicate-action-name': { counted: 0, found: 0 },
  'misplaced-action': { counted: 0, found: 0 },
  'incomplete-action': { counted: 0, found: 0 },
  'default-action-name': { counted: 235, found: 235 },
  'oversized-flow': { counted: 0, found: 0 },
  'hard-coded-value': { found: 16 },
  'exposed-secret': { found: 2 },
  'trigger-loop': { found: 0 },
  'invalid-configuration': { counted: 0, found: 0 },
  'unused-ignore': { counted: 0, found: 0 },
  'expired-ignore': { counted: 0, found: 0 },
};

/** Findings of rules that must be silent, each looked into and found to be true. */
const proven: readonly { readonly rule: string; readonly path: string; readonly subject: string }[] = ['managed', 'unmanaged'].map(
  (root) => ({
    rule: 'invoker-in-child-flow',
    path: `${root}/Workflows/GetDataSourceListInfo-031ABDA2-427B-EF11-AC20-002248617A98.json`,
    subject: 'shared_sharepointonline',
  }),
);

describe('corpus: counts', () => {
  before(needCorpus);

  it('are there for every rule, and every difference has its reason', () => {
    assert.deepEqual(Object.keys(table).sort(), rules.map((it) => it.id).sort());
    for (const [rule, { counted, found, reason }] of Object.entries(table))
      assert.equal(reason === undefined, counted === undefined || counted === found, rule);
  });

  it('are as in the table', async () => {
    const reports = await Promise.all(FOLDERS.map(checked));
    const found = Object.fromEntries(Object.keys(table).map((it) => [it, 0]));
    for (const { rule } of reports.flatMap((it) => it.findings)) found[rule] = (found[rule] ?? 0) + 1;
    assert.deepEqual(found, Object.fromEntries(Object.entries(table).map(([rule, it]) => [rule, it.found])));
  });
});

describe('corpus: silence', () => {
  before(needCorpus);

  const silent = Object.keys(table).filter((it) => table[it]!.counted === 0);

  for (const folder of FOLDERS)
    it(`holds in ${folder} for every rule that must be silent`, async () => {
      const { findings, problems } = await checked(folder);
      const found = findings.filter((it) => silent.includes(it.rule)).map(({ rule, path, subject }) => ({ rule, path, subject }));
      assert.deepEqual(found, folder === 'managed-and-unmanaged' ? proven : []);
      assert.deepEqual(problems, []);
    });

  it('holds when all folders are one workspace', async () => {
    const { findings } = await checkedTogether();
    const found = findings.filter((it) => silent.includes(it.rule)).map(({ rule, path, subject }) => ({ rule, path, subject }));
    assert.deepEqual(
      found,
      proven.map((it) => ({ ...it, path: `managed-and-unmanaged/${it.path}` })),
    );
  });

  it('holds in files that look like a solution and are none', async () => {
    const { findings, summary } = await checkedTogether();
    assert.deepEqual(
      findings.filter((it) => /_msapp_src\/|\/\.github\/|\.xaml/.test(it.path)),
      [],
    );
    const ours = FOLDERS.flatMap(filesIn).filter(
      (it) => !['package-manifest', 'deployment-settings', 'project'].includes(placeOf(uriOf(it))!.kind),
    ); // those lie outside any solution
    assert.equal(summary.files, ours.length);
  });
});
