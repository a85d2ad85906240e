import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { completions, signatureHelp, type Scene } from '../../server/src/core';
import { insideOf } from '../../server/src/core/inside';
import { isForeach, runOrderOf } from '../../server/src/core/run-order';
import { decode, uriOf } from '../../server/src/host/disk';
import { filesIn, FOLDERS, needCorpus } from '../corpus/corpus';
import { sceneOf } from '../support/check-fix';

type Flow = Scene['snapshot']['solutions'][number]['flows'][number];

function* flowsOf(): Iterable<{ readonly flow: Flow; readonly text: string; readonly scene: Scene }> {
  for (const folder of FOLDERS) {
    const scene = sceneOf(new Map(filesIn(folder).map((path) => [uriOf(path), decode(readFileSync(path))])));
    for (const { flows } of scene.snapshot.solutions)
      for (const flow of flows) if (flow.faults.length === 0) yield { flow, text: scene.text(flow.uri), scene };
  }
}

describe('completion of names in real flows', () => {
  before(needCorpus);

  it('offers each name that is written, where it is written, but for those out of loops', () => {
    const count = new Map<string, number>();
    for (const { flow, scene } of flowsOf()) {
      const order = runOrderOf(insideOf(flow));
      for (const step of order.steps) {
        const asked = new Set<string>();
        for (const { kind, by, name } of step.uses) {
          const key = `${by} ${name.value}`;
          if (asked.size === asked.add(key).size) continue;
          const [target] = kind === 'action' ? order.named(name.value) : [];
          const holding = new Set([step, ...order.enclosing(step)]);
          if (target && [...order.enclosing(target)].some((it) => isForeach(it) && !holding.has(it))) continue;
          const found = completions(flow.uri, name.span.end, scene).find((it) => it.label.toLowerCase() === name.value.toLowerCase());
          assert.deepEqual(found?.span, name.span, `${by}('${name.value}') in '${step.name.value}' of ${flow.uri}`);
          count.set(kind, (count.get(kind) ?? 0) + 1);
        }
      }
    }
    for (const [kind, least] of [
      ['action', 500],
      ['loop', 50],
      ['variable', 250],
      ['parameter', 50],
    ] as const)
      assert.ok(count.get(kind)! > least, `${count.get(kind)} of ${kind}`);
  });

  it('offers what an action runs after, and no state that is there', () => {
    let number = 0;
    for (const { flow, scene } of flowsOf())
      for (const { after } of runOrderOf(insideOf(flow)).steps)
        for (const { name, statuses } of after.slice(0, 1)) {
          const found = completions(flow.uri, name.span.start, scene).find((it) => it.text === name.value);
          assert.deepEqual(found?.span, name.span, `${name.value} of ${flow.uri}`);
          const states = completions(flow.uri, statuses[0]!.span.end, scene).map((it) => it.label.toLowerCase());
          assert.deepEqual(
            statuses.map((it) => states.includes(it.value.toLowerCase())),
            statuses.map((_, i) => i === 0),
          );
          number++;
        }
    assert.ok(number > 1_000, `${number} places`);
  });

  it('never fails in a text that is cut off, whatever is missing', () => {
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    let offered = 0;
    let helped = 0;
    for (const {
      flow: { uri },
      text,
    } of flowsOf()) {
      for (let i = 0; i < 2; i++) {
        const end = 1 + random(text.length);
        const cut = sceneOf(new Map([[uri, text.slice(0, end)]]));
        for (const offset of [end, Math.max(0, end - 1), random(end)]) {
          offered += completions(uri, offset, cut).length;
          helped += signatureHelp(uri, offset, cut) ? 1 : 0;
        }
      }
    }
    assert.ok(offered > 1_000 && helped > 10, `${offered} offered, ${helped} helped`);
  });
});
