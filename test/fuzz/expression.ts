import * as fc from 'fast-check';
import { hostileName } from './names';

const FUNCTIONS = [
  'outputs',
  'body',
  'variables',
  'parameters',
  'items',
  'item',
  'actions',
  'result',
  'triggerBody',
  'concat',
  'if',
  'toString',
  'nope',
];

const quoted = hostileName.map((it) => `'${it.replaceAll("'", "''")}'`);

/** What stands behind an `@`, well formed. */
const expression: fc.Arbitrary<string> = fc.letrec<{ its: string }>((tie) => ({
  its: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 2, arbitrary: quoted },
    { weight: 1, arbitrary: fc.constantFrom('null', 'true', '0', '-1.5', '1e400', 'item()') },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.constantFrom(...FUNCTIONS), fc.array(tie('its'), { maxLength: 3 }))
        .map(([name, given]) => `${name}(${given.join(', ')})`),
    },
    { weight: 2, arbitrary: fc.tuple(tie('its'), tie('its')).map(([of, index]) => `${of}?[${index}]`) },
    { weight: 1, arbitrary: tie('its').map((it) => `${it}?.x.y`) },
  ),
})).its;

/** A string that the platform evaluates or does not: a whole expression, some in a text, and what only looks like one. */
export const expressionText: fc.Arbitrary<string> = fc.oneof(
  expression.map((it) => `@${it}`),
  fc
    .array(
      fc.oneof(
        expression.map((it) => `@{${it}}`),
        hostileName,
      ),
      { maxLength: 3 },
    )
    .map((it) => it.join('')),
  fc
    .tuple(expression, fc.nat(60), fc.constantFrom('', "'", '(', ')', '{', '}', '[', ',', '?', '@', '@{', '\n'))
    .map(([it, at, added]) => `@${it.slice(0, at)}${added}${it.slice(at + 1)}`),
);
