import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import * as fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { rules } from '../server/src/core';
import { readBaseline } from '../server/src/core/facts/baseline';
import { members, readConfiguration } from '../server/src/core/facts/configuration';
import { severityWords } from '../server/src/core/severity';
import { findingsIn } from './support/check';
import { ROOT } from './support/fixture';

interface Schema {
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly definitions?: Readonly<Record<string, Schema>>;
}

const read = (path: string): Schema => JSON.parse(readFileSync(path, 'utf8')) as Schema;
const schema = read('schemas/keyhook.schema.json');
const baseline = read('schemas/keyhook-baseline.schema.json');

/** The words of VS Code's own that a schema for its editor may have. */
const EDITOR = [
  'markdownDescription',
  'enumDescriptions',
  'defaultSnippets',
  'patternErrorMessage',
  'allowComments',
  'allowTrailingCommas',
];

const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
ajv.addVocabulary(EDITOR);
const isRight = ajv.compile(schema);
const isRightBaseline = ajv.compile(baseline);

const SEED = Number(process.env['SEED'] ?? 1);

const ids = rules.map((it) => it.id).sort();
const named = (of: string): Schema => schema.definitions![of]!;

describe('the schema of keyhook.json', () => {
  it('has every rule with its summary, and no other', () => {
    for (const of of ['rules', 'severities']) {
      const entries = Object.entries(named(of).properties!);
      assert.deepEqual(
        entries.map(([id]) => id),
        ids,
      );
      for (const [id, { description }] of entries) assert.equal(description, rules.find((it) => it.id === id)!.summary);
    }
    assert.deepEqual(named('ignore').items!.properties!['rule']!.enum, ids);
  });

  it('has every option of every rule with its description, and no other', () => {
    for (const { id, options = {} } of rules) {
      const { severity, ...its } = named('rules').properties![id]!.anyOf![1]!.properties!;
      assert.ok(severity, id);
      assert.deepEqual(Object.fromEntries(Object.entries(its).map(([name, { description }]) => [name, description])), options, id);
    }
  });

  it('has the members and severities that are read', () => {
    const its = (of: Schema): readonly string[] => Object.keys(of.properties!);
    assert.deepEqual(its(named('file')), members.file);
    assert.deepEqual(its(named('naming')), members.naming);
    assert.deepEqual(its(named('overrides').items!), members.override);
    assert.deepEqual(its(named('ignore').items!), members.ignore);
    assert.deepEqual(named('severity').enum, severityWords.split(', '));
  });

  it('says something of every member', () => {
    const silent = [named('file'), named('naming'), named('overrides').items!, named('ignore').items!].flatMap((it) =>
      Object.entries(it.properties!).flatMap(([name, { description, ...rest }]) => (description || '$ref' in rest ? [] : name)),
    );
    assert.deepEqual(silent, []);
  });
});

/** What is reported of a configuration that stands alone, beside one that it may extend. */
const mistakesOf = (text: string): readonly string[] =>
  findingsIn(
    new Map([
      [`${ROOT}keyhook.json`, text],
      [`${ROOT}keyhook-team.json`, '{}'],
    ]),
    rules.filter((it) => it.id === 'invalid-configuration'),
  ).map((it) => it.message);

