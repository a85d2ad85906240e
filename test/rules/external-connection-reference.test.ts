import * as assert from 'node:assert/strict';
import { createLinter, defaultNaming, entryOf, inMemory, fixesOf, rules, Workspace, type Finding } from '../../server/src/core';
import { checkAll, checkFindings } from '../support/check';
import { applied, checkFix, checkFixes, checkRefused } from '../support/check-fix';
import { readFixture, ROOT } from '../support/fixture';
import {
  CHILD_ID,
  CUSTOM,
  CUSTOM_ID,
  ID,
  customReference,
  defined,
  entry,
  flow,
  flowUsing,
  metadata,
  reference,
  requiredReference,
  solution,
} from '../support/solution';

const RULE = 'external-connection-reference';
const NAME = '{|external-connection-reference:con_core_teams|}';
const core = (root: string, managed: '0' | '1' = '0'): string =>
  solution({ root, name: 'Core', managed, references: [reference('con_core_teams', 'shared_teams', 'Core – Teams – User')] });

describe(RULE, () => {
  it('is the only thing said of a reference that a sibling defines', () => {
    checkAll(
      core('core') + solution({ root: 'absence', flows: [ID] }) + flowUsing(NAME, { root: 'absence' }) + metadata({ root: 'absence' }),
    );
  });

  it('is the only thing said of a reference that a named solution provides', () => {
    checkAll(solution({ flows: [ID], missing: [requiredReference('con_core_teams', 'Core (1.2.3.4)')] }) + flowUsing(NAME) + metadata());
  });

  it('takes solutions that the team always installs first, by their unique names', () => {
    const allowing = (...names: string[]): string => `--- keyhook.json\n${JSON.stringify({ rules: { [RULE]: { allow: names } } })}\n`;
    const user = (name: string): string => solution({ root: 'absence' }) + flowUsing(name, { root: 'absence' });
    checkFindings(RULE, core('core') + user('con_core_teams') + allowing('core'));
    checkFindings(RULE, core('core') + user(NAME) + allowing('Corex', 'Absence'));
    const provided = solution({ missing: [requiredReference('con_core_teams', 'Core (1.2.3.4)')] });
    checkFindings(RULE, provided + flowUsing('con_core_teams') + allowing('Other', 'Core'));
    checkFindings(RULE, provided + flowUsing(NAME) + allowing('Core (1.2.3.4)'));
  });

  it('does not look at letter case', () => {
    checkFindings(
      RULE,
      solution({ missing: [requiredReference('con_core_teams', 'Core (1.0)')] }) +
        flowUsing('{|external-connection-reference:con_CORE_teams|}'),
    );
  });

  it('leaves a name that differs from its definition in letter case to miscased-logical-name', () => {
    const user = (name: string): string =>
      solution({ root: 'absence', flows: [ID] }) + flowUsing(name, { root: 'absence' }) + metadata({ root: 'absence' });
    checkAll(core('core') + user('{|miscased-logical-name:con_CORE_teams|}'));
  });

  it('reports once, however many solutions provide it', () => {
    checkFindings(
      RULE,
      core('core') +
        core('core-managed', '1') +
        solution({ root: 'absence', missing: [requiredReference('con_core_teams', 'Core (1.0)')] }) +
        flowUsing(NAME, { root: 'absence' }),
    );
  });

  it('says nothing when a twin of the same unique name defines it', () => {
    checkFindings(
      RULE,
      core('managed', '1') + solution({ root: 'unmanaged', name: 'Core' }) + flowUsing('con_core_teams', { root: 'unmanaged' }),
    );
  });

  it('knows an outer solution from an inner one', () => {
    checkFindings(
      RULE,
      core('solution') +
        flowUsing('con_core_teams', { root: 'solution' }) +
        solution({ root: 'solution/Absence' }) +
        flowUsing(NAME, { root: 'solution/Absence', id: CHILD_ID }),
    );
  });

  it('says nothing of loose flows and of what nobody provides', () => {
    checkFindings(RULE, core('core') + flowUsing('con_core_teams', { root: 'loose' }));
    checkFindings(
      RULE,
      core('core') +
        solution({ root: 'absence', missing: [requiredReference('con_other', 'Active')] }) +
        flowUsing('con_other', { root: 'absence' }),
    );
  });
});

