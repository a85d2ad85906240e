import * as assert from 'node:assert/strict';
import { completionCard, completions, type Completion } from '../../server/src/core';
import { minified, sceneOf } from '../support/check-fix';
import { readFixture } from '../support/fixture';
import { crlf, flow, operation, solution } from '../support/solution';
import { ask, AT, listed, made, none, replaced, type Asked } from './completed';

const after = (...names: readonly string[]): object => Object.fromEntries(names.map((it) => [it, ['Succeeded']]));
const compose = (inputs: unknown, ...names: readonly string[]): object => ({ type: 'Compose', inputs, runAfter: after(...names) });
const variable = (name: string, type: string, ...names: readonly string[]): object => ({
  type: 'InitializeVariable',
  inputs: { variables: [{ name, type }] },
  runAfter: after(...names),
});

/** Where something is typed: a text for each. */
interface Typed {
  readonly trigger?: unknown;
  readonly loop?: unknown;
  readonly inLoop?: unknown;
  readonly inDeep?: unknown;
  readonly until?: unknown;
  readonly inUntil?: unknown;
  readonly here?: unknown;
  readonly set?: unknown;
  readonly last?: unknown;
}

/** A flow with a branch that nothing waits for, a scope, loops in loops, and what runs before and behind `Here`. */
function typing(typed: Typed): string {
  const actions = {
    Set_up: variable('total', 'Integer'),
    Set_up_list: variable('list', 'array', 'Set_up'),
    Get_items: { ...operation('shared_teams'), runAfter: after('Set_up_list') },
    Beside: compose(1, 'Get_items'),
    Work: {
      type: 'Scope',
      actions: { "It's_first": compose({ a: 1 }), Then: compose(2, "It's_first") },
      runAfter: after('Get_items'),
    },
    Each: {
      type: 'Foreach',
      foreach: typed.loop ?? '@outputs(1)',
      actions: {
        Begin: compose(1),
        In_each: compose(typed.inLoop ?? 2, 'Begin'),
        Deep: { type: 'Foreach', foreach: '@x()', actions: { In_deep: compose(typed.inDeep ?? 3) }, runAfter: after('In_each') },
      },
      runAfter: after('Work'),
    },
    Wait_for_it: {
      type: 'Until',
      expression: typed.until ?? '@true',
      actions: { In_until: compose(typed.inUntil ?? 1) },
      runAfter: after('Each'),
    },
    Here: compose(typed.here ?? 1, 'Wait_for_it'),
    Set_total: { type: 'SetVariable', inputs: { name: 'total', value: typed.set ?? 1 }, runAfter: after('Here') },
    Last: compose(typed.last ?? 1, 'Set_total'),
  };
  const triggers = { manual: { type: 'Request', kind: 'Button', inputs: { schema: {}, more: typed.trigger ?? 1 } } };
  return solution() + flow({ actions, triggers, parameters: { Limit: { type: 'Int' }, $authentication: {} } });
}

/** A `|` is the cursor. */
const cursor = (text: string): string => text.replace('|', () => AT);
const asked = (typed: Typed): Asked => ask(typing(typed));
const at = (text: string): Asked => asked({ here: cursor(text) });
const labels = ({ found }: Asked): string[] => found.map((it) => it.label);

const BEFORE_HERE = ['Wait_for_it', 'In_until', 'Each', 'Work', 'Then', "It's_first", 'Get_items', 'Set_up_list', 'Set_up'];

/** The functions that mean something anywhere. */
const EVERYWHERE = labels(at('@|'));

