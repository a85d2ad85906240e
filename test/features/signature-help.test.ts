import * as assert from 'node:assert/strict';
import { signatureHelp } from '../../server/src/core';
import { sceneOf } from '../support/check-fix';
import { readFixture } from '../support/fixture';
import { flow, solution } from '../support/solution';
import { AT } from './completed';

/** The parameter that is being written, in its function: `substring(text, *startIndex)`; a `|` is the cursor. */
function helpAt(inputs: unknown, raw?: string): string | undefined {
  const text = solution() + flow({ actions: { Act: { type: 'Compose', inputs } } });
  const { files, marks } = readFixture(raw === undefined ? text : text.replace('"RAW"', () => raw));
  const { uri, span } = marks[0]!;
  const help = signatureHelp(uri, span.start, sceneOf(files));
  if (!help) return undefined;
  const { label, parameters, active } = help;
  const names = parameters.map((it, i) => `${i === active ? '*' : ''}${label.slice(it.start, it.end).replace(/\??:.*/, '')}`);
  return `${label.slice(0, label.indexOf('('))}(${names.join(', ')})`;
}

const cursor = (text: string): string => text.replace('|', () => AT);

describe('help with the arguments of a function', () => {
  for (const [expression, expected] of [
    ['@substring(|)', 'substring(*text, startIndex, length)'],
    ['@substring(|', 'substring(*text, startIndex, length)'],
    ['@substring( | 1, 2)', 'substring(*text, startIndex, length)'],
    ["@substring('a, b(', |", 'substring(text, *startIndex, length)'],
    ["@substring('it''s, (', 1, |)", 'substring(text, startIndex, *length)'],
    ["@substring('a|, b', 1)", 'substring(*text, startIndex, length)'],
    ['@substring(1, 2, 3, |)', 'substring(text, startIndex, length)'],
    ['@SUBSTRING(1,|)', 'substring(text, *startIndex, length)'],
    ['@concat(1, 2, 3, |)', 'concat(text1, *...textN)'],
    ['@concat(|)', 'concat(*text1, ...textN)'],
    ['@utcNow(|)', 'utcNow(*format)'],
    ['@item(|)', 'item()'],
    ['Hi @{length(|)}', 'length(*collection)'],
    ['Hi @{length(|', 'length(*collection)'],
    ["@if(equals(1, |), 'a')", 'equals(object1, *object2)'],
    ["@if(equals(1, 2)|, 'a')", 'if(*expression, valueIfTrue, valueIfFalse)'],
    ["@if(equals(1, 2), |'a')", 'if(expression, *valueIfTrue, valueIfFalse)'],
    ["@if(outputs('a')?[length(|", 'length(*collection)'],
    ["@if(outputs('a')?['b'], |", 'if(expression, *valueIfTrue, valueIfFalse)'],
    ["@outputs('|')", 'outputs(*actionName)'],
    ['@if(len|gth(1), 2)', 'if(*expression, valueIfTrue, valueIfFalse)'],
    ['@le|ngth(1)', undefined],
    ['@length(1)|', undefined],
    ["@length(1)?['|']", undefined],
    ['@gone(|)', undefined],
    ['@if(gone(|), 1)', undefined],
    ['length(|)', undefined],
    ['Hi @length(|)', undefined],
    ['@@length(|)', undefined],
    ["@'length(|", undefined],
    ['@|', undefined],
  ] as const)
    it(`says ${expected ?? 'nothing'} in ${expression}`, () => assert.equal(helpAt(cursor(expression)), expected));

  it('is there while the string is not closed, and with escapes', () => {
    assert.equal(helpAt('RAW', cursor('"@substring(1, |')), 'substring(text, *startIndex, length)');
    assert.equal(helpAt('RAW', cursor('"@substring(\\u0027, \\", \\u0027, |)"')), 'substring(text, *startIndex, length)');
    assert.equal(helpAt({ [cursor('@{length(|)}')]: 1 }), 'length(*collection)');
  });

  it('is none where nothing is evaluated', () => {
    const other = solution() + flow({ actions: { Act: { type: 'Compose', description: cursor('@length(|)') } } });
    const { files, marks } = readFixture(other);
    assert.equal(signatureHelp(marks[0]!.uri, marks[0]!.span.start, sceneOf(files)), undefined);
    assert.equal(signatureHelp('file:///w/gone.json', 0, sceneOf(files)), undefined);
  });

  it('has the whole signature with its parameters, and a card', () => {
    const { files, marks } = readFixture(solution() + flow({ actions: { Act: { type: 'Compose', inputs: cursor('@indexOf(1, |)') } } }));
    const help = signatureHelp(marks[0]!.uri, marks[0]!.span.start, sceneOf(files))!;
    assert.equal(help.label, 'indexOf(text: string, searchText: string): integer');
    assert.deepEqual(
      help.parameters.map((it) => help.label.slice(it.start, it.end)),
      ['text: string', 'searchText: string'],
    );
    assert.match(help.documentation, /^`indexOf\(/);
  });
});
