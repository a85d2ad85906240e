import * as assert from 'node:assert/strict';
import type { Scene } from '../../server/src/core';
import type { Refactoring } from '../../server/src/core/refactorings/refactoring';
import { refusedVariableName, renameVariable } from '../../server/src/core/refactorings/rename-variable';
import { sceneOf } from '../support/check-fix';
import { readFixture } from '../support/fixture';
import { applied, checkRefactoring, checkRefusal, solutionIn } from '../support/refactor';
import { flow, solution } from '../support/solution';

const flowIn = (scene: Scene) => solutionIn(scene).flows[0]!;

const rename =
  (from: string, to: string) =>
  (scene: Scene): Refactoring =>
    renameVariable(flowIn(scene), from, to, scene);

const start = (name: string, type = 'integer'): object => ({ type: 'InitializeVariable', inputs: { variables: [{ name, type }] } });
const write = (name: string, value: unknown, type = 'SetVariable'): object => ({ type, inputs: { name, value } });

function everyWay(name: string): string {
  const quoted = name.replaceAll("'", "''");
  return (
    solution() +
    flow({
      actions: {
        Start: start(name),
        Other: start('other'),
        Set: write(name, `@add(variables('${quoted}'), variables('other'))`),
        Append: write(name, 1, 'AppendToArrayVariable'),
        More: write(name, 1, 'IncrementVariable'),
        Text: {
          type: 'Compose',
          inputs: { [`@{variables('${quoted}')}`]: `😀 @{variables( '${quoted}' )}`, name: 'count', count: "variables('count')" },
        },
        Loop: { type: 'Until', expression: `@equals(variables('${quoted}'), 3)`, limit: { count: 3 }, actions: {} },
      },
    })
  );
}

describe('renameVariable', () => {
  it('writes the new name where it is initialized, written and read, and nothing else', () => {
    for (const [from, to] of [
      ['count', 'number of rows'],
      ['it\'s "new" \\ @', '__proto__'],
      ['constructor', 'Größe 😀'],
      ['count', "''"],
    ] as const)
      checkRefactoring(everyWay(from), rename(from, to), everyWay(to));
  });

  it('and back, and every byte is what it was', () => {
    const { files } = readFixture(everyWay('count'));
    const there = applied(rename('count', "a'b")(sceneOf(files)), files);
    assert.notDeepEqual(there, files);
    assert.deepEqual(applied(rename("a'b", 'count')(sceneOf(there)), there), files);
  });

  it('takes the name in any letter case, and leaves one spelling', () => {
    const source = everyWay('Count').replace("variables('Count')", "variables('COUNT')");
    checkRefactoring(source, rename('counT', 'number'), everyWay('number'));
    checkRefactoring(source, rename('count', 'COUNT'), everyWay('COUNT'));
  });

  it('leaves a name that is told at run time only', () => {
    const source = (name: string): string => solution() + flow({ actions: { A: start(name), B: write("@{concat('co', 'unt')}", 1) } });
    checkRefactoring(source('count'), rename('count', 'number'), source('number'));
  });

  it('says which descriptions still have the name', () => {
    const source = (name: string): string =>
      solution() + flow({ actions: { A: { ...start(name), description: "See variables('Count')." } } });
    checkRefactoring(source('count'), rename('count', 'number'), source('number'), [
      "1 description of this flow still says 'count': what descriptions say is never evaluated.",
    ]);
  });

  it('is refused for a name that it has, that is taken, or that cannot be one', () => {
    const refuse = (to: string, reason: string): void => {
      checkRefusal(everyWay('count'), rename('count', to), reason);
      assert.equal(refusedVariableName(flowIn(sceneOf(readFixture(everyWay('count')).files)), 'count', to), reason);
    };
    refuse('', "The variable 'count' needs a name: write one.");
    refuse(' count ', "The variable 'count' has this name already: choose another one.");
    refuse('OTHER', "This flow has a variable 'other' already: choose another name.");
    refuse("@{variables('x')}", "'@{variables('x')}' is an expression, which cannot be a name: write a plain text.");
    refuse('@x', "'@x' is an expression, which cannot be a name: write a plain text.");
    refuse('a\nb', 'The name of a variable stands on one line: leave out line breaks, tabs and the like.');
    checkRefusal(everyWay('count'), rename('none', 'x'), "This flow has no variable 'none': check the name.");
    checkRefusal(everyWay('count').replace('<Managed>0', '<Managed>1'), rename('count', 'x'), /managed solution/);
  });
});