describe('completion of a function', () => {
  it('offers all that flows can call, those that are no longer to be used at last', () => {
    const { found } = at('@|');
    assert.ok(found.length > 130);
    assert.deepEqual(
      found.filter((it) => it.rank > 0).map((it) => [it.rank, it.label, it.isDeprecated]),
      ['actionBody', 'actionOutputs', 'decodeBase64', 'decodeDataUri', 'encodeBase64', 'parse'].map((it) => [1, it, true]),
    );
    const hidden = ['repeatItems', 'repeatItem', 'triggers', 'appsetting', 'agentParameters', 'item', 'items', 'iterationIndexes'];
    assert.deepEqual(
      hidden.filter((it) => labels({ found } as Asked).includes(it)),
      [],
    );
  });

  it('shows the signature, and writes the parentheses with the cursor inside', () => {
    const one = (label: string, text = '@|'): Completion | undefined =>
      asked({ inLoop: cursor(text) }).found.find((it) => it.label === label);
    const { span, ...concat } = one('concat')!;
    assert.equal(span.end - span.start, 0);
    assert.deepEqual(concat, {
      text: 'concat',
      label: 'concat',
      detail: 'concat(text1: string, ...textN: string): string',
      kind: 'function',
      filter: 'concat',
      rank: 0,
      id: 'concat',
      snippet: 'concat($0)',
    });
    const written = (label: string, text?: string): unknown[] => [one(label, text)?.text, one(label, text)?.snippet];
    assert.deepEqual(written('outputs'), ['outputs', "outputs('$1')"]);
    assert.deepEqual(written('variables'), ['variables', "variables('$1')"]);
    assert.deepEqual(written('item'), ['item()', undefined]);
    assert.deepEqual(written('utcNow'), ['utcNow', 'utcNow($0)']);
    assert.deepEqual(written('outputs', "@out|('x')"), ['outputs', undefined], 'the parentheses are there');
    assert.deepEqual(written('item', '@it| ()'), ['item', undefined]);
  });

  for (const [text, word, result] of [
    ['@|', '', '@concat'],
    ['@co|', 'co', '@concat'],
    ['@c|o', 'co', '@concat'],
    ['@|outputs(1)', 'outputs', '@concat(1)'],
    ['@{|}', '', '@{concat}'],
    ['Hi @{c|}, you', 'c', 'Hi @{concat}, you'],
    ['Hi @{|, it is late', '', 'Hi @{concat, it is late'],
    ['@{utcNow()} @{|}', '', '@{utcNow()} @{concat}'],
    ['@length(|)', '', '@length(concat)'],
    ['@length(|', '', '@length(concat'],
    ["@if(equals(1, '),('), |, 3)", '', "@if(equals(1, '),('), concat, 3)"],
    ["@if( tr|, 'a')", 'tr', "@if( concat, 'a')"],
    ['@if(true|)', 'true', '@if(concat)'],
    ["@outputs('x')?[c|]", 'c', "@outputs('x')?[concat]"],
    ['@outputs(c|)', 'c', '@outputs(concat)'],
    ["@formDataValue('x', |)", '', "@formDataValue('x', concat)"],
  ] as const)
    it(`replaces the word and nothing else in ${text}`, () => {
      const its = at(text);
      assert.deepEqual(labels(its), EVERYWHERE);
      assert.equal(replaced(its), word);
      assert.equal(made(its, 'concat'), made(its, 'concat').replace(JSON.stringify(text), JSON.stringify(result)));
      assert.ok(made(its, 'concat').includes(JSON.stringify(result)), result);
    });

  for (const text of [
    '|',
    'a|',
    'a@|',
    'mail me: a@ {|',
    '@@|',
    '@@{|}',
    ' @|',
    '@{utcNow()}|',
    '@{utcNow()} co|',
    '|@{utcNow()}',
    "@'|'",
    "@'a, (|",
    "@concat('|')",
    "@concat('a, b(|', 1)",
    "@concat('it''s @{|', 1)",
    '@concat()|',
    '@concat() |',
    '@1|',
    "@concat(|'a')",
    "@concat('a' |)",
    '@concat(1|)',
    "@outputs('x')?|",
    "@outputs('x')[0|]",
    "@outputs('x')['a']|",
    "@outputs('x', '|')",
    '@concat("|")',
    '@{a}|{b}',
  ])
    it(`is none in ${text}`, () => assert.deepEqual(labels(at(text)), []));

  it('knows item() in loops and in what goes through a list, and items() in loops', () => {
    const more = (its: Asked): string[] => labels(its).filter((it) => !EVERYWHERE.includes(it));
    assert.deepEqual(more(asked({ inLoop: cursor('@|') })), ['item', 'items']);
    assert.deepEqual(more(asked({ inUntil: cursor('@|') })), ['iterationIndexes']);
    assert.deepEqual(more(asked({ until: cursor('@|') })), ['iterationIndexes']);
    assert.deepEqual(more(asked({ loop: cursor('@|') })), []);
    const query = (inputs: object): string[] => more(ask(solution() + flow({ actions: { Filter: { type: 'Query', inputs } } })));
    assert.deepEqual(query({ from: '@x()', where: cursor('@|') }), ['item']);
    assert.deepEqual(query({ from: cursor('@|'), where: '@true' }), []);
  });

  it('is there in names of properties, and none where nothing is evaluated', () => {
    assert.deepEqual(labels(asked({ here: { [cursor('@{|}x')]: 1 } })), EVERYWHERE);
    assert.deepEqual(labels(asked({ here: [{ a: [cursor('@|')] }] })), EVERYWHERE);
    const action = (its: object): string => solution() + flow({ actions: { Act: { type: 'Compose', inputs: 1, ...its } } });
    for (const its of [{ description: cursor('@|') }, { kind: cursor('@|') }, { metadata: { a: cursor('@|') } }]) none(action(its));
    none(solution() + flow({ actions: { [cursor('@|')]: {} } }));
    none(solution() + flow({ actions: { Act: { [cursor('@|')]: 1 } } }));
    none(solution() + flow({ parameters: { A: { defaultValue: cursor('@|') } } }));
    none(
      solution() + flow({ actions: { Act: { type: 'Switch', expression: '@x()', cases: { [cursor('@|')]: { case: 1, actions: {} } } } } }),
    );
  });

  it('offers what says yes or no as a key of a condition', () => {
    const keys = (expression: object): Asked => ask(solution() + flow({ actions: { Decide: { type: 'If', expression, actions: {} } } }));
    const all = [
      ...['and', 'bool', 'contains', 'empty', 'endsWith', 'equals', 'greater', 'greaterOrEquals', 'isFloat', 'isInt', 'less'],
      ...['lessOrEquals', 'not', 'or', 'startsWith', 'strongEquals'],
    ];
    for (const expression of [{ [cursor('|')]: [] }, { [cursor('eq|x')]: [] }, { and: [{ not: { [cursor('eq|')]: [1, 2] } }] }]) {
      const its = keys(expression);
      assert.deepEqual(labels(its), all);
      assert.ok(made(its, 'equals').includes('"equals": ['));
      assert.deepEqual([its.found[0]?.text, its.found[0]?.snippet], ['and', undefined]);
    }
    assert.deepEqual(labels(keys({ equals: [cursor('@|'), 1] })), EVERYWHERE);
    assert.deepEqual(labels(keys({ equals: [cursor('|'), 1] })), []);
  });

  it('has a card', () => {
    const { uri, scene } = at('@|');
    assert.match(completionCard(uri, 'function', 'concat', scene) ?? '', /^`concat\(text1: string, \.\.\.textN: string\): string`\n\n/);
    assert.match(completionCard(uri, 'action', 'Get_items', scene) ?? '', /Get\\_items/);
    assert.match(completionCard(uri, 'flow-variable', 'total', scene) ?? '', /total[^]*integer/);
    assert.match(completionCard(uri, 'parameter', 'Limit', scene) ?? '', /Limit/);
    for (const kind of ['function', 'action', 'property'] as const) assert.equal(completionCard(uri, kind, 'gone', scene), undefined);
  });
});

