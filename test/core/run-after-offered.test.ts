import * as assert from 'node:assert/strict';
import { checkFix, checkFixes, fixesIn } from '../support/check-fix';
import { readFixture } from '../support/fixture';
import { checkFixOnDisk } from '../support/check-fix-on-disk';
import { checkOffered, titlesAt, type Looked } from '../support/offered';
import { flow, solution } from '../support/solution';

const after = (...names: readonly string[]): object => ({ runAfter: Object.fromEntries(names.map((it) => [it, ['Succeeded']])) });
const compose = (inputs: unknown, ...names: readonly string[]): object => ({ type: 'Compose', inputs, ...after(...names) });
const holding = (type: string, actions: object, ...names: readonly string[]): object => ({
  type,
  ...(type === 'Foreach' ? { foreach: '@createArray(1)' } : {}),
  actions,
  ...after(...names),
});
const start = (name: string, ...names: readonly string[]): object => ({
  type: 'InitializeVariable',
  inputs: { variables: [{ name, type: 'string' }] },
  ...after(...names),
});
const solutionWith = (actions: object): string => solution() + flow({ actions });
const offered = (actions: object, looked: Looked): readonly string[] =>
  titlesAt(solutionWith(actions), looked).filter((it) => it.startsWith('Let'));

const fixesOf = (rule: string, source: string): readonly string[] =>
  fixesIn(rule, readFixture(source).files).map(({ fix }) => `${fix.safety} ${fix.title}${fix.preferred ? ' *' : ''}`);

describe('an entry of runAfter that is missing', () => {
  it('is offered on the name of an action that need not have run', () => {
    checkOffered(
      solutionWith({ A: compose(1), B: compose("@outputs('A')") }),
      "A')",
      "Let 'B' run after 'A'",
      flow({ actions: { A: compose(1), B: compose("@outputs('A')", 'A') } }),
    );
    checkOffered(
      solutionWith({ A: compose(1), X: compose(2), B: compose("@{body('a')?['x']}", 'X') }),
      "a')?",
      "Let 'B' run after 'A'",
      flow({ actions: { A: compose(1), X: compose(2), B: compose("@{body('a')?['x']}", 'X', 'A') } }),
    );
  });

  it('stands between those of one block that hold the two', () => {
    const inner = { B: compose("@outputs('A')") };
    checkOffered(
      solutionWith({ S: holding('Scope', { A: compose(1) }), T: holding('Scope', { U: holding('Scope', inner) }) }),
      "A')",
      "Let 'T' run after 'S'",
      flow({ actions: { S: holding('Scope', { A: compose(1) }), T: holding('Scope', { U: holding('Scope', inner) }, 'S') } }),
    );
    const outer = (...names: readonly string[]): object => ({
      O: holding('Foreach', { S: holding('Scope', { A: compose(1) }), B: compose("@outputs('A')", ...names) }),
    });
    checkOffered(solutionWith(outer()), "A')", "Let 'B' run after 'S'", flow({ actions: outer('S') }));
  });

  it('is offered where a variable is read or written that need not have been initialized', () => {
    const set = (value: string, ...names: readonly string[]): object => ({
      type: 'SetVariable',
      inputs: { name: 'V', value },
      ...after(...names),
    });
    checkOffered(
      solutionWith({ I: start('v'), S: set('x') }),
      'V"',
      "Let 'S' run after 'I'",
      flow({ actions: { I: start('v'), S: set('x', 'I') } }),
    );
    const reads = (...names: readonly string[]): object => ({
      I: start('v'),
      T: holding('Scope', { B: compose("@variables('V')") }, ...names),
    });
    checkOffered(solutionWith(reads()), "V')", "Let 'T' run after 'I'", flow({ actions: reads('I') }));
  });

  it('is not offered where it would make a circle', () => {
    assert.deepEqual(offered({ A: compose(1, 'B'), B: compose("@outputs('A')") }, "A')"), []);
    assert.deepEqual(offered({ A: compose(1, 'X'), X: compose(2, 'B'), B: compose("@outputs('A')") }, "A')"), []);
    assert.deepEqual(offered({ I: start('v', 'B'), B: compose("@variables('v')") }, "v')"), []);
  });

  it('is not offered where it is there, or where it would not help', () => {
    const places: Readonly<Record<string, object>> = {
      'it runs after that': { A: compose(1), B: compose("@outputs('A')", 'A') },
      'it runs after one that does': { A: compose(1), X: compose(2, 'A'), B: compose("@outputs('A')", 'X') },
      'it names itself': { A: compose("@outputs('A')") },
      'it names what holds it': { A: holding('Scope', { B: compose("@outputs('A')") }) },
      'another branch holds it': {
        I: { type: 'If', expression: '@true', actions: { A: compose(1) }, else: { actions: { B: compose("@outputs('A')") } }, ...after() },
      },
      'it would look into two loops': {
        L: holding('Foreach', { M: holding('Foreach', { A: compose(1) }) }),
        B: compose("@outputs('A')"),
      },
      'nothing is called so': { B: compose("@outputs('A')") },
      'a loop is named': { A: holding('Foreach', {}), B: compose("@items('A')") },
      'it waits for nobody knows what': { A: compose(1), B: compose("@outputs('A')", 'Lost') },
    };
    for (const [name, actions] of Object.entries(places)) assert.deepEqual(offered(actions, "A')"), [], name);
    assert.deepEqual(offered({ A: compose(1), B: compose("@outputs('A')") }, '@outputs'), [], 'beside the name');
  });

  it('is not offered in the trigger, before which nothing runs', () => {
    const source =
      solution() +
      flow({
        triggers: { T: { type: 'Recurrence', conditions: [{ expression: "@equals(outputs('A'), 1)" }] } },
        actions: { A: compose(1) },
      });
    assert.deepEqual(
      titlesAt(source, "A')").filter((it) => it.startsWith('Let')),
      [],
    );
  });

  it('is the fix of what is found there, in every form of file', () => {
    const reading = (...names: readonly string[]): object => ({
      A: compose(1),
      S: holding('Scope', { B: compose("@outputs('A')") }, ...names),
    });
    const writing = (...names: readonly string[]): object => ({
      I: start('v'),
      B: { type: 'SetVariable', inputs: { name: 'V', value: "@concat(variables('V'), 'ü')" }, ...after(...names) },
    });
    for (const [rule, actions, title, mended] of [
      ['unreachable-action', reading(), "Let 'S' run after 'A'", reading('A')],
      ['uninitialized-variable', writing(), "Let 'B' run after 'I'", writing('I')],
    ] as const) {
      checkFix(rule, solutionWith(actions), title, flow({ actions: mended }));
      checkFixOnDisk(rule, solutionWith(actions), title, flow({ actions: mended }));
      assert.deepEqual(new Set(fixesOf(rule, solutionWith(actions))), new Set([`review ${title} *`]));
    }
    checkFixes('unreachable-action', solutionWith({ A: compose(1, 'B'), B: compose("@outputs('A')") }), []);
    checkFixes('uninitialized-variable', solutionWith({ B: compose("@variables('v')") }), []);
  });
});
