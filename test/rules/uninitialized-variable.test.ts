import * as assert from 'node:assert/strict';
import { checkAll, checkFindings } from '../support/check';
import { BUTTON, ID, crlf, flow, metadata, solution } from '../support/solution';

const RULE = 'uninitialized-variable';

const mark = (name: string): string => `{|${RULE}:${name}|}`;
const after = (...names: readonly string[]): object => Object.fromEntries(names.map((it) => [it, ['Succeeded']]));
const start = (name = 'total', runAfter: object = {}, value?: unknown): object => ({
  type: 'InitializeVariable',
  inputs: { variables: [{ name, type: 'integer', value }] },
  runAfter,
});
const read = (name: string, runAfter: object = {}): object => ({ type: 'Compose', inputs: `@variables('${name}')`, runAfter });
const write = (name: string, runAfter: object = {}, type = 'SetVariable'): object => ({ type, inputs: { name, value: 1 }, runAfter });
const scope = (actions: object, runAfter: object = {}): object => ({ type: 'Scope', actions, runAfter });
const check = (actions: object, triggers: object = BUTTON): readonly string[] =>
  checkFindings(RULE, solution() + flow({ actions, triggers })).map((it) => it.message);

describe(RULE, () => {
  it('is the only thing said of the variable', () => {
    checkAll(solution({ flows: [ID] }) + metadata() + flow({ actions: { Set_total: write(mark('total')) } }));
  });

  it('finds what is initialized nowhere, read and written', () => {
    assert.deepEqual(
      check({
        Start: start(),
        Sum: {
          type: 'Compose',
          inputs: { [`@{variables('${mark('sum')}')}`]: [`a @{add(variables('${mark('totl')}'), 1)}`] },
        },
        Set: write(mark('sum'), after('Start')),
        Add: write(mark('sum'), after('Start'), 'incrementvariable'),
      }),
      [
        "The action 'Sum' of flow 'Askforleave' reads the variable 'sum', which is initialized nowhere: initialize it at the top of the flow.",
        "The action 'Sum' of flow 'Askforleave' reads the variable 'totl', which is initialized nowhere; did you mean 'total'?",
        "The action 'Set' of flow 'Askforleave' writes the variable 'sum', which is initialized nowhere: initialize it at the top of the flow.",
        "The action 'Add' of flow 'Askforleave' writes the variable 'sum', which is initialized nowhere: initialize it at the top of the flow.",
      ],
    );
  });

  it('finds what need not run after the initialization', () => {
    assert.deepEqual(
      check({
        Other: start('other'),
        Start: start('total', after('Other')),
        Beside: read(mark('total'), after('Other')),
        Before: scope({ Inside: scope({ Set: write(mark('TOTAL')) }) }, after('Other')),
        Behind: scope(
          { If: { type: 'If', expression: { equals: ["@variables('total')", 1] }, actions: { Set: write('Total') } } },
          { start: ['Failed'] },
        ),
        Last: read('total', after('Behind')),
      }),
      [
        "The action 'Beside' of flow 'Askforleave' reads the variable 'total', but need not run after 'Start', which initializes it: let it run after that.",
        "The action 'Set' of flow 'Askforleave' writes the variable 'TOTAL', but need not run after 'Start', which initializes it: let it run after that.",
      ],
    );
  });

  it('finds a variable whose first value is made from itself, and one made from a later one', () => {
    assert.deepEqual(
      check({
        A: start('a', {}, `@variables('${mark('a')}')`),
        B: start('b', after('A'), `@add(variables('a'), variables('${mark('c')}'))`),
        C: start('c', after('B')),
      }),
      [
        "The action 'A' of flow 'Askforleave' reads the variable 'a', which it initializes itself: give it another value.",
        "The action 'B' of flow 'Askforleave' reads the variable 'c', but need not run after 'C', which initializes it: let it run after that.",
      ],
    );
  });

  it('finds every variable that a trigger names', () => {
    const expression = `@equals(variables('${mark('total')}'), 1)`;
    assert.deepEqual(check({ Start: start() }, { manual: { ...BUTTON.manual, conditions: [{ expression }] } }), [
      "The trigger 'manual' of flow 'Askforleave' reads the variable 'total', but no variable has a value before the flow has started: leave it out.",
    ]);
  });

  it('finds those that the outputs of the definition name', () => {
    const outputs = (name: string): string =>
      flow({ actions: { Start: start() } }).replace(
        '"triggers"',
        `"outputs": { "o": { "type": "Int", "value": "@variables('${name}')" } }, "triggers"`,
      );
    checkFindings(RULE, solution() + outputs('total'));
    assert.deepEqual(
      checkFindings(RULE, solution() + outputs(mark('other'))).map((it) => it.message),
      ["The outputs of flow 'Askforleave' name the variable 'other', which is initialized nowhere: initialize it at the top of the flow."],
    );
  });

  it('takes an initialization in the place where it stands, though it must not stand there', () => {
    const branches = { actions: { Start: start() }, else: { actions: { Read: read('total') } } };
    check({
      S: scope({ Start: start(), Read: read('total', after('Start')), Before: read(mark('total')) }),
      Behind: read('total', after('S')),
      Beside: read(mark('total')),
    });
    check({ If: { type: 'If', expression: '@true', ...branches, runAfter: {} } });
  });

  it('reads other writings of the file, and names with quotes', () => {
    const source = (name: string, written: string): string =>
      solution() + flow({ actions: { Start: start("it's"), Read: read(written, after('Start')), Wrong: read(mark(name)) } });
    checkFindings(RULE, crlf(source('x', "it''s")));
    checkFindings(RULE, source('a"b', "it''s"));
  });

  it('says nothing where it cannot be known', () => {
    check({ Start: { ...start(), inputs: { variables: [{ name: "@{parameters('n')}", type: 'string' }] } }, Read: read('x') });
    check({ Start: { ...start(), inputs: {} }, Read: read('x') });
    check({ Set: write("@parameters('n')"), Empty: write('') });
    check({ Start: start(), Gone: read('total', after('Nowhere')) });
    checkFindings(RULE, `${solution()}${flow({ actions: { Read: read('x') } }).replace(/\}\n$/, '')}`);
  });
});
