import * as assert from 'node:assert/strict';
import { call, CHILD_ID, flow, metadata, operation, solution } from '../support/solution';
import { ask, AT, listed, made, replaced, type Asked } from './completed';

const cursor = (text: string): string => text.replace('|', () => AT);
const labels = ({ found }: Asked): string[] => found.map((it) => it.label);

const text = { type: 'string' };
const person = { type: 'object', properties: { first: text, last: { ...text, title: 'Family name' }, 'e-mail': text } };
const parse = (schema: object): object => ({ type: 'ParseJson', inputs: { content: '@x()', schema } });
const parsed = parse({
  type: 'object',
  properties: {
    owner: person,
    list: { type: 'array', items: person },
    "it's": { type: ['string', 'null'] },
    '@@odata.type': text,
    none: {},
  },
});
const PERSON = ['0 e-mail (string)', '0 first (string)', '0 last (Family name, string)'];

const REQUEST = {
  manual: {
    type: 'Request',
    kind: 'Button',
    inputs: { schema: { type: 'object', properties: { text: { title: 'Employee', ...text }, file: { properties: { name: text } } } } },
  },
};

/** A flow with what a property can be known of; `Here` is where it is typed, `more` are further actions. */
function at(expression: string, more: object = {}, parts: Parameters<typeof flow>[0] = {}): Asked {
  const actions = {
    Parse: parsed,
    Get_items: operation('shared_teams'),
    Make: { type: 'Compose', inputs: { id: 1, name: 'x', when: '@utcNow()', deep: [{ a: { b: 1 } }], owner: "@body('Parse')?['owner']" } },
    Text: { type: 'Compose', inputs: 'text' },
    Again: { type: 'Compose', inputs: "@outputs('Make')" },
    Shape: { type: 'Select', inputs: { from: "@body('Parse')?['list']", select: { Name: "@item()?['first']", 'Of age': true } } },
    Filter: { type: 'Query', inputs: { from: "@body('Shape')", where: '@true' } },
    ...more,
    Here: { type: 'Compose', inputs: cursor(expression) },
  };
  return ask(solution() + flow({ triggers: REQUEST, actions, ...parts }));
}

