import * as assert from 'node:assert/strict';
import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import { call, CHILD_ID, flow, ID, metadata, operation, solution } from '../support/solution';

const RULE = 'default-action-name';
const marked = (name: string): string => `{|${RULE}:${name}|}`;
const TEXT = { type: 'Compose', inputs: 1, runAfter: {} };
const start = (name: string): object => ({ type: 'InitializeVariable', inputs: { variables: [{ name, type: 'string' }] }, runAfter: {} });
const write = (name: string, type = 'SetVariable'): object => ({ type, inputs: { name, value: 1 }, runAfter: {} });
const from = (actions: object, rest = ''): string => solution({ flows: [ID] }) + metadata() + flow({ actions }) + rest;

describe(RULE, () => {
  it('is off unless somebody asks, and nothing else is said of the name', () => {
    checkAll(from({ Compose: TEXT }));
    const [finding] = checkFindings(RULE, from({ [marked('Compose')]: TEXT }));
    assert.equal(
      finding?.message,
      "The action 'Compose' of flow 'Ask for leave' still has the name that the designer gave it: give it one that says what it is for.",
    );
    assert.equal(finding.subject, 'Compose');
  });

  const given: Readonly<Record<string, readonly string[]>> = {
    AppendToArrayVariable: ['Append_to_array_variable'],
    AppendToStringVariable: ['Append_to_string_variable'],
    Compose: ['Compose'],
    DecrementVariable: ['Decrement_variable'],
    Foreach: ['Apply_to_each', 'For_each'],
    Http: ['HTTP'],
    If: ['Condition'],
    IncrementVariable: ['Increment_variable'],
    InitializeVariable: ['Initialize_variable', 'Initialize_variables'],
    Join: ['Join'],
    ParseJson: ['Parse_JSON'],
    Query: ['Filter_array'],
    Scope: ['Scope'],
    Select: ['Select'],
    SetVariable: ['Set_variable'],
    Switch: ['Switch'],
    Table: ['Create_CSV_table', 'Create_HTML_table'],
    Until: ['Do_until', 'Until'],
    Workflow: ['Run_a_Child_Flow'],
  };

  it('knows what the designer calls actions, in any letter case and with a counter', () => {
    for (const [type, names] of Object.entries(given))
      for (const name of names)
        for (const written of [name, name.toLowerCase(), `${name}_1`, `${name}_99`])
          checkFindings(RULE, from({ [marked(written)]: { type, inputs: {} } }));
  });

  it('says nothing of names that say more, of other types, and of years', () => {
    const actions = {
      Compose_subject: TEXT,
      Compose_2024: TEXT,
      'Compose_-_2': TEXT,
      Compose_0: TEXT,
      Scope: TEXT,
      Get_items: operation('k'),
      Delay: { type: 'Wait', inputs: {} },
      Terminate: { type: 'Terminate', inputs: {} },
      Response: { type: 'Response', inputs: {} },
    };
    checkFindings(RULE, from(actions));
    checkFindings(RULE, flow({ triggers: { Compose: { type: 'Compose' } } }));
  });

  it('finds copies: a counter behind the name of an action that does the same', () => {
    const send = operation('shared_office365', 'shared_office365');
    const [finding] = checkFindings(
      RULE,
      from({ 'Send_an_email_(V2)': send, Scope_x: { type: 'Scope', actions: { [marked('send_an_email_(V2)_2')]: send } } }),
    );
    assert.equal(
      finding?.message,
      "The action 'send_an_email_(V2)_2' of flow 'Ask for leave' is called like 'Send_an_email_(V2)', but for a counter: give it one that says what it is for.",
    );
    checkFindings(RULE, from({ 'Send_an_email_(V2)_2': send }));
    checkFindings(RULE, from({ Level: TEXT, Level_2: { ...TEXT, type: 'Query' } }));
    const get = { ...operation('k'), inputs: { host: { connectionName: 'k', operationId: 'Other', apiId: '' } } };
    checkFindings(RULE, from({ Get: operation('k'), Get_2: get }));
  });
});

describe(`the fix of ${RULE}`, () => {
  it('names an action after its variable, everywhere', () => {
    const runs = (name: string): string =>
      from({ [name]: start('total'), Text: { ...TEXT, inputs: `@outputs('${name}')`, runAfter: { [name]: ['Succeeded'] } } });
    checkFixes(RULE, runs('Initialize_variable'), ["review Rename to 'Initialize_total' *"]);
    checkFix(RULE, runs('Initialize_variable'), "Rename to 'Initialize_total'", runs('Initialize_total'));
    const verbs: Readonly<Record<string, string>> = {
      Set_variable: 'SetVariable Set',
      Append_to_array_variable_3: 'AppendToArrayVariable Append_to',
      Append_to_string_variable: 'AppendToStringVariable Append_to',
      Increment_variable: 'IncrementVariable Increment',
      Decrement_variable: 'DecrementVariable Decrement',
    };
    for (const [name, words] of Object.entries(verbs)) {
      const [type, verb] = words.split(' ');
      checkFixes(RULE, from({ [name]: write('the total', type) }), [`review Rename to '${verb}_the_total' *`]);
    }
  });

  it('names a call after the flow that it calls', () => {
    const child = flow({ name: 'Child', id: CHILD_ID }) + metadata({ name: 'Child', id: CHILD_ID, displayName: 'Leave | Count days' });
    checkFixes(RULE, from({ Run_a_Child_Flow_2: call(CHILD_ID) }, child), ["review Rename to 'Run_Leave_Count_days' *"]);
    checkFixes(RULE, from({ Run_a_Child_Flow_2: call(CHILD_ID) }), []);
  });

  it('is not there where no name can be made, or where that is taken, too long or made up again', () => {
    checkFixes(RULE, from({ Compose: TEXT, Set_variable: write('@{1}') }), []);
    checkFixes(RULE, from({ Set_variable: write('total'), Set_total: write('total') }), []);
    checkFixes(RULE, from({ Set_variable: write('x'.repeat(77)) }), []);
    checkFixes(RULE, from({ Set_variable: write('variable_2') }), []);
    checkFixes(RULE, from({ Set_variable: write('total_2'), Set_total: write('total') }), []);
    checkFixes(
      RULE,
      from({ Initialize_variables: { type: 'InitializeVariable', inputs: { variables: [{ name: 'a' }, { name: 'b' }] } } }),
      [],
    );
  });
});
