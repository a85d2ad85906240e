import * as assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import {
  applyEdits,
  completionCard,
  completions,
  entryOf,
  inMemory,
  Workspace,
  type Completion,
  type Scene,
  type Uri,
} from '../../server/src/core';
import { decode, uriOf } from '../../server/src/host/disk';
import { CORPUS, factsOf, filesIn, FOLDERS, needCorpus, offsetOf } from '../corpus/corpus';
import { memberIn } from '../corpus/places';
import { isJson, minified, sceneOf } from '../support/check-fix';
import { readFixture, ROOT } from '../support/fixture';
import { ask, AT, listed, made, none, replaced, type Asked } from './completed';
import {
  APIS,
  call,
  CHILD_ID,
  crlf,
  CUSTOM,
  customConnector,
  customReference,
  DAILY,
  entry,
  flow,
  flowPath,
  metadata,
  oldOperation,
  operation,
  reference,
  solution,
  variable,
} from '../support/solution';

const references = [
  reference('con_teams', 'shared_teams', 'Teams'),
  reference('con_chat', 'shared_TEAMS', 'Chat'),
  reference('con_mail', 'shared_office365', 'Mail'),
];
const neighbours =
  solution({ root: 'z', name: 'Core', references: [reference('con_core', 'shared_teams', 'Core'), reference('CON_CHAT')] }) +
  solution({ root: 'bought', name: 'Bought', managed: '1', references: [reference('bou_teams', 'shared_teams', 'Bought')] }) +
  solution({ root: 'copy', managed: '1', references: [reference('con_copied', 'shared_teams', 'Copied')] });
const around = solution({ references }) + neighbours;
const TEAMS = ['0 con_chat (Chat)', '0 con_teams (Teams)', "1 con_core (Core, of 'Core')", "2 bou_teams (Bought, of 'Bought')"];

/** A flow with one entry, and one action that goes through it. */
const using = (name: string): string => flow({ connections: { shared_teams: entry(name) }, actions: { Act: operation('shared_teams') } });
const file = (path: string, text: string): string => `--- ${path}\n${text}\n`;
const FLOW = flowPath();

