import * as assert from 'node:assert/strict';
import {
  entryOf,
  inMemory,
  fixAll,
  Refusal,
  Workspace,
  type FileEdit,
  type Fix,
  type Mended,
  type Rule,
  type Scene,
  type Uri,
} from '../../server/src/core';
import { EditSet } from '../../server/src/core/edit-set';
import { readFixture, ROOT } from '../support/fixture';
import { reference, solution } from '../support/solution';

type Naming = (name: string) => string;

/** Finds display names with this word, and takes it away in a way of its own. */
function rule(
  word: string,
  { safety = 'safe' as Fix['safety'], preferred = true, mend = ((it) => it.replace(word, '')) as Naming, notes = [] as string[] } = {},
): Rule {
  return {
    id: `no-${word}`,
    severity: 'warning',
    summary: 'A word.',
    *check({ references }) {
      for (const { displayName, uri, logicalName } of references) {
        if (!displayName?.value.includes(word)) continue;
        yield {
          at: { uri, span: displayName.span },
          message: `'${displayName.value}' has ${word}.`,
          subject: logicalName.value,
          *fixes(scene) {
            yield {
              title: `Take ${word} out of '${displayName.value}'`,
              safety,
              preferred,
              notes: () => notes,
              edits() {
                const edits = new EditSet(scene);
                edits.replace(uri, displayName.span, mend(displayName.value));
                return edits.build();
              },
            };
          },
        };
      }
    },
  };
}

function solutions(...names: readonly (readonly string[])[]): string {
  return names
    .map((its, i) =>
      solution({ root: `s${i}`, name: `S${i}`, references: its.map((it, j) => reference(`con_${i}${j}`, 'shared_teams', it)) }),
    )
    .join('');
}

function run(
  source: string,
  rules: readonly Rule[],
  accept: (fix: Fix) => boolean = () => true,
): Mended & { readonly names: readonly string[]; readonly workspace: Workspace } {
  const { files } = readFixture(source);
  const workspace = new Workspace();
  workspace.apply([...files].map(([uri, text]) => ({ uri, entry: entryOf(inMemory(uri, text), text) })));
  const { applied, refused, files: changed } = fixAll(workspace, { rules, accept, text: (uri: Uri) => files.get(uri)! });
  const names = workspace.snapshot.solutions.flatMap((it) => it.references.map(({ displayName }) => displayName!.value));
  return { applied, refused, files: changed, names, workspace };
}

