import * as assert from 'node:assert/strict';
import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import { crlf, flow, ID, metadata, solution } from '../support/solution';

const RULE = 'unknown-action';
const marked = (name: string): string => `{|${RULE}:${name}|}`;
const GET = { type: 'Http', inputs: { method: 'GET', uri: '@triggerBody()' } };
const text = (inputs: unknown, ...runAfter: string[]): object => ({
  type: 'Compose',
  inputs,
  runAfter: Object.fromEntries(runAfter.map((it) => [it, ['Succeeded']])),
});
const from = (actions: object, more: object = {}): string => solution({ flows: [ID] }) + metadata() + flow({ actions, ...more });
const reading = (expression: string): string => from({ Get_item: GET, Text: text(expression, 'Get_item') });

describe(RULE, () => {
  it('is the only thing said of the name', () => {
    checkAll(reading(`@outputs('${marked('Gone')}')`));
  });

  it('says who names it, and what is likely meant', () => {
    const message = (expression: string): string | undefined => checkFindings(RULE, reading(expression))[0]?.message;
    assert.equal(
      message(`@outputs('${marked('Gone')}')`),
      "The action 'Text' of flow 'Ask for leave' refers to the action 'Gone', which the flow does not have: name one that it has.",
    );
    assert.equal(
      message(`@outputs('${marked('Get item')}')`),
      "The action 'Text' of flow 'Ask for leave' refers to the action 'Get item', which the flow does not have; did you mean 'Get_item'?",
    );
    assert.equal(
      message(`@items('${marked('Each')}')`),
      "The action 'Text' of flow 'Ask for leave' refers to the loop 'Each', which the flow does not have: name one that it has.",
    );
  });

  it('looks at every function that takes the name of an action, in any letter case', () => {
    const functions =
      'outputs body actions result actionOutputs actionBody formDataValue formDataMultiValues multipartBody items iterationIndexes OUTPUTS';
    for (const name of functions.split(' ')) checkFindings(RULE, reading(`@${name}('${marked('Gone')}', 1)`));
    checkFindings(RULE, reading("@concat('Gone')"));
    checkFindings(RULE, reading("@outputs(concat('Gone', '1'))"));
  });

  it('looks everywhere: triggers, conditions, keys, escapes, and the outputs of the definition', () => {
    const gone = `@outputs('${marked('Gone')}')`;
    const triggers = { manual: { type: 'Request', kind: 'Button', inputs: {}, conditions: [{ expression: gone }] } };
    checkFindings(RULE, from({}, { triggers }));
    checkFindings(
      RULE,
      from({
        If: {
          type: 'If',
          expression: { and: [{ equals: [gone, 1] }] },
          actions: {},
          else: { actions: { Deep: text({ [`@{outputs('${marked('Key')}')}`]: 1 }) } },
        },
        Loop: { type: 'Foreach', foreach: gone, actions: {} },
        Until: { type: 'Until', expression: gone, actions: {}, limit: { count: 1 } },
        Quote: text(`say "@{outputs('${marked("It''s")}')}"`),
      }),
    );
    const [finding] = checkFindings(RULE, from({}).replace('"actions": {}', `"actions": {}, "outputs": { "a": { "value": "${gone}" } }`));
    assert.equal(
      finding?.message,
      "An output of flow 'Ask for leave' refers to the action 'Gone', which the flow does not have: name one that it has.",
    );
  });

  it('takes names of actions and of the trigger, at any depth and in any letter case', () => {
    checkFindings(RULE, reading("@concat(outputs('GET_ITEM'), body('manual'), outputs('Manual'), item(), variables('Gone'))"));
    const scope = { type: 'Scope', actions: { Deep: GET } };
    checkFindings(RULE, from({ Scope: scope, Text: text("@outputs('Deep')", 'Scope') }));
    for (const name of ['constructor', '__proto__']) checkFindings(RULE, reading(`@outputs('${marked(name)}')`));
  });

  it('is silent where the file is broken, for what is missing may stand there', () => {
    checkFindings(RULE, flow({ actions: { Text: text("@outputs('Gone')") } }).replace('"schemaVersion"', '"a": ?, "schemaVersion"'));
  });

  it('reads CRLF and minified text', () => {
    checkFindings(RULE, crlf(reading(`@outputs('${marked('Gone')}')`)));
    checkFindings(RULE, flow({ actions: { Text: text(`@outputs('${marked('Gone')}')`) }, indent: 0 }));
  });
});

describe(`the fix of ${RULE}`, () => {
  it('writes _ for blanks, wherever the name stands, as the action is called', () => {
    const both = (name: string): string =>
      from({
        Get_item: GET,
        A: text(`@outputs('${name}')`, 'Get_item'),
        B: text({ b: `x @{body('${name.toLowerCase()}')} y` }, 'Get_item'),
      });
    const actions = {
      Get_item: GET,
      A: text("@outputs('Get_item')", 'Get_item'),
      B: text({ b: "x @{body('Get_item')} y" }, 'Get_item'),
    };
    checkFixes(RULE, reading("@outputs('get Item')"), ["safe Write 'Get_item' *"]);
    checkFix(RULE, both('Get item'), "Write 'Get_item'", flow({ actions }));
  });

  it('writes a near name, which is for whoever reads it to judge', () => {
    checkFixes(RULE, reading("@outputs('Get_itme')"), ["review Write 'Get_item' *"]);
    checkFix(RULE, reading("@outputs('Get_itme')"), "Write 'Get_item'", reading("@outputs('Get_item')"));
    const two = from({ Get_1: GET, Get_2: GET, Text: text("@outputs('Get_3')", 'Get_1', 'Get_2') });
    checkFixes(RULE, two, ["review Write 'Get_1'", "review Write 'Get_2'"]);
    checkFixes(RULE, reading("@outputs('Gone')"), []);
  });

  it('writes quotes and escapes as the file wants them', () => {
    const named = (name: string): string => from({ [`It's_"x"`]: GET, Text: text(`@outputs('${name}')`, `It's_"x"`) });
    checkFix(RULE, named(`It''s "x"`), `Write 'It's_"x"'`, named(`It''s_"x"`));
  });

  it('offers only what can be named there', () => {
    checkFixes(RULE, from({ Get_item: GET, Text: text("@outputs('Get item')") }), []);
    checkFixes(RULE, from({ Get_item: GET, Text: text("@result('Get item')", 'Get_item') }), []);
    const scope = { type: 'Scope', actions: { Get_item: GET } };
    checkFixes(RULE, from({ My_scope: scope, Text: text("@result('My scope')", 'My_scope') }), ["safe Write 'My_scope' *"]);
    const loop = (name: string): string =>
      from({
        Each_item: { type: 'Foreach', foreach: '@triggerBody()', actions: { Text: text(`@items('${name}')`) } },
        Each_file: { type: 'Foreach', foreach: '@triggerBody()', actions: {} },
      });
    checkFixes(RULE, loop('Each item'), ["safe Write 'Each_item' *"]);
    checkFix(RULE, loop('Each item'), "Write 'Each_item'", loop('Each_item'));
    checkFixes(RULE, loop('Each_fil'), []);
    const until = { Do_until: { type: 'Until', expression: "@less(iterationIndexes('Do until'), 2)", limit: { count: 5 }, actions: {} } };
    checkFixes(RULE, from(until), ["safe Write 'Do_until' *"]);
  });
});
