import * as assert from 'node:assert/strict';
import { relative } from 'node:path';
import * as fc from 'fast-check';
import { applyEdits } from '../../server/src/core/edits';
import { type Json, jsonString, type JsonValue, parseJson } from '../../server/src/core/json';
import { JsonEditor } from '../../server/src/core/json-edits';
import { CORPUS, filesIn, FOLDERS, needCorpus, textOf } from '../corpus/corpus';

const SEED = Number(process.env['SEED'] ?? 1);

type Change = (editor: JsonEditor, root: JsonValue) => void;

function edited(text: string, change: Change): string {
  const editor = new JsonEditor(text);
  change(editor, editor.root!);
  return applyEdits(text, editor.edits());
}

const at = (value: JsonValue, ...path: readonly string[]): JsonValue => value.get(...path)!;
const item = (value: JsonValue, index: number): JsonValue => [...value.items()].at(index)!;

/** Several changes of one text, each by itself. */
function each(text: string, changes: Readonly<Record<string, Change>>): Record<string, string> {
  return Object.fromEntries(Object.entries(changes).map(([name, change]) => [name, edited(text, change)]));
}

describe('jsonString', () => {
  it('escapes what JSON must escape and nothing else', () =>
    assert.equal(
      jsonString('"\\/\b\f\n\r\t\u0000\u001f\u007f ü 😀 \ud83d \ude00 \u2028\u2029 שלום'),
      '\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u007f ü 😀 \\ud83d \\ude00 \u2028\u2029 שלום',
    ));

  it('comes back from any text', () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((it) => String.fromCharCode(it)) }), (text) => {
        assert.equal(JSON.parse(`"${jsonString(text)}"`), text);
      }),
      { seed: SEED },
    ));
});

