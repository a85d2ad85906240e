import * as assert from 'node:assert/strict';
import type { Scene } from '../../server/src/core';
import { changesPrefix, refusedLogicalName, renameDisplayName, renameLogicalName } from '../../server/src/core/refactorings/rename';
import type { Refactoring } from '../../server/src/core/refactorings/refactoring';
import { sceneOf } from '../support/check-fix';
import { everywhere } from '../support/everywhere';
import { readFixture } from '../support/fixture';
import { applied, checkRefactoring, checkRefusal, referenceIn } from '../support/refactor';
import { app, flowUsing, metadata, reference, requiredReference, solution } from '../support/solution';

const rename =
  (from: string, to: string) =>
  (scene: Scene): Refactoring =>
    renameLogicalName(from, to, scene);

describe('renameLogicalName', () => {
  const tokens = "2 pipeline tokens name 'con_teams': they are your pipeline's own variables and were left as they are.";

  it('writes the new name in every file that names the reference, and nothing else', () => {
    checkRefactoring(
      everywhere(() => 'con_teams'),
      rename('con_teams', 'con_AbsenceTeams'),
      everywhere(() => 'con_AbsenceTeams'),
      [tokens],
    );
  });

  it('and back, and every byte is what it was', () => {
    const { files } = readFixture(everywhere(() => 'con_teams'));
    const there = applied(rename('con_teams', 'x_a.b-c')(sceneOf(files)), files);
    assert.notDeepEqual(there, files);
    assert.deepEqual(applied(rename('x_a.b-c', 'con_teams')(sceneOf(there)), there), files);
  });

  it('takes the name in any letter case, and leaves one spelling', () => {
    const spellings = ['CON_teams', 'con_TEAMS', 'con_teams'];
    let i = 0;
    checkRefactoring(
      everywhere((role) => (role === 'dependency' ? 'CON_TEAMS' : spellings[i++ % 3]!)),
      rename('Con_Teams', 'con_AbsenceTeams'),
      everywhere(() => 'con_AbsenceTeams'),
      [tokens.replace('con_teams', 'Con_Teams')],
    );
  });

  it('changes the letter case alone', () => {
    checkRefactoring(
      everywhere((role) => (role === 'flow' ? 'Con_Teams' : 'con_teams')),
      rename('con_teams', 'Con_Teams'),
      everywhere(() => 'Con_Teams'),
      [tokens],
    );
  });

  it('edits only where the name is written otherwise', () => {
    const { files } = readFixture(solution({ references: [reference('Con_Teams')] }) + flowUsing('con_teams'));
    const { edits } = rename('con_teams', 'Con_Teams')(sceneOf(files));
    assert.deepEqual(
      edits.map((it) => it.uri.includes('/Workflows/')),
      [true],
    );
  });

  it('leaves a display name in MissingDependencies that is another one', () => {
    const other = (name: string): string =>
      solution({ missing: [requiredReference(name, 'Active').replace(`displayName="${name}"`, 'displayName="Teams"')] });
    checkRefactoring(other('con_teams') + flowUsing('con_teams'), rename('con_teams', 'con_t'), other('con_t') + flowUsing('con_t'), [
      "No solution here defines 'con_teams': where it is defined it keeps its name.",
    ]);
  });

  it('counts one token as one', () => {
    const settings = '--- settings.json\n{ "EnvironmentVariables": [ { "SchemaName": "con_X", "Value": "$(con_teams)" } ] }\n';
    checkRefactoring(
      solution({ references: [reference('con_teams')] }) + settings,
      rename('con_teams', 'con_t'),
      solution({ references: [reference('con_t')] }),
      ["1 pipeline token names 'con_teams': it is your pipeline's own variable and was left as it is."],
    );
  });

  it('keeps comments in settings and package manifests', () => {
    const files = (name: string): string =>
      solution({ references: [reference(name)] }) +
      `--- settings.json\n// con_teams\n{ "ConnectionReferences": [ { /* Teams */ "LogicalName": "${name}", }, ] }\n--- x.ppkg.json\n// con_teams\n{ "LogicalName": "${name}" }\n`;
    checkRefactoring(files('con_teams'), rename('con_teams', 'con_t'), files('con_t'));
  });

  it('renames every definition of the name, in copies of the solution too', () => {
    const files = (name: string): string =>
      solution({ references: [reference(name), reference(name)] }) + solution({ root: 'archive', references: [reference(name)] });
    checkRefactoring(files('con_teams'), rename('con_teams', 'con_t'), files('con_t'));
  });

  describe('beside solutions that are kept managed', () => {
    const managed = (parts: object): string => solution({ root: 'managed', managed: '1', ...parts });

    it('leaves the managed copy of the solution alone', () => {
      const copy = managed({ references: [reference('con_teams')] }) + flowUsing('con_teams', { root: 'managed' });
      checkRefactoring(
        solution({ references: [reference('con_teams')] }) + flowUsing('con_teams') + copy,
        rename('con_teams', 'con_t'),
        solution({ references: [reference('con_t')] }) + flowUsing('con_t'),
      );
    });

    it('takes nothing for a copy that does not say of what', () => {
      const nameless = (name: string): string => solution({ name: '', references: [reference(name)] });
      checkRefusal(
        nameless('con_teams') + managed({ name: '', references: [reference('con_teams')] }),
        rename('con_teams', 'con_t'),
        /is kept here as a managed solution/,
      );
    });

    it('can be undone, although the copy has the old name still', () => {
      const copy = managed({ references: [reference('con_teams')] });
      checkRefactoring(
        solution({ references: [reference('con_t')] }) + copy,
        rename('con_t', 'con_teams'),
        solution({ references: [reference('con_teams')] }),
      );
    });

    it('is refused when another one uses or defines the reference', () => {
      const own = solution({ references: [reference('con_teams')] });
      const reason =
        "The solution 'Core' names 'Absence – Teams – Service Account' too and is kept here as a managed solution, which cannot be changed: make the change where that solution is made first.";
      for (const parts of [{ references: [reference('CON_Teams')] }, { missing: [requiredReference('con_teams', 'Absence (1.0)')] }])
        checkRefusal(own + managed({ name: 'Core', ...parts }), rename('con_teams', 'con_t'), reason);
      checkRefusal(own + managed({ name: 'Core' }) + flowUsing('con_teams', { root: 'managed' }), rename('con_teams', 'con_t'), reason);
    });

    it('is refused when only such a one defines it', () => {
      checkRefusal(
        managed({ references: [reference('con_teams')] }) + solution({ name: 'Other' }) + flowUsing('con_teams'),
        rename('con_teams', 'con_t'),
        /The solution 'Absence' names 'Absence – Teams – Service Account' too and is kept here as a managed solution/,
      );
    });
  });

  describe('beside files that do not parse', () => {
    const own = solution({ references: [reference('con_teams')] });

    it('is refused when one may name the reference', () => {
      const broken = flowUsing('con_teams').trimEnd().slice(0, -1);
      checkRefusal(
        own + broken,
        rename('con_teams', 'con_t'),
        /does not parse and may name 'Absence – Teams – Service Account': mend the file first\.$/,
      );
      const hidden = '--- src/Workflows/A-5D2C8A70-1F7B-ED11-81AD-000D3A4A1B2C.json\n] { "connectionReferenceLogicalName": "Con_Teams"\n';
      checkRefusal(
        own + hidden,
        rename('con_teams', 'con_t'),
        /'A-.*\.json' does not parse and may name 'Absence – Teams – Service Account'/,
      );
    });

    it('goes on when that is a legacy package or lies in a managed copy', () => {
      const broken =
        '--- Microsoft.Flow/flows/5d2c8a70-1f7b-ed11-81ad-000d3a4a1b2c/definition.json\n{ "properties": { "definition": {}, "x": "con_teams" }\n' +
        solution({ root: 'managed', managed: '1', references: [reference('con_teams')] }) +
        flowUsing('con_teams', { root: 'managed' }).trimEnd().slice(0, -1);
      const { files } = readFixture(own + broken);
      const after = applied(rename('con_teams', 'con_t')(sceneOf(files)), files);
      assert.deepEqual(after, readFixture(solution({ references: [reference('con_t')] }) + broken).files);
    });

    it('goes on when it does not', () => {
      const other = '--- src/Workflows/A-5D2C8A70-1F7B-ED11-81AD-000D3A4A1B2C.json\n] { "con_teams_2": "my_con_teams con_teams.x"\n';
      const { files } = readFixture(own + other);
      const after = applied(rename('con_teams', 'con_t')(sceneOf(files)), files);
      assert.deepEqual(after, readFixture(solution({ references: [reference('con_t')] }) + other).files);
    });
  });

  it('is refused when there is no such reference: a table of an app is none', () => {
    const table = app(
      {},
      { rest: '<CdsDependencies>{"cdsdependencies":[{"logicalname":"con_thing","componenttype":1}]}</CdsDependencies>' },
    );
    for (const name of ['con_teams', 'con_thing'])
      checkRefusal(solution() + table, rename(name, 'con_t'), `There is no connection reference '${name}' here: check the name.`);
  });

  it('is refused with the reason why the name is', () => {
    checkRefusal(solution({ references: [reference('con_teams')] }), rename('con_teams', 'con_teams'), /already/);
  });
});

