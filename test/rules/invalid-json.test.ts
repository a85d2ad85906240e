import * as assert from 'node:assert/strict';
import { checkAll, checkFindings, findingsIn } from '../support/check';
import { applied, checkFix, checkFixes, fixesIn } from '../support/check-fix';
import { readFixture, ROOT } from '../support/fixture';
import { ID, crlf, entry, flow, flowPath, metadata, operation, reference, solution } from '../support/solution';

const RULE = 'invalid-json';
const file = (text: string): string => `${solution({ flows: [ID] })}${metadata()}--- ${flowPath()}\n${text}`;
const valid = flow().slice(flow().indexOf('\n') + 1);

describe(RULE, () => {
  it('marks the first merge marker, to the end of its line', () => {
    const conflict =
      '{ "properties": { "connectionReferences": {},\n{|invalid-json:<<<<<<< HEAD|}\n  "templateName": "",\n=======\n  "templateName": null,\n>>>>>>> feature/x\n"definition": { "triggers": {}, "actions": {} } } }\n';
    checkFindings(RULE, file(conflict));
    checkFindings(RULE, crlf(file(conflict)));
  });

  it('reads what is left beside merge markers', () => {
    checkAll(
      solution({ flows: [ID], references: [reference('con_absence_teams')] }) +
        metadata() +
        flow({
          connections: { shared_teams: entry('con_absence_teams'), '{|direct-connection:shared_teams_1|}': entry(undefined) },
          actions: { A: operation('shared_teams'), B: operation('shared_teams_1') },
        }).replace(
          '  "schemaVersion": "1.0.0.0"',
          '{|invalid-json:<<<<<<< HEAD|}\n  "schemaVersion": "1.0.0.0"\n=======\n  "schemaVersion": "1.0.0.1"\n>>>>>>> x',
        ),
    );
  });

  it('reports each later one of equal keys, with the name of the file as its subject', () => {
    const [finding] = checkFindings(
      RULE,
      file(
        '{ "properties": { "a": 1, "{|invalid-json:a|}": 2, "b": { "a": 1, "c": 1, "{|invalid-json:a|}": 1, "{|invalid-json:a|}": 1 }, "definition": {} } }',
      ),
    );
    assert.equal(finding?.subject, flowPath().replace('src/Workflows/', ''));
  });

  it('compares keys as they are meant, letter for letter', () => {
    checkFindings(RULE, file('{ "properties": { "ab": 1, "{|invalid-json:a\\u0062|}": 2, "AB": 3, "definition": {} } }'));
    checkFindings(RULE, file('{ "properties": { "x": [ { "a": 1 }, { "a": 1 } ], "definition": {} } }'));
  });

  it('is not led astray by keys that every object has', () => {
    checkFindings(RULE, file('{ "properties": { "constructor": 1, "__proto__": 2, "toString": 3, "definition": {} } }'));
    checkFindings(RULE, file('{ "properties": { "__proto__": 1, "{|invalid-json:__proto__|}": 2, "definition": {} } }'));
  });

  it('reads packages, too', () => {
    checkFindings(RULE, `--- a/Microsoft.Flow/flows/${ID}/definition.json\n{ "properties": { "a": 1, "{|invalid-json:a|}": 2 } }\n`);
  });

  it('does not read files that are none of ours', () => {
    for (const path of [
      '.github/workflows/x.json',
      'node_modules/x/Workflows/x.json',
      'src/CanvasApps/con_a_DocumentUri_msapp_src/DataSources/DeploymentSettings.json',
      'package.json',
      'src/Workflows/notes.txt',
    ])
      checkAll(`${solution()}--- ${path}\n{ "a": \n`);
  });

  it('says one thing of a file that does not parse, whatever is wrong with it', () => {
    const texts = [
      '',
      ' \n',
      '{',
      '{ "a": 1, }',
      '{ "a": 1 "b": 2 }',
      "{ 'a': 1 }",
      '{ "a": 1 } x',
      '{ a: 1 }',
      '// x\n{}',
      '{ "a": NaN }',
      '{ "a": "x\ny" }',
      '[1,]',
      '}',
    ];
    for (const text of [...texts, valid.slice(0, 200), valid.slice(0, -3), valid.slice(5)]) {
      const { files } = readFixture(file(text));
      const found = findingsIn(files).filter((it) => it.rule.id === RULE);
      assert.deepEqual(
        found.map((it) => it.at.uri),
        [ROOT + flowPath()],
        text,
      );
    }
  });

  it('does not read JSON that lies in a folder of that name outside any solution', () => {
    checkAll('--- tools/workflows/nightly.json\n{ "name": "nightly", }\n');
    checkAll('--- tools/workflows/nightly.json\n{ "nodes": [], "nodes": [] }\n');
    checkAll('--- Connectors/shared.json\n{\n');
  });

  it('reads loose flows', () => {
    checkFindings(
      RULE,
      `--- loose/Workflows/x.json\n{ "properties": { "connectionReferences": {}, "definition": { "triggers": {} }, "a": 1, "{|invalid-json:a|}": 2 } }\n`,
    );
  });

  it('says nothing of files in good order', () => {
    checkFindings(RULE, file(valid));
    checkFindings(RULE, crlf(file(valid)));
  });

  describe('on a key that stands twice', () => {
    const fix = 'Remove the earlier of the two';
    const twice = (members: string): string => file(`{\n  "properties": {\n${members}\n    "definition": {}\n  }\n}\n`);

    it('removes the earlier of two that are equal, but for blanks', () => {
      const before = twice(`    "a": { "b": [1, "x  y"] },\n    "c": 1,\n    "{|invalid-json:\\u0061|}": {"b":[1,"x  y"]},`);
      const after = twice(`    "c": 1,\n    "\\u0061": {"b":[1,"x  y"]},`);
      const { files } = readFixture(before);
      const [found] = fixesIn(RULE, files);
      assert.equal(applied(found!.fix, files).get(found!.finding.at.uri), readFixture(after).files.get(found!.finding.at.uri));
      checkFixes(RULE, before, [`safe ${fix} *`]);
    });

    it('does so at any depth, in lists, and in files that are not flows', () => {
      checkFix(RULE, twice(`    "x": [ 1, [ { "a": 1, "{|invalid-json:a|}": 1 } ] ],`), fix, twice(`    "x": [ 1, [ { "a": 1 } ] ],`));
      const settings = (text: string): string => `${solution()}--- config/test/deploymentSettings.json\n${text}\n`;
      checkFixes(RULE, settings('{ "ConnectionReferences": [], // none\n "{|invalid-json:ConnectionReferences|}": [ ] }'), [
        `safe ${fix} *`,
      ]);
    });

    it('has no fix when they differ, for nobody knows which is meant', () => {
      for (const [one, other] of [
        ['1', '2'],
        ['"a b"', '"a  b"'],
        ['{ "x": 1, "y": 2 }', '{ "y": 2, "x": 1 }'],
        ['"a"', '"\\u0061"'],
      ])
        checkFixes(RULE, twice(`    "a": ${one},\n    "{|invalid-json:a|}": ${other},`), []);
    });

    it('compares each with the one before it', () => {
      const before = twice('    "a": 1,\n    "{|invalid-json:a|}": 2,\n    "{|invalid-json:a|}": 2,');
      checkFixes(RULE, before, [`safe ${fix} *`]);
    });

    it('has no fix while something else of the file cannot be read, nor for a managed solution', () => {
      const fixes = (source: string): unknown[] => fixesIn(RULE, readFixture(source).files);
      assert.deepEqual(fixes(file('{ "properties": { "a": 1, "a": 1, "definition": {} }, }')), []);
      assert.deepEqual(fixes(twice('    "a": 1, "a": 1,').replace('<Managed>0', '<Managed>1')), []);
    });
  });

  it('looks at deployment settings, in which comments and a last comma are right', () => {
    const settings = (text: string): string => `${solution()}--- config/test/deploymentSettings.json\n${text}\n`;
    checkFindings(RULE, settings('// for test\n{ "ConnectionReferences": [ /* none */ ], }'));
    checkFindings(
      RULE,
      settings('{ "ConnectionReferences": [], {|invalid-json:x|} }').replace('{|invalid-json:x|}', '{|invalid-json:x|}: 1'),
    );
    checkFindings(RULE, settings('{ "ConnectionReferences": [], "{|invalid-json:ConnectionReferences|}": [] }'));
    checkFindings(
      RULE,
      settings('{\n{|invalid-json:<<<<<<< HEAD|}\n"ConnectionReferences": []\n=======\n"ConnectionReferences": [ ]\n>>>>>>> x\n}'),
    );
    checkFindings(RULE, '--- config/other.json\n{ "a": 1, } // any other JSON file is none of ours\n');
  });
});