describe('fixing all', () => {
  it('changes nothing where there is nothing to fix', () => {
    const { applied, files, names } = run(solutions(['One']), [rule('x')]);
    assert.deepEqual([applied, [...files], names], [[], [], ['One']]);
  });

  it('applies what is accepted, rule by rule, and tells the files that are different', () => {
    const { applied, files, names } = run(solutions(['ax', 'bx'], ['c'], ['dyx']), [rule('y'), rule('x')]);
    assert.deepEqual(names, ['a', 'b', 'c', 'd']);
    assert.deepEqual(
      applied.map((it) => it.title),
      ["Take y out of 'dyx'", "Take x out of 'ax'", "Take x out of 'dx'", "Take x out of 'bx'"],
    );
    assert.deepEqual([...files.keys()], [`${ROOT}s0/Other/Customizations.xml`, `${ROOT}s2/Other/Customizations.xml`]);
    const uri = `${ROOT}s2/Other/Customizations.xml`;
    const edit = files.get(uri)!.editOf(uri);
    assert.equal(edit?.kind === 'change' && edit.edits.length, 1);
  });

  it('leaves alone what is not accepted', () => {
    const rules = [rule('x'), rule('y', { safety: 'review' }), rule('z', { safety: 'review', preferred: false })];
    const source = solutions(['xyz']);
    assert.deepEqual(run(source, rules, (it) => it.safety === 'safe').names, ['yz']);
    assert.deepEqual(run(source, rules, (it) => it.safety === 'safe' || it.preferred).names, ['z']);
  });

  it('applies review fixes one at a time, each to what the one before has left', () => {
    const numbered = rule('x', { safety: 'review' });
    const seen: string[] = [];
    run(solutions(['ax'], ['bx']), [numbered], (fix) => {
      seen.push(fix.title);
      return true;
    });
    assert.deepEqual(seen, ["Take x out of 'ax'", "Take x out of 'bx'"]);
  });

  it('looks at a solution again only when something was made in it, however many fixes are made alone', () => {
    const each = 12;
    const [kept, mended] = [Array.from({ length: each }, (_, i) => [`keep x ${i}`]), Array.from({ length: each }, (_, i) => [`x ${i}`])];
    let asked = 0;
    const { applied } = run(solutions(...kept, ...mended), [rule('x', { safety: 'review' })], ({ title }) => {
      asked++;
      return !title.includes('keep');
    });
    assert.equal(applied.length, each);
    // twice until there is nothing to do, and once more to see that nothing calls for it again
    assert.ok(asked <= 3 * each + each, `${asked} fixes were asked for`);
  });

  it('makes and deletes files one at a time, so that each meets the names that are there by then', () => {
    const settings = '{ "ConnectionReferences": [] }';
    const named: Rule = {
      id: 'without-settings',
      severity: 'warning',
      summary: 'A solution without settings of its own.',
      *check({ references, rest }) {
        if (!references[0]) return;
        const [{ uri, displayName }] = references;
        if (rest.has(uri.replace('Other/Customizations.xml', 'done.json'))) return;
        const edits = (scene: Scene): readonly FileEdit[] => {
          const set = new EditSet(scene);
          set.create(`${ROOT}${displayName!.value}.json`, settings);
          set.create(uri.replace('Other/Customizations.xml', 'done.json'), settings);
          return set.build();
        };
        const fixes = (scene: Scene): Iterable<Fix> => [{ title: 'Make it', safety: 'safe', preferred: true, edits: () => edits(scene) }];
        yield { at: { uri, span: displayName!.span }, message: 'None.', subject: uri, fixes };
      },
    };
    const { applied, refused, files } = run(solutions(['Same'], ['SAME'], ['Other']), [named]);
    assert.deepEqual(
      [applied.map((it) => it.files.length), refused.map((it) => it.reason)],
      [[2, 2], ["There is a file 'SAME.json' already: change that, or choose another name."]],
    );
    assert.deepEqual(
      [...files.keys()],
      ['Other.json', 'Same.json', 's0/done.json', 's2/done.json'].map((it) => ROOT + it),
    );
  });

  it('looks at the solutions that are meant only', () => {
    const { files } = readFixture(solutions(['ax'], ['bx']));
    const workspace = new Workspace();
    workspace.apply([...files].map(([uri, text]) => ({ uri, entry: entryOf(inMemory(uri, text), text) })));
    const looked: string[] = [];
    const watched: Rule = {
      ...rule('x'),
      *check(frame, neighbours, options) {
        looked.push(frame.name);
        yield* rule('x').check!(frame, neighbours, options);
      },
    };
    const roots = new Set(workspace.snapshot.solutions.flatMap((it) => (it.name === 'S1' ? it.root : [])));
    const { applied } = fixAll(workspace, { rules: [watched], accept: () => true, roots, text: (uri) => files.get(uri)! });
    assert.deepEqual([applied.map((it) => it.title), [...new Set(looked)]], [["Take x out of 'bx'"], ['S1']]);
  });

  it('goes through the rules again when a later one made work for an earlier one', () => {
    const { names, applied } = run(solutions(['ay']), [rule('x'), rule('y', { mend: (it) => it.replace('y', 'x') })]);
    assert.deepEqual(names, ['a']);
    assert.equal(applied.length, 2);
  });

  it('passes the notes on', () => {
    assert.deepEqual(run(solutions(['x']), [rule('x', { notes: ['Two tokens are left.'] })]).applied[0]!.notes, ['Two tokens are left.']);
  });

  it('tells what was refused, and does the rest', () => {
    const mend: Naming = (it) => {
      if (it.startsWith('no')) throw new Refusal(`'${it}' is to stay.`);
      return it.replace('x', '');
    };
    const { names, refused, applied } = run(solutions(['nox', 'ax']), [rule('x', { mend })]);
    assert.deepEqual(names, ['nox', 'a']);
    assert.deepEqual(
      refused.map((it) => [it.title, it.reason]),
      [["Take x out of 'nox'", "'nox' is to stay."]],
    );
    assert.equal(applied.length, 1);
  });

  it('stops at a fix that leaves what it is to mend', () => {
    assert.throws(() => run(solutions(['ax']), [rule('x', { mend: (it) => `${it}x` })]), /leaves what it is to mend/);
  });

  it('stops at a fix that breaks a file', () => {
    assert.throws(() => run(solutions(['ax']), [rule('x', { mend: () => '<' })]), /breaks/);
  });

  it('stops when two rules undo what the other did', () => {
    const rules = [rule('x', { mend: (it) => it.replace('x', 'y') }), rule('y', { mend: (it) => it.replace('y', 'x') })];
    assert.throws(() => run(solutions(['ax']), rules), /do not come to an end/);
  });

  it('never touches a solution that is kept in managed form only', () => {
    const source = solution({ managed: '1', references: [reference('con_a', 'shared_teams', 'ax')] });
    assert.deepEqual(run(source, [rule('x')]).names, ['ax']);
  });

  it('works on a fork without changing the workspace it came from', () => {
    const { files } = readFixture(solutions(['ax']));
    const workspace = new Workspace();
    const { snapshot } = {
      snapshot: workspace.apply([...files].map(([uri, text]) => ({ uri, entry: entryOf(inMemory(uri, text), text) }))),
    };
    const fork = workspace.fork();
    fixAll(fork, { rules: [rule('x')], accept: () => true, text: (uri) => files.get(uri)! });
    const name = (of: Workspace): string => of.snapshot.solutions[0]!.references[0]!.displayName!.value;
    assert.deepEqual([name(fork), name(workspace)], ['a', 'ax']);
    assert.equal(workspace.snapshot, snapshot);
    assert.deepEqual(
      [workspace, fork].map((it) => it.snapshot.neighbourhood.seenFrom('').definers('con_00')[0]!.reference.label),
      ['ax', 'a'],
    );
  });
});