describe('completion of the name of an action', () => {
  it('offers what has run, the nearest first, and nothing that a loop holds', () => {
    const its = at("@outputs('|')");
    assert.deepEqual(labels(its), BEFORE_HERE);
    assert.deepEqual(
      its.found.map((it) => it.rank),
      BEFORE_HERE.map((_, i) => i),
    );
    assert.deepEqual(
      its.found.map((it) => it.detail),
      ['Until', 'Compose', 'Foreach', 'Scope', 'Compose', 'Compose', 'DoIt', 'InitializeVariable', 'InitializeVariable'],
    );
  });

  for (const by of ['body', 'actions', 'Outputs', 'formDataValue', 'formDataMultiValues', 'multipartBody', 'actionOutputs', 'actionBody'])
    it(`does so in ${by}`, () => assert.deepEqual(labels(at(`@${by}('|`)), BEFORE_HERE));

  it('offers in result only what holds others', () => {
    assert.deepEqual(labels(at("@result('|')")), ['Wait_for_it', 'Each', 'Work']);
  });

  it('offers an action that does not say yet what it runs after those that stand before it', () => {
    const offered = (here: object): string[] =>
      labels(ask(solution() + flow({ actions: { A: compose(1), B: compose(1, 'Here'), C: compose(1), Here: here, D: compose(1) } })));
    const act = { type: 'Compose', inputs: cursor("@outputs('|')") };
    assert.deepEqual(offered(act), ['C', 'A']);
    assert.deepEqual(offered({ ...act, runAfter: {} }), []);
  });

  it('looks out of loops and branches', () => {
    const outside = BEFORE_HERE.slice(3);
    assert.deepEqual(labels(asked({ inLoop: cursor("@outputs('|')") })), ['Begin', ...outside]);
    assert.deepEqual(labels(asked({ inDeep: cursor("@outputs('|')") })), ['In_each', 'Begin', ...outside]);
    assert.deepEqual(labels(asked({ loop: cursor("@outputs('|')") })), outside);
    assert.deepEqual(labels(asked({ inUntil: cursor("@outputs('|')") })), ['Each', ...outside]);
  });

  it('lets the condition of an Until look at what it holds', () => {
    assert.deepEqual(labels(asked({ until: cursor("@outputs('|')") })), ['In_until', 'Wait_for_it', 'Each', ...BEFORE_HERE.slice(3)]);
  });

  it('is none in a trigger, and all there is in the outputs of the definition', () => {
    assert.deepEqual(labels(asked({ trigger: cursor("@outputs('|')") })), []);
    const text = typing({}).replace('"actions": {', () => `"outputs": { "x": { "value": "${cursor("@outputs('|')")}" } }, "actions": {`);
    assert.deepEqual(labels(ask(text)), ['Last', 'Set_total', 'Here', ...BEFORE_HERE.slice(0, 6), 'Beside', ...BEFORE_HERE.slice(6)]);
  });

  it('offers the loops that hold the place, from the inside out', () => {
    assert.deepEqual(labels(asked({ inDeep: cursor("@items('|')") })), ['Deep', 'Each']);
    assert.deepEqual(labels(asked({ inLoop: cursor("@items('|')") })), ['Each']);
    assert.deepEqual(labels(asked({ loop: cursor("@items('|')") })), []);
    assert.deepEqual(labels(asked({ inUntil: cursor("@items('|')") })), []);
    assert.deepEqual(labels(asked({ inUntil: cursor("@iterationIndexes('|')") })), ['Wait_for_it']);
    assert.deepEqual(labels(asked({ until: cursor("@iterationIndexes('|')") })), ['Wait_for_it']);
    assert.deepEqual(labels(asked({ inLoop: cursor("@iterationIndexes('|')") })), []);
  });

  for (const [text, word, result] of [
    ["@outputs('|')", '', "@outputs('Get_items')"],
    ["@outputs('G|et items')", 'Get items', "@outputs('Get_items')"],
    ["@outputs('it''s |so')['a']", "it''s so", "@outputs('Get_items')['a']"],
    ["@outputs('Ge|t", 'Get', "@outputs('Get_items"],
    ["@outputs('Ge|t)", 'Get', "@outputs('Get_items)"],
    ["@concat(outputs('|, 'x')", '', "@concat(outputs('Get_items, 'x')"],
    ["@concat(outputs('|, variables('x'))", '', "@concat(outputs('Get_items, variables('x'))"],
    ["@concat(outputs('|'), variables('x'))", '', "@concat(outputs('Get_items'), variables('x'))"],
    ['@outputs(|)', '', "@outputs('Get_items')"],
    ['@outputs( |', '', "@outputs( 'Get_items'"],
    ["Hi @{outputs('Ge|')} and 'you'", 'Ge', "Hi @{outputs('Get_items')} and 'you'"],
    ["Hi @{outputs('Ge|} and it's", 'Ge', "Hi @{outputs('Get_items} and it's"],
    ["@if(equals(body('a')['b'], outputs('|'", '', "@if(equals(body('a')['b'], outputs('Get_items'"],
  ] as const)
    it(`replaces the name and nothing else in ${text}`, () => {
      const its = at(text);
      assert.deepEqual(labels(its), BEFORE_HERE);
      assert.equal(replaced(its), word);
      assert.ok(made(its, 'Get_items').includes(`"inputs": ${JSON.stringify(result)}`), made(its, 'Get_items'));
    });

  it('is none in front of a name that is there, and in names that are computed', () => {
    for (const text of ["@outputs(|'x')", "@outputs(concat('|'))", "@outputs('x'|)"]) assert.deepEqual(labels(at(text)), [], text);
  });

  it('doubles quotes', () => {
    const it = at("@outputs('|')").found.find(({ label }) => label === "It's_first");
    assert.deepEqual([it?.text, it?.filter], ["It''s_first", "It''s_first"]);
    assert.equal(at('@outputs(|)').found.find(({ label }) => label === "It's_first")?.text, "'It''s_first'");
  });

  it('escapes for JSON what an expression does not', () => {
    const actions = { 'say "hi"': compose(1), Here: compose(cursor("@outputs('|')"), 'say "hi"') };
    assert.equal(ask(solution() + flow({ actions })).found[0]?.text, 'say \\"hi\\"');
  });
});