describe('completion of a property', () => {
  const BODY = '0 body ()';
  const OWNER = ['0 @odata.type (string)', "0 it's (string or null)", '0 list (array)', '0 none ()', '0 owner (object)'];
  for (const [expression, expected] of [
    ["@outputs('Get_items')?['|']", [BODY, '0 headers ()', '0 statusCode ()']],
    ["@outputs('Get_items')['|']", [BODY, '0 headers ()', '0 statusCode ()']],
    ["@outputs('Get_items')?.|", [BODY, '0 headers ()', '0 statusCode ()']],
    ["@outputs('Get_items').bo|", [BODY, '0 headers ()', '0 statusCode ()']],
    ["@outputs('Get_items')[|]", [BODY, '0 headers ()', '0 statusCode ()']],
    ["@outputs('Get_items')?['body']?['|']", []],
    ["@body('Get_items')?['|']", []],
    ["@outputs('Parse')?['|']", [BODY]],
    ["@outputs('parse')?['BODY']?['|']", OWNER],
    ["@body('Parse')?['|']", OWNER],
    ["@body('Parse')?['owner']?['|']", PERSON],
    ["@body('Parse').owner['|']", PERSON],
    ["@body('Parse')?['list']?['|']", []],
    ["@body('Parse')?['list'][0]?['|']", PERSON],
    ["@first(body('Parse')?['list'])?['|']", PERSON],
    ["@last(body('Parse')['list']).|", PERSON.slice(1)],
    ["@body('Parse')?['owner']?['first']?['|']", []],
    ["@body('Parse')?['gone']?['|']", []],
    ["@outputs('Make')?['|']", ['0 deep (array)', '0 id ()', '0 name (string)', '0 owner ()', '0 when ()']],
    ["@outputs('Again')?['|']", ['0 deep (array)', '0 id ()', '0 name (string)', '0 owner ()', '0 when ()']],
    ["@outputs('Make')?['deep'][0]?['a']?['|']", ['0 b ()']],
    ["@outputs('Again')?['owner']?['|']", PERSON],
    ["@outputs('Text')?['|']", []],
    ["@body('Make')?['|']", []],
    ["@body('Shape')[0]?['|']", ['0 Name ()', '0 Of age ()']],
    ["@first(body('Filter'))?['|']", ['0 Name ()', '0 Of age ()']],
    ["@outputs('Filter')?['|']", [BODY]],
    ["@triggerBody()?['|']", ['0 file ()', '0 text (Employee, string)']],
    ["@triggerBody()?['file']?['|']", ['0 name (string)']],
    ["@triggerOutputs()?['|']", [BODY, '0 headers ()']],
    ["@triggerOutputs()?['body']?['|']", ['0 file ()', '0 text (Employee, string)']],
    ["@variables('x')?['|']", []],
    ["@parameters('x')?['|']", []],
    ["@gone()?['|']", []],
    ["@outputs('Gone')?['|']", []],
    ["@outputs('Make')?['deep'][items('x')?['|']]", []],
  ] as const)
    it(`knows what stands at the cursor of ${expression}`, () => assert.deepEqual(listed(at(expression)), expected));

  for (const [expression, word, result] of [
    ["@body('Parse')?['|']", '', "@body('Parse')?['it''s']"],
    ["@body('Parse')?['ow|ner']?['x']", 'owner', "@body('Parse')?['it''s']?['x']"],
    ["@body('Parse')?['it''|s']", "it''s", "@body('Parse')?['it''s']"],
    ["@body('Parse')[|]", '', "@body('Parse')['it''s']"],
    ["@body('Parse')?['ow|", 'ow', "@body('Parse')?['it''s"],
    ["@concat(body('Parse')?['|, 'x')", '', "@concat(body('Parse')?['it''s, 'x')"],
  ] as const)
    it(`replaces the name and nothing else in ${expression}`, () => {
      const its = at(expression);
      assert.equal(replaced(its), word);
      assert.ok(made(its, "it's").includes(`"inputs": ${JSON.stringify(result)}`), made(its, "it's"));
    });

  it('is none in the midst of a quote that is doubled', () => {
    assert.deepEqual(labels(at("@body('Parse')?['it'|'s']")), []);
  });

  it('replaces a name behind a dot', () => {
    const its = at("@body('Parse')?.ow|ner['x']");
    assert.deepEqual(labels(its), ['list', 'none', 'owner'], 'only what can stand there');
    assert.ok(made(its, 'list').includes("@body('Parse')?.list['x']"));
  });

  it('knows the items that a loop goes through', () => {
    const inLoop = (foreach: string, expression: string): string[] => {
      const deeper = { type: 'Scope', actions: { In: { type: 'Compose', inputs: cursor(expression) } } };
      return listed(ask(solution() + flow({ actions: { Parse: parsed, Loop: { type: 'Foreach', foreach, actions: { Deep: deeper } } } })));
    };
    assert.deepEqual(inLoop("@body('Parse')?['list']", "@items('Loop')?['|']"), PERSON);
    assert.deepEqual(inLoop("@outputs('Parse')?['body']['list']", "@item()?['|']"), PERSON);
    assert.deepEqual(inLoop("@body('Parse')?['owner']", "@item()?['|']"), []);
    assert.deepEqual(inLoop("@items('Loop')", "@items('Loop')?['|']"), [], 'a loop through itself');
    assert.deepEqual(inLoop("@body('Parse')?['list']", "@items('Parse')?['|']"), []);
  });

  it('knows the items of the list that an action goes through, but not in what names the list', () => {
    const listing = (type: string, inputs: object): string[] =>
      listed(ask(solution() + flow({ actions: { Parse: parsed, Act: { type, inputs } } })));
    const from = "@body('Parse')?['list']";
    assert.deepEqual(listing('Query', { from, where: cursor("@equals(item()?['|'], 1)") }), PERSON);
    assert.deepEqual(listing('Select', { from, select: { a: cursor("@item()?['|']") } }), PERSON);
    assert.deepEqual(listing('Table', { from, format: 'CSV', columns: [{ header: 'x', value: cursor("@item()?['|']") }] }), PERSON);
    assert.deepEqual(listing('Query', { from: cursor("@item()?['|']"), where: '@true' }), []);
  });

  it('comes to an end where values are each other', () => {
    const round = { A: { type: 'Compose', inputs: "@outputs('B')" }, B: { type: 'Compose', inputs: "@outputs('A')" } };
    assert.deepEqual(listed(at("@outputs('A')?['|']", round)), []);
  });

  it('knows what a child flow answers', () => {
    const respond = (inputs: object): object => ({ type: 'Response', kind: 'PowerApp', inputs: { statusCode: 200, ...inputs } });
    const child = (...answers: readonly object[]): string =>
      metadata({ name: 'Child', id: CHILD_ID }) +
      flow({ name: 'Child', id: CHILD_ID, actions: Object.fromEntries(answers.map((it, i) => [`Respond_${i}`, respond(it)])) });
    const asked = (expression: string, ...answers: readonly object[]): string[] =>
      listed(
        ask(
          solution() +
            child(...answers) +
            flow({ actions: { Run: call(CHILD_ID), Here: { type: 'Compose', inputs: cursor(expression) } } }),
        ),
      );
    const schema = { type: 'object', properties: { result: { title: 'Result', ...text } } };
    assert.deepEqual(asked("@body('Run')?['|']", { schema, body: { result: 1 } }), ['0 result (Result, string)']);
    assert.deepEqual(asked("@outputs('Run')?['body']?['|']", { schema }, { body: { result: 'x', more: {} } }), [
      '0 more (object)',
      '0 result (Result, string)',
    ]);
    assert.deepEqual(asked("@outputs('Run')?['|']"), [BODY, '0 headers ()', '0 statusCode ()']);
    assert.deepEqual(asked("@body('Run')?['|']"), []);
  });

  it('offers what the flow reads of the same thing in another place', () => {
    const used = {
      One: { type: 'Compose', inputs: { a: "@outputs('get_items')?['body/value']", "@{outputs('Get_items')['body/key']}": 'x' } },
      Two: { type: 'Compose', inputs: "Hi @{outputs('Get_items')?['body']?['value'][0]?['Title']}, @{outputs('Other')?['body/no']}" },
      Three: {
        type: 'Compose',
        inputs: ["@body('Get_items')?['value']", "@outputs('Get_items')?['BODY/VALUE']", "outputs('Get_items')?['no']"],
      },
    };
    const known = [BODY, '0 headers ()', '0 statusCode ()'];
    const more = ['1 body/key (used in this flow)', '1 body/value (used in this flow)'];
    assert.deepEqual(listed(at("@outputs('Get_items')?['|']", used)), [...known, ...more]);
    assert.deepEqual(listed(at("@outputs('Get_items')?['body/mine|']", used)), [...known, ...more], 'not what is being typed');
    assert.deepEqual(listed(at("@outputs('Get_items')?['body']?['|']", used)), ['1 value (used in this flow)']);
    assert.deepEqual(listed(at("@outputs('Get_items')?['body']?['value'][3]?['|']", used)), ['1 Title (used in this flow)']);
    assert.deepEqual(listed(at("@body('Get_items')?['|']", used)), ['1 value (used in this flow)']);
    assert.deepEqual(listed(at("@outputs('Get_items').|", used)), known);
  });
});
