import * as assert from 'node:assert/strict';
import { checkAll, checkFindings } from '../support/check';
import { checkFixes } from '../support/check-fix';
import { binding, flowUsing, ID, metadata, reference, settings, solution } from '../support/solution';

const RULE = 'reused-connection';
const mark = (text: string): string => `{|${RULE}:${text}|}`;
const absence = solution({ references: [reference('con_teams'), reference('con_sql', 'shared_sql', 'Absence – SQL – User')] });
const file = (path: string, ...references: readonly object[]): string => settings(path, { references });
const both = [binding('con_teams', 'a'), binding('con_sql', 'b', 'shared_sql')] as const;

describe(RULE, () => {
  it('is said once in each of the two files, and nothing else is', () => {
    checkAll(
      solution({ flows: [ID], references: [reference('con_teams')] }) +
        flowUsing('con_teams') +
        metadata() +
        file('config/test/settings.json', binding(mark('con_teams'), 'a')) +
        file('config/prod/settings.json', binding(mark('con_teams'), 'A')),
    );
  });

  it('leads to the other place, and names both environments', () => {
    const [prod] = checkFindings(
      RULE,
      absence +
        file('config/test/settings.json', binding(mark('con_teams'), 'a'), both[1]) +
        file('config/prod/settings.json', binding(mark('con_teams'), 'a')),
    );
    assert.equal(
      prod?.message,
      "The settings of prod give the connection reference 'Absence – Teams – Service Account' the connection that the settings of test name as well, and a connection is of one environment: put in one of prod, or correct the other.",
    );
    assert.deepEqual(
      prod.related?.map((it) => it.message),
      ["The connection in 'test/settings.json', for test"],
    );
  });

  it('compares other references too, and pairs', () => {
    checkFindings(
      RULE,
      `${absence}--- config/test/settings.json\n{ "ConnectionReferences": [ ["${mark('con_teams')}", "a"] ] }\n` +
        file('config/prod/settings.json', binding('con_teams', 'c'), binding(mark('con_sql'), 'a', 'shared_sql')),
    );
  });

  it('reports each place once, however many environments name the connection', () => {
    const [dev] = checkFindings(
      RULE,
      absence + ['dev', 'prod', 'test'].map((it) => file(`config/${it}/settings.json`, binding(mark('con_teams'), 'a'))).join(''),
    );
    assert.equal(dev?.related?.length, 2);
  });

  it('says nothing of one environment, be it in several files or written in another way', () => {
    checkFindings(
      RULE,
      absence + file('config/test/a.json', ...both) + file('config/test/b.json', ...both) + file('more/TEST.settings.json', ...both),
    );
    checkFindings(RULE, absence + file('config/test/a.json', binding('con_teams', 'a'), binding('con_sql', 'a', 'shared_sql')));
  });

  it('says nothing when nothing tells the environment, of tokens and of what is empty', () => {
    checkFindings(RULE, absence + file('config/settings.json', ...both) + file('config/prod/settings.json', ...both));
    for (const id of ['', ' ', '#{connection}#', '$(Teams)'])
      checkFindings(
        RULE,
        absence + file('config/test/a.json', binding('con_teams', id)) + file('config/prod/a.json', binding('con_teams', id)),
      );
  });

  it('has no fix', () => {
    checkFixes(RULE, absence + file('config/test/a.json', ...both) + file('config/prod/a.json', ...both), []);
  });
});