describe('refusedLogicalName', () => {
  const named = everywhere(() => 'con_old');
  const scene = sceneOf(readFixture(named + metadata()).files);
  const refused = (to: string, from = 'con_old'): string | undefined => refusedLogicalName(from, to, scene);

  it('takes names of the form the platform gives', () => {
    for (const name of [
      'con_t',
      'a_b',
      'svr__sharedoffice365_f448a',
      'new_Teams',
      'con_bot.cr.0A-LiI5Z',
      `con_${'x'.repeat(196)}`,
      'con__',
    ])
      assert.equal(refused(name), undefined, name);
  });

  it('says what is wrong with others', () => {
    const form =
      "cannot be a logical name: write the publisher's prefix, an underscore, and then letters and digits, as in 'con_AbsenceTeams'.";
    for (const name of [
      '',
      'teams',
      'con_',
      '_teams',
      '1con_teams',
      'con_tea ms',
      'con_téams',
      'con-x_teams',
      'con_teams\n',
      'con_"',
      ' con_t',
    ])
      assert.equal(refused(name), `'${name}' ${form}`);
    assert.equal(refused(`con_${'x'.repeat(197)}`), `The logical name 'con_${'x'.repeat(197)}' has more than 200 characters: shorten it.`);
  });

  it('does not take the name it has, but the same in another letter case', () => {
    assert.equal(refused('con_old'), "'con_old' is the logical name already: choose another one.");
    assert.equal(refused('con_Old'), undefined);
  });

  it('does not take a name that somebody else has, whoever it is', () => {
    const taken = (source: string): string | undefined => refusedLogicalName('con_old', 'con_New', sceneOf(readFixture(source).files));
    const by = (who: string): string => `The logical name 'con_New' is taken by ${who}: choose another one.`;
    const other = solution({ root: 'other', name: 'Other' });
    assert.equal(
      taken(solution({ root: 'other', name: 'Other', references: [reference('CON_NEW', 'shared_teams', 'A &amp; B')] })),
      by("the connection reference 'A & B' of 'Other'"),
    );
    assert.equal(
      taken(other + flowUsing('con_new', { root: 'other' }) + metadata({ root: 'other' })),
      by("the flow 'Ask for leave' of 'Other'"),
    );
    assert.equal(
      taken(solution({ root: 'other', name: 'Other', missing: [requiredReference('con_new', 'Active')] })),
      by("'Solution.xml' of 'Other'"),
    );
    assert.equal(
      taken('--- deploy/prod.json\n{ "ConnectionReferences": [ { "LogicalName": "con_new" } ] }\n'),
      by("'prod.json' of 'deploy'"),
    );
    assert.equal(taken('--- deploy/x.ppkg.json\n{ "LogicalName": "con_new" }\n'), by("'x.ppkg.json' of 'deploy'"));
    assert.equal(taken(other), undefined);
  });
});