describe('completion of a logical name', () => {
  it('offers the references of the connector in a flow, those nearest first', () => {
    const asked = ask(around + using(`con_${AT}teams`));
    assert.deepEqual(listed(asked), TEAMS);
    assert.equal(replaced(asked), 'con_teams');
    assert.deepEqual(asked.found[0], {
      text: 'con_chat',
      span: asked.found[0]!.span,
      label: 'con_chat',
      detail: 'Chat',
      kind: 'reference',
      filter: 'con_chat Chat',
      rank: 0,
      id: 'con_chat',
    });
  });

  it('offers them in the form of the flow service, and where the id tells the connector', () => {
    const id = `${APIS}shared_teams`;
    for (const its of [
      { id, connectionReferenceLogicalName: AT },
      { api: { id }, connection: { connectionReferenceLogicalName: AT } },
    ])
      assert.deepEqual(listed(ask(around + flow({ connections: { a: its } }))), TEAMS);
  });

  it('offers all where nothing says which connector it is', () => {
    const labels = ask(around + flow({ connections: { a: { connection: { connectionReferenceLogicalName: AT } } } })).found;
    assert.deepEqual(
      labels.map((it) => it.label),
      ['con_chat', 'con_mail', 'con_teams', 'con_core', 'bou_teams'],
    );
  });

  it('finds the references of a custom connector whatever the hash', () => {
    const its = flow({ connections: { a: entry(AT, CUSTOM.replace(/.$/, '0')) } });
    const asked = ask(solution({ references: [...references, customReference('con_leave')] }) + its);
    assert.deepEqual(listed(asked), ['0 con_leave (Absence – Leave Service – Service Account)']);
  });

  it('is there in every letter of the value and nowhere else', () => {
    const offered = (value: string): number => ask(around + file(FLOW, body(value))).found.length;
    const body = (value: string): string =>
      `{ "properties": { "connectionReferences": { "a": { "connection": { "connectionReferenceLogicalName":${value} } } }, "definition": { "actions": {} } } }`;
    const [some, no] = [offered(`"${AT}"`), 0];
    assert.ok(some > 0);
    assert.equal(offered(`"${AT}con_teams"`), some);
    assert.equal(offered(`"con_teams${AT}"`), some);
    assert.equal(offered(` "con_teams"${AT}`), no);
    assert.equal(offered(`${AT} "con_teams"`), no);
    assert.equal(offered(`${AT}"con_teams"`), no);
    assert.equal(offered(` null${AT}`), no);
    assert.equal(offered(` {${AT}}`), no);
    assert.equal(offered(` { "a": 1 } ${AT}`), no);
    assert.equal(offered(` [${AT}]`), no);
  });

  it('is not offered as a key, nor anywhere else in a flow', () => {
    none(around + file(FLOW, `{ "properties": { "connectionReferences": { "${AT}": {} }, "definition": {} } }`));
    none(around + flow({ connections: { a: { runtimeSource: AT } } }));
    none(around + flow({ connections: { a: { more: { connectionReferenceLogicalName: AT } } } }));
    none(around + flow({ actions: { Act: { type: 'Compose', inputs: { connectionReferenceLogicalName: AT, connectionName: AT } } } }));
    none(around + file(FLOW, `{ "other": { "connectionReferences": { "a": { "connectionReferenceLogicalName": "${AT}" } } } }`));
    none(around + file(FLOW, AT));
  });

  const withEntry = (its: string, indent = '\n    '): string =>
    around +
    file(FLOW, `{ "properties": { "connectionReferences": { "a": {${indent}${its}${indent}} }, "definition": { "actions": {} } } }`);
  const API = '"api": { "name": "shared_teams" }';

  it('puts quotes around it where there are none yet', () => {
    for (const [its, result, word] of [
      [`${API},\n"connectionReferenceLogicalName": ${AT}`, '"con_chat"', ''],
      [`"connectionReferenceLogicalName":${AT},\n${API}`, '"con_chat"', ''],
      [`"connectionReferenceLogicalName": con_${AT}te,\n${API}`, '"con_chat"', 'con_te'],
    ] as const) {
      const asked = ask(withEntry(its));
      assert.deepEqual(listed(asked), TEAMS);
      assert.equal(replaced(asked), word);
      assert.ok(isJson(made(asked, 'con_chat')));
      assert.ok(made(asked, 'con_chat').includes(result));
    }
  });

  it('is there while a string is not closed, and takes no more than the word', () => {
    for (const its of [
      `${API},\n"connectionReferenceLogicalName": "con_${AT}te`,
      `"connectionReferenceLogicalName": "con_${AT}te,\n${API}`,
      `"connectionReferenceLogicalName": "con_${AT}te,${API}`,
    ]) {
      const asked = ask(withEntry(its));
      assert.deepEqual(listed(asked), TEAMS);
      assert.equal(replaced(asked), 'con_te');
      assert.ok(isJson(made(asked, 'con_chat').replace('"con_chat', '"con_chat"')));
    }
    const typed = ask(withEntry(`${API}, "connectionReferenceLogicalName": "Absence – Te${AT}`));
    assert.equal(replaced(typed), 'Absence – Te');
  });

  it('is there where a comma is missing, before it or behind it', () => {
    assert.deepEqual(listed(ask(withEntry(`${API}\n"connectionReferenceLogicalName": "${AT}"`))), TEAMS);
    assert.deepEqual(listed(ask(withEntry(`"connectionReferenceLogicalName": "${AT}"\n${API}`))), TEAMS);
    assert.deepEqual(listed(ask(withEntry(`"connectionReferenceLogicalName": ${AT}\n${API}`))), TEAMS);
  });

  it('is there on one line, whether or not the string is closed', () => {
    for (const [value, word] of [
      [`"con_${AT}te"`, 'con_te'],
      [`"con_${AT}te`, 'con_te'],
      [AT, ''],
    ] as const) {
      const asked = ask(withEntry(`"connectionReferenceLogicalName":${value},${API}`, ''));
      assert.deepEqual(listed(asked), TEAMS, value);
      assert.equal(replaced(asked), word);
    }
  });

  it('is there where the text ends too early, and between the sides of a merge', () => {
    const begin = `{ "properties": { "connectionReferences": { "a": { ${API}, "connectionReferenceLogicalName": "con_${AT}`;
    assert.deepEqual(listed(ask(around + metadata() + file(FLOW, begin))), TEAMS);
    const conflict = `<<<<<<< HEAD\n"connectionReferenceLogicalName": "${AT}",\n=======\n"x": 1,\n>>>>>>> other\n${API}`;
    assert.deepEqual(listed(ask(withEntry(conflict))), TEAMS);
  });

  it('is none, and no failure, in a text that is nested too deeply to be read', () => {
    none(around + metadata() + file(FLOW, `{ "properties": { "definition": ${'['.repeat(100_000)}"${AT}`));
  });

  it('replaces the same with CRLF and minified', () => {
    const source = around + using(`con_${AT}teams`);
    const asked = ask(crlf(source));
    assert.deepEqual(listed(asked), TEAMS);
    assert.equal(replaced(asked), 'con_teams');
    const { files, marks } = readFixture(source);
    const written = new Map([...files].map(([uri, text]) => [uri, minified(text, uri)]));
    const uri = marks[0]!.uri;
    const text = written.get(uri)!;
    const found = completions(uri, text.indexOf('con_teams') + 4, sceneOf(written));
    assert.deepEqual(listed({ ...asked, found }), TEAMS);
    assert.equal(replaced({ ...asked, found, text }), 'con_teams');
  });

  it('offers no more than are wanted, of those that have the letters that are typed, and all while there are no more', () => {
    const many = [...'abcdefgh'].map((it) =>
      solution({ root: it, name: it, references: [reference(`con_${it}_teams`, 'shared_teams', `Of ${it}`)] }),
    );
    const asked = (typed: string, most: number): readonly string[] => {
      const { files, marks } = readFixture(around + many.join('') + using(`"${typed}${AT}`.slice(1)));
      return completions(marks[0]!.uri, marks[0]!.span.start, sceneOf(files), most).map((it) => it.label);
    };
    const lent = [...[...'abcdefgh'].map((it) => `con_${it}_teams`), 'con_core'].sort();
    const all = ['con_chat', 'con_teams', ...lent, 'bou_teams'];
    assert.deepEqual(asked('con_c', all.length), all);
    assert.deepEqual(asked('', 4), all.slice(0, 4));
    assert.deepEqual(asked('con_c', 4), ['con_chat', 'con_c_teams', 'con_core'], 'of twelve');
    assert.deepEqual(asked('Of F', 4), ['con_f_teams'], 'a display name is typed');
  });

  it('offers the same to who types letter after letter, takes some back and types others', () => {
    const many = [...'abcdefgh'].map((it) =>
      solution({ root: it, name: it, references: [reference(`con_${it}_teams`, 'shared_teams', `Of ${it}`)] }),
    );
    const { files, marks } = readFixture(around + many.join('') + using(AT));
    const { uri, span } = marks[0]!;
    const before = files.get(uri)!;
    const workspace = new Workspace();
    workspace.apply([...files].map(([uri, text]) => ({ uri, entry: entryOf(inMemory(uri, text), text) })));
    const asked = (typed: string): readonly string[] => {
      const text = before.slice(0, span.start) + typed + before.slice(span.start);
      workspace.apply([{ uri, entry: entryOf(inMemory(uri, text), text) }]);
      const scene: Scene = { snapshot: workspace.snapshot, naming: {}, text: () => text };
      return completions(uri, span.start + typed.length, scene, 4).map((it) => it.label);
    };
    const few = ['con_chat', 'con_teams', 'con_a_teams', 'con_b_teams'];
    const told = ['', 'c', 'con_c', 'con_cor', 'con_c', 'con_f_', 'of g', 'o', ''].map(asked);
    assert.deepEqual(told, [
      few,
      few,
      ['con_chat', 'con_c_teams', 'con_core'],
      ['con_core'],
      ['con_chat', 'con_c_teams', 'con_core'],
      ['con_f_teams'],
      ['con_g_teams'],
      few,
      few,
    ]);
  });

  it('is escaped as the file wants it', () => {
    const odd = 'con_&quot;a';
    const asked = ask(solution({ references: [reference(odd)] }) + using(AT));
    assert.ok(isJson(made(asked, 'con_"a')));
    assert.equal(asked.found[0]?.text, 'con_\\"a');
  });

  it('offers those of the whole workspace in deployment settings, what is not bound yet first', () => {
    const settings = (name: string): string =>
      `// by hand\n{ "ConnectionReferences": [ { "LogicalName": "CON_mail" }, { "LogicalName": ${name}, "ConnectionId": "" }, { "LogicalName": "x" } ] }`;
    const all = ["0 con_chat (Chat, of 'Absence')", "0 con_core (Core, of 'Core')", "0 con_teams (Teams, of 'Absence')"];
    const rest = ["1 con_mail (Mail, of 'Absence')", "2 bou_teams (Bought, of 'Bought')", "2 con_copied (Copied, of 'Absence')"];
    for (const [value, word] of [
      [`"con_teams${AT}"`, 'con_teams'],
      [`"${AT}"`, ''],
      [AT, ''],
    ] as const) {
      const asked = ask(around + file('config/test.json', settings(value)));
      assert.deepEqual(listed(asked), [...all, ...rest]);
      assert.equal(replaced(asked), word);
    }
    const pairs = ask(around + file('config/pairs.json', `{ "ConnectionReferences": [ [ "con_mail", "x" ], [ "${AT}", "" ] ] }`));
    assert.deepEqual(listed(pairs), [...all, ...rest]);
    none(around + file('config/pairs.json', `{ "ConnectionReferences": [ [ "con_mail", "${AT}" ] ] }`));
    none(around + file('config/test.json', `{ "ConnectionReferences": [ { "ConnectionId": "${AT}" } ], "LogicalName": "" }`));
    none(around + file('config/test.json', `{ "EnvironmentVariables": [ { "LogicalName": "${AT}" } ] }`));
  });

  it('offers environment variables of the whole workspace in deployment settings, what is not listed yet first', () => {
    const settings = (name: string): string =>
      `{ "EnvironmentVariables": [ { "SchemaName": "CON_list" }, { "SchemaName": ${name}, "Value": "" } ], "ConnectionReferences": [] }`;
    const defined =
      solution({ root: 'own' }) +
      variable('con_Site', { root: 'own', label: 'Site' }) +
      variable('con_List', { root: 'own' }) +
      solution({ root: 'bought', name: 'Bought', managed: '1' }) +
      variable('bou_Key', { root: 'bought', label: 'Key' });
    for (const [value, word] of [
      [`"con_Si${AT}"`, 'con_Si'],
      [AT, ''],
    ] as const) {
      const asked = ask(defined + file('config/test.json', settings(value)));
      assert.deepEqual(listed(asked), ["0 con_Site (Site, of 'Absence')", "1 con_List (of 'Absence')", "2 bou_Key (Key, of 'Bought')"]);
      assert.equal(replaced(asked), word);
    }
    none(defined + file('config/test.json', `{ "EnvironmentVariables": [ { "Value": "${AT}" } ] }`));
    none(defined + file('config/test.json', `{ "ConnectionReferences": [ { "SchemaName": "${AT}" } ] }`));
  });

  it('offers them in package manifests, in agents and in what a solution depends on', () => {
    const labels = (path: string, text: string): string[] => ask(around + file(path, text)).found.map((it) => it.label);
    const all = ['con_chat', 'con_mail', 'con_teams', 'con_core', 'bou_teams'];
    assert.deepEqual(labels('deploy/a.ppkg.json', `{ "a": [ { "LogicalName": "${AT}" } ] }`), [
      'con_chat',
      'con_core',
      'con_mail',
      'con_teams',
      'bou_teams',
      'con_copied',
    ]);
    assert.deepEqual(labels('deploy/a.ppkg.json', `{ "a": [ { "Notes": "${AT}" } ] }`), []);
    const agents = 'src/Assets/botcomponent_connectionreferenceset.xml';
    const attribute = 'connectionreferenceid.connectionreferencelogicalname';
    for (const it of [
      `${attribute}="${AT}" />`,
      `${attribute}='con_${AT}' a="b" />`,
      `${attribute}="con_${AT} a="b" />`,
      `${attribute}=${AT}`,
    ])
      assert.deepEqual(labels(agents, `<a>\n<botcomponent_connectionreference botcomponentid.schemaname="x>y" ${it}\n</a>`), all, it);
    for (const it of [`<a ${attribute}="x" b="${AT}"/>`, `<a>${attribute}="${AT}"</a>`, `<!-- <a ${attribute}="${AT}" -->`])
      assert.deepEqual(labels(agents, it), []);
    assert.deepEqual(labels('src/botcomponents/con_a/data', `action:\n  connectionReference: ${AT}`), all);
    assert.deepEqual(labels('src/botcomponents/con_a/data', `action:\n  other: ${AT}`), []);
    const unclosed = `<botcomponent_connectionreference connectionreferenceid.connectionreferencelogicalname="con_\n${AT}`;
    assert.deepEqual(labels(agents, unclosed), [], 'a name is on one line');
    const manifest = `<ImportExportXml>\n  <MissingDependency>\n    <Required id.connectionreferencelogicalname="${AT}" />`;
    const broken = solution({ references }).replace(/<ImportExportXml>[^]*?<\/ImportExportXml>/, manifest);
    assert.deepEqual(
      ask(broken).found.map((it) => it.label),
      ['con_chat', 'con_mail', 'con_teams'],
    );
  });

  it('replaces in XML and YAML what stands there, and keeps the rest', () => {
    const agents = 'src/Assets/botcomponent_connectionreferenceset.xml';
    const tag = (its: string): string => `<a>\n<b connectionreferenceid.connectionreferencelogicalname=${its}>\n</a>\n`;
    const after = (its: string): string => made(ask(around + file(agents, tag(its)).replace(/\n$/, '')), 'con_chat');
    assert.equal(after(`"con${AT}_te ams"/`), tag('"con_chat"/'));
    assert.equal(after(`'${AT}' c="d"`), tag(`'con_chat' c="d"`));
    assert.equal(after(`"con_${AT}te c="d"`), tag('"con_chat c="d"'));
    assert.equal(after(`con_${AT}te c="d"`), tag('"con_chat" c="d"'));
    const yaml = (its: string): string =>
      made(ask(around + `--- src/botcomponents/con_a/data\na:\n  connectionReference:${its}\n  b: c`), 'con_chat');
    assert.equal(yaml(` con_${AT}x`), 'a:\n  connectionReference: con_chat\n  b: c');
    assert.equal(yaml(` "${AT}con.x"`), 'a:\n  connectionReference: "con_chat"\n  b: c');
    assert.equal(yaml(AT), 'a:\n  connectionReference: con_chat\n  b: c');
  });

  it('is none in files that belong to no solution', () => {
    const alone = using(`con_${AT}`);
    none(
      file('Workflows/note.json', `{ "properties": { "connectionReferences": { "a": { "connectionReferenceLogicalName": "${AT}" } } } }`),
    );
    none(around + alone.replace('src/Workflows', 'canvas_msapp_src/Workflows'));
    none(around + alone.replace(FLOW, 'Microsoft.Flow/flows/1/definition.json'));
    none(around + metadata({ category: '6' }) + alone);
    none(file('lib/botcomponents/con_a/data', `connectionReference: ${AT}`));
    assert.deepEqual(completions(`${ROOT}nowhere.json`, 0, ask(around + alone).scene), []);
  });
});