describe('completion of a name in a text that is broken or written otherwise', () => {
  /** Puts JSON as it stands in the place of what `Here` says. */
  const raw = (json: string): Asked => ask(typing({ here: 'PLACE' }).replace('"PLACE"', () => cursor(json)));

  for (const [json, word, result] of [
    [`"@outputs('Ge|`, 'Ge', `"@outputs('Get_items`],
    [`"@outputs('|,`, '', `"@outputs('Get_items,`],
    [`"@concat(outputs('|'), 'x')`, '', `"@concat(outputs('Get_items'), 'x')`],
    [`"@outputs('Ge|t it`, 'Get', `"@outputs('Get_items it`],
    [`"@outputs(\\u0027G|e\\u0027)"`, 'Ge', `"@outputs(\\u0027Get_items\\u0027)"`],
    [`"\\u0040outputs('\\u0047|\\u0065')"`, '\\u0047\\u0065', `"\\u0040outputs('Get_items')"`],
    [`"\\t@{outputs('G|e')}\\n"`, 'Ge', `"\\t@{outputs('Get_items')}\\n"`],
    [`"@concat('\\"', outputs('|'))"`, '', `"@concat('\\"', outputs('Get_items'))"`],
    [`{ "@{outputs('G|')}odata": 1 }`, 'G', `{ "@{outputs('Get_items')}odata": 1 }`],
    [`{ "@{outputs('G|\n }`, 'G', `{ "@{outputs('Get_items\n }`],
  ] as const)
    it(`replaces the name in ${json}`, () => {
      const its = raw(json);
      assert.deepEqual(labels(its), BEFORE_HERE);
      assert.equal(replaced(its), word);
      assert.ok(made(its, 'Get_items').includes(result), made(its, 'Get_items'));
    });

  it('is none inside an escape', () => {
    for (const json of [`"@outputs(\\u00|27Ge\\u0027)"`, `"@outputs('a\\|n')"`]) assert.deepEqual(labels(raw(json)), []);
  });

  it('does the same with CRLF, minified, and where the text ends too early', () => {
    const source = typing({ here: cursor("@outputs('Ge|t')") });
    assert.deepEqual(labels(ask(crlf(source))), BEFORE_HERE);
    assert.equal(replaced(ask(crlf(source))), 'Get');
    const { files, marks } = readFixture(source);
    const uri = marks[0]!.uri;
    const small = new Map([...files].map(([it, text]) => [it, minified(text, it)]));
    const text = small.get(uri)!;
    const begin = text.indexOf("outputs('Get')") + "outputs('Ge".length;
    for (const its of [text, `${text.slice(0, begin)}${text.slice(begin + 't\')"'.length)}`]) {
      const scene = sceneOf(new Map([...small, [uri, its]]));
      const found = completions(uri, begin, scene);
      assert.deepEqual(labels({ found, text: its, uri, scene }), BEFORE_HERE);
      assert.equal(replaced({ found, text: its, uri, scene }), its === text ? 'Get' : 'Ge');
    }
    const short = new Map([...small, [uri, text.slice(0, begin)]]);
    assert.deepEqual(
      completions(uri, begin, sceneOf(short)).map((it) => it.label),
      ['Wait_for_it', 'In_until', 'Each', 'Work', 'Then', "It's_first", 'Beside', ...BEFORE_HERE.slice(6)],
      'all that stand before it, for nothing says yet what it runs after',
    );
  });
});

