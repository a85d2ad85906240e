import * as assert from 'node:assert/strict';
import type { Flaw, NameUse } from '../../server/src/core/facts/steps';
import { runOrderOf } from '../../server/src/core/run-order';
import type { Span } from '../../server/src/core';
import { work } from '../core/expressions/work';
import { read } from './reading';

const PATH = 'src/Workflows/Askforleave-5D2C8A70-1F7B-ED11-81AD-000D3A4A1B2C.json';

interface Said {
  /** `by:name`, with a star where it is evaluated late. */
  readonly uses: readonly string[];
  /** `kind 'what is marked'`. */
  readonly flaws: readonly string[];
}

/** What the expressions of all triggers and actions of a definition say. */
function said(definition: object | string): Said {
  const json = typeof definition === 'string' ? definition : JSON.stringify(definition);
  const { facts, text } = read('flow', PATH, `{"properties":{"definition":${json}}}`);
  const marked = ({ start, end }: Span): string => text.slice(start, end);
  const { steps } = runOrderOf(facts);
  const use = ({ by, name, isLate }: NameUse): string => `${by}:${marked(name.span)}${isLate ? '*' : ''}`;
  const flaw = (it: Flaw): string => `${it.kind} '${marked(it.span)}'`;
  return {
    uses: [...steps.flatMap((it) => it.uses), ...facts.outputs.uses].map(use),
    flaws: steps
      .flatMap((it) => it.flaws)
      .filter((it) => !['missing-property', 'excess', 'hard-coded', 'secret'].includes(it.kind))
      .map(flaw),
  };
}

const NOTHING: Said = { uses: [], flaws: [] };
/** Says something wherever it is evaluated, and nothing wherever it is text. */
const X = "@variables('x')";
const action = (its: object): Said => said({ actions: { A: { type: 'Compose', ...its } } });
const uses = (...all: readonly string[]): Said => ({ uses: all, flaws: [] });