describe('completion of a key', () => {
  const connections = {
    shared_teams: entry('con_teams'),
    shared_teams_1: entry('con_gone', 'shared_TEAMS'),
    shared_office365: entry(undefined, 'shared_office365'),
  };
  const MAIL = '0 shared_office365 (direct connection)';
  const TEAMS_KEYS = ['0 shared_teams (Teams)', '0 shared_teams_1 (con_gone)'];

  it('offers the keys of the flow, those of the connector that is called first', () => {
    const at = (action: object): string[] => listed(ask(around + flow({ connections, actions: { Act: action } })));
    const mailLast = MAIL.replace('0', '1');
    assert.deepEqual(at(operation(`shared_${AT}`)), [...TEAMS_KEYS, mailLast]);
    assert.deepEqual(at(operation(AT, 'shared_office365')), [MAIL, ...TEAMS_KEYS.map((it) => it.replace('0', '1'))]);
    assert.deepEqual(at(operation(AT, '')), [MAIL, ...TEAMS_KEYS]);
    assert.deepEqual(at({ type: 'If', else: { actions: { Deep: operation(AT) } } }), [...TEAMS_KEYS, mailLast]);
  });

  it('offers them in a trigger, and filters by the key and by the name', () => {
    const asked = ask(around + flow({ connections, triggers: { When: operation(`${AT}shared_teams`) } }));
    assert.equal(replaced(asked), 'shared_teams');
    assert.deepEqual(
      asked.found.map(({ kind, filter, id }) => [kind, filter, id]),
      [
        ['key', 'shared_teams Teams', 'shared_teams'],
        ['key', 'shared_teams_1 con_gone', 'shared_teams_1'],
        ['key', 'shared_office365 direct connection', 'shared_office365'],
      ],
    );
  });

  it('reads the keys that stand behind a string that is not closed', () => {
    const text = `{"properties":{"definition":{"actions":{"Act":{"inputs":{"host":{"connectionName":"sha${AT},"apiId":"${APIS}shared_teams"}}}}},"connectionReferences":{"shared_teams":{"api":{"name":"shared_teams"}},"b":{"api":{"name":"shared_b"}}}}}`;
    const asked = ask(around + metadata() + file(FLOW, text));
    assert.deepEqual(listed(asked), ['0 shared_teams (direct connection)', '1 b (direct connection)']);
    assert.equal(replaced(asked), 'sha');
    const missing = ask(around + metadata() + file(FLOW, text.replace(`"sha${AT},`, `${AT},`)));
    assert.deepEqual(listed(missing), listed(asked));
    assert.ok(isJson(made(missing, 'b')));
  });

  it('offers them between the quotes of an expression, in any string', () => {
    const actions = (its: object): string => around + flow({ connections, actions: { Act: its } });
    const old = ask(actions(oldOperation(`sha${AT}x`)));
    assert.deepEqual(listed(old), [MAIL, ...TEAMS_KEYS]);
    assert.equal(replaced(old), 'shax');
    for (const [text, word] of [
      [`@{parameters('$connections')?['${AT}']}`, ''],
      [`@concat(parameters ( '$Connections' ) [ '${AT}a''b' ], 'c')`, "a''b"],
      [`@parameters('$connections')['sha${AT}ed`, 'shaed'],
      [`@parameters('$connections')['sha${AT}ed, 'x'`, 'shaed'],
    ] as const) {
      const asked = ask(actions({ type: 'Compose', inputs: [text] }));
      assert.deepEqual(listed(asked), [MAIL, ...TEAMS_KEYS], text);
      assert.equal(replaced(asked), word);
      assert.ok(isJson(made(asked, 'shared_teams')));
    }
    const escaped = actions(oldOperation(`sha${AT}x`)).replaceAll(/(\[|\]|\()'|'(?=[\])])/g, (it) => it.replace("'", '\\u0027'));
    assert.equal(replaced(ask(escaped)), 'shax');
  });

  it('is none in other expressions, nor behind the key', () => {
    for (const text of [
      `@parameters('${AT}')`,
      `@parameters('$connections')['a${AT}`.replace('$c', 'c'),
      `@parameters('$connections')['a']['${AT}']`,
    ])
      none(around + flow({ connections, actions: { Act: { type: 'Compose', inputs: text } } }));
  });

  it('doubles the quotes of a key in an expression', () => {
    const asked = ask(around + flow({ connections: { "it's": entry('con_teams') }, actions: { Act: oldOperation(AT) } }));
    assert.equal(asked.found[0]?.text, "it''s");
  });
});

