import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { applyEdits } from '../../server/src/core/edits';
import { EditSet } from '../../server/src/core/edit-set';
import { readFlow } from '../../server/src/core/facts/flow';
import { Refusal, type Scene } from '../../server/src/core/fix';
import { rules, type Finding, type Uri } from '../../server/src/core';
import { insideOf } from '../../server/src/core/inside';
import type { Flow } from '../../server/src/core/model';
import { freeName, insertStep, removeStep, wrapInScope } from '../../server/src/core/refactorings/steps';
import type { Step } from '../../server/src/core/facts/steps';
import { runOrderOf } from '../../server/src/core/run-order';
import { decode, uriOf } from '../../server/src/host/disk';
import { findingsIn } from '../support/check';
import { sceneOf } from '../support/check-fix';
import { filesIn, FOLDERS, needCorpus } from './corpus';

/** Of each flow, this many actions. */
const ACTIONS = 4;

/** Rules that need nothing but the flow, and which a flow that can be saved satisfies. */
const enforced = rules.filter(({ id }) =>
  [
    'broken-run-after',
    'duplicate-action-name',
    'incomplete-action',
    'misplaced-action',
    'uninitialized-variable',
    'unknown-action',
    'unreachable-action',
  ].includes(id),
);

interface Place {
  readonly scene: Scene;
  readonly flow: Flow;
  readonly text: string;
}

describe('corpus: changes of actions', () => {
  before(needCorpus);

  let places: readonly Place[];
  before(() => (places = FOLDERS.flatMap((it) => filesIn(it)).flatMap((it) => placeIn(it) ?? [])));

  /** Each of some steps of each flow, as its flow is read then: changes are of the steps of one reading. */
  function* each(): Iterable<readonly [place: Place, step: Step]> {
    for (const place of places) for (const index of stepsOf(place).keys()) yield [place, stepsOf(place)[index]!];
  }

  it('put an action into a scope, and the flow is as sound as before', () => {
    let wrapped = 0;
    for (const [place, step] of each()) {
      const name = freeName(place.flow, 'Planted');
      const after = changed(place, (edits) => wrapInScope(edits, place.flow, [step], name));
      if (after === undefined) continue;
      assertSound(place, after, step);
      const [scope] = runOrderOf(readFlow(after).inside).named(name);
      assert.deepEqual(
        scope?.blocks.map((it) => it.steps.map((inner) => inner.name.value)),
        [[step.name.value]],
      );
      wrapped++;
    }
    assert.ok(wrapped > 100, `${wrapped} actions only`);
  });

  it('put an action before or behind another, and taking it out again gives what there was', () => {
    for (const side of ['before', 'behind'] as const)
      for (const [place, step] of each()) {
        const where = side === 'before' ? { before: step } : { behind: step };
        const name = freeName(place.flow, 'Planted');
        const after = changed(place, (edits) => insertStep(edits, place.flow, { name, value: { type: 'Compose', inputs: 1 } }, where))!;
        assertSound(place, after, step);
        const next = opened(place.flow.uri, after)!;
        const back = changed(next, (edits) => removeStep(edits, next.flow, runOrderOf(insideOf(next.flow)).named(name)[0]!))!;
        assert.deepEqual(meaningOf(back), meaningOf(place.text), `${place.flow.uri} ${step.name.value}`);
      }
  });
});

/** A first action may say that it runs after nothing, or not. */
function meaningOf(text: string): unknown {
  return JSON.parse(text.replace(/^\uFEFF/, ''), (key, value: unknown) =>
    key === 'runAfter' && JSON.stringify(value) === '{}' ? undefined : value,
  );
}

function placeIn(path: string): Place | undefined {
  return path.endsWith('.json') ? opened(uriOf(path), decode(readFileSync(path))) : undefined;
}

function opened(uri: Uri, text: string): Place | undefined {
  const scene = sceneOf(new Map([[uri, text]]));
  const flow = [...scene.snapshot.solutions, ...scene.snapshot.others].flatMap((it) => it.flows)[0];
  return flow && { scene, flow, text };
}

function stepsOf({ flow }: Place): readonly Step[] {
  const actions = runOrderOf(insideOf(flow)).steps.filter((it) => it.role === 'action');
  return actions.filter((_, index) => index % Math.ceil(actions.length / ACTIONS) === 0);
}

/** Undefined when it is refused. */
function changed({ scene, text }: Place, change: (edits: EditSet) => void): string | undefined {
  const edits = new EditSet(scene);
  try {
    change(edits);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
  const [edit] = edits.build();
  assert.ok(edit?.kind === 'change');
  return applyEdits(text, edit.edits);
}

function assertSound({ flow, text }: Place, after: string, step: Step): void {
  const inShort = ({ rule, subject }: Finding): string => `${rule.id} ${subject}`;
  const found = (its: string): readonly string[] => findingsIn(new Map([[flow.uri, its]]), enforced).map(inShort);
  assert.deepEqual(found(after), found(text), `${flow.uri} ${step.name.value}`);
}
