import * as assert from 'node:assert/strict';
import { checkOffered, titlesAt } from '../support/offered';
import { flow, solution } from '../support/solution';

const SAME = "Write '@…' for '@{…}', which is the same text";
const KEEPS = "Write '@…' for '@{…}', which keeps the type of the value";

const solutionWith = (actions: object): string => solution() + flow({ actions });
const conversions = (action: object, looked: string): readonly string[] =>
  titlesAt(solutionWith({ A: action }), looked).filter((it) => it.startsWith('Write'));

const set = (type: string, variable: string): object => ({
  A: { type, inputs: { name: 'v', value: "@{body('B')}" } },
  V: { type: 'InitializeVariable', inputs: { variables: [{ name: 'V', type: variable }] } },
});

describe("writing '@x' for '@{x}'", () => {
  it('takes the braces away, and nothing else', () => {
    for (const [before, after] of [
      ["@{body('B')}", "@body('B')"],
      ["@{ outputs('It''s \"so\"\\n{} ü')?['a'] }", "@ outputs('It''s \"so\"\\n{} ü')?['a'] "],
      ['@{null}', '@null'],
      ["@{utcNow()?['x']}", "@utcNow()?['x']"],
    ] as const) {
      const source = solutionWith({ A: { type: 'Compose', inputs: [before] } });
      checkOffered(source, '@{', KEEPS, flow({ actions: { A: { type: 'Compose', inputs: [after] } } }));
    }
  });

  it('is the same where the value is a text anyway', () => {
    for (const [before, after] of [
      ["@{concat('a', body('B'))}", "@concat('a', body('B'))"],
      ["@{'{}'}", "@'{}'"],
      ['@{UTCNOW()}', '@UTCNOW()'],
    ] as const)
      checkOffered(
        solutionWith({ A: { type: 'Http', inputs: { method: 'GET', uri: before } } }),
        '@{',
        SAME,
        flow({ actions: { A: { type: 'Http', inputs: { method: 'GET', uri: after } } } }),
      );
  });

  it('is offered for one whole expression only', () => {
    for (const inputs of [
      "@{body('B')} ",
      " @{body('B')}",
      "@{body('B')}@{body('C')}",
      "@@{body('B')}",
      "@{body('B'}",
      "@{body('B')",
      '@{}',
    ])
      assert.deepEqual(conversions({ type: 'Compose', inputs }, '@{'), [], inputs);
  });

  it('is not offered where a text is wanted', () => {
    const value = "@{body('B')}";
    const texts: Readonly<Record<string, object>> = {
      'the address of a request': { type: 'Http', inputs: { method: 'GET', uri: value } },
      'its headers': { type: 'Http', inputs: { method: 'GET', uri: 'x', headers: { a: value } } },
      'its queries': { type: 'ApiConnection', inputs: { queries: { a: value } } },
      'the reason of a failure': { type: 'Terminate', inputs: { runStatus: 'Failed', runError: { message: value } } },
      'a moment': { type: 'Wait', inputs: { until: { timestamp: value } } },
      'a schema': { type: 'ParseJson', inputs: { schema: { title: value } } },
      'a limit': { type: 'Until', expression: '@true', limit: { timeout: value }, actions: {} },
      'a name of a property': { type: 'Compose', inputs: { [value]: 1 } },
      'a description': { type: 'Compose', description: value, inputs: 1 },
    };
    for (const [name, action] of Object.entries(texts)) assert.deepEqual(conversions(action, '@{'), [], name);
  });

  it('is offered where something else may be wanted', () => {
    const value = "@{body('B')}";
    const others: Readonly<Record<string, object>> = {
      'the body of a request': { type: 'Http', inputs: { method: 'POST', uri: 'x', body: { a: value } } },
      'what a loop runs over': { type: 'Foreach', foreach: value, actions: {} },
      'a condition': { type: 'If', expression: { equals: [value, 1] }, actions: {} },
      'the status of a response': { type: 'Response', inputs: { statusCode: value } },
      'a parameter of an operation': { type: 'OpenApiConnection', inputs: { parameters: { 'item/Count': value } } },
      'a number of times': { type: 'Until', expression: '@true', limit: { count: value }, actions: {} },
    };
    for (const [name, action] of Object.entries(others)) assert.deepEqual(conversions(action, '@{'), [KEEPS], name);
  });

  it('goes by the type of the variable', () => {
    const offered = (actions: object): readonly string[] => titlesAt(solutionWith(actions), '@{').filter((it) => it.startsWith('Write'));
    assert.deepEqual(offered(set('SetVariable', 'Integer')), [KEEPS]);
    assert.deepEqual(offered(set('SetVariable', 'String')), []);
    assert.deepEqual(offered({ A: { type: 'SetVariable', inputs: { name: 'v', value: "@{body('B')}" } } }), [], 'it may be a text');
    assert.deepEqual(offered(set('AppendToArrayVariable', 'Array')), [KEEPS]);
    assert.deepEqual(offered(set('AppendToStringVariable', 'String')), []);
    for (const [type, expected] of [
      ['object', [KEEPS]],
      ['string', []],
    ] as const)
      assert.deepEqual(
        offered({ A: { type: 'InitializeVariable', inputs: { variables: [{ name: 'v', type, value: "@{body('B')}" }] } } }),
        expected,
      );
  });
});