describe('completion of a connector', () => {
  const first = (asked: Asked, number: number): string[] => listed(asked).slice(0, number);

  it('offers ids in an entry: that of its reference, those the solution uses, and all there are', () => {
    const others = solution({ root: 'z', name: 'Core', references: [customReference('con_leave')] }) + customConnector('z');
    const asked = ask(solution({ references }) + others + flow({ connections: { a: entry('con_mail', `${AT}shared_teams`) } }));
    assert.deepEqual(first(asked, 2), ['0 shared_office365 (Office 365 Outlook)', '1 shared_teams (Microsoft Teams)']);
    assert.equal(replaced(asked), 'shared_teams');
    assert.ok(listed(asked).includes(`2 ${CUSTOM} (Leave Service)`));
    assert.ok(asked.found.length > 1_000);
    const ids = asked.found.map((it) => it.id.toLowerCase());
    assert.equal(new Set(ids).size, ids.length, 'each once');
    assert.equal(asked.found.find((it) => it.id === 'shared_airtable')?.rank, 3, 'deprecated ones at last');
    assert.equal(asked.found[0]?.filter, 'shared_office365 Office 365 Outlook');
  });

  it('offers whole paths where the file has paths', () => {
    const path = `${APIS}shared_teams`;
    const connections = { shared_teams: entry('con_teams'), shared_office365: entry('con_mail', 'shared_office365') };
    const host = { connectionName: 'shared_office365', operationId: 'x', apiId: `${AT}${path}` };
    const asked = ask(around + flow({ connections, actions: { Act: { type: 'OpenApiConnection', inputs: { host } } } }));
    assert.deepEqual(first(asked, 2), ['0 shared_office365 (Office 365 Outlook)', '1 shared_teams (Microsoft Teams)']);
    assert.equal(replaced(asked), path);
    assert.equal(asked.found[0]?.text, `${APIS}shared_office365`);
    assert.equal(asked.found[0]?.filter, `${APIS}shared_office365 Office 365 Outlook`);
    const settings = `{ "ConnectionReferences": [ { "LogicalName": "con_mail", "ConnectorId": "/provi${AT}ders\n } ] }`;
    const bound = ask(around + file('config/test.json', settings));
    assert.deepEqual(first(bound, 2), ['0 shared_office365 (Office 365 Outlook)', '1 shared_teams (Microsoft Teams)']);
    assert.equal(replaced(bound), '/providers');
    for (const it of [{ id: AT }, { api: { id: AT } }])
      assert.equal(ask(around + flow({ connections: { a: it } })).found[0]?.text.startsWith(APIS), true);
  });

  it('offers them in the definition of a reference', () => {
    const at = (its: string): Asked => ask(around.replace(`<connectorid>${APIS}shared_teams</connectorid>`, () => its));
    for (const [its, word] of [
      [`<connectorid>${APIS}shared${AT}_teams</connectorid>`, `${APIS}shared_teams`],
      [`<connectorid> ${AT} </connectorid>`, ''],
      [`<connectorid>${AT}`, ''],
      [`<connectorid>/provi${AT}ders`, '/providers'],
    ] as const) {
      const asked = at(its);
      assert.equal(asked.found[0]?.rank, 1, its);
      assert.equal(replaced(asked), word);
      assert.equal(made(asked, 'shared_teams').includes(`<connectorid>${its.includes('> ') ? ' ' : ''}${APIS}shared_teams`), true);
    }
    none(solution({ references: [customReference('con_leave').replace(/(<customconnectorid>\s*<connectorid>)/, `$1${AT}`)] }));
    none(solution({ inline: `<Connectors><Connector><connectorid>${AT}</connectorid></Connector></Connectors>`, references }));
    none(solution({ references: [`<!-- ${reference('con_x').replace('<connectorid>', `<connectorid>${AT}`)} -->`] }));
    none(solution({ references: [reference('con_x').replace('<statecode>', `<statecode>${AT}`)] }));
    none(around.replace(`<connectorid>${APIS}shared_teams</connectorid>`, `<connectorid>${APIS}shared_teams\n${AT}</connectorid>`));
    none(solution().replace(/(Customizations\.xml\n)[^]*/, `$1<connectionreferences><connectorid>${AT}`));
  });
});

