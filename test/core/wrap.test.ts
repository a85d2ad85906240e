import * as assert from 'node:assert/strict';
import { checkOffered, checkOfferRefused, titlesAt } from '../support/offered';
import { flow, solution } from '../support/solution';

const compose = (inputs: unknown, ...names: readonly string[]): object => ({
  type: 'Compose',
  inputs,
  runAfter: Object.fromEntries(names.map((it) => [it, ['Succeeded']])),
});
const scope = (actions: object, ...names: readonly string[]): object => ({
  type: 'Scope',
  actions,
  runAfter: Object.fromEntries(names.map((it) => [it, ['Succeeded']])),
});
const start = { type: 'InitializeVariable', inputs: { variables: [{ name: 'v', type: 'string' }] }, runAfter: {} };
const solutionWith = (actions: object): string => solution() + flow({ actions });

/** Scopes in each other, so many, with an action in the innermost. */
const nested = (depth: number, inner: object): object => (depth === 0 ? inner : { [`S${depth}`]: scope(nested(depth - 1, inner)) });

describe('wrapping in a scope', () => {
  it('is offered at the name of an action', () => {
    const actions = { A: compose(1), B: compose(2, 'A'), C: compose(3, 'B') };
    const wrapped = { A: compose(1), Scope: scope({ B: compose(2) }, 'A'), C: compose(3, 'Scope') };
    checkOffered(solutionWith(actions), '"B"', "Wrap 'B' in a scope", flow({ actions: wrapped }));
  });

  it('is offered for the actions that a selection reaches into, wherever they stand', () => {
    const actions = { A: compose('first'), B: compose('second', 'A'), C: compose('third', 'B') };
    const wrapped = { Scope: scope({ A: compose('first'), B: compose('second', 'A') }), C: compose('third', 'Scope') };
    checkOffered(solutionWith(actions), ['first', 'second'], 'Wrap 2 actions in a scope', flow({ actions: wrapped }));
    checkOffered(
      solutionWith({ Outer: scope(actions) }),
      ['first', 'second'],
      'Wrap 2 actions in a scope',
      flow({ actions: { Outer: scope({ ...wrapped }) } }),
    );
  });

  it('is offered for all of one action that is selected, and for the one inside of it that is', () => {
    const source = solutionWith({ Outer: scope({ A: compose('first') }), B: compose('second', 'Outer') });
    assert.deepEqual(titlesAt(source, ['"Outer"', '"B"']), ['Wrap 2 actions in a scope']);
    assert.deepEqual(titlesAt(source, ['"Outer"', '"B"'.slice(0, 1)]), ["Wrap 'Outer' in a scope"], 'a part of its name');
    assert.deepEqual(titlesAt(source, ['"A"', '}']), ["Wrap 'A' in a scope"]);
  });

  it('is offered nowhere else', () => {
    const source = solutionWith({ A: compose(['first']), V: start });
    for (const looked of ['"manual"', '"actions"', '"type": "Compose"', '"V"', '"runAfter"', '"contentVersion"'])
      assert.deepEqual(titlesAt(source, looked), [], looked);
    assert.deepEqual(titlesAt(source, ['"type": "Compose"', '"inputs"']), []);
    const legacy = solution({ managed: '1' }) + flow({ actions: { A: compose(1) } });
    assert.deepEqual(titlesAt(legacy, '"A"'), []);
  });

  it('is not offered in a flow that does not parse', () => {
    assert.deepEqual(titlesAt(solutionWith({ A: compose(1) }).replace('"schemaVersion":', '"schemaVersion" '), '"A"'), []);
  });

  it('gives the scope a name that no other has', () => {
    const actions = { scope: compose(1), A: compose(2, 'scope') };
    checkOffered(
      solutionWith(actions),
      '"A"',
      "Wrap 'A' in a scope",
      flow({ actions: { scope: compose(1), Scope_1: scope({ A: compose(2) }, 'scope') } }),
    );
  });

  it('is refused where an action runs between them, and where a variable is initialized', () => {
    const actions = { A: compose('first'), C: compose('third', 'B'), B: compose('second', 'A'), V: start };
    checkOfferRefused(
      solutionWith(actions),
      ['first', 'third'],
      'Wrap 2 actions in a scope',
      "The action 'B' of flow 'Askforleave' runs between these actions: take it into the scope with them.",
    );
    checkOfferRefused(
      solutionWith(actions),
      ['second', '"V"'],
      'Wrap 2 actions in a scope',
      "The action 'V' of flow 'Askforleave' initializes a variable, which no scope may hold: leave it out.",
    );
  });

  it('is refused where two actions have one name, of which one would be lost', () => {
    checkOfferRefused(
      solutionWith({ A: compose('first'), B: compose('second'), C: compose('third') }).replace('"B"', '"A"'),
      '"A"',
      "Wrap 'A' in a scope",
      "Two actions of flow 'Askforleave' that stand beside each other are called 'A': give one of them another name first.",
    );
  });

  it('is refused where the platform takes no more of them', () => {
    const reason = (name: string): string =>
      `The action '${name}' of flow 'Askforleave' stands in 8 others already, and Power Automate takes no more: wrap less, or make a child flow of a part.`;
    const title = (name: string): string => `Wrap '${name}' in a scope`;
    checkOfferRefused(solutionWith(nested(8, { A: compose(1) })), '"A"', title('A'), reason('A'));
    checkOfferRefused(solutionWith(nested(8, { A: compose(1) })), '"S8"', title('S8'), reason('A'));
    checkOffered(
      solutionWith(nested(7, { A: compose(1) })),
      '"A"',
      title('A'),
      flow({ actions: nested(7, { Scope: scope({ A: compose(1) }) }) }),
    );
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`A${i}`, compose(i)]));
    checkOfferRefused(
      solutionWith(many),
      '"A7"',
      title('A7'),
      "Flow 'Askforleave' has 500 actions, and Power Automate takes no more than 500: make a child flow of a part.",
    );
  });
});
