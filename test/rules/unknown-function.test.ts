import * as assert from 'node:assert/strict';
import { checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import { flow, metadata, ID, solution } from '../support/solution';

const RULE = 'unknown-function';
const compose = (inputs: unknown): string =>
  solution({ flows: [ID] }) + metadata() + flow({ actions: { Compose: { type: 'Compose', inputs } } });
const calling = (name: string): string => compose(`@{|${RULE}:${name}|}('a')`);

describe(RULE, () => {
  it('marks the name of the function, which is its subject', () => {
    const [finding] = checkFindings(RULE, compose(`a @{length({|${RULE}:Frobnicate|}(1))}`));
    assert.equal(finding?.subject, 'Frobnicate');
    assert.equal(
      finding.message,
      "The action 'Compose' of flow 'Ask for leave' calls the function 'Frobnicate', which does not exist: call one that does.",
    );
  });

  it('knows functions in any letter case, and those that nobody documents', () => {
    for (const call of ["toLOWER('a')", 'UtcNow()', 'If(true, 1, 2)', "EncodeURIComponent('x')", "actionBody('x')", "decodeBase64('x')"])
      checkFindings(RULE, compose(`@${call}`));
  });

  it('looks into the outputs of the definition, which stand in no action', () => {
    const outputs = `"actions": {}, "outputs": { "a": { "value": "@{|${RULE}:frobnicate|}()" } }`;
    const [finding] = checkFindings(RULE, solution({ flows: [ID] }) + metadata() + flow({ actions: {} }).replace('"actions": {}', outputs));
    assert.match(finding!.message, /^An output of flow 'Ask for leave' calls the function 'frobnicate', /);
  });

  it('looks at the functions of conditions in their object form, too', () => {
    const actions = {
      If: { type: 'If', expression: { and: [{ [`{|${RULE}:equal|}`]: ["@body('x')", 1] }, { not: { lENgth: ['a'] } }] }, actions: {} },
    };
    checkFindings(RULE, solution({ flows: [ID] }) + metadata() + flow({ actions }));
  });

  it('says nothing of functions in an expression that cannot be read', () => {
    checkFindings(RULE, compose('@frobnicate(1'));
    checkFindings(RULE, compose('frobnicate(1), @frobnicate(1)'));
  });

  it('names the one that is likely meant', () => {
    const [finding] = checkFindings(RULE, calling('lenght'));
    assert.equal(
      finding?.message,
      "The action 'Compose' of flow 'Ask for leave' calls the function 'lenght', which does not exist; did you mean 'length'?",
    );
  });

  it('writes a near name, which is preferred when it is the only one', () => {
    checkFixes(RULE, calling('lenght'), ["safe Write 'length' *"]);
    checkFix(RULE, calling('lenght'), "Write 'length'", compose(`@length('a')`));
    checkFixes(RULE, calling('item_s'), ["review Write 'items'", "review Write 'item'"]);
    checkFixes(RULE, calling('addHour'), ["safe Write 'addHours' *"]);
    checkFixes(RULE, calling('nod'), ["review Write 'not'", "review Write 'mod'"]);
  });

  it('only offers what is near a short name, for one letter makes another word of it', () => {
    checkFixes(RULE, calling('sum'), ["review Write 'sub'"]);
    checkFixes(RULE, calling('any'), ["review Write 'and'"]);
  });

  it('has no fix where no name is near, and never offers what nobody should write', () => {
    checkFixes(RULE, calling('frobnicate'), []);
    checkFixes(RULE, calling('len'), []);
    checkFixes(RULE, calling('actionBodys'), []);
  });
});