describe('completion of a child flow', () => {
  const parent = (its: string): string => flow({ actions: { Call: call(its) } });
  const child = (root: string, name: string, id: string, triggers?: object): string =>
    flow({ root, name, id, ...(triggers ? { triggers } : {}) });

  it('offers the flows that can be called, by their names, those of the solution first', () => {
    const other = CHILD_ID.replace(/^./, '8');
    const bought = CHILD_ID.replace(/^./, '9');
    const source =
      around +
      parent(`${CHILD_ID.slice(0, 4)}${AT}`) +
      child('src', 'Child', CHILD_ID) +
      child('src', 'Daily', CHILD_ID.replace(/^./, '1'), DAILY) +
      child('z', 'Shared', other) +
      child('z', 'Child', CHILD_ID) +
      child('bought', 'Bought', bought);
    const asked = ask(source);
    assert.deepEqual(listed(asked), [`0 Child (${CHILD_ID})`, `1 Shared (${other}, of 'Core')`, `2 Bought (${bought}, of 'Bought')`]);
    assert.equal(replaced(asked), CHILD_ID.slice(0, 4));
    const { text, filter, kind, id } = asked.found[0]!;
    assert.deepEqual([text, filter, kind, id], [CHILD_ID, `${CHILD_ID} Child`, 'flow', CHILD_ID]);
  });
});

