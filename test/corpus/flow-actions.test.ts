import * as assert from 'node:assert/strict';
import { Refusal, rules, textAfter, type Scene, type Span, type Uri } from '../../server/src/core';
import type { Block, Step } from '../../server/src/core/facts/steps';
import { insideOf } from '../../server/src/core/inside';
import type { Flow } from '../../server/src/core/model';
import type { Offered } from '../../server/src/core/refactorings/refactoring';
import { runAfterFixes } from '../../server/src/core/refactorings/run-after';
import { conversions } from '../../server/src/core/refactorings/whole-expression';
import { wraps } from '../../server/src/core/refactorings/wrap';
import { runAfterIn } from '../../server/src/core/run-after';
import { runOrderOf } from '../../server/src/core/run-order';
import { sceneOf } from '../support/check-fix';
import { needCorpus } from './corpus';
import { findingsIn, flowsIn, flowTexts, type Texts } from './flows';

/** The name of a new scope is a default one. */
const using = rules.filter((it) => it.id !== 'default-action-name');

type Members = Record<string, unknown>;
type Actions = Record<string, Members & { actions?: Actions; runAfter?: Record<string, unknown> }>;

/** Another one in each round, and in each flow. */
function chosen<Item>(items: readonly Item[], flow: number, round: number): Item | undefined {
  return items[(flow * 7919 + round * 104729) % Math.max(1, items.length)];
}

const actionsOf = (flow: Flow): readonly Step[] => runOrderOf(insideOf(flow)).steps.filter((it) => it.role === 'action');
const namesOf = (flow: Flow): readonly string[] => runOrderOf(insideOf(flow)).steps.map((it) => it.name.value);

function applied({ edits }: Pick<Offered, 'edits'>, { text }: Scene): string {
  const [edit, ...others] = edits();
  assert.deepEqual(others, []);
  return textAfter(edit!, text)!;
}

/** Whatever holds the action of this name, among its like. */
function siblingsOf(name: string, value: unknown): Actions | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const actions = (value as Members)['actions'] as Actions | undefined;
  if (actions && Object.hasOwn(actions, name)) return actions;
  for (const it of Object.values(value)) {
    const found = siblingsOf(name, it);
    if (found) return found;
  }
  return undefined;
}

/** The flow with what stands in the scope in its place. */
function unwrapped(text: string, scope: string, action: string): unknown {
  const parsed = JSON.parse(text) as Members;
  const siblings = siblingsOf(scope, parsed)!;
  const { actions = {}, runAfter } = siblings[scope]!;
  delete siblings[scope];
  const its = actions[action]!;
  if (its.runAfter || Object.keys(runAfter!).length > 0) its.runAfter = runAfter!;
  for (const { runAfter: after } of Object.values(siblings))
    if (after && Object.hasOwn(after, scope)) {
      after[action] = after[scope];
      delete after[scope];
    }
  siblings[action] = its;
  return parsed;
}

/** Names in `runAfter` as the actions are called: another letter case stands for the same. */
function inOneCase(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, it: unknown) =>
    key === 'runAfter' && typeof it === 'object'
      ? Object.fromEntries(Object.entries(it ?? {}).map(([name, of]) => [name.toLowerCase(), of]))
      : it,
  );
}

function* blocksIn(block: Block | undefined): Iterable<Block> {
  if (!block) return;
  yield block;
  for (const { blocks } of block.steps) for (const it of blocks) yield* blocksIn(it);
}

const circlesIn = (flow: Flow): number => [...blocksIn(insideOf(flow).actions)].reduce((sum, it) => sum + runAfterIn(it).circles.length, 0);

const cursor = ({ start }: Span): Span => ({ start, end: start });

