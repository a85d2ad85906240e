import * as assert from 'node:assert/strict';
import type { Scene } from '../../server/src/core';
import { EditSet } from '../../server/src/core/edit-set';
import { applyEdits } from '../../server/src/core/edits';
import type { ReferenceSetting, VariableSetting } from '../../server/src/core/facts/deployment-settings';
import type { SettingsFile } from '../../server/src/core/model';
import { addSettings, isSameSetting, removeSetting, setConnectorId } from '../../server/src/core/refactorings/settings-entries';
import type { Refactoring } from '../../server/src/core/refactorings/refactoring';
import { sceneOf } from '../support/check-fix';
import { readFixture } from '../support/fixture';
import { checkRefactoring, checkRefusal } from '../support/refactor';

type Change = (edits: EditSet, file: SettingsFile) => void;

const APIS = '/providers/Microsoft.PowerApps/apis/';
const sql = { logicalName: 'con_Sql', connectorId: `${APIS}shared_sql` };

const changing =
  (change: Change) =>
  (scene: Scene): Refactoring => {
    const edits = new EditSet(scene);
    change(edits, fileIn(scene));
    return { edits: edits.build(), notes: [] };
  };

const fileIn = ({ snapshot }: Scene): SettingsFile => snapshot.others.flatMap((it) => it.settings)[0]!;
const add: Change = (edits, file) => addSettings(edits, file, { references: [sql] });
const named = (name: string, { references, variables }: SettingsFile): ReferenceSetting & VariableSetting =>
  [...references, ...variables].find((it) => ('logicalName' in it ? it.logicalName : it.schemaName).value === name) as never;

function check(change: Change, before: string, after: string): void {
  checkRefactoring(`--- config/test.json\n${before}`, changing(change), `--- config/test.json\n${after}`);
}

/** A file whose entries are one line each. */
const file = (...entries: readonly string[]): string => `{
  "EnvironmentVariables": [],
  "ConnectionReferences": [
${entries.map((it) => `    ${it}`).join(',\n')}
  ]
}
`;
const reference = (name: string, id = ''): string =>
  `{ "LogicalName": "${name}", "ConnectionId": "${id}", "ConnectorId": "${APIS}shared_sql" }`;