describe('changesPrefix', () => {
  it('compares what stands before the first underscore, without letter case', () => {
    assert.equal(changesPrefix('con_teams', 'Con_AbsenceTeams'), false);
    assert.equal(changesPrefix('svr__teams', 'svr_teams'), false);
    assert.equal(changesPrefix('con_teams', 'new_teams'), true);
    assert.equal(changesPrefix('con_teams', 'cont_teams'), true);
  });
});

describe('renameDisplayName', () => {
  const display =
    (to: string, logicalName = 'con_teams') =>
    (scene: Scene): Refactoring =>
      renameDisplayName(referenceIn(scene, logicalName), to, scene);
  const own = (displayName: string): string =>
    solution({ references: [reference('con_sql', 'shared_sql', 'SQL'), reference('con_teams', 'shared_teams', displayName)] });

  it('changes this definition and nothing else', () => {
    const copy = solution({ root: 'copy', references: [reference('con_teams', 'shared_teams', 'Old')] }) + flowUsing('con_teams');
    checkRefactoring(own('Old') + copy, display('Absence – Teams – User'), own('Absence – Teams – User'));
  });

  it('and back, and every byte is what it was', () => {
    const { files } = readFixture(own('\n  A &amp; B  '));
    const there = applied(display('C')(sceneOf(files)), files);
    assert.deepEqual(applied(display('A & B')(sceneOf(there)), there), files);
  });

  it('escapes what XML wants escaped, and nothing else', () => {
    checkRefactoring(own('Old'), display(`R&D <"Leave"> it's 🌴 إجازة`), own(`R&amp;D &lt;"Leave"&gt; it's 🌴 إجازة`));
  });

  it('leaves blanks at the ends out', () => checkRefactoring(own('Old'), display('  New '), own('New')));

  it('writes an element where there is none, or one without text', () => {
    const without = (element: string): string =>
      own('X').replace('<connectionreferencedisplayname>X</connectionreferencedisplayname>', element);
    checkRefactoring(without('<connectionreferencedisplayname />'), display('New'), own('New'));
    checkRefactoring(without('<connectionreferencedisplayname></connectionreferencedisplayname>'), display('New'), own('New'));
    checkRefactoring(
      own('X').replace(/\n *<connectionreferencedisplayname>X<\/connectionreferencedisplayname>/, ''),
      display('New'),
      own('New'),
    );
  });

  it('renames the second definition of a name that stands twice', () => {
    const twice = (second: string): string =>
      solution({ references: [reference('con_teams', 'shared_teams', 'A'), reference('con_teams', 'shared_teams', second)] });
    const second = (scene: Scene): Refactoring => renameDisplayName(scene.snapshot.solutions[0]!.repeated[0]!, 'C', scene);
    checkRefactoring(twice('B'), second, twice('C'));
  });

  it('is refused for a name the solution cannot take', () => {
    checkRefusal(own('Old'), display(' '), 'A display name cannot be empty.');
    checkRefusal(own('Old'), display('Old'), "The connection reference is called 'Old' already.");
    checkRefusal(own('Old'), display('sql'), /has a connection reference called 'SQL' already/);
    checkRefusal(own('Old'), display('a\u0000b'), /control characters/);
    checkRefusal(own('Old'), display('x'.repeat(201)), /more than 200 characters/);
    checkRefactoring(own('Old'), display('OLD'), own('OLD'));
  });

  it('is refused in a solution that is kept managed, and in a file that does not parse', () => {
    checkRefusal(
      solution({ managed: '1', references: [reference('con_teams')] }),
      display('New'),
      /'Absence' is kept here as a managed solution/,
    );
    checkRefusal(own('Old').replace('</connectionreferences>', ''), display('New'), /'Customizations.xml' does not parse/);
  });
});