describe('completion of a variable', () => {
  it('offers those that are set up before, with their types', () => {
    assert.deepEqual(listed(at("@variables('|')")), ['0 list (array)', '0 total (integer)']);
    assert.deepEqual(listed(asked({ inDeep: cursor('@{variables(|)}') })), ['0 list (array)', '0 total (integer)']);
    assert.equal(at('@variables(|)').found[0]?.text, "'list'");
    const late =
      solution() +
      flow({ actions: { A: variable('a', 'String'), B: compose(cursor("@variables('|')"), 'A'), C: variable('c', 'string', 'B') } });
    assert.deepEqual(listed(ask(late)), ['0 a (string)']);
    assert.deepEqual(listed(asked({ trigger: cursor("@variables('|')") })), []);
  });

  it('leaves out the one that is being set', () => {
    assert.deepEqual(listed(asked({ set: cursor("@variables('|')") })), ['0 list (array)']);
  });

  it('offers in the name of what writes one those of a type that fits', () => {
    const types = ['string', 'Array', 'integer', 'float', 'boolean', 'object'];
    const starts = types.map((it, i) => [`V${i}`, variable(`its ${it}`, it, ...(i > 0 ? [`V${i - 1}`] : []))] as const);
    const write = (type: string, name: string): Asked =>
      ask(
        solution() + flow({ actions: { ...Object.fromEntries(starts), W: { type, inputs: { name, value: 1 }, runAfter: after('V5') } } }),
      );
    const named = (type: string): string[] => labels(write(type, AT)).map((it) => it.slice(4));
    assert.deepEqual(named('SetVariable'), ['Array', 'boolean', 'float', 'integer', 'object', 'string']);
    assert.deepEqual(named('AppendToArrayVariable'), ['Array']);
    assert.deepEqual(named('AppendToStringVariable'), ['string']);
    assert.deepEqual(named('IncrementVariable'), ['float', 'integer']);
    assert.deepEqual(named('decrementvariable'), ['float', 'integer']);
    assert.deepEqual(named('Compose'), []);
    const its = write('SetVariable', `its ${AT}string`);
    assert.equal(replaced(its), 'its string');
    assert.ok(made(its, 'its float').includes('"name": "its float"'));
    const missing = ask(
      solution() +
        flow({
          actions: { V: variable('a', 'array'), W: { type: 'SetVariable', inputs: { name: 'PLACE' }, runAfter: after('V') } },
        }).replace('"PLACE"', AT),
    );
    assert.ok(made(missing, 'a').includes('"name": "a"'));
  });
});