describe('a connection reference that is added to settings', () => {
  it('stands where an alphabetical file would have it, and nothing else changes', () => {
    for (const [others, place] of [
      [['con_Teams'], 0],
      [['con_Approvals', 'con_Teams'], 1],
      [['con_Approvals'], 1],
      [['con_approvals', 'con_SHAREPOINT', 'con_teams'], 2],
      [['new_b', 'con_a', 'con_z'], 3],
      [['con_Y', 'con_a', 'con_b'], 0],
      [['con_a', 'con_a', 'con_z'], 2],
      [['con_a', 'CON_A', 'con_Sharepoint', 'con_z'], 3],
    ] as const) {
      const entries = others.map((it) => reference(it, 'bound'));
      check(add, file(...entries), file(...entries.toSpliced(place, 0, reference('con_Sql'))));
    }
  });

  it('keeps the order of a file that puts an underscore behind capital letters', () => {
    const entries = [reference('con_SQ'), reference('con_SQz'), reference('con_SQ_a'), reference('con_T')];
    check(
      (edits, it) => addSettings(edits, it, { references: [{ ...sql, logicalName: 'con_SQY' }] }),
      file(...entries),
      file(...entries.toSpliced(1, 0, reference('con_SQY'))),
    );
  });

  it('is written as Windows PowerShell writes', () => {
    const entry = (name: string, id: string): string => `                                 {
                                     "LogicalName":  "${name}",
                                     "ConnectionId":  "${id}",
                                     "ConnectorId":  "${APIS}shared_sql"
                                 }`;
    const shell = (...entries: readonly string[]): string => `{
    "EnvironmentVariables":  [

                             ],
    "ConnectionReferences":  [
${entries.join(',\n')}
                             ]
}
`;
    check(add, shell(entry('con_A', '1'), entry('con_T', '2')), shell(entry('con_A', '1'), entry('con_Sql', ''), entry('con_T', '2')));
    check(add, shell(), shell(entry('con_Sql', '')));
    check(
      (edits, it) => addSettings(edits, it, { variables: ['con_Url'] }),
      shell(entry('con_A', '1')),
      shell(entry('con_A', '1')).replace(
        '\n\n                             ]',
        `
                                 {
                                     "SchemaName":  "con_Url",
                                     "Value":  ""
                                 }
                             ]`,
      ),
    );
  });

  it('is written with the indentation and line ends that are there', () => {
    const tabs = (...names: readonly string[]): string =>
      `${JSON.stringify({ EnvironmentVariables: [], ConnectionReferences: names.map((it) => JSON.parse(reference(it)) as object) }, null, '\t')}\n`;
    check(add, tabs('con_A', 'con_T'), tabs('con_A', 'con_Sql', 'con_T'));
    check(add, tabs(), tabs('con_Sql'));
    const crlf = file(reference('con_T')).replaceAll('\n', '\r\n');
    checkRefactoringOnly(crlf, file(reference('con_Sql'), reference('con_T')).replaceAll('\n', '\r\n'));
    checkRefactoringOnly('{"ConnectionReferences":[]}', `{"ConnectionReferences":[${JSON.stringify(JSON.parse(reference('con_Sql')))}]}`);
  });

  it('keeps comments, a last comma and members that it does not know', () => {
    const written = (entry: string): string => `// for the test environment
{
  "$schema": "https://example.org/settings.json",
  "_comment": "by hand",
  "ConnectionReferences": [
    { "_comment": "the old one", "LogicalName": "con_A", "ConnectionId": "1", "ConnectorId": "" }, // shared
${entry}    { "LogicalName": "con_T", "ConnectionId": "2", "ConnectorId": "" }, // Teams
  ]
}
`;
    checkRefactoringOnly(written(''), written(`    ${reference('con_Sql')},\n`));
  });

  it('has the members of its neighbours in their order, and never their values', () => {
    const entry = (name: string, values: readonly string[]): string =>
      `{ "ConnectorId": "${values[0]}", "LogicalName": "${name}", "ConnectionOwner": "${values[1]}", "ConnectionId": "${values[2]}" }`;
    const token = entry('con_A', [`${APIS}shared_teams`, '#{connectionreference.user.con_A}#', '#{connectionreference.con_A}#']);
    check(add, file(token), file(token, entry('con_Sql', [`${APIS}shared_sql`, '', ''])));
    const without = reference('con_B', 'x');
    check(add, file(token, without), file(token, without, reference('con_Sql')));
  });

  it('is a pair among pairs', () => {
    check(add, file('["con_A", "1"]', '["con_T", "2"]'), file('["con_A", "1"]', '["con_Sql", ""]', '["con_T", "2"]'));
  });

  it('makes a list that is not there', () => {
    const values = '  "EnvironmentVariables": [\n    { "SchemaName": "con_Url", "Value": "x" }\n  ]';
    check(
      add,
      `{\n${values},\n  "SDKMessages": []\n}\n`,
      `{\n${values},\n  "ConnectionReferences": [\n    ${reference('con_Sql')}\n  ],\n  "SDKMessages": []\n}\n`,
    );
    check(
      add,
      `{\n${values},\n  "ConnectionReferences": null\n}\n`,
      `{\n${values},\n  "ConnectionReferences": [\n    ${reference('con_Sql')}\n  ]\n}\n`,
    );
    checkRefusal(
      `--- config/test.json\n{ "EnvironmentVariables": [], "ConnectionReferences": {} }`,
      changing(add),
      "'ConnectionReferences' in 'config/test.json' is no list: make it one first.",
    );
  });

  it('changes nothing where the reference is listed already, in whatever letter case', () => {
    check(add, file(reference('CON_SQL')), file(reference('CON_SQL')));
  });

  it('is refused where the file does not parse', () => {
    checkRefusal(
      `--- config/test.json\n{ "ConnectionReferences": [ ${reference('con_A')} `,
      changing(add),
      "'test.json' does not parse, so it cannot be changed safely: mend the file first.",
    );
  });
});

describe('addSettings', () => {
  it('adds several, each in its place', () => {
    check(
      (edits, it) =>
        addSettings(edits, it, {
          references: [
            sql,
            { logicalName: 'con_B', connectorId: `${APIS}shared_sql` },
            { logicalName: 'con_Share', connectorId: `${APIS}shared_sql` },
          ],
        }),
      file(reference('con_A'), reference('con_C')),
      file(reference('con_A'), reference('con_B'), reference('con_C'), reference('con_Share'), reference('con_Sql')),
    );
  });

  it('makes both lists where they have to be', () => {
    const change: Change = (edits, it) =>
      addSettings(edits, it, { references: [sql, { ...sql, logicalName: 'con_B' }], variables: ['con_Url', 'con_Id'] });
    const lines = `{
  "EnvironmentVariables": [
    {
      "SchemaName": "con_Id",
      "Value": ""
    },
    {
      "SchemaName": "con_Url",
      "Value": ""
    }
  ],
  "ConnectionReferences": [
    {
      "LogicalName": "con_B",
      "ConnectionId": "",
      "ConnectorId": "${APIS}shared_sql"
    },
    {
      "LogicalName": "con_Sql",
      "ConnectionId": "",
      "ConnectorId": "${APIS}shared_sql"
    }
  ]
}
`;
    check(change, '{\n  "EnvironmentVariables": []\n}\n', lines);
  });
});

