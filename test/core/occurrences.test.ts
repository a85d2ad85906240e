import * as assert from 'node:assert/strict';
import { Refusal } from '../../server/src/core';
import { isTokenOf, occurrenceAt, occurrencesOf, requireRead, type Occurrence } from '../../server/src/core/occurrences';
import { everywhere } from '../support/everywhere';
import { readFixture, ROOT, snapshotOf } from '../support/fixture';
import { app, crlf, entry, flow, flowUsing, solution } from '../support/solution';

const marked = everywhere((role) => `{|${role}:con_teams|}`);
const inWords = ({ role, uri, name }: Occurrence): string => `${uri.slice(ROOT.length)} ${role} ${name.span.start} ${name.value}`;

describe('occurrencesOf', () => {
  it('finds every place that means the reference, and none that only looks like it', () => {
    for (const source of [marked, crlf(marked)]) {
      const { files, marks } = readFixture(source);
      assert.deepEqual(
        occurrencesOf('con_teams', snapshotOf(files)).map(inWords).sort(),
        marks.map(({ uri, label, span }) => `${uri.slice(ROOT.length)} ${label} ${span.start} con_teams`).sort(),
      );
      assert.equal(marks.length, 21);
    }
  });

  it('gives spans that cover the name as it is written', () => {
    const { files } = readFixture(marked);
    for (const { uri, name } of occurrencesOf('con_teams', snapshotOf(files)))
      assert.equal(files.get(uri)!.slice(name.span.start, name.span.end), 'con_teams');
  });

  it('does not mind the letter case, neither of the question nor of the files', () => {
    const { files } = readFixture(everywhere(() => 'Con_TEAMS'));
    const found = occurrencesOf('con_Teams', snapshotOf(files));
    assert.equal(found.length, 21);
    assert.deepEqual([...new Set(found.map((it) => it.name.value))], ['Con_TEAMS']);
  });

  it('finds any number of them', () => {
    const count = 150_000; // more than a call can take for arguments
    const connections = Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, entry('con_teams')]));
    const { files } = readFixture(solution() + flow({ connections, indent: 0 }));
    assert.equal(occurrencesOf('con_teams', snapshotOf(files)).length, count);
  });

  it('knows nothing of a name that nobody has', () => {
    assert.deepEqual(occurrencesOf('con_team', snapshotOf(readFixture(marked).files)), []);
  });
});

describe('occurrenceAt', () => {
  const { files, marks } = readFixture(marked);
  const snapshot = snapshotOf(files);

  it('finds the place from every offset in it, its end included', () => {
    for (const { uri, span, label } of marks)
      for (let offset = span.start; offset <= span.end; offset++) {
        const found = occurrenceAt(uri, offset, snapshot);
        assert.deepEqual([found?.role, found?.name], [label, { value: 'con_teams', span }]);
      }
  });

  it('finds nothing beside it', () => {
    for (const { uri, span } of marks) {
      assert.equal(occurrenceAt(uri, span.start - 1, snapshot), undefined);
      assert.equal(occurrenceAt(uri, span.end + 1, snapshot), undefined);
    }
  });

  it('does not take the table of an app for a reference', () => {
    const source = app({}, { rest: '<CdsDependencies>{"cdsdependencies":[{"logicalname":"{|at:con_thing|}"}]}</CdsDependencies>' });
    const find = (more: string): string | undefined => {
      const read = readFixture(source + more);
      return occurrenceAt(read.marks[0]!.uri, read.marks[0]!.span.start, snapshotOf(read.files))?.name.value;
    };
    assert.equal(find(''), undefined);
    assert.equal(find(flowUsing('con_thing')), 'con_thing');
  });

  it('finds nothing in files it does not know', () => {
    assert.equal(occurrenceAt(`${ROOT}readme.md`, 0, snapshot), undefined);
  });
});

describe('requireRead', () => {
  const broken = 'Cut.json';
  /** Asks one workspace for each of the names. */
  const refused = (text: string, names: readonly string[]): readonly string[] => {
    const { files } = readFixture(`${solution()}--- src/Workflows/${broken}\n${text}\n`);
    const scene = { snapshot: snapshotOf(files), naming: {}, text: (uri: string) => files.get(uri)! };
    return names.filter((name) => {
      try {
        requireRead(name, scene, { label: name });
        return false;
      } catch (error) {
        assert.ok(error instanceof Refusal && error.message.includes(broken), String(error));
        return true;
      }
    });
  };

  it('refuses names that a file has in it and does not parse, in any letter case, one after another', () => {
    const names = ['con_teams', 'con_sql', 'CON_Teams', 'con_team', 'teams', 'con_teams_2', 'con'];
    assert.deepEqual(refused('{ "a": "Con_TEAMS", "b.con": 1, "con-sql": "con_sql" ', names), ['con_teams', 'con_sql', 'CON_Teams']);
  });

  it('takes a name as a whole, whatever it is made of', () => {
    const names = ['größe', 'größe_2', 'gr', 'e_2', 'a b', 'b a', 'a', '¡', 'con.x', 'x'];
    assert.deepEqual(refused('{ "größe_2": "a b", "¡": con.x', names), ['größe_2', 'gr', 'e_2', 'a b', 'a', '¡', 'con.x']);
  });

  it('reads a file once for all names that are not in it', () => {
    const { files } = readFixture(`${solution()}--- src/Workflows/${broken}\n{ "a": "con_teams"\n`);
    let reads = 0;
    const scene = { snapshot: snapshotOf(files), naming: {}, text: (uri: string) => (reads++, files.get(uri)!) };
    for (let i = 0; i < 10; i++) requireRead(`con_${i}`, scene, { label: 'It' });
    assert.equal(reads, 1);
  });

  it('asks nothing of a file that parses', () => {
    assert.deepEqual(refused('{ "a": "con_teams" }', ['con_teams']), []);
  });
});

describe('isTokenOf', () => {
  it('takes the name alone, or at the end behind a dot or the like', () => {
    for (const token of [
      'con_teams',
      ' con_teams ',
      'connectionreference.con_teams',
      'connectionreference.user.CON_Teams',
      'env:con_teams',
    ])
      assert.ok(isTokenOf(token, 'con_teams'), token);
  });

  it('does not take a longer or another name', () => {
    for (const token of ['con_teams_2', 'my_con_teams', 'mycon_teams', 'con_teams.id', 'con_team', ''])
      assert.ok(!isTokenOf(token, 'con_teams'), token);
  });
});