describe('docs/configuration.md', () => {
  const page = readFileSync('docs/configuration.md', 'utf8');
  const blocks = (language: string): readonly string[] =>
    [...page.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'))].map((it) => it[1]!);

  for (const [index, example] of blocks('jsonc').entries())
    it(`has an example ${index + 1} that schema and reader understand`, () => {
      assert.ok(isRight(parse(example, [], { allowTrailingComma: true })), ajv.errorsText(isRight.errors));
      assert.deepEqual(mistakesOf(example), []);
    });

  it('has a baseline that schema and reader understand', () => {
    const [example, ...more] = blocks('json');
    assert.deepEqual(more, []);
    assert.ok(isRightBaseline(JSON.parse(example!)), ajv.errorsText(isRightBaseline.errors));
    const { faults, mistakes, entries } = readBaseline(example!);
    assert.deepEqual({ faults, mistakes, number: entries.length }, { faults: [], mistakes: [], number: 2 });
  });

  it('tells of every member, and of every option', () => {
    const titles = [...page.matchAll(/^## (\w+)$/gm)].map((it) => it[1]);
    assert.deepEqual(titles, members.file.slice(1));
    for (const it of [...members.naming, ...members.ignore]) assert.match(page, new RegExp(`^- (?:\`\\w+\`, )*\`${it}\``, 'm'), it);
    const rows = [...page.matchAll(/^\| \[([\w-]+)\]\(rules\/([\w-]+)\.md\) +\| `(\w+)` +\| (.*?) +\|$/gm)];
    assert.deepEqual(
      rows.map(([, id, page, option, what]) => ({ id, page, option, what })),
      ids.flatMap((id) =>
        Object.entries(rules.find((it) => it.id === id)!.options ?? {}).map(([option, what]) => ({ id, page: id, option, what })),
      ),
    );
  });
});

/** What neither takes, with the place where the reader sees it. */
const wrong: readonly (readonly [text: string, at: string])[] = [
  ['[]', '[]'],
  ['"recommended"', '"recommended"'],
  ['{ "rule": {} }', 'rule'],
  ['{ "extends": "recomended" }', 'recomended'],
  ['{ "extends": ["strict", "team.json"] }', 'team.json'],
  ['{ "extends": "/keyhook.json" }', '/keyhook.json'],
  ['{ "extends": "keyhook-baseline.json" }', 'keyhook-baseline.json'],
  ['{ "extends": "https://example.com/keyhook.json" }', 'https://example.com/keyhook.json'],
  ['{ "extends": 1 }', '1'],
  ['{ "rules": [] }', '[]'],
  ['{ "rules": { "unused-key": "off" } }', 'unused-key'],
  ['{ "rules": { "inactive-flow": "hint" } }', 'hint'],
  ['{ "rules": { "inactive-flow": 0 } }', '0'],
  ['{ "rules": { "inactive-flow": ["off"] } }', '["off"]'],
  ['{ "rules": { "inactive-flow": { "severity": null } } }', 'null'],
  ['{ "rules": { "inactive-flow": { "allow": [] } } }', 'allow'],
  ['{ "rules": { "foreign-prefix": { "allow": 3 } } }', '3'],
  ['{ "rules": { "foreign-prefix": { "allow": ["x", 3] } } }', '3'],
  ['{ "rules": { "foreign-prefix": { "allow": "" } } }', '""'],
  ['{ "naming": { "scheme": "<Area> – <Type>" } }', '<Area> – <Type>'],
  ['{ "naming": { "scheme": "<Area> <Connector>" } }', '<Area> <Connector>'],
  ['{ "naming": { "scheme": "<Connector> – <Connector>" } }', '<Connector> – <Connector>'],
  ['{ "naming": { "scheme": "<Connector> – Flow" } }', '<Connector> – Flow'],
  ['{ "naming": { "area": ["Absence"] } }', '["Absence"]'],
  ['{ "naming": { "areas": [] } }', '[]'],
  ['{ "naming": { "types": [" "] } }', '" "'],
  ['{ "naming": { "kinds": [] } }', 'kinds'],
  ['{ "naming": { "connectors": { "teams": "Teams" } } }', 'teams'],
  ['{ "naming": { "connectors": { "shared_teams": "" } } }', '""'],
  ['{ "environments": ["Test"] }', '["Test"]'],
  ['{ "environments": { "": [] } }', ''],
  ['{ "environments": { "Test": true } }', 'true'],
  ['{ "environments": { "Test": "../test.json" } }', '../test.json'],
  ['{ "exclude": { "archive": true } }', '{ "archive": true }'],
  ['{ "exclude": "/archive" }', '/archive'],
  ['{ "exclude": "c:/archive" }', 'c:/archive'],
  ['{ "exclude": ["a/../../b"] }', 'a/../../b'],
  ['{ "exclude": ["!src"] }', '!src'],
  ['{ "exclude": ["src\\\\archive"] }', 'src\\\\archive'],
  ['{ "exclude": ["./"] }', './'],
  ['{ "overrides": {} }', '{}'],
  ['{ "overrides": [{ "files": "a" }] }', '{ "files": "a" }'],
  ['{ "overrides": [{ "files": [], "rules": {} }] }', '[]'],
  ['{ "overrides": [{ "files": "a", "rules": { "foreign-prefix": { "allow": "x" } } }] }', '{ "allow": "x" }'],
  ['{ "overrides": [{ "files": "a", "rules": { "x": "off" } }] }', 'x'],
  ['{ "ignore": [{ "rule": "inactive-flow" }] }', '{ "rule": "inactive-flow" }'],
  ['{ "ignore": [{ "reason": "x" }] }', '{ "reason": "x" }'],
  ['{ "ignore": [{ "rule": "x", "reason": "x" }] }', 'x'],
  ['{ "ignore": [{ "rule": "inactive-flow", "reason": "" }] }', '""'],
  ['{ "ignore": [{ "rule": "inactive-flow", "reason": "x", "path": "../x" }] }', '../x'],
  ['{ "ignore": [{ "rule": "inactive-flow", "reason": "x", "until": "2027-13-01" }] }', '2027-13-01'],
  ['{ "ignore": [{ "rule": "inactive-flow", "reason": "x", "until": "31.1.2027" }] }', '31.1.2027'],
  ['{ "ignore": [{ "rule": "inactive-flow", "reason": "x", "untill": "2027-01-31" }] }', 'untill'],
  ['{ "ignore": ["inactive-flow"] }', '"inactive-flow"'],
];

/** What a schema cannot tell. */
const wrongForReader: readonly (readonly [text: string, at: string])[] = [
  ['{ "naming": { "types": ["User"], "type": "Robot" } }', 'Robot'],
  ['{ "naming": { "areas": ["Absence"], "area": "Abscence" } }', 'Abscence'],
  ['{ "environments": { "Test": [], "test": [] } }', 'test'],
  ['{ "exclude": "{a,b,c,d,e,f,g,h,i,j,k}{a,b,c,d,e,f,g,h,i,j,k}" }', '{a,b,c,d,e,f,g,h,i,j,k}{a,b,c,d,e,f,g,h,i,j,k}'],
  ['{ "exclude": ["{a,b,c,d,e,f,g,h,i,j,k}{a,b,c,d,e,f,g,h,i,j,k}/b", "ok"] }', '{a,b,c,d,e,f,g,h,i,j,k}{a,b,c,d,e,f,g,h,i,j,k}/b'],
  ['{ "ignore": [{ "rule": "inactive-flow", "reason": "x", "until": "2027-02-29" }] }', '2027-02-29'],
  ['{ "extends": "keyhook-other.json" }', 'keyhook-other.json'],
  ['{ "extends": "keyhook.json" }', 'keyhook.json'],
];

const right: readonly string[] = [
  '{}',
  '{ "$schema": "./x.json", "extends": [] }',
  '{ "extends": "./keyhook-team.json" }',
  '{ "extends": ["recommended", "strict"], "rules": { "foreign-prefix": {} } }',
  '{ "rules": { "foreign-prefix": { "severity": "off", "allow": "new" } } }',
  '{ "naming": { "scheme": "<Connector>" } }',
  '{ "naming": { "scheme": "<Type> | <Connector>", "types": "User", "type": "User" } }',
  '{ "exclude": ["a/", "./b", "c(1)/**", "**", ".git*", "a..b", "{a,b}/*.json"] }',
  '{ "environments": { "Test": [], "Prod": "prod.json" } }',
  '{ "overrides": [], "ignore": [] }',
  '{ "ignore": [{ "rule": "inactive-flow", "reason": "x", "until": "2028-02-29" }] }',
];

describe('keyhook.json', () => {
  for (const [text, at] of wrong)
    it(`is understood by neither schema nor reader as ${text}`, () => {
      assert.ok(!isRight(JSON.parse(text)));
      assertFound(text, at);
    });

  for (const [text, at] of wrongForReader)
    it(`is not understood by the reader as ${text}`, () => {
      assert.ok(isRight(JSON.parse(text)), ajv.errorsText(isRight.errors));
      assertFound(text, at);
    });

  for (const text of right)
    it(`is understood by both as ${text}`, () => {
      assert.ok(isRight(JSON.parse(text)), ajv.errorsText(isRight.errors));
      assert.deepEqual(mistakesOf(text), []);
    });

  it('may hold comments and trailing commas, and a report of that name is nothing of ours', () => {
    assert.deepEqual(mistakesOf('// ours\n{ "exclude": ["a", /* b */], }\n'), []);
    assert.ok(isRight(JSON.parse(readFileSync('test/golden/check.json', 'utf8'))));
  });

  it('says what is meant where something is misspelt', () => {
    assert.deepEqual(
      mistakesOf('{ "rulez": {}, "extends": "recomended", "rules": { "inactiv-flow": "eror", "foreign-prefix": { "alow": [] } } }'),
      [
        "Keyhook knows no member 'rulez' here; did you mean 'rules'?",
        "There is no preset 'recomended'; did you mean 'recommended'?",
        "'eror' is no severity; did you mean 'error'?",
        "There is no rule 'inactiv-flow'; did you mean 'inactive-flow'?",
        "The rule 'foreign-prefix' has no option 'alow'; did you mean 'allow'?",
      ],
    );
  });

  it('holds in all that is not wrong', () => {
    const {
      mistakes,
      mentions: _,
      ...rest
    } = readConfiguration(`{
      "rules": { "inactive-flow": "hint", "default-name": "off", "foreign-prefix": { "severity": "error", "allow": ["a", 1] } },
      "naming": { "scheme": "<Area>", "areas": ["A"] },
      "environments": { "Test": ["/x", "y"] },
      "exclude": ["../x", "y"],
      "overrides": [{ "files": ["y", "!z"], "rules": { "default-name": "info" } }, { "files": "/z", "rules": {} }, 3],
      "ignore": [{ "rule": "default-name", "reason": "x", "until": "soon" }, { "rule": "inactive-flow", "reason": "y" }]
    }`);
    assert.equal(mistakes.length, 9);
    assert.deepEqual(
      { ...rest, ignore: rest.ignore.map(({ span: _span, ...it }) => it) },
      {
        kind: 'configuration',
        faults: [],
        bases: [],
        rules: {
          'inactive-flow': { severity: undefined, options: {} },
          'default-name': { severity: 'off', options: {} },
          'foreign-prefix': { severity: 'error', options: { allow: ['a'] } },
        },
        naming: { areas: ['A'] },
        environments: [{ name: 'Test', files: ['y'] }],
        exclude: ['y'],
        overrides: [{ files: ['y'], rules: { 'default-name': { severity: 'info', options: {} } } }],
        ignore: [{ rule: 'inactive-flow', reason: 'y', path: undefined, subject: undefined, until: undefined }],
      },
    );
  });
});

describe('a configuration that somebody is typing', () => {
  const [example = ''] = /(?<=^```jsonc\n)[^]*?(?=^```$)/m.exec(readFileSync('docs/configuration.md', 'utf8')) ?? [];
  const odd = [
    '',
    '"',
    '{',
    '[',
    ']',
    ',',
    ':',
    '1',
    'null',
    '"__proto__": {"a": 1}, ',
    '"constructor": "off", ',
    '\\',
    '\u0000',
    '../',
    '//',
  ];

  it('is read to the end of what can be understood, whatever stands in it', () => {
    const cut = fc.tuple(fc.nat(example.length), fc.nat(12), fc.constantFrom(...odd));
    fc.assert(
      fc.property(fc.array(cut, { minLength: 1, maxLength: 4 }), (cuts) => {
        const text = cuts.reduce((it, [at, length, by]) => it.slice(0, at) + by + it.slice(at + length), example);
        const { mistakes, faults, mentions } = readConfiguration(text);
        for (const { span } of [...mistakes, ...faults, ...mentions])
          assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length);
        for (const { message } of mistakes) assert.doesNotMatch(message, /undefined|\[object/);
        assert.doesNotThrow(() => mistakesOf(text));
        readBaseline(text);
      }),
      { numRuns: 300, seed: SEED },
    );
  });

  it('pollutes nothing', () => {
    const { rules: said, naming } = readConfiguration(
      '{ "rules": { "__proto__": { "severity": "off", "x": "y" }, "default-name": "off" }, "naming": { "__proto__": { "area": "x" } } }',
    );
    assert.deepEqual([Object.keys(said), said['severity'], naming.area], [['__proto__', 'default-name'], undefined, undefined]);
  });
});

describe('keyhook-baseline.json', () => {
  for (const text of [
    '[]',
    '{}',
    '{ "findings": {} }',
    '{ "findings": ["x"] }',
    '{ "findings": [{ "rule": "x", "path": "y" }] }',
    '{ "findings": [{ "rule": "x", "path": "y", "subject": "" }] }',
    '{ "findings": [{ "rule": "x", "path": "y", "subject": "z", "count": 0 }] }',
    '{ "findings": [{ "rule": "x", "path": "y", "subject": "z", "count": "1" }] }',
  ])
    it(`is understood by neither schema nor reader as ${text}`, () => {
      assert.ok(!isRightBaseline(JSON.parse(text)));
      assert.equal(readBaseline(text).mistakes.length, 1);
    });
});

function assertFound(text: string, at: string): void {
  const uri = `${ROOT}keyhook.json`;
  const files = new Map([[uri, text]]);
  const found = findingsIn(
    files,
    rules.filter((it) => it.id === 'invalid-configuration'),
  );
  assert.ok(
    found.some(({ at: { span } }) => text.slice(span.start, span.end) === at),
    JSON.stringify(found.map(({ at: { span }, message }) => [text.slice(span.start, span.end), message])),
  );
}