describe('the card of what is offered', () => {
  it('says what there is to know of it', () => {
    const connections = { shared_teams: entry('con_teams'), direct: entry(undefined) };
    const actions = { Act: operation(AT), Call: call(CHILD_ID) };
    const child = flow({ name: 'Child', id: CHILD_ID }) + metadata({ name: 'Child', id: CHILD_ID, displayName: 'Child flow' });
    const { uri, scene } = ask(
      around + flow({ connections, actions }) + child + file('config/test.json', '{ "ConnectionReferences": [] }'),
    );
    const card = (kind: Completion['kind'], id: string, of = uri): string => completionCard(of, kind, id, scene) ?? '';
    assert.match(card('reference', 'con_core'), /Core/);
    assert.match(card('reference', 'con_mail', `${ROOT}config/test.json`), /Mail/);
    assert.match(card('key', 'shared_teams'), /^Key `shared_teams`\n\n.*Teams/s);
    assert.match(card('key', 'direct'), /^Key `direct`\n\nDirect connection\n\n/);
    assert.match(card('connector', 'shared_teams'), /Teams/);
    assert.match(card('flow', CHILD_ID), /Child flow/);
    assert.deepEqual(
      [card('reference', 'con_gone'), card('key', 'gone'), card('flow', '1'), card('key', 'x', `${ROOT}gone.json`)],
      ['', '', '', ''],
    );
  });
});

