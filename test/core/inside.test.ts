import * as assert from 'node:assert/strict';
import { createLinter, fixesOf, rules, textAfter, type Finding, type Flow, type Scene } from '../../server/src/core';
import { insideOf } from '../../server/src/core/inside';
import { FLOWS } from '../../server/src/core/memo';
import { sceneOf } from '../support/check-fix';
import { readFixture } from '../support/fixture';
import { flow, solution } from '../support/solution';

const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const start = { type: 'InitializeVariable', inputs: { variables: [{ name: 'total', type: 'integer', value: 1 }] }, runAfter: {} };

/** More flows than are at hand, each with a variable that is initialized too deep. */
const SOURCE =
  solution() +
  Array.from({ length: FLOWS * 2 }, (_, i) =>
    flow({ name: `Flow${i}`, id: idOf(i), actions: { S: { type: 'Scope', actions: { Start: start }, runAfter: {} } } }),
  ).join('');

describe('the inside of a flow', () => {
  let scene: Scene;
  let findings: readonly Finding[];
  beforeEach(() => {
    scene = sceneOf(readFixture(SOURCE).files);
    const rule = rules.filter((it) => it.id === 'nested-initialize-variable');
    const linter = createLinter({ rules: rule, onCrash: (_, error) => assert.fail(String(error)) });
    findings = [...linter.run(scene.snapshot)].flatMap((it) => it.findings);
  });
  const forget = (): void => {
    for (const it of scene.snapshot.solutions[0]!.flows) insideOf(it);
  };
  const outcome = (finding: Finding): unknown => {
    const [fix] = fixesOf(finding, scene);
    forget();
    const [edit] = fix!.edits();
    assert.ok(edit);
    return JSON.parse(textAfter(edit, scene.text)!);
  };

  it('is forgotten when others are looked at, and read again', () => {
    const [first] = scene.snapshot.solutions[0]!.flows;
    const before = insideOf(first!);
    assert.equal(insideOf(first!), before);
    forget();
    assert.notEqual(insideOf(first!), before);
    assert.deepEqual(insideOf(first!), before);
  });

  it('is kept of the last state of a flow that is edited, and of none before', () => {
    const [{ file, uri }] = scene.snapshot.solutions[0]!.flows as readonly [Flow];
    const text = file.text()!;
    const states = [1, 2].map((version) => ({ uri, version, stamp: '', text: () => text }));
    const insides = states.map((it) => insideOf({ file: it }));
    assert.equal(insideOf({ file: states[1]! }), insides[1]);
    assert.notEqual(insideOf({ file: states[0]! }), insides[0]);
    assert.deepEqual(insideOf({ file: states[0]! }), insides[0]);
  });

  it('may be forgotten between a finding, its fixes and their edits, however often they are asked for', () => {
    assert.equal(findings.length, FLOWS * 2);
    const [first] = findings;
    const expected = outcome(first!);
    assert.ok(JSON.stringify(expected).includes('"Start"'));
    forget();
    assert.deepEqual(outcome(first!), expected);
  });
});
