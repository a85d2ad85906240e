import * as assert from 'node:assert/strict';
import { readinessOf } from '../../server/src/core';
import { readFixture, snapshotOf } from '../support/fixture';
import {
  APIS,
  app,
  appConnection,
  BUTTON,
  call,
  CHILD_ID,
  entry,
  flow,
  flowUsing,
  metadata,
  reference,
  requiredReference,
  solution,
} from '../support/solution';

/** What blocks each flow where no settings are, or in the only environment. */
function said(...source: readonly string[]): readonly string[] {
  const [only] = readinessOf(snapshotOf(readFixture(source.join('')).files)).environments;
  return only!.solutions.flatMap(({ flows }) =>
    flows.flatMap(({ reasons }) => reasons.filter((it) => it.isBlocking).map((it) => it.message)),
  );
}

/** What is still to be bound or to be given a value. */
function open(...source: readonly string[]): readonly string[] {
  const [only] = readinessOf(snapshotOf(readFixture(source.join('')).files)).environments;
  return only!.solutions.flatMap((it) => it.open.map(({ kind, subject }) => `${kind} ${subject}`));
}

function settings(name: string, references: Readonly<Record<string, string>>): string {
  const list = Object.entries(references).map(([LogicalName, ConnectionId]) => ({
    LogicalName,
    ConnectionId,
    ConnectorId: `${APIS}shared_teams`,
  }));
  return `--- ${name}.settings.json\n${JSON.stringify({ ConnectionReferences: list })}\n`;
}

const NOT_HERE = "The action 'Run' runs a child flow that no solution here holds: add that flow to the solution, or call another.";

describe('the readiness of flows, in doubt,', () => {
  it('takes a reference without a connector for none of another connector', () => {
    const bare = reference('con_a').replace(`${APIS}shared_teams`, '');
    assert.deepEqual(said(solution({ references: [bare] }), flowUsing('con_a'), metadata(), settings('test', { con_a: '1' })), []);
  });

  it('takes blanks for no connection', () => {
    const its = [solution({ references: [reference('con_a')] }), flowUsing('con_a'), metadata()];
    assert.deepEqual(said(...its, settings('config/test', { con_a: '  ' })), [
      "'Absence – Teams – Service Account' has no connection in test: put the id of a connection to Microsoft Teams into config/test.settings.json.",
    ]);
  });

  it('takes what is only in the environment of its maker for provided by nobody', () => {
    const required = (by: string): string => `<Required type="29" displayName="Far" solution="${by}" id="{${CHILD_ID}}" />`;
    const calling = flow({ actions: { Run: call(CHILD_ID) } });
    assert.deepEqual(said(solution({ missing: [required('Active')] }), calling), [NOT_HERE]);
    assert.deepEqual(said(solution({ missing: [required('')] }), calling), [NOT_HERE]);
    assert.deepEqual(said(solution({ missing: [required('Active'), required('Far (1.2)')] }), calling), [
      "The child flow that 'Run' runs comes with the solution 'Far', version 1.2 or higher: install that first.",
    ]);
  });

  it('does not say that nobody holds a child flow where the manifest could not be read to the end', () => {
    const calling = flow({ actions: { Run: call(CHILD_ID) } });
    const cut = solution().replace('</SolutionManifest>', '');
    assert.deepEqual(said(solution(), calling), [NOT_HERE]);
    assert.deepEqual(said(cut, calling), ['Solution.xml does not parse, so no import takes the solution: mend that first.']);
  });

  it('wants a connection bound that an app needs too, though the users of all flows bring theirs', () => {
    const flows = flow({ triggers: BUTTON, connections: { shared_teams: entry('con_a', 'shared_teams', { runtimeSource: 'invoker' }) } });
    const its = [solution({ references: [reference('con_a')] }), flows];
    assert.deepEqual(open(...its), []);
    const named = appConnection('shared_teams', { xrmConnectionReferenceLogicalName: 'con_a' });
    assert.deepEqual(open(...its, app({ x: named })), ['unbound-reference con_a']);
  });

  it('names the settings file that does not parse before others', () => {
    const its = [solution({ references: [reference('con_a'), reference('con_b')] }), flowUsing('con_b'), metadata()];
    const files = [
      settings('a.test', { con_a: '1' }),
      '--- config/b.test.settings.json\n{ "ConnectionReferences": [ { "LogicalName": "con_a" }\n',
    ];
    assert.deepEqual(said(...its, ...files), [
      "config/b.test.settings.json does not parse, so nothing tells whether 'Absence – Teams – Service Account' has a connection: mend that file first.",
    ]);
  });

  it('asks for what another copy of the solution defines, and takes the settings of either', () => {
    const copies = [
      solution({ root: 'new' }),
      flowUsing('con_a', { root: 'new' }),
      solution({ root: 'old', references: [reference('con_a')] }),
      settings('new/test', { con_a: '1' }),
    ];
    assert.deepEqual(said(...copies), []);
    const both = [
      solution({ root: 'new', references: [reference('con_new')] }),
      flowUsing('con_a', { root: 'new' }),
      settings('new/test', { con_new: '1', con_a: '1' }),
      solution({ root: 'old', references: [reference('con_a'), reference('con_old')] }),
      settings('old/test', { con_old: '2' }),
    ];
    assert.deepEqual(said(...both), []);
  });

  it('takes the name of an environment for the same in any letter case', () => {
    const its = [solution({ references: [reference('con_a'), reference('con_b')] }), flowUsing('con_b')];
    const files = [settings('a/Test', { con_a: '1' }), settings('b/TEST', { con_b: '2' })];
    const { environments } = readinessOf(snapshotOf(readFixture([...its, ...files].join('')).files));
    assert.deepEqual(
      environments.map(({ name, solutions }) => [name, ...solutions.map((it) => it.open.length)]),
      [['Test', 0]],
    );
  });

  it('goes by what the manifest says of a reference and of the solution that brings it', () => {
    const far = solution({ missing: [requiredReference('con_far', 'Far (1.2)'), requiredReference('con_far', 'Active')] });
    assert.deepEqual(said(far, flowUsing('con_far')), [
      "The connection reference 'con_far' comes with the solution 'Far', version 1.2 or higher: install that first.",
    ]);
  });
});