describe('the fix of external-connection-reference', () => {
  const TITLE = "Copy the definition of 'Core – Teams – User' into this solution";
  const user = flowUsing('con_core_teams');
  const definition = (rest = ''): string => reference('con_core_teams', 'shared_teams', 'Core – Teams – User', rest);
  const copied = (more: string): string =>
    defined('con_core_teams', 'Core – Teams – User').replace('      <iscustomizable>', `${more}      <iscustomizable>`);

  it('copies the definition as it is written there', () => {
    const siblings = solution({ root: 'core', name: 'Core', references: [definition('<description>R&amp;D, read only</description>')] });
    checkFix(
      RULE,
      siblings + solution() + user,
      TITLE,
      solution({ references: [copied('      <description>R&amp;D, read only</description>\n')] }) + user,
    );
  });

  it('copies a custom connector’s id, and what a managed copy alone says', () => {
    const custom = customReference('con_core_leave', CUSTOM, 'Core – Leave Service – User').replace(
      '<iscustomizable>1',
      '<iscustomizable>0',
    );
    const calling = flow({ connections: { k: entry('con_core_leave', CUSTOM) } });
    checkFix(
      RULE,
      solution({ root: 'core', name: 'Core', managed: '1', references: [custom] }) + solution() + calling,
      "Copy the definition of 'Core – Leave Service – User' into this solution",
      solution({
        references: [
          defined('con_core_leave', 'Core – Leave Service – User', CUSTOM, { customConnectorId: CUSTOM_ID }).replace(
            '<iscustomizable>1',
            '<iscustomizable>0',
          ),
        ],
      }) + calling,
    );
  });

  it('takes the reference from what the solution needs of others', () => {
    checkFix(
      RULE,
      core('core') +
        solution({ missing: [requiredReference('con_core_teams', 'Core (1.0)'), requiredReference('con_x', 'Core (1.0)')] }) +
        user,
      TITLE,
      solution({ missing: [requiredReference('con_x', 'Core (1.0)')], references: [copied('')] }) + user,
    );
  });

  it('is refused for a text that no XML can hold', () => {
    const described = reference('con_core_teams', 'shared_teams', 'Core – Teams – User', '<description>a&#1;b</description>');
    checkRefused(
      RULE,
      solution({ root: 'core', name: 'Core', references: [described] }) +
        solution({ root: 'absence' }) +
        flowUsing('con_core_teams', { root: 'absence' }),
      "Copy the definition of 'Core – Teams – User' into this solution",
      "'a\u0001b' has characters that XML cannot hold: take them out first.",
    );
  });

  it('is never preferred', () => {
    checkFixes(RULE, core('core') + solution() + user, [`review ${TITLE}`]);
  });

  it('is not there where the definition is not, the display name is taken, or the definition names no connector', () => {
    checkFixes(RULE, solution({ missing: [requiredReference('con_core_teams', 'Core (1.0)')] }) + user, []);
    checkFixes(RULE, core('core') + solution({ references: [reference('con_x', 'shared_teams', 'CORE –  Teams – User')] }) + user, []);
    const empty = core('core').replace(/<connectorid>.*<\/connectorid>/, '<connectorid></connectorid>');
    checkFixes(RULE, empty + solution() + user, []);
    checkFixes(RULE, core('core') + solution({ managed: '1' }) + user, []);
  });

  it('reads the definition where it stands now, when the other solution has changed since the finding', () => {
    const before = readFixture(core('core') + solution() + user).files;
    const workspace = new Workspace();
    const put = (files: ReadonlyMap<string, string>): void =>
      void workspace.apply([...files].map(([uri, text]) => ({ uri, entry: entryOf(inMemory(uri, text), text) })));
    put(before);
    const linter = createLinter({ rules: rules.filter((it) => it.id === RULE), onCrash: assert.fail });
    const found = (): readonly Finding[] => [...linter.run(workspace.snapshot)].flatMap((it) => it.findings);
    const [finding] = found();
    const other = reference('con_core_outlook', 'shared_office365', 'Core – Outlook – User');
    const moved = readFixture(
      solution({ root: 'core', name: 'Core', references: [other, definition('<description>New</description>')] }),
    ).files;
    put(moved);
    const texts = new Map([...before, ...moved]);
    const scene = { snapshot: workspace.snapshot, naming: defaultNaming, text: (uri: string) => texts.get(uri)! };
    const [fix] = fixesOf(finding!, scene);
    const after = applied(fix!, texts);
    assert.equal(
      after.get(`${ROOT}src/Other/Customizations.xml`),
      readFixture(solution({ references: [copied('      <description>New</description>\n')] })).files.get(
        `${ROOT}src/Other/Customizations.xml`,
      ),
    );
  });
});