describe('facts of a flow: expressions', () => {
  describe('stand', () => {
    it('in every string of the inputs, at any depth, and in the names of properties', () => {
      assert.deepEqual(action({ inputs: X }), uses('variables:x'));
      assert.deepEqual(action({ inputs: { a: [{ b: [1, null, true, `is @{variables('y')}`] }] } }), uses('variables:y'));
      assert.deepEqual(
        action({ inputs: { "@{outputs('A')}odata.type": X, "@{variables('b')}": {} } }),
        uses('outputs:A', 'variables:x', 'variables:b'),
      );
    });

    it('in a description that is none of the action itself', () => {
      assert.deepEqual(action({ description: X, inputs: { description: X } }), uses('variables:x'));
      assert.deepEqual(said({ triggers: { manual: { type: 'Request', description: `${X} and @concat(` } } }), NOTHING);
    });

    it('in the list of a loop, the condition of an Until and of a Switch, limits and more', () => {
      for (const type of ['Foreach', 'foreach']) assert.deepEqual(action({ type, foreach: X }), uses('variables:x'));
      assert.deepEqual(action({ type: 'Switch', expression: X, cases: {} }), uses('variables:x'));
      assert.deepEqual(action({ type: 'until', expression: X, limit: { count: X } }), uses('variables:x*', 'variables:x'));
      assert.deepEqual(action({ type: 'If', expression: X }), uses('variables:x'));
      assert.deepEqual(action({ runtimeConfiguration: { paginationPolicy: { minimumItemCount: X } } }), uses('variables:x'));
      assert.deepEqual(action({ operationOptions: X }), uses('variables:x'));
    });

    it('in what is evaluated when the action has run', () => {
      assert.deepEqual(action({ trackedProperties: { a: X } }), uses('variables:x*'));
      assert.deepEqual(
        action({ inputs: { subscribe: { body: X }, unsubscribe: { body: "@outputs('A')" } } }),
        uses('variables:x', 'outputs:A*'),
      );
    });

    it('in triggers', () => {
      const trigger = { type: 'Request', inputs: { schema: X }, conditions: [{ expression: X }], splitOn: X, recurrence: { interval: X } };
      assert.deepEqual(said({ triggers: { T: trigger } }).uses.length, 4);
    });

    it('in the outputs of the definition, when all has run', () => {
      assert.deepEqual(said({ outputs: { a: { type: 'String', value: X } } }), uses('variables:x*'));
    });

    it('in actions of every container, each for itself', () => {
      const inner = (name: string): object => ({ [name]: { type: 'Compose', inputs: `@variables('${name}')` } });
      const container = {
        type: 'Switch',
        expression: X,
        actions: inner('a'),
        else: { actions: inner('b') },
        cases: { [X]: { case: X, actions: inner('c') } },
        default: { actions: inner('d') },
      };
      assert.deepEqual(
        said({ actions: { S: container } }),
        uses('variables:x', 'variables:a', 'variables:b', 'variables:c', 'variables:d'),
      );
    });
  });

  describe('stand nowhere else', () => {
    it('in names, types, kinds, metadata and what runs before', () => {
      const its = { type: X, kind: X, description: X, metadata: { [X]: X }, runAfter: { [X]: [X] } };
      assert.deepEqual(said({ triggers: { [X]: its }, actions: { [X]: its } }), NOTHING);
    });

    it('in cases, parameters, and other parts of the definition', () => {
      const other = { parameters: { p: { defaultValue: X } }, staticResults: { a: X }, description: X, $schema: X, metadata: X };
      assert.deepEqual(said(other), NOTHING);
      assert.deepEqual(
        said({ actions: { S: { type: 'Switch', cases: { [X]: { case: X, actions: {} } }, default: { actions: {} } } } }),
        NOTHING,
      );
    });

    it('in text, escaped at-signs, and names of schemas', () => {
      const schema = { properties: { '@@odata.type': { type: 'string' } }, required: ['@@odata.etag'], '@@{x}': '@', b: 'a@b.com' };
      assert.deepEqual(action({ type: 'ParseJson', inputs: { content: X, schema } }), uses('variables:x'));
    });

    it('but a name of a property that begins with one at-sign is one, and is broken', () => {
      assert.deepEqual(action({ inputs: { schema: { '@odata.type': 1 } } }), { uses: [], flaws: ["syntax 'odata'"] });
    });
  });

  describe('of a condition that is written as an object', () => {
    const condition = (expression: unknown): Said => action({ type: 'If', expression });

    it('are the functions and the operands', () => {
      const expression = {
        and: [{ equals: [X, 'done'] }, { not: { contains: ["@outputs('a')", '@@x'] } }, { or: [{ lENgth: ["@body('b')"] }, true, null] }],
      };
      assert.deepEqual(condition(expression), uses('variables:x', 'outputs:a', 'body:b'));
    });

    it('count the operands, but not of and and or', () => {
      assert.deepEqual(condition({ or: [{ equals: [1] }, { and: [{ greater: [1, 2, 3] }] }] }), {
        uses: [],
        flaws: ["argument-count 'equals'", "argument-count 'greater'"],
      });
      assert.deepEqual(condition({ and: [] }), NOTHING);
      assert.deepEqual(condition({ not: [{ equals: [1, 1] }] }), NOTHING);
    });

    it('are no templates: an at-sign in the name of a function is a fault of that name', () => {
      assert.deepEqual(condition({ [`@{variables('x')}`]: [1] }), { uses: [], flaws: ["unknown-function '@{variables('x')}'"] });
    });

    it('are read in whatever stands in the place of an operand', () => {
      assert.deepEqual(condition({ equals: [[X], 1] }), uses('variables:x'));
      assert.deepEqual(condition([X, { equals: [X, 1] }]).uses, ['variables:x', 'variables:x']);
      assert.deepEqual(condition({ equals: X }).uses, ['variables:x']);
    });

    it('are those of the member expression of the action, and of no other', () => {
      assert.deepEqual(action({ inputs: { expression: { frobnicate: [X] } } }), uses('variables:x'));
      assert.deepEqual(
        said({ triggers: { T: { type: 'Request', conditions: [{ expression: { frobnicate: X } }] } } }),
        uses('variables:x'),
      );
    });
  });

  describe('name', () => {
    it('actions, loops, variables and parameters, in any letter case of the function', () => {
      const { facts } = read(
        'flow',
        PATH,
        JSON.stringify({
          properties: {
            definition: {
              actions: {
                A: { inputs: "@concat(Outputs('a'),items('b'),VARIABLES('c'),parameters('d'),iterationIndexes('e'),result('f'))" },
              },
            },
          },
        }),
      );
      assert.deepEqual(
        facts.actions?.steps[0]?.uses.map((it) => [it.kind, it.by, it.name.value]),
        [
          ['action', 'outputs', 'a'],
          ['loop', 'items', 'b'],
          ['variable', 'variables', 'c'],
          ['parameter', 'parameters', 'd'],
          ['loop', 'iterationindexes', 'e'],
          ['action', 'result', 'f'],
        ],
      );
    });

    it('nothing where the name is computed or missing, and what the platform brings', () => {
      for (const call of [
        "outputs(concat('a'))",
        'outputs()',
        'outputs(1)',
        "parameters('$authentication')",
        "parameters('$connections')['k']['connectionId']",
      ])
        assert.deepEqual(action({ inputs: `@${call}` }).uses, [], call);
    });
  });

  describe('have exact places', () => {
    const marks = (json: string): { readonly value: string; readonly span: Span; readonly expected: Span } => {
      const { facts, at } = read('flow', PATH, `{"properties":{"definition":{"actions":{"A":{"inputs":${json}}}}}}`);
      const { name } = facts.actions!.steps[0]!.uses[0]!;
      return { ...name, expected: at('x') };
    };

    it('through every way in which JSON writes a character', () => {
      for (const [json, value] of [
        [`"@variables('{|x:name|}')"`, 'name'],
        [`"@variables(\\u0027{|x:na\\u006de|}\\u0027)"`, 'name'],
        [`"\\"\\\\ \\/\\b\\f\\n\\r\\t @{variables('{|x:na\\"me|}')}"`, 'na"me'],
        [`"@concat('\\"😀\\ud83d\\ude00\\ud83d', variables('{|x:😀\\ud83d\\ude00|}'))"`, '😀😀'],
        [`"\\u0040{variables('{|x:\\\\|}')}"`, '\\'],
        [`"@variables('{|x:it''s|}')"`, "it's"],
        [`"@variables('{|x:it\\u0027\\u0027s|}')"`, "it's"],
        [`"@variables( \\n '{|x:|}')"`, ''],
        [`"é\\u00e9\ud83d @{variables('{|x:\ud83d\\ud83d|}')} \\u0041"`, '\ud83d\ud83d'],
        [`{"a\\nb @{variables('{|x:y|}')} c": 1}`, 'y'],
      ] as const) {
        const found = marks(json);
        assert.deepEqual(found.span, found.expected, json);
        assert.equal(found.value, value, json);
      }
    });

    it('for what is wrong, too', () => {
      const at = (json: string): readonly string[] => said(`{"actions":{"A":{"inputs":${json}}}}`).flaws;
      assert.deepEqual(at(`"\\n@{concat('\\"', \\u003d)}"`), ["syntax '\\u003d'"]);
      assert.deepEqual(at(`"@concat(\\"it\\u0027s\\")"`), [`double-quoted '\\"it\\u0027s\\"'`]);
      assert.deepEqual(at(`"\\"@{frob\\u006eicate('')}"`), ["unknown-function 'frob\\u006eicate'"]);
      assert.deepEqual(at(`"\\t@{equals(1)} \\u0040{"`), ["argument-count 'equals'", "syntax '\\u0040{'"]);
      assert.deepEqual(at(`"\\t\\u0040utcNow() @{item()?['x']}"`), ["literal '\\u0040utcNow()'", "loose-item 'item()'"]);
    });
  });

  it('that are broken cost themselves only', () => {
    assert.deepEqual(
      action({ inputs: { a: `@concat(${X.slice(1)}, =`, b: "@outputs('b')", [`@{concat(}`]: `@{frobnicate( @{variables('c')}` } }),
      {
        uses: ['variables:x', 'outputs:b', 'variables:c'],
        flaws: ["syntax '='", "syntax 'concat'", "syntax '@'"],
      },
    );
  });

  it('that are strings of a file which is cut off anywhere are read as far as they are there', () => {
    const json = JSON.stringify({
      properties: { definition: { actions: { A: { type: 'Compose', inputs: { a: `x @{variables('x')} "y" @{outputs('b')}` } } } } },
    });
    for (let end = 0; end <= json.length; end++) {
      const { facts } = read('flow', PATH, json.slice(0, end));
      for (const { uses: its, flaws } of runOrderOf(facts).steps)
        for (const { start, end: to } of [...its.map((it) => it.name.span), ...flaws.map((it) => it.span)])
          assert.ok(start <= to && to <= end);
    }
  });

  it('are read with a few looks at each character', () => {
    const pieces = [
      "@concat('a') ",
      '@{x}',
      '@{',
      '@@{',
      'a @json(',
      "a @json('",
      'a @utcNow() ',
      '@{"}',
      "@{'}'} @utcNow()",
      ' @a',
      "@{variables('x')}",
      '@a ',
      '@json(@{x}',
      "\\n@{variables('x')}",
    ];
    for (const piece of pieces)
      for (const start of ['', 'x ', '@', '@{', '@json(']) {
        const of = (length: number): number => {
          const text = `{"properties":{"definition":{"actions":{"A":{"inputs":"${start}${piece.repeat(length / piece.length).replaceAll(/"(?!$)/g, "'")}"}}}}}`;
          return work(() => void read('flow', PATH, text)) / text.length;
        };
        const [short, long] = [of(4_000), of(16_000)];
        assert.ok(0 < short && long < 60 && long < short * 1.5 + 1, `${start}${piece}: ${short} and ${long} looks at a character`);
      }
  });
});
