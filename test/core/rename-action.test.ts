import * as assert from 'node:assert/strict';
import type { Scene } from '../../server/src/core';
import { insideOf } from '../../server/src/core/inside';
import { refusedActionName, renameAction } from '../../server/src/core/refactorings/rename-action';
import type { Refactoring } from '../../server/src/core/refactorings/refactoring';
import { runOrderOf } from '../../server/src/core/run-order';
import { sceneOf } from '../support/check-fix';
import { readFixture } from '../support/fixture';
import { applied, checkRefactoring, checkRefusal, solutionIn } from '../support/refactor';
import { BUTTON, flow, solution, type FlowParts } from '../support/solution';

const flowIn = (scene: Scene) => solutionIn(scene).flows[0]!;

/** The `number`-th of those that go by the name. */
const rename =
  (from: string, to: string, number = 0) =>
  (scene: Scene): Refactoring => {
    const its = flowIn(scene);
    return renameAction(its, runOrderOf(insideOf(its)).named(from)[number]!, to, scene);
  };

const compose = (inputs: unknown, after?: string, more: object = {}): object => ({
  ...(after === undefined ? {} : { runAfter: { [after]: ['Succeeded'] } }),
  type: 'Compose',
  inputs,
  ...more,
});

/** A flow in which an action of this name is named in every way there is; `quoted` is the name as strings of expressions have it. */
function everyWay(name: string, quoted = name.replaceAll("'", "''")): string {
  return flow({
    actions: {
      [name]: { type: 'Scope', description: `Says @{outputs('x')}.`, actions: { Inner: compose(1) } },
      Next: compose(`@outputs('${quoted}')?['body/outputs']`, name),
      Text: compose(`😀 "\\" @{body( '${quoted}' )} and @{concat('${quoted}', actions('${quoted}')['status'])}`, 'Next'),
      Keys: compose({ [`@{result('${quoted}')}`]: [{ deep: `@{actionOutputs('${quoted}')}` }], [name]: name }, 'Text'),
      Check: {
        type: 'If',
        expression: { and: [{ equals: [`@actionBody('${quoted}')`, name] }] },
        actions: { Deep: compose(`@formDataValue('${quoted}', '${quoted}')`) },
        else: { actions: { Other: compose(`@@{outputs('${quoted}')}`) } },
        runAfter: { Keys: ['Failed', 'TimedOut'], [name]: ['Succeeded'] },
      },
    },
  });
}

/** The same, with everything that is no name as it was. */
function renamed(from: string, to: string): string {
  return everyWay(to)
    .replace(`concat('${inText(to)}'`, `concat('${inText(from)}'`)
    .replace(`', '${inText(to)}')`, `', '${inText(from)}')`)
    .replace(`"${inKey(to)}": "${inKey(to)}"`, `"${inKey(from)}": "${inKey(from)}"`)
    .replace(`\n                  "${inKey(to)}"`, `\n                  "${inKey(from)}"`)
    .replace(`@@{outputs('${inText(to)}')}`, `@@{outputs('${inText(from)}')}`);
}

const inKey = (name: string): string => JSON.stringify(name).slice(1, -1);
const inText = (name: string): string => inKey(name.replaceAll("'", "''"));

