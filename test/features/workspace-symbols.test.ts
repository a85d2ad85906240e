import * as assert from 'node:assert/strict';
import { workspaceSymbols } from '../../server/src/core';
import { sceneOf } from '../support/check-fix';
import { readFixture, ROOT } from '../support/fixture';
import { CHILD_ID, flow, flowPath, metadata, reference, solution } from '../support/solution';

const { files } = readFixture(
  solution({
    references: [reference('con_teams'), reference('con_bare', 'shared_sql', ''), reference('CON_teams', 'shared_teams', 'Zwei')],
  }) +
    flow() +
    metadata({ displayName: 'Ask for leave' }) +
    solution({ root: 'core', name: 'Core', references: [reference('con_core', 'shared_sql', 'Größe')] }) +
    flow({ root: 'core', id: CHILD_ID, name: 'Nightly', triggers: {} }),
);
const scene = sceneOf(files);
const named = (query: string): readonly string[] => workspaceSymbols(query, scene).map((it) => it.name);

const everything = [
  'Größe (con_core)',
  'Nightly',
  'Absence – Teams – Service Account (con_teams)',
  'con_bare',
  'Zwei (CON_teams)',
  'Ask for leave',
];

describe('the symbols of a workspace', () => {
  it('are its connection references and flows, with their solutions, at their names', () => {
    const symbols = workspaceSymbols('', scene).map(({ uri, span, ...rest }) => ({
      ...rest,
      path: uri.slice(ROOT.length),
      at: files.get(uri)!.slice(span.start, span.end),
    }));
    const [own, core] = ['src/Other/Customizations.xml', 'core/Other/Customizations.xml'];
    assert.deepEqual(symbols, [
      { name: everything[0], kind: 'reference', container: 'Core', path: core, at: 'con_core' },
      { name: 'Nightly', kind: 'flow', container: 'Core', path: flowPath({ root: 'core', id: CHILD_ID, name: 'Nightly' }), at: '{' },
      { name: everything[2], kind: 'reference', container: 'Absence', path: own, at: 'con_teams' },
      { name: 'con_bare', kind: 'reference', container: 'Absence', path: own, at: 'con_bare' },
      { name: 'Zwei (CON_teams)', kind: 'reference', container: 'Absence', path: own, at: 'CON_teams' },
      { name: 'Ask for leave', kind: 'flow', container: 'Absence', path: flowPath(), at: 'manual' },
    ]);
  });

  it('match by the letters of a name in their order, in any letter case', () => {
    assert.deepEqual(named('afl'), ['Ask for leave']);
    assert.deepEqual(named('ABSTEA'), ['Absence – Teams – Service Account (con_teams)']);
    assert.deepEqual(named('größe'), ['Größe (con_core)']);
    assert.deepEqual(named('con_tea'), ['Absence – Teams – Service Account (con_teams)', 'Zwei (CON_teams)']);
    assert.deepEqual(named('aet'), ['Absence – Teams – Service Account (con_teams)']);
    assert.deepEqual(named('leaveask'), []);
  });

  it('match any number of words', () => {
    const words = 'con_ '.repeat(150_000); // more than a call can take for arguments
    assert.deepEqual(
      workspaceSymbols(words, scene, 1).map((it) => it.name),
      ['con_bare'],
    );
  });

  it('are no more than are wanted: those that begin with what is typed, then those that have it, then the others', () => {
    const most = (query: string, number: number): readonly string[] => workspaceSymbols(query, scene, number).map((it) => it.name);
    assert.deepEqual(named('con'), ['Größe (con_core)', everything[2], 'con_bare', 'Zwei (CON_teams)']);
    assert.deepEqual(most('con', 4), named('con'));
    assert.deepEqual(most('con', 3), ['con_bare', 'Größe (con_core)', everything[2]]);
    assert.deepEqual(most('nt', 9), named('nt'));
    assert.deepEqual(most('co', 4), ['con_bare', 'Größe (con_core)', everything[2], 'Zwei (CON_teams)'], 'Nightly is in Core');
    assert.deepEqual(most('', 2), everything.slice(0, 2));
  });

  it('match by several words in any order, and by the solution', () => {
    assert.deepEqual(named('leave ask'), ['Ask for leave']);
    assert.deepEqual(named('core'), ['Größe (con_core)', 'Nightly', 'con_bare']);
    assert.deepEqual(named('  nig  core '), ['Nightly']);
    assert.deepEqual(named(' \t'), everything);
  });

  it('follow an edit', () => {
    const renamed = sceneOf(new Map([...files].map(([uri, text]) => [uri, text.replace('Ask for leave', 'Holidays')])));
    assert.deepEqual(
      workspaceSymbols('holi', renamed).map((it) => it.name),
      ['Holidays'],
    );
  });

  it('have a name where the metadata has none', () => {
    const its = sceneOf(readFixture(solution() + flow() + metadata({ displayName: '  ' })).files);
    assert.deepEqual(
      workspaceSymbols('', its).map((it) => it.name),
      [flowPath().slice('src/Workflows/'.length)],
    );
  });
});