describe('JsonEditor', () => {
  const reference = (name: string): Json => ({
    runtimeSource: 'embedded',
    connection: { connectionReferenceLogicalName: name },
    api: { name: 'shared_office365' },
  });

  describe('in a flow', () => {
    const flow = `{
  "properties": {
    "connectionReferences": {
      "shared_teams": {
        "runtimeSource": "embedded",
        "connection": {
          "connectionReferenceLogicalName": "new_Teams"
        },
        "api": {
          "name": "shared_teams"
        }
      },
      "shared_sql": {
        "runtimeSource": "invoker",
        "connection": {
          "connectionReferenceLogicalName": "new_Sql"
        },
        "api": {
          "name": "shared_sql"
        }
      }
    },
    "definition": {
      "parameters": {},
      "actions": {}
    }
  },
  "schemaVersion": "1.0.0.0"
}`;
    const change: Change = (editor, root) => {
      const references = at(root, 'properties', 'connectionReferences');
      editor.removeMember(references, 'shared_teams');
      editor.insertMember(references, 'shared_office365', reference('new_Mail'));
      editor.rename(at(references, 'shared_sql', 'connection', 'connectionReferenceLogicalName').inner, 'new_"Sql"');
      editor.replace(at(references, 'shared_sql', 'runtimeSource'), 'embedded');
      editor.removeMember(at(references, 'shared_sql'), 'api');
      editor.insertMember(at(root, 'properties', 'definition', 'parameters'), '$connections', { defaultValue: {}, type: 'Object' });
    };
    const after = `{
  "properties": {
    "connectionReferences": {
      "shared_sql": {
        "runtimeSource": "embedded",
        "connection": {
          "connectionReferenceLogicalName": "new_\\"Sql\\""
        }
      },
      "shared_office365": {
        "runtimeSource": "embedded",
        "connection": {
          "connectionReferenceLogicalName": "new_Mail"
        },
        "api": {
          "name": "shared_office365"
        }
      }
    },
    "definition": {
      "parameters": {
        "$connections": {
          "defaultValue": {},
          "type": "Object"
        }
      },
      "actions": {}
    }
  },
  "schemaVersion": "1.0.0.0"
}`;
    const again = (text: string, indent: number | string): string => JSON.stringify(JSON.parse(text), null, indent);

    it('mends the whole file', () => assert.equal(edited(flow, change), after));

    it('keeps a last line end, and its absence', () => assert.equal(edited(`${flow}\n`, change), `${after}\n`));

    it('keeps CRLF', () => assert.equal(edited(flow.replaceAll('\n', '\r\n'), change), after.replaceAll('\n', '\r\n')));

    it('takes the line ends of the lines nearby', () => {
      const mixed = flow.replace('"definition": {\n      "parameters": {},\n', '"definition": {\r\n      "parameters": {},\r\n');
      assert.equal(
        edited(mixed, change),
        after.replace(
          /"definition": \{\n[^]*?\},\n {6}"actions"/,
          (it) => it.replaceAll('\n', '\r\n'), // the new lines and those that had them before
        ),
      );
    });

    for (const indent of [0, 4, '\t'])
      it(`keeps an indentation of ${JSON.stringify(indent)}`, () =>
        assert.equal(edited(again(flow, indent), change), again(after, indent)));
  });

  describe('in deployment settings as PowerShell writes them', () => {
    const settings = `{
    "EnvironmentVariables":  [

                             ],
    "ConnectionReferences":  [
                                 {
                                     "LogicalName":  "new_Sql",
                                     "ConnectionId":  "#{connectionreference.new_Sql}#"
                                 },
                                 {
                                     "LogicalName":  "new_Teams",
                                     "ConnectionId":  ""
                                 }
                             ]
}`;

    it('puts brackets below brackets', () =>
      assert.equal(
        edited(settings, (editor, root) => {
          const references = at(root, 'ConnectionReferences');
          editor.insertItem(references, { LogicalName: 'new_Mail', ConnectionId: 'x' }, item(references, 1));
          editor.insertItem(at(root, 'EnvironmentVariables'), { SchemaName: 'new_Url', Value: ['a'] });
          editor.insertMember(item(references, 1), 'ConnectionOwner', 'me@contoso.com', 'LogicalName');
          editor.insertMember(root, 'Owner', { Names: ['a', { b: 1 }] });
        }),
        `{
    "EnvironmentVariables":  [
                                 {
                                     "SchemaName":  "new_Url",
                                     "Value":  [
                                                   "a"
                                               ]
                                 }
                             ],
    "ConnectionReferences":  [
                                 {
                                     "LogicalName":  "new_Sql",
                                     "ConnectionId":  "#{connectionreference.new_Sql}#"
                                 },
                                 {
                                     "LogicalName":  "new_Mail",
                                     "ConnectionId":  "x"
                                 },
                                 {
                                     "LogicalName":  "new_Teams",
                                     "ConnectionOwner":  "me@contoso.com",
                                     "ConnectionId":  ""
                                 }
                             ],
    "Owner":  {
                  "Names":  [
                                "a",
                                {
                                    "b":  1
                                }
                            ]
              }
}`,
      ));

    it('takes references out', () =>
      assert.equal(
        edited(settings, (editor, root) => {
          editor.removeItem(at(root, 'ConnectionReferences'), item(at(root, 'ConnectionReferences'), 0));
          editor.removeMember(item(at(root, 'ConnectionReferences'), 1), 'ConnectionId');
        }),
        `{
    "EnvironmentVariables":  [

                             ],
    "ConnectionReferences":  [
                                 {
                                     "LogicalName":  "new_Teams"
                                 }
                             ]
}`,
      ));
  });

  describe('removal', () => {
    const text = `{
  "a": 1,
  "b": [10, 20, 30],

  "c": { "d": 1, "e": 2 },
  "a": 3
}
`;

    it('takes commas and lines along', () =>
      assert.deepEqual(
        each(text, {
          last: (editor, root) => editor.removeItem(at(root, 'b'), item(at(root, 'b'), 2)),
          middle: (editor, root) => editor.removeMember(root, 'b'),
          adjacent: (editor, root) => ['b', 'c'].forEach((it) => editor.removeMember(root, it)),
          'every equal key': (editor, root) => editor.removeMember(root, 'a'),
          'first and last': (editor, root) => [0, 2].forEach((it) => editor.removeItem(at(root, 'b'), item(at(root, 'b'), it))),
          all: (editor, root) => ['d', 'e'].forEach((it) => editor.removeMember(at(root, 'c'), it)),
          'all, over lines': (editor, root) => ['c', 'b', 'a'].forEach((it) => editor.removeMember(root, it)),
          twice: (editor, root) => ['d', 'd'].forEach((it) => editor.removeMember(at(root, 'c'), it)),
          none: (editor, root) => editor.removeMember(root, 'A'),
        }),
        {
          last: text.replace(', 30', ''),
          middle: text.replace(',\n  "b": [10, 20, 30]', ''),
          adjacent: '{\n  "a": 1,\n  "a": 3\n}\n',
          'every equal key': '{\n  "b": [10, 20, 30],\n\n  "c": { "d": 1, "e": 2 }\n}\n',
          'first and last': text.replace('10, 20, 30', '20'),
          all: text.replace('{ "d": 1, "e": 2 }', '{}'),
          'all, over lines': '{}\n',
          twice: text.replace('"d": 1, ', ''),
          none: text,
        },
      ));

    it('goes with insertion in the same place', () =>
      assert.deepEqual(
        each(text, {
          'the last for another': (editor, root) => {
            editor.removeItem(at(root, 'b'), item(at(root, 'b'), 2));
            editor.insertItem(at(root, 'b'), 40);
          },
          'the first for another': (editor, root) => {
            editor.insertItem(at(root, 'b'), 0, item(at(root, 'b'), 0));
            editor.removeItem(at(root, 'b'), item(at(root, 'b'), 0));
          },
          'all for one': (editor, root) => {
            ['a', 'b', 'c'].forEach((it) => editor.removeMember(root, it));
            editor.insertMember(root, 'f', 1, 'b');
          },
          'all for several on one line': (editor, root) => {
            ['d', 'e'].forEach((it) => editor.removeMember(at(root, 'c'), it));
            editor.insertMember(at(root, 'c'), 'f', 1);
            editor.insertMember(at(root, 'c'), 'd', 2);
          },
        }),
        {
          'the last for another': text.replace('30', '40'),
          'the first for another': text.replace('10', '0'),
          'all for one': '{\n  "f": 1\n}\n',
          'all for several on one line': text.replace('"d": 1, "e": 2', '"f": 1, "d": 2'),
        },
      ));
  });

  describe('insertion', () => {
    it('keeps the order of the calls', () =>
      assert.deepEqual(
        each('{"a":1,"b":[1,2]}', {
          'at the end': (editor, root) => ['c', 'd'].forEach((it) => editor.insertMember(root, it, 0)),
          'behind one': (editor, root) => ['c', 'd'].forEach((it) => editor.insertMember(root, it, 0, 'a')),
          'behind a new one': (editor, root) => {
            editor.insertMember(root, 'c', 0, 'a');
            editor.insertMember(root, 'd', 0, 'c');
          },
          'behind one that is not there': (editor, root) => editor.insertMember(root, 'c', 0, 'z'),
          'behind one that goes': (editor, root) => {
            editor.insertMember(root, 'c', 0, 'a');
            editor.removeMember(root, 'a');
          },
          items: (editor, root) => {
            const list = at(root, 'b');
            for (const it of [3, 4]) editor.insertItem(list, it);
            for (const it of [5, 6]) editor.insertItem(list, it, item(list, 1));
          },
        }),
        {
          'at the end': '{"a":1,"b":[1,2],"c":0,"d":0}',
          'behind one': '{"a":1,"c":0,"d":0,"b":[1,2]}',
          'behind a new one': '{"a":1,"c":0,"d":0,"b":[1,2]}',
          'behind one that is not there': '{"a":1,"b":[1,2],"c":0}',
          'behind one that goes': '{"c":0,"b":[1,2]}',
          items: '{"a":1,"b":[1,5,6,2,3,4]}',
        },
      ));

    it('goes behind the last of equal keys', () =>
      assert.equal(
        edited('{"a":1,"a":2,"b":3}', (editor, root) => editor.insertMember(root, 'c', 0, 'a')),
        '{"a":1,"a":2,"c":0,"b":3}',
      ));

    it('follows the empty object or list around it', () => {
      const insert: Change = (editor, root) => {
        editor.insertItem(at(root, 'a', 'b'), { c: [1, {}] });
        editor.insertItem(at(root, 'a', 'b'), 2);
      };
      const texts = [
        '{"a":{"b":[]}}',
        '{ "a": { "b": [] } }',
        '{\n   "a": {\n      "b": []\n   }\n}',
        '{\n\t"a": {\n\t\t"b": [\n\n\t\t]\n\t}\n}',
        '{ "a": { "b": [\n] } }',
      ];
      assert.deepEqual(
        texts.map((it) => edited(it, insert)),
        [
          '{"a":{"b":[{"c":[1,{}]},2]}}',
          '{ "a": { "b": [ { "c": [ 1, {} ] }, 2 ] } }',
          JSON.stringify({ a: { b: [{ c: [1, {}] }, 2] } }, null, 3).replace(/\{\s+\}/, '{}'),
          JSON.stringify({ a: { b: [{ c: [1, {}] }, 2] } }, null, '\t'),
          '{ "a": { "b": [\n  {\n    "c": [\n      1,\n      {}\n    ]\n  },\n  2\n] } }',
        ],
      );
    });

    it('takes two blanks where nothing shows a style', () =>
      assert.deepEqual(
        [
          edited('{}\n', (editor, root) => editor.insertMember(root, 'a', { b: 1 })),
          edited('[]', (editor, root) => editor.insertItem(root, [1])),
        ],
        ['{\n  "a": {\n    "b": 1\n  }\n}\n', '[\n  [\n    1\n  ]\n]'],
      ));

    it('looks like the nearest value of its kind', () =>
      assert.equal(
        edited(
          `{
  "one line": { "a": {"b":1}, "b": { "b": 1 }, "c": [1,2] },
  "lists": [[1, 2],
            [3]],
  "wrapped": [
    1, 2,
    3, 4
  ],
  "hugging": [{
    "x": { "y": 1 }
  }],
  "by key": {
      "k": {
          "api": { "name": "x" },
          "connection": {
              "c": "x"
          },
          "list": [
            1
          ] }
  },
  "lonely": { "a": 1 },
  "empty": {}
}`,
          (editor, root) => {
            editor.insertMember(at(root, 'one line'), 'd', { e: 1, f: 2 }, 'a');
            editor.insertMember(at(root, 'one line'), 'e', { e: 1, f: 2 }, 'b');
            editor.insertItem(at(root, 'lists'), [4, 5]);
            editor.insertItem(at(root, 'wrapped'), 5);
            editor.insertMember(root, 'short', [1, 2], 'wrapped');
            editor.insertItem(at(root, 'hugging'), { x: { y: 2 } });
            editor.insertMember(at(root, 'by key'), 'l', { connection: { c: 1 }, api: { name: 'y' }, other: { name: 'z' } });
            editor.replace(at(root, 'by key', 'k', 'api'), { name: ['a', 'b'] });
            editor.replace(at(root, 'by key', 'k', 'list'), [2, 3]);
            editor.replace(at(root, 'by key', 'k', 'connection'), { c: { d: 1 } });
            editor.replace(at(root, 'lonely', 'a'), { b: {} });
            editor.insertMember(root, 'new', { a: 1, b: [] });
          },
        ),
        `{
  "one line": { "a": {"b":1}, "d": {"e":1,"f":2}, "b": { "b": 1 }, "e": { "e": 1, "f": 2 }, "c": [1,2] },
  "lists": [[1, 2],
            [3],
            [4, 5]],
  "wrapped": [
    1, 2,
    3, 4, 5
  ],
  "short": [1, 2],
  "hugging": [{
    "x": { "y": 1 }
  }, {
    "x": { "y": 2 }
  }],
  "by key": {
      "k": {
          "api": { "name": [ "a", "b" ] },
          "connection": {
              "c": {
                  "d": 1
              }
          },
          "list": [
            2,
            3
          ] },
      "l": {
          "connection": {
              "c": 1
          },
          "api": { "name": "y" },
          "other": { "name": "z" }
      }
  },
  "lonely": { "a": { "b": {} } },
  "empty": {},
  "new": { "a": 1, "b": [] }
}`,
      ));

    it('goes by the brackets, whatever the colons', () =>
      assert.deepEqual(
        [
          '{\n  "a": {\n         "b": 1\n       }\n}',
          '{\n  "a":  {\n    "b":  1\n  }\n}',
          '{\n  "renamed":  [\n           1\n       ]\n}', // which leaves the brackets where they were
        ].map((it) =>
          edited(it, (editor, root) =>
            root.get('a') ? editor.insertMember(root, 'c', { d: 2 }) : editor.insertItem(at(root, 'renamed'), [2]),
          ),
        ),
        [
          '{\n  "a": {\n         "b": 1\n       },\n  "c": {\n         "d": 2\n       }\n}',
          '{\n  "a":  {\n    "b":  1\n  },\n  "c":  {\n    "d":  2\n  }\n}',
          '{\n  "renamed":  [\n           1,\n           [\n               2\n           ]\n       ]\n}',
        ],
      ));

    it('takes the line end that comes first when none stands before it', () =>
      assert.equal(
        edited('{"a": {},\r\n  "b": 1\n}', (editor, root) => editor.insertMember(at(root, 'a'), 'c', 1)),
        '{"a": {\r\n  "c": 1\r\n},\r\n  "b": 1\n}',
      ));

    it('gets on with comments and a last comma', () => {
      const text = '// settings\n{\n  "a": 1, // one, and\n  /* two */\n  "b": [2,],\n  "c": [ // none\n  ],\n}\n';
      assert.deepEqual(
        each(text, {
          behind: (editor, root) => editor.insertMember(root, 'd', 0, 'b'),
          'at the end': (editor, root) => editor.insertMember(root, 'd', 0),
          'into a list': (editor, root) => editor.insertItem(at(root, 'b'), 3),
          'into an empty list': (editor, root) => editor.insertItem(at(root, 'c'), 3),
          middle: (editor, root) => editor.removeMember(root, 'b'),
          last: (editor, root) => editor.removeMember(root, 'c'),
          'last of a list': (editor, root) => editor.removeItem(at(root, 'b'), item(at(root, 'b'), 0)),
        }),
        {
          behind: text.replace('[2,],', '[2,],\n  "d": 0,'),
          'at the end': text.replace('  ],\n}', '  ],\n  "d": 0,\n}'),
          'into a list': text.replace('[2,]', '[2, 3,]'),
          'into an empty list': text.replace('// none', '// none\n    3'),
          middle: '// settings\n{\n  "a": 1, // one, and\n  "c": [ // none\n  ],\n}\n',
          last: '// settings\n{\n  "a": 1, // one, and\n  /* two */\n  "b": [2,],\n}\n',
          'last of a list': text.replace('[2,]', '[]'),
        },
      );
    });

    it('leaves each comment to the entry whose line it ends', () => {
      const text = '[ // all\n  1, // one\n  // two:\n  2, // and two\n  3 // three\n]';
      const number = (editor: JsonEditor, root: JsonValue, ...indices: number[]): void =>
        indices.forEach((it) => editor.removeItem(root, item(root, it)));
      assert.deepEqual(
        each(text, {
          first: (editor, root) => number(editor, root, 0),
          middle: (editor, root) => number(editor, root, 1),
          last: (editor, root) => number(editor, root, 2),
          'first two': (editor, root) => number(editor, root, 0, 1),
          'last two': (editor, root) => number(editor, root, 1, 2),
          all: (editor, root) => number(editor, root, 0, 1, 2),
          'at the end': (editor, root) => editor.insertItem(root, 4),
          before: (editor, root) => editor.insertItem(root, 4, item(root, 2)),
          'in its place': (editor, root) => {
            editor.insertItem(root, 4, item(root, 1));
            number(editor, root, 1);
          },
          'in the last place': (editor, root) => {
            editor.insertItem(root, 4);
            number(editor, root, 2);
          },
        }),
        {
          first: '[ // all\n  // two:\n  2, // and two\n  3 // three\n]',
          middle: '[ // all\n  1, // one\n  3 // three\n]',
          last: '[ // all\n  1, // one\n  // two:\n  2 // and two\n]',
          'first two': '[ // all\n  3 // three\n]',
          'last two': '[ // all\n  1 // one\n]',
          all: '[ // all\n]',
          'at the end': text.replace('3 // three', '3, // three\n  4'),
          before: text.replace('2, // and two', '2, // and two\n  4,'),
          'in its place': '[ // all\n  1, // one\n  4,\n  3 // three\n]',
          'in the last place': '[ // all\n  1, // one\n  // two:\n  2, // and two\n  4\n]',
        },
      );
    });

    it('escapes keys and values, and keeps letters of every script', () =>
      assert.equal(
        edited('{"a": "ü"}', (editor, root) => {
          editor.insertMember(root, '"שלום"\n', '😀\\\ud800', 'a');
          editor.rename([...root.members()][0]!.keySpan, 'б\t');
          editor.rename(at(root, 'a').inner, '"é"');
        }),
        '{"б\\t": "\\"é\\"", "\\"שלום\\"\\n": "😀\\\\\\ud800"}',
      ));
  });

  describe('a fault of ours', () => {
    it('is two changes of the same characters', () => {
      const editor = new JsonEditor('{"a":{"b":"c"}}');
      editor.rename(at(editor.root!, 'a', 'b').inner, 'd');
      editor.rename(at(editor.root!, 'a', 'b').inner, 'd');
      assert.equal(editor.edits().length, 1);
      editor.removeMember(editor.root!, 'a');
      assert.throws(() => editor.edits(), /edits overlap/);
    });

    it('is an item of another list', () => {
      const editor = new JsonEditor('[[1],[2]]');
      const [first, second] = [...editor.root!.items()];
      assert.throws(() => editor.removeItem(first!, item(second!, 0)), /no item of the list begins at 6/);
    });

    it('is an object or list without an end', () => {
      for (const text of ['{', '{"a":1', '{"a":{}', '{"b":1,"a":{}', '[[]', '{"a":[1}'])
        assert.throws(
          () => edited(text, (editor, root) => editor.removeMember(root.get('a')?.kind === 'array' ? at(root, 'a') : root, 'a')),
          /the end of what begins at \d cannot be found/,
          text,
        );
    });
  });

  describe('laws', () => {
    const keys = fc.constantFrom('a', 'b', 'shared_sql', 'a b', '', '"', 'ключ', '😀', '__proto__', '\n', '{', ',');
    const values = fc.letrec<{ value: Json; scalar: Json; list: Json[]; object: Record<string, Json> }>((tie) => ({
      value: fc.oneof({ depthSize: 'medium', withCrossShrink: true }, tie('scalar'), tie('list'), tie('object')),
      scalar: fc.oneof(keys, fc.integer(), fc.boolean(), fc.constant(null), fc.constantFrom('[]', '"}', '\\', ', ', ': ')),
      list: fc.array(tie('value'), { maxLength: 4 }),
      object: fc.array(fc.tuple(keys, tie('value')), { maxLength: 5 }).map((it) => Object.fromEntries(it)),
    }));
    /** Something stands in it, so that it shows a style. */
    const documents = fc.oneof(values.list, values.object).map((it): Json => ({ document: it }));
    const choices = fc.array(fc.nat(), { minLength: 30, maxLength: 60 });

    const withoutComments = (text: string): string => text.replaceAll(/\/\* c \*\/|\/\/ c/g, '');

    /** Makes changes all over a value, and says what is to become of it and which values nothing happens to. */
    class Changes {
      /** The way to a value in the new document, and its old text. */
      readonly untouched: (readonly [path: readonly number[], text: string])[] = [];
      private made = 0;
      private chosen = 0;

      constructor(
        private readonly editor: JsonEditor,
        private readonly text: string,
        private readonly choices: readonly number[],
        private readonly news: readonly Json[],
        private readonly keys: 'rename keys' | 'leave keys',
      ) {}

      at(value: JsonValue, path: readonly number[] = []): Json {
        const choice = this.choose(12);
        if (choice === 0) {
          const by = this.fresh();
          this.editor.replace(value, by);
          return by;
        }
        if (choice === 1 && value.string !== undefined) {
          const name = this.name();
          this.editor.rename(value.inner, name);
          return name;
        }
        const source = this.text.slice(value.span.start, value.span.end);
        if (choice > 9 || (value.kind !== 'object' && value.kind !== 'array')) {
          this.untouched.push([path, source]);
          return JSON.parse(withoutComments(source)) as Json;
        }
        return value.kind === 'object' ? this.object(value, path) : this.list(value, path);
      }

      private object(object: JsonValue, path: readonly number[]): Json {
        const result: [key: string, value: Json][] = [];
        const insert = (after?: string): void => {
          const entry = [this.name(), this.fresh()] as const;
          this.editor.insertMember(object, ...entry, after);
          result.push([...entry]);
        };
        for (const { key, keySpan, value } of object.members()) {
          if (this.choose(4) === 0) this.editor.removeMember(object, key);
          else {
            const renamed = this.keys === 'rename keys' && this.choose(5) === 0 ? this.name() : undefined;
            if (renamed !== undefined) this.editor.rename(keySpan, renamed);
            const place = result.push([renamed ?? key, null]) - 1;
            result[place]![1] = this.at(value, [...path, place]);
          }
          for (let times = this.choose(3); times > 0; times--) insert(key);
        }
        for (let times = this.choose(3); times > 0; times--) insert();
        return Object.fromEntries(result);
      }

      private list(list: JsonValue, path: readonly number[]): Json {
        const result: Json[] = [];
        const insert = (before?: JsonValue): void => {
          const value = this.fresh();
          this.editor.insertItem(list, value, before);
          result.push(value);
        };
        for (const value of list.items()) {
          for (let times = this.choose(3); times > 0; times--) insert(value);
          if (this.choose(4) === 0) this.editor.removeItem(list, value);
          else {
            const place = result.push(null) - 1;
            result[place] = this.at(value, [...path, place]);
          }
        }
        for (let times = this.choose(3); times > 0; times--) insert();
        return result;
      }

      private choose(count: number): number {
        return this.choices[this.chosen++ % this.choices.length]! % count;
      }

      private fresh(): Json {
        return this.news[this.made++ % this.news.length]!;
      }

      /** Another one each time, as keys must be. */
      private name(): string {
        return `"new" ${this.made++} – שלום`;
      }
    }

    const children = (value: JsonValue): JsonValue[] => [...[...value.members()].map((it) => it.value), ...value.items()];

    interface Style {
      readonly write: (value: Json) => string;
      /** Where brackets stand below brackets, another key would move them. */
      readonly keys: 'rename keys' | 'leave keys';
    }
    const indented = (indent: number | string, end = '\n'): Style => ({
      write: (value) => JSON.stringify(value, null, indent).replaceAll('\n', end),
      keys: 'rename keys',
    });
    const onOneLine = (pad: string): Style => ({ write: (value) => oneLine(value, pad), keys: 'rename keys' });
    const styles: Readonly<Record<string, Style>> = {
      minified: indented(0),
      'two blanks': indented(2),
      'four blanks': indented(4),
      tabs: indented('\t'),
      'four blanks and a last line end': { ...indented(4), write: (value) => `${JSON.stringify(value, null, 4)}\n` },
      CRLF: indented(2, '\r\n'),
      'tabs and CRLF': indented('\t', '\r\n'),
      'one line with blanks': onOneLine(''),
      'one line with blanks in the brackets': onOneLine(' '),
      PowerShell: { write: (value) => powerShell(value, ''), keys: 'leave keys' },
      'PowerShell and CRLF': { write: (value) => powerShell(value, '').replaceAll('\n', '\r\n'), keys: 'leave keys' },
    };

    for (const [name, { write, keys: renames }] of Object.entries(styles))
      it(`what was edited looks as if it had been written so: ${name}`, () =>
        fc.assert(
          fc.property(documents, choices, fc.array(values.value, { minLength: 1, maxLength: 5 }), (document, chosen, news) => {
            const text = write(document);
            let expected: Json = null;
            const result = edited(text, (editor, root) => {
              const changes = new Changes(editor, text, chosen, news, renames);
              expected = { document: changes.at(at(root, 'document')) };
            });
            assert.equal(result, write(expected));
          }),
          { seed: SEED, numRuns: 300 },
        ));

    /** With other blanks and comments everywhere. */
    const scattered = fc
      .tuple(
        documents,
        fc.array(fc.constantFrom('', ' ', '\n', '\r\n', '\n  ', '\t', '\r\n\r\n    ', '/* c */', ' // c\n'), { minLength: 5 }),
      )
      .map(([document, blanks]) => {
        let count = 0;
        return JSON.stringify(document).replaceAll(/"(?:\\.|[^"\\])*"|[^"]/g, (it) =>
          /^[[\]{},:]$/.test(it) ? `${blanks[count++ % blanks.length]!}${it}${blanks[count++ % blanks.length]!}` : it,
        );
      });

    it('whatever the blanks, the values are right and what was not touched has its bytes', () =>
      fc.assert(
        fc.property(scattered, choices, fc.array(values.value, { minLength: 1, maxLength: 5 }), (text, chosen, news) => {
          let expected: Json = null;
          let untouched: Changes['untouched'] = [];
          const result = edited(text, (editor, root) => {
            const changes = new Changes(editor, text, chosen, news, 'rename keys');
            expected = { document: changes.at(at(root, 'document')) };
            untouched = changes.untouched;
          });
          const { root, faults } = parseJson(result, { comments: true });
          assert.deepEqual(faults, []);
          assert.equal(JSON.stringify(JSON.parse(withoutComments(result))), JSON.stringify(expected)); // the order of members counts
          for (const [path, source] of untouched) {
            const { span } = path.reduce((value, index) => children(value)[index]!, at(root!, 'document'));
            assert.equal(result.slice(span.start, span.end), source);
          }
        }),
        { seed: SEED, numRuns: 1000 },
      ));

    it('removal undoes insertion', () =>
      fc.assert(
        fc.property(scattered, fc.constantFrom<Place>('first', 'last'), (text, place) => {
          assert.equal(edited(planted(text, place), uproot), text);
        }),
        { seed: SEED, numRuns: 500 },
      ));
  });

  describe('in the corpus', () => {
    before(needCorpus);

    /** Every JSON file without faults in which something stands. */
    const files = (): string[] =>
      FOLDERS.flatMap((folder) => filesIn(folder).filter((it) => it.endsWith('.json')))
        .map((it) => textOf('.', relative(CORPUS, it)))
        .filter((it) => /\w/.test(it) && parseJson(it).faults.length === 0);

    it('removal undoes insertion in every object and list', () => {
      const texts = files();
      assert.ok(texts.length > 100);
      for (const text of texts)
        for (const place of ['first', 'last'] as const) {
          const inserted = planted(text, place);
          assert.notEqual(inserted, text);
          assert.equal(edited(inserted, uproot), text);
        }
    });

    it('what is inserted looks as if the platform had written it', () => {
      const again = (text: string, value: Json): string =>
        JSON.stringify(value, null, 2).replaceAll('\n', text.includes('\r\n') ? '\r\n' : '\n') + /\s*$/.exec(text)![0];
      const texts = files().filter((it) => it === again(it, JSON.parse(it) as Json));
      assert.ok(texts.length > 50);
      for (const text of texts) assert.equal(planted(text, 'last'), again(text, withPlants(JSON.parse(text) as Json)));
    });
  });
});