describe('an environment variable that is added to settings', () => {
  it('stands where an alphabetical file would have it, in the shape of its neighbours', () => {
    const list = (...names: readonly string[]): string =>
      `{ "EnvironmentVariables": [ ${names.map((it) => `{ "Value": "${it === 'con_Url' ? '' : 'x'}", "SchemaName": "${it}" }`).join(', ')} ] }\n`;
    check((edits, it) => addSettings(edits, it, { variables: ['con_Url'] }), list('con_A', 'con_Z'), list('con_A', 'con_Url', 'con_Z'));
  });
});

describe('removeSetting', () => {
  it('takes out an entry of either list', () => {
    const both = (variables: string, references: string): string =>
      `{ "EnvironmentVariables": [${variables}], "ConnectionReferences": [${references}] }\n`;
    const variable = '{ "SchemaName": "con_Url", "Value": "x" }';
    check((edits, it) => removeSetting(edits, it, named('con_A', it)), both(variable, reference('con_A')), both(variable, ''));
    check((edits, it) => removeSetting(edits, it, named('con_Url', it)), both(variable, reference('con_A')), both('', reference('con_A')));
    check(
      (edits, it) => removeSetting(edits, it, named('con_A', it)),
      both('', '["con_A", "1"], ["con_B", "2"]'),
      both('', '["con_B", "2"]'),
    );
  });
});

describe('setConnectorId', () => {
  const set: Change = (edits, it) => setConnectorId(edits, it, named('con_A', it), sql.connectorId);
  const entry = (rest: string): string => `{ "LogicalName": "con_A"${rest} }`;

  it('puts the id in the place of what is there', () => {
    for (const wrong of ['"x"', '""', 'null', '1'])
      check(
        set,
        file(entry(`, "ConnectorId": ${wrong}, "ConnectionId": "1"`)),
        file(entry(`, "ConnectorId": "${APIS}shared_sql", "ConnectionId": "1"`)),
      );
  });

  it('puts it behind the connection where there is none', () => {
    const id = `, "ConnectorId": "${APIS}shared_sql"`;
    check(
      set,
      file(entry(', "ConnectionId": "1", "ConnectionOwner": "x"')),
      file(entry(`, "ConnectionId": "1"${id}, "ConnectionOwner": "x"`)),
    );
    check(set, file(entry(', "ConnectionOwner": "x"')), file(entry(`${id}, "ConnectionOwner": "x"`)));
  });

  it('leaves a pair as it is', () => {
    check(set, file('["con_A", "1"]'), file('["con_A", "1"]'));
  });
});

describe('isSameSetting', () => {
  const isSame = (one: string, other: string): boolean => {
    const scene = sceneOf(readFixture(`--- config/test.json\n{ "ConnectionReferences": [ ${one},\n ${other} ] }`).files);
    const it = fileIn(scene);
    return isSameSetting(it, it.references[0]!, it.references[1]!, scene);
  };

  it('compares what two entries say, not how', () => {
    assert.ok(isSame('{ "LogicalName": "con_A", "ConnectionId": "1" }', '{"ConnectionId":"1", /* same */ "LogicalName":"CON_a"}'));
    assert.ok(isSame('["con_A", "1"]', '["CON_a","1"]'));
    assert.ok(!isSame('{ "LogicalName": "con_A", "ConnectionId": "a" }', '{ "LogicalName": "con_A", "ConnectionId": "A" }'));
    assert.ok(!isSame('{ "LogicalName": "con_A", "ConnectionId": "1" }', '{ "LogicalName": "con_A", "ConnectionId": "1", "Note": 1 }'));
    assert.ok(!isSame('["con_A", "x"]', '["con_A", "X"]'));
    assert.ok(!isSame('{ "LogicalName": "con_A", "Note": ["a"] }', '{ "LogicalName": "con_A", "Note": ["A"] }'));
    assert.ok(!isSame('{ "LogicalName": "con_A", "ConnectionId": 1 }', '{ "LogicalName": "con_A", "ConnectionId": "1" }'));
  });
});

/** As it is written only: what comments and line ends are about cannot be written another way. */
function checkRefactoringOnly(before: string, after: string): void {
  const files = readFixture(`--- config/test.json\n`).files;
  const [uri] = files.keys();
  const scene = sceneOf(new Map([[uri!, before]]));
  const [made] = changing(add)(scene).edits;
  assert.ok(made?.kind === 'change');
  assert.equal(applyEdits(before, made.edits), after);
}
