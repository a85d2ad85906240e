import type { Uri } from '../../server/src/core';
import type { Case } from './case';
import { Draft, marked } from './draft';
import { actions, after, allActions, compose, flowsOf, scope } from './flow-plants';
import { memberIn } from './places';
import type { Planter } from './plants';

/** Ways to have something wrong in an expression. */
export const expressionPlants: Readonly<Record<string, Readonly<Record<string, Planter>>>> = {
  'invalid-expression': {
    'a bracket taken away': sound(changed(/(?<="@)(\w+)\([^"\\]*(?=\)")\)/g, ([all, name]) => marked(name!) + all.slice(name!.length, -1))),
    'double quotes': sound(changed(/(?<="@[^"\\']*)'([^'"\\}]+)'(?!')/g, ([, inner]) => marked(`\\"${inner}\\"`))),
    'an expression inside of an expression': sound(changed(/(?<="@\w+\()(?=\w)/g, () => marked('@'))),
    'braces that do not end': sound(actions(() => ({ Planted: compose(`${marked('@{')}utcNow()`) }), 'Planted')),
    'more than 8,192 characters': sound(actions(() => ({ Planted: compose(`@${marked(`concat('${'x'.repeat(8183)}')`)}`) }), 'Planted')),
  },

  'unknown-function': {
    'a misspelt function': changed(
      /(?<="@(?:[^"\\]*[(,] *)?)(concat|length|equals|empty|string|if|first|utcNow|formatDateTime|json|replace|split|join|coalesce)(?=\()/g,
      ([name]) => marked(`${name}Planted`),
      ([name]) => `${name}Planted`,
    ),
    'a misspelt function in a condition': changed(
      /(?<=")(equals|greater|not|contains|less)(?=": *[[{])/g,
      ([name]) => marked(`${name}Planted`),
      ([name]) => `${name}Planted`,
      'expression',
    ),
  },

  'wrong-argument-count': {
    'an argument too many': changed(
      /(?<="@(?:[^"\\]*[(,] *)?)(length|empty|string|int|json|first|last|not|toLower)\(/g,
      ([, name]) => `${marked(name!)}(1, `,
      ([, name]) => name!,
    ),
    'an operand too many': changed(
      /(?<=")(equals)(": *\[)/g,
      ([, name, colon]) => `${marked(name!)}${colon}1,`,
      ([, name]) => name!,
      'expression',
    ),
  },

  'literal-expression': {
    'a text before an expression': sound(
      changed(
        /(?<=(?<!"(?:dataset|table|source|drive|file|organization|uri)": *)")@(?!variables|parameters)(\w+)\((?:(?!variables|parameters)[^"\\@])*(?=")/g,
        ([all]) => `Planted ${marked(all)}`,
        ([, name]) => name!,
      ),
    ),
  },

  'item-outside-loop': {
    'an item in no loop': actions(() => ({ Planted: compose(`@${marked('item()')}?['planted']`) }), 'Planted'),
    'an item in a scope': actions(() => ({ Planted: scope({ Planted_item: compose(`a @{${marked('item()')}} b`) }) }), 'Planted_item'),
    'an item behind a loop': actions(
      () => ({
        Planted_loop: { type: 'Foreach', foreach: '@triggerBody()', actions: { Planted_inside: compose('@item()') }, runAfter: {} },
        Planted: compose(`@${marked('item()')}`, after('Planted_loop')),
      }),
      'Planted',
    ),
  },
};

type Change = (found: readonly (string | undefined)[] & { readonly 0: string }) => string;

/** Changes what the inputs of an action, or its condition, have that looks like this. The subject is the action unless it is said. */
function changed(pattern: RegExp, by: Change, subject?: Change, key: 'inputs' | 'expression' = 'inputs'): Planter {
  return function* (it) {
    for (const { uri, start, end, name } of places(it, key)) {
      const text = it.files.get(uri)!.slice(start, end);
      const [found] = text.matchAll(pattern);
      if (!found) continue;
      const at = start + found.index;
      const draft = new Draft(it.files).replace(uri, at, at + found[0].length, by(found));
      yield { before: it.files, draft, subject: subject?.(found) ?? name };
    }
  };
}

/** Only in solutions of which nothing is said that rests on reading all expressions, for no such thing is said of a flow with a broken one. */
export function sound(planter: Planter): Planter {
  return function* (it, found) {
    if (!found.some(({ rule }) => rule.id === 'unused-variable' || rule.id === 'default-action-name')) yield* planter(it, found);
  };
}

interface Place {
  readonly uri: Uri;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

function* places(it: Case, key: string): Iterable<Place> {
  for (const { uri, text } of flowsOf(it))
    for (const action of allActions(text)) {
      const member = memberIn(text, action.start, key);
      if (member) yield { uri, name: action.key, start: member.start, end: member.end };
    }
}