describe('completion of a parameter', () => {
  it('offers those that are declared, but none of the platform', () => {
    assert.deepEqual(listed(at("@parameters('|')")), ['0 Limit ()']);
    const declared = { 'Site (con_Site)': { type: 'String', metadata: { schemaName: 'con_Site' } } };
    const its = ask(solution() + flow({ parameters: declared, actions: { Act: compose(cursor("@parameters('|')")) } }));
    assert.deepEqual(listed(its), ['0 Site (con_Site) (con_Site)']);
  });
});

describe('completion in runAfter', () => {
  const acts = (runAfter: unknown, here: object = {}): string =>
    solution() +
    flow({
      actions: {
        First: compose(1),
        Second: compose(1, 'First'),
        Here: { type: 'Compose', inputs: 1, runAfter, ...here },
        Next: compose(1, 'Here'),
        Later: compose(1, 'Next', 'Second'),
        Alone: { type: 'Scope', actions: { Inside: compose(1) } },
      },
    });

  it('offers the actions beside it that do not wait for it, and none twice', () => {
    assert.deepEqual(listed(ask(acts({ [AT]: ['Succeeded'] }))), ['0 Alone (Scope)', '1 Second (Compose)', '2 First (Compose)']);
    assert.deepEqual(labels(ask(acts({ first: ['Succeeded'], [`Sec${AT}ond`]: ['Succeeded'] }))), ['Alone', 'Second']);
    assert.equal(replaced(ask(acts({ [`Sec${AT}ond x`]: [] }))), 'Second x');
    assert.ok(made(ask(acts({ [`Sec${AT}`]: ['Failed'] })), 'Second').includes('"Second": ['));
  });

  it('stays among the actions of the block', () => {
    const inside = { type: 'Scope', actions: { A: compose(1), B: { ...compose(1), runAfter: { [AT]: [] } } }, runAfter: {} };
    assert.deepEqual(labels(ask(acts({}, inside))), ['A']);
  });

  it('offers a key with its quotes, and one that is not closed', () => {
    const raw = (json: string): Asked => ask(acts('PLACE').replace('"PLACE"', () => cursor(json)));
    for (const [json, result] of [
      ['{|}', '{"Second"}'],
      ['{ | }', '{ "Second" }'],
      ['{ Se| }', '{ "Second" }'],
      ['{ "Se| }', '{ "Second }'],
      ['{ "|" }', '{ "Second" }'],
      ['{\n "Se|\n }', '{\n "Second\n }'],
      ['{ "Alone": [], | }', '{ "Alone": [], "Second" }'],
      ['{ "Se|"\n "Alone": ["Failed"] }', '{ "Second"\n "Alone": ["Failed"] }'],
    ] as const) {
      const its = raw(json);
      assert.deepEqual(labels(its), json.includes('Alone') ? ['Second', 'First'] : ['Alone', 'Second', 'First'], json);
      assert.ok(made(its, 'Second').includes(result), made(its, 'Second'));
    }
    for (const json of ['| {}', '{} |', '{ "Second"|: [] }', '{ "Second": [] | }', '{ "Second": {|} }'])
      assert.deepEqual(labels(raw(json)), [], json);
  });

  it('offers the states that the list does not have', () => {
    const states = (...list: string[]): string[] => listed(ask(acts({ Second: list })));
    assert.deepEqual(states(AT), ['0 Succeeded ()', '1 Failed ()', '2 Skipped ()', '3 TimedOut ()']);
    assert.deepEqual(states('SUCCEEDED', `Fa${AT}iled`), ['1 Failed ()', '2 Skipped ()', '3 TimedOut ()']);
    const raw = (json: string): Asked => ask(acts('PLACE').replace('"PLACE"', () => cursor(json)));
    for (const [json, result] of [
      ['{ "Second": [|] }', '{ "Second": ["Skipped"] }'],
      ['{ "Second": ["Failed", |] }', '{ "Second": ["Failed", "Skipped"] }'],
      ['{ "Second": ["Sk|] }', '{ "Second": ["Skipped] }'],
    ] as const)
      assert.ok(made(raw(json), 'Skipped').includes(result), json);
  });
});

describe('completion of a type', () => {
  it('offers those of actions or of triggers', () => {
    const action = ask(solution() + flow({ actions: { Act: { type: `Com${AT}pose` } } }));
    assert.ok(labels(action).includes('Foreach') && !labels(action).includes('Request'));
    assert.equal(replaced(action), 'Compose');
    const trigger = ask(solution() + flow({ triggers: { When: { type: AT } } }));
    assert.ok(labels(trigger).includes('Request') && !labels(trigger).includes('Foreach'));
    none(solution() + flow({ actions: { Act: { type: 'Compose', inputs: { type: AT } } } }));
  });
});

describe('completion in a text nobody evaluates', () => {
  it('pops up for no key that asks for it', () => {
    for (const key of ['"', "'", '/', '>', '@', '{', '(', '[', ',', '.']) {
      assert.deepEqual(labels(asked({ here: `Dear ${key === '"' ? "'" : key}${AT}` })), [], key);
      assert.deepEqual(labels(asked({ here: `a${key === '"' ? "'" : key}${AT} b@c.de` })), [], key);
    }
  });
});