describe('corpus: what can be done with the actions of a flow', () => {
  before(needCorpus);

  let texts: Texts;
  let scene: Scene;
  let known: ReadonlyMap<string, number>;

  before(() => {
    texts = flowTexts();
    scene = sceneOf(texts);
    known = findingsIn(scene, using);
  });

  const assertNothingNew = (after: ReadonlyMap<Uri, string>): void => {
    const worse = [...findingsIn(sceneOf(new Map([...texts, ...after])), using)].filter(([key, number]) => number > (known.get(key) ?? 0));
    assert.deepEqual(worse, []);
  };

  for (const round of [0, 1, 2, 3])
    it(`wraps one of each flow, with no new finding, and nothing else is another (${round + 1})`, () => {
      const after = new Map<Uri, string>();
      for (const [i, flow] of flowsIn(scene).entries()) {
        const step = chosen(actionsOf(flow), i, round);
        const [wrap] = step ? wraps(flow, cursor(step.name.span), scene) : [];
        if (!step || !wrap) continue;
        try {
          const text = applied(wrap, scene);
          after.set(flow.uri, text);
          assert.deepEqual(inOneCase(unwrapped(text, wrap.names!, step.name.value)), inOneCase(JSON.parse(texts.get(flow.uri)!)), flow.uri);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          assert.match(error.message, /stands in 8 others/);
        }
      }
      assert.ok(after.size > 120, `${after.size} flows`);
      const now = sceneOf(after);
      for (const flow of flowsIn(now)) {
        assert.deepEqual(flow.faults, [], flow.uri);
        const before = flowsIn(scene).find((it) => it.uri === flow.uri)!;
        assert.equal(namesOf(flow).length, namesOf(before).length + 1, flow.uri);
      }
      assertNothingNew(after);
    });

  it('puts back what an action ran after', () => {
    const loose = new Map<Uri, string>();
    const taken = new Map<Uri, { readonly step: string; readonly predecessor: string }>();
    for (const [i, flow] of flowsIn(scene).entries()) {
      const all = actionsOf(flow).filter(
        ({ after }) => after.length === 1 && after[0]!.statuses.map((it) => it.value).join() === 'Succeeded',
      );
      const step = chosen(all, i, 0);
      if (!step) continue;
      const { start, end } = step.afterSpan!;
      const text = texts.get(flow.uri)!;
      loose.set(flow.uri, `${text.slice(0, start)}{}${text.slice(end)}`);
      taken.set(flow.uri, { step: step.name.value, predecessor: step.after[0]!.name.value });
    }
    assert.ok(loose.size > 120, `${loose.size} flows`);
    const now = sceneOf(loose);
    for (const flow of flowsIn(now)) {
      const { step, predecessor } = taken.get(flow.uri)!;
      const [from, target] = [step, predecessor].map((it) => runOrderOf(insideOf(flow)).named(it)[0]!) as [Step, Step];
      const [fix, ...others] = runAfterFixes(from, target, flow, now);
      assert.deepEqual(others, []);
      assert.ok(fix, flow.uri);
      assert.deepEqual(inOneCase(JSON.parse(applied(fix, now))), inOneCase(JSON.parse(texts.get(flow.uri)!)), flow.uri);
    }
  });

  it('never makes a circle, whatever is to run after what', () => {
    const after = new Map<Uri, string>();
    for (const [i, flow] of flowsIn(scene).entries()) {
      const steps = actionsOf(flow);
      for (let round = 0; round < 30 && !after.has(flow.uri); round++) {
        const [from, target] = [chosen(steps, i, round), chosen(steps, i + 1, round * 3 + 1)];
        const [fix] = from && target ? runAfterFixes(from, target, flow, scene) : [];
        if (fix) after.set(flow.uri, applied(fix, scene));
      }
    }
    assert.ok(after.size > 5, `${after.size} flows`);
    for (const flow of flowsIn(sceneOf(after))) assert.equal(circlesIn(flow), 0, flow.uri);
    assertNothingNew(after);
  });

  it('takes the braces from every whole expression where that may be, with no new finding', () => {
    const after = new Map<Uri, string>();
    let number = 0;
    for (const flow of flowsIn(scene)) {
      const text = texts.get(flow.uri)!;
      const offers = [...text.matchAll(/"@\{/g)].flatMap(({ index }) => conversions(flow, { start: index + 1, end: index + 1 }, scene));
      const cuts = offers.flatMap((it) => it.edits()).flatMap((it) => (it.kind === 'change' ? it.edits : []));
      number += offers.length;
      if (cuts.length > 0) after.set(flow.uri, textAfter({ kind: 'change', uri: flow.uri, edits: cuts }, scene.text)!);
    }
    assert.ok(number > 100, `${number} expressions`);
    for (const flow of flowsIn(sceneOf(after))) assert.deepEqual(flow.faults, [], flow.uri);
    assertNothingNew(after);
  });
});