type Place = 'first' | 'last';
const PLANT = { planted: [1, { deep: ['x', {}] }] };

/** The text with a plant in every object and list that holds something; first in a list, the second of an object, or last. */
function planted(text: string, place: Place): string {
  const plant = (editor: JsonEditor, value: JsonValue): void => {
    const [items, members] = [[...value.items()], [...value.members()]];
    if (items.length > 0) editor.insertItem(value, PLANT, place === 'first' ? items[0] : undefined);
    if (members.length > 0) editor.insertMember(value, 'plant', PLANT, place === 'first' ? members[0]!.key : undefined);
    for (const it of [...items, ...members.map((member) => member.value)]) plant(editor, it);
  };
  return edited(text, plant);
}

function uproot(editor: JsonEditor, value: JsonValue): void {
  for (const { key, value: it } of value.members())
    if (key === 'plant') editor.removeMember(value, key);
    else uproot(editor, it);
  for (const it of value.items())
    if (it.get('planted')) editor.removeItem(value, it);
    else uproot(editor, it);
}

function withPlants(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.length > 0 ? [...value.map(withPlants), PLANT] : value;
  const members = Object.entries(value).map(([key, it]) => [key, withPlants(it as Json)] as const);
  return members.length > 0 ? Object.fromEntries([...members, ['plant', PLANT]]) : value;
}

function oneLine(value: Json, pad: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Array.isArray(value)
    ? value.map((it: Json) => oneLine(it, pad))
    : Object.entries(value).map(([key, it]) => `${JSON.stringify(key)}: ${oneLine(it as Json, pad)}`);
  const all = entries.length > 0 ? pad + entries.join(', ') + pad : '';
  return Array.isArray(value) ? `[${all}]` : `{${all}}`;
}

/** As ConvertTo-Json of Windows PowerShell lays it out, but for what is empty. */
function powerShell(value: Json, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}    `;
  const entries = Array.isArray(value)
    ? value.map((it: Json) => inner + powerShell(it, inner))
    : Object.entries(value).map(([key, it]) => {
        const name = `${JSON.stringify(key)}:  `;
        return inner + name + powerShell(it as Json, inner + ' '.repeat(name.length));
      });
  const all = entries.length > 0 ? `\n${entries.join(',\n')}\n${indent}` : '';
  return Array.isArray(value) ? `[${all}]` : `{${all}}`;
}
