import * as assert from 'node:assert/strict';
import { everyFunction, functionNamed } from '../../../server/src/core/expressions/functions';

describe('the table of functions', () => {
  const all = [...everyFunction()];

  it('has each function once, whatever the letter case', () => {
    assert.equal(all.length, 146);
    assert.equal(new Set(all.map((it) => it.name.toLowerCase())).size, all.length);
    for (const it of all) {
      assert.match(it.name, /^[A-Za-z]\w*$/);
      assert.equal(functionNamed(it.name.toUpperCase()), it);
    }
    assert.equal(functionNamed('frobnicate'), undefined);
    assert.equal(functionNamed('constructor'), undefined);
  });

  it('counts the arguments as it lists them', () => {
    for (const { name, parameters, minArgs, maxArgs, hidden } of all) {
      if (hidden) continue; // nobody documents what it takes
      const optional = parameters.filter((it) => it.optional).length;
      const variadic = parameters.filter((it) => it.variadic);
      assert.equal(minArgs, parameters.length - optional, name);
      assert.equal(maxArgs, variadic.length > 0 ? null : parameters.length, name);
      assert.ok(variadic.length === 0 || (variadic.length === 1 && parameters.at(-1) === variadic[0]), name);
      assert.ok(
        parameters.slice(parameters.length - optional).every((it) => it.optional),
        `${name}: what may be left out comes last`,
      );
    }
  });

  it('says of each what it does, in a sentence', () => {
    for (const { name, summary } of all) assert.match(summary, /^[A-Z].*\.$/, name);
  });
});