describe('renameAction', () => {
  it('writes the new name in its key, in runAfter and in every expression, and nothing else', () => {
    checkRefactoring(solution() + everyWay('Get_items'), rename('Get_items', 'Load'), renamed('Get_items', 'Load'));
  });

  it('knows and writes names with every letter that real ones have', () => {
    const names = [`It's_"new"_(@_:)`, 'Größe_–_😀', '__proto__', 'constructor', 'toString', "''", '\\_\t', '[x](command:y)', '#1,;'];
    for (const name of names) {
      checkRefactoring(solution() + everyWay(name), rename(name, 'Load'), renamed(name, 'Load'));
      if (!/[\\]/.test(name)) checkRefactoring(solution() + everyWay('Load'), rename('Load', name), renamed('Load', name));
    }
  });

  it('and back, and every byte is what it was', () => {
    const { files } = readFixture(solution() + everyWay('It\'s_("new")'));
    const there = applied(rename('It\'s_("new")', 'ä'.repeat(80))(sceneOf(files)), files);
    assert.notDeepEqual(there, files);
    assert.deepEqual(applied(rename('ä'.repeat(80), 'It\'s_("new")')(sceneOf(there)), there), files);
  });

  it('takes the name in any letter case and in any escapes, and leaves one spelling', () => {
    const source = everyWay("It's")
      .replace(`outputs('It''s')`, `outputs('IT''s')`)
      .replace(`body( 'It''s' )`, String.raw`body( \u0027\u0049t\u0027'S\u0027 )`);
    assert.match(source, /\\u0049t/);
    const wanted = renamed("It's", 'Load').replace(`body( 'Load' )`, String.raw`body( \u0027Load\u0027 )`);
    const { files } = readFixture(solution() + source);
    assert.deepEqual(applied(rename("it'S", 'Load')(sceneOf(files)), files), readFixture(solution() + wanted).files);
  });

  it('changes the letter case alone, and only where it is another', () => {
    const source = (key: string, use: string): string =>
      solution() + flow({ actions: { [key]: compose(1), B: compose(`@outputs('${use}')`, key) } });
    checkRefactoring(source('get', 'Get'), rename('get', 'Get'), source('Get', 'Get'));
    const { files } = readFixture(source('get', 'Get'));
    const [change] = rename('get', 'Get')(sceneOf(files)).edits;
    assert.equal(change?.kind === 'change' && change.edits.length, 2);
  });

  it('writes an underscore for each blank, as the designer does', () => {
    checkRefactoring(
      solution() + everyWay('Get_items'),
      rename('Get_items', ' Load  all\titems '),
      renamed('Get_items', 'Load__all_items'),
    );
  });

  it('renames a loop where items and iterationIndexes name it', () => {
    const source = (name: string): string =>
      solution() +
      flow({
        actions: {
          [name]: {
            type: 'Foreach',
            foreach: "@triggerBody()?['x']",
            actions: { A: compose(`@{items('${name}')?['y']}@{iterationIndexes('${name}')}`) },
          },
        },
      });
    checkRefactoring(source('Apply_to_each'), rename('Apply_to_each', 'Each_row'), source('Each_row'));
  });

  it('renames the trigger, and says that an address changes with it', () => {
    const source = (name: string, kind: string): string =>
      solution() + flow({ triggers: { [name]: { type: 'Request', kind } }, actions: { A: compose(`@outputs('${name}')`) } });
    checkRefactoring(source('manual', 'Button'), rename('manual', 'Started'), source('Started', 'Button'));
    checkRefactoring(source('manual', 'Http'), rename('manual', 'Started'), source('Started', 'Http'), [
      'The address that this flow is called at holds the name of its trigger: whoever calls it needs the new one.',
    ]);
  });

  it('renames in the outputs of the definition, and in tracked properties', () => {
    const source = (name: string): string =>
      solution() +
      flow({ actions: { [name]: compose(1, undefined, { trackedProperties: { a: `@action()['x']`, b: `@body('${name}')` } }) } }).replace(
        '"actions":',
        `"outputs": { "a": { "type": "String", "value": "@{body('${name}')}" } }, "actions":`,
      );
    checkRefactoring(source('One'), rename('One', 'Two'), source('Two'));
  });

  it('leaves descriptions and static results, and says so', () => {
    const source = (name: string): string =>
      solution() +
      flow({
        actions: {
          [name]: compose(1, undefined, { runtimeConfiguration: { staticResult: { name: 'Old0' } } }),
          B: compose(2, name, { description: "First(outputs('old')). Old." }),
          C: compose(3, 'B', { description: 'Old' }),
        },
      });
    checkRefactoring(source('Old'), rename('Old', 'New'), source('New'), [
      "1 description of this flow still says 'Old': what descriptions say is never evaluated.",
      "Its static result keeps the name 'Old0', which is a name of its own.",
    ]);
  });

  it('touches only what cannot mean another action, where two have the name', () => {
    const scope = (name: string, read: string): object => ({
      type: 'Scope',
      actions: { [name]: compose(1), Read: compose(`@outputs('${read}')`, name) },
    });
    const source = (first: string, last: string): string =>
      solution() +
      flow({
        actions: {
          One: scope(first, first),
          Two: { ...scope(last, 'A'), runAfter: { One: ['Succeeded'] } },
          End: compose("@outputs('A')", 'Two'),
        },
      });
    checkRefactoring(source('A', 'A'), rename('A', 'B'), source('B', 'A'), [
      "Another action is called 'A' too: what names that one, or may name it, was left as it is.",
    ]);
    checkRefactoring(source('A', 'a'), rename('A', 'B', 1), source('A', 'B'), [
      "Another action is called 'a' too: what names that one, or may name it, was left as it is.",
    ]);
  });

  describe('is refused', () => {
    const actions: FlowParts['actions'] = { Get_items: compose(1), In: { type: 'Scope', actions: { Deep: compose(1) } } };
    const refuse = (to: string, reason: string): void => {
      const source = solution() + flow({ triggers: BUTTON, actions });
      checkRefusal(source, rename('Get_items', to), reason);
      const its = flowIn(sceneOf(readFixture(source).files));
      assert.equal(refusedActionName(its, runOrderOf(insideOf(its)).named('Get_items')[0]!, to), reason);
    };

    it('without a name, and for the same', () => {
      refuse(' \t', "The action 'Get_items' needs a name: write one.");
      refuse('Get_items', "The action 'Get_items' has this name already: choose another one.");
      refuse('Get items', "The action 'Get_items' has this name already: choose another one.");
    });

    it('for a name that is taken, in any letter case and at any depth', () => {
      refuse('deep', "The action 'Deep' of this flow has this name already: choose another one.");
      refuse('Manual', "The trigger 'manual' of this flow has this name already: choose another one.");
    });

    it('for what the designer takes as no name', () => {
      for (const it of ['a<b', 'a>b', '50%', 'a&b', 'a\\b', 'why?', 'a/b', 'a\u0001b'])
        refuse(it, `'${it}' cannot be a name: leave out < > % & \\ ? and /, which Power Automate takes in none.`);
      refuse('Internal.x', "'Internal.x' cannot be a name: those that begin with 'internal.' are the platform's own. Choose another one.");
      for (const it of ["@body('x')", "a@{body('x')}", '@', '@@x'])
        refuse(it, `'${it}' is an expression, which cannot be a name: write a plain text.`);
      const long = 'a'.repeat(81);
      refuse(long, `'${long}' has 81 characters, and Power Automate takes 80 at most: shorten it.`);
    });

    it('in a managed solution and in a file that does not parse', () => {
      checkRefusal(solution({ managed: '1' }) + flow({ actions }), rename('Get_items', 'New'), /managed solution/);
      checkRefusal(solution() + flow({ actions }).replace(/\}\s*$/, ''), rename('Get_items', 'New'), /does not parse/);
    });
  });
});