describe('completion in real files', () => {
  before(needCorpus);

  it('offers what stands there, and replaces all of it', () => {
    const number = new Map<Completion['kind'], number>();
    for (const folder of FOLDERS) {
      const files = new Map(filesIn(folder).map((path) => [uriOf(path), decode(readFileSync(path))]));
      const scene = sceneOf(files);
      const check = (uri: Uri, start: number, end: number, kind: Completion['kind']): void => {
        const value = files.get(uri)!.slice(start, end);
        for (const offset of [start, end]) {
          const found = completions(uri, offset, scene).find((it) => it.text === value);
          assert.deepEqual([found?.kind, found?.span], [kind, { start, end }], `${value} at ${offset} of ${uri}`);
        }
        number.set(kind, (number.get(kind) ?? 0) + 1);
      };
      for (const { flows, connectionReferences, customizations } of factsOf(folder).solutions) {
        const own = new Set(connectionReferences.map((it) => it.logicalName));
        const at = (path: string): Uri => uriOf(`${CORPUS}/${folder}/${path}`);
        for (const { path, connections, uses } of flows) {
          const uri = at(path);
          const text = files.get(uri)!;
          for (const { pos, key, logicalName } of connections) {
            const brace = text.indexOf('{', offsetOf(text, pos) + key.length);
            const api = memberIn(text, brace, 'api', 'name');
            if (api) check(uri, api.start + 1, api.end - 1, 'connector');
            const name = memberIn(text, brace, 'connection', 'connectionReferenceLogicalName');
            if (name && own.has(logicalName!)) check(uri, name.start + 1, name.end - 1, 'reference');
          }
          for (const { pos, key } of uses) {
            const start = text.indexOf(key, offsetOf(text, pos));
            check(uri, start, start + key.length, 'key');
          }
        }
        const definitions = files.get(at(customizations)) ?? '';
        for (const { index, 0: tag, 1: id = '' } of definitions.matchAll(/<connectorid>(\/[^<]*)<\/connectorid>/g)) {
          const start = index + tag.indexOf(id);
          check(at(customizations), start, start + id.length, 'connector');
        }
      }
    }
    for (const kind of ['reference', 'key', 'connector'] as const) assert.ok(number.get(kind)! > 150, `${number.get(kind)} of ${kind}`);
  });

  it('offers it while the string is not closed, and where nothing stands yet', () => {
    let number = 0;
    for (const folder of FOLDERS)
      for (const { flows, connectionReferences, customizations, manifest } of factsOf(folder).solutions) {
        const file = (path: string): [Uri, string][] => {
          const full = `${CORPUS}/${folder}/${path}`;
          return existsSync(full) ? [[uriOf(full), decode(readFileSync(full))]] : [];
        };
        const own = new Set(connectionReferences.map((it) => it.logicalName));
        const rest = [...file(customizations), ...file(manifest)];
        for (const { path, connections } of flows) {
          const [[uri, text]] = file(path) as [[Uri, string]];
          const used = connections.find((it) => own.has(it.logicalName!));
          if (!used) continue;
          const brace = text.indexOf('{', offsetOf(text, used.pos) + used.key.length);
          const { start, end } = memberIn(text, brace, 'connection', 'connectionReferenceLogicalName')!;
          for (const [value, offset] of [
            [text.slice(start, end - 1), start + 4],
            ['', start],
          ] as const) {
            const scene = sceneOf(new Map([...rest, ...file(`${path}.data.xml`), [uri, text.slice(0, start) + value + text.slice(end)]]));
            const found: Completion | undefined = completions(uri, offset, scene).find((it) => it.label === used.logicalName);
            assert.ok(found && found.rank === 0, `${path} ${offset} '${value}'`);
            assert.equal(applyEdits(scene.text(uri), [found]), value === '' ? text : text.slice(0, end - 1) + text.slice(end));
            number++;
          }
        }
      }
    assert.ok(number > 100, `${number} places`);
  });
});
