import * as assert from 'node:assert/strict';
import { EditSet } from '../../server/src/core/edit-set';
import type { Step } from '../../server/src/core/facts/steps';
import { Refusal } from '../../server/src/core/fix';
import { insideOf } from '../../server/src/core/inside';
import type { Flow } from '../../server/src/core/model';
import { addRunAfter, freeName, insertStep, moveToRoot, removeStep, wrapInScope } from '../../server/src/core/refactorings/steps';
import { runOrderOf } from '../../server/src/core/run-order';
import { afterEdits, sceneOf } from '../support/check-fix';
import { readFixture } from '../support/fixture';
import { crlf, flow, solution } from '../support/solution';

interface Opened {
  readonly flow: Flow;
  step(name: string): Step;
  /** The flow's file after these changes. */
  after(change: (edits: EditSet) => void): string;
}

function open(fixture: string): Opened {
  const { files } = readFixture(fixture);
  const lineEnd = fixture.includes('\r') ? '\r\n' : '\n';
  const scene = sceneOf(files);
  const its = scene.snapshot.solutions[0]!.flows[0]!;
  return {
    flow: its,
    step: (name) => runOrderOf(insideOf(its)).named(name)[0]!,
    after(change) {
      const edits = new EditSet(scene);
      change(edits);
      return `--- src/Workflows/${its.uri.split('/').pop()}${lineEnd}${afterEdits(edits.build(), files).get(its.uri)}`;
    },
  };
}

const compose = (inputs: unknown, runAfter?: object): object => ({ type: 'Compose', inputs, ...(runAfter && { runAfter }) });
const after = (...names: readonly string[]): object => Object.fromEntries(names.map((it) => [it, ['Succeeded']]));

/** In every form that files have: pretty, minified, with other line ends, and as Windows PowerShell writes it. */
function inEveryForm(check: (write: (actions: object) => string) => void): void {
  for (const indent of [0, 2, 4]) check((actions) => flow({ actions, indent }));
  check((actions) => crlf(flow({ actions })));
}

describe('removeStep', () => {
  it('lets what ran after the action run after what that ran after', () => {
    inEveryForm((write) => {
      const {
        flow: its,
        step,
        after: changed,
      } = open(write({ A: compose(1, {}), B: compose(2, { A: ['Succeeded', 'Skipped'] }), C: compose(3, { b: ['Failed'] }) }));
      assert.equal(
        changed((edits) => removeStep(edits, its, step('B'))),
        write({ A: compose(1, {}), C: compose(3, { A: ['Succeeded', 'Skipped'] }) }),
      );
    });
  });

  it('leaves a start where the first one went, and no predecessor twice', () => {
    inEveryForm((write) => {
      const {
        flow: its,
        step,
        after: changed,
      } = open(write({ A: compose(1, {}), B: compose(2, after('A')), C: compose(3, { B: ['Failed'], A: ['Skipped'] }) }));
      assert.equal(
        changed((edits) => removeStep(edits, its, step('A'))),
        write({ B: compose(2, {}), C: compose(3, { B: ['Failed'] }) }),
      );
      assert.equal(
        changed((edits) => removeStep(edits, its, step('B'))),
        write({ A: compose(1, {}), C: compose(3, { A: ['Skipped'] }) }),
      );
    });
  });

  it('takes the last action of a container', () => {
    const scope = (actions: object): object => ({ type: 'Scope', actions });
    inEveryForm((write) => {
      const { flow: its, step, after: changed } = open(write({ S: scope({ A: compose(1) }) }));
      assert.equal(
        changed((edits) => removeStep(edits, its, step('A'))),
        write({ S: scope({}) }),
      );
    });
  });
});

describe('insertStep', () => {
  const NEW = { name: 'New', value: { type: 'Compose', inputs: 'x' } };

  it('puts an action before another, in whose place it starts', () => {
    inEveryForm((write) => {
      const {
        flow: its,
        step,
        after: changed,
      } = open(write({ A: compose(1, {}), B: compose(2, { A: ['Failed'] }), C: compose(3, after('B')) }));
      assert.equal(
        changed((edits) => insertStep(edits, its, NEW, { before: step('B') })),
        write({ A: compose(1, {}), New: compose('x', { A: ['Failed'] }), B: compose(2, after('New')), C: compose(3, after('B')) }),
      );
    });
  });

  it('puts one before the first, whether that says that it is first or not', () => {
    const inScope = (write: (actions: object) => string, actions: object): string => write({ S: { type: 'Scope', actions } });
    inEveryForm((write) => {
      for (const start of [undefined, {}]) {
        const { flow: its, step, after: changed } = open(inScope(write, { A: compose(1, start) }));
        assert.equal(
          changed((edits) => insertStep(edits, its, NEW, { before: step('A') })),
          inScope(write, { New: compose('x', start), A: compose(1, after('New')) }),
        );
      }
    });
  });

  it('puts one behind another, and leaves those that wait for a failure', () => {
    inEveryForm((write) => {
      const {
        flow: its,
        step,
        after: changed,
      } = open(
        write({ A: compose(1, {}), B: compose(2, { a: ['SUCCEEDED'] }), C: compose(3, { A: ['Failed'] }), D: compose(4, after('B')) }),
      );
      assert.equal(
        changed((edits) => insertStep(edits, its, NEW, { behind: step('A') })),
        write({
          A: compose(1, {}),
          New: compose('x', after('A')),
          B: compose(2, { New: ['SUCCEEDED'] }),
          C: compose(3, { A: ['Failed'] }),
          D: compose(4, after('B')),
        }),
      );
    });
  });

  it('has the members in the order of the action beside it', () => {
    const { flow: its, step, after: changed } = open(flow({ actions: { A: { runAfter: {}, metadata: {}, inputs: 1, type: 'Compose' } } }));
    assert.equal(
      changed((edits) => insertStep(edits, its, NEW, { before: step('A') })),
      flow({
        actions: {
          New: { runAfter: {}, inputs: 'x', type: 'Compose' },
          A: { runAfter: after('New'), metadata: {}, inputs: 1, type: 'Compose' },
        },
      }),
    );
  });
});

describe('moveToRoot', () => {
  const start = (runAfter?: object): object => ({
    type: 'InitializeVariable',
    inputs: { variables: [{ name: 'v', type: 'string' }] },
    ...(runAfter && { runAfter }),
  });
  const scope = (actions: object, runAfter: object): object => ({ type: 'Scope', actions, runAfter });

  it('puts the action before what holds it, however deep that is', () => {
    inEveryForm((write) => {
      const before = {
        A: compose(1, {}),
        S: scope({ T: scope({ X: compose(2), V: start(after('X')), Y: compose(3, after('V')) }, {}) }, { A: ['Failed'] }),
      };
      const { flow: its, step, after: changed } = open(write(before));
      assert.equal(
        changed((edits) => moveToRoot(edits, its, step('V'))),
        write({
          A: compose(1, {}),
          V: start({ A: ['Failed'] }),
          S: scope({ T: scope({ X: compose(2), Y: compose(3, after('X')) }, {}) }, after('V')),
        }),
      );
    });
  });

  it('takes the last action out of a container that is first', () => {
    inEveryForm((write) => {
      const { flow: its, step, after: changed } = open(write({ S: scope({ V: start() }, {}) }));
      assert.equal(
        changed((edits) => moveToRoot(edits, its, step('V'))),
        write({ V: start({}), S: scope({}, after('V')) }),
      );
    });
  });

  it('leaves one that stands there already', () => {
    const source = flow({ actions: { V: start({}) } });
    const { flow: its, step, after: changed } = open(source);
    assert.equal(
      changed((edits) => moveToRoot(edits, its, step('V'))),
      source,
    );
  });
});

describe('wrapInScope', () => {
  const wrapped = (opened: Opened, ...names: readonly string[]): string =>
    opened.after((edits) => wrapInScope(edits, opened.flow, names.map(opened.step), 'Try'));
  const scope = (actions: object, runAfter: object): object => ({ type: 'Scope', actions, runAfter });

  it('takes what the actions run after, and is run after in their place', () => {
    inEveryForm((write) => {
      const opened = open(
        write({
          A: compose(1, {}),
          B: compose(2, { A: ['Succeeded', 'Failed'] }),
          C: {
            type: 'If',
            expression: { equals: [1, 2] },
            actions: { I: compose([]) },
            runAfter: { A: ['Failed', 'Succeeded'], b: ['Skipped'] },
          },
          D: compose(4, { B: ['Failed'], c: ['Failed', 'TimedOut'], A: ['Succeeded'] }),
        }),
      );
      assert.equal(
        wrapped(opened, 'B', 'C'),
        write({
          A: compose(1, {}),
          Try: scope(
            {
              B: compose(2, {}),
              C: { type: 'If', expression: { equals: [1, 2] }, actions: { I: compose([]) }, runAfter: { b: ['Skipped'] } },
            },
            { A: ['Succeeded', 'Failed'] },
          ),
          D: compose(4, { Try: ['Failed', 'TimedOut'], A: ['Succeeded'] }),
        }),
      );
    });
  });

  it('keeps every byte of what it takes in but for the indentation', () => {
    const source = (actions: string): string => `--- src/Workflows/A-5D2C8A70-1F7B-ED11-81AD-000D3A4A1B2C.json
{
  "properties": {
    "definition": {
      "actions": ${actions}
    }
  }
}
`;
    const before = source(`{
        "A":   { "type":"Compose","inputs" :[1.0,  "\\u0027\\/"],
          "runAfter": { }
        }
      }`);
    assert.equal(
      wrapped(open(before), 'A'),
      source(`{
        "Try":   {
          "type":"Scope",
          "actions":{
            "A":{ "type":"Compose","inputs" :[1.0,  "\\u0027\\/"],
              "runAfter": { }
            }
          },
          "runAfter":{}
        }
      }`),
    );
  });

  it('takes actions that are written apart', () => {
    inEveryForm((write) => {
      const opened = open(write({ B: compose(2, after('A')), X: compose(3, after('B')), A: compose(1, {}) }));
      assert.equal(
        wrapped(opened, 'B', 'A'),
        write({ Try: scope({ B: compose(2, after('A')), A: compose(1, {}) }, {}), X: compose(3, after('Try')) }),
      );
    });
  });

  it('is refused where the flow would run otherwise or could not be saved', () => {
    const variable = { type: 'InitializeVariable', inputs: { variables: [{ name: 'v', type: 'string' }] } };
    const opened = open(
      flow({
        actions: {
          A: compose(1, {}),
          B: compose(2, after('A')),
          C: compose(3, { B: ['Failed'], A: ['Succeeded'] }),
          D: compose(3, { A: ['Failed'] }),
          S: scope({ I: compose(4) }, {}),
          V: variable,
        },
      }),
    );
    const refusal = (...names: readonly string[]): string => {
      try {
        return wrapped(opened, ...names);
      } catch (error) {
        assert.ok(error instanceof Refusal);
        return error.message;
      }
    };
    assert.equal(refusal('A', 'C'), "The action 'B' of flow 'Askforleave' runs between these actions: take it into the scope with them.");
    assert.equal(
      refusal('A', 'I'),
      "These actions of flow 'Askforleave' stand in different places: choose actions that stand beside each other.",
    );
    assert.equal(refusal('V'), "The action 'V' of flow 'Askforleave' initializes a variable, which no scope may hold: leave it out.");
    assert.equal(
      refusal('B', 'D'),
      "Two of these actions of flow 'Askforleave' run after 'A' in different cases, which one scope cannot do: put each into a scope of its own.",
    );
    assert.equal(
      refusal('A', 'B'),
      "The action 'C' of flow 'Askforleave' runs when one of these actions succeeds and another does not, which one scope cannot tell apart: take it into the scope with them.",
    );
  });
});

describe('addRunAfter', () => {
  it('adds to those an action runs after, or to none', () => {
    inEveryForm((write) => {
      for (const [before, now] of [
        [undefined, after('A')],
        [{}, after('A')],
        [{ B: ['Failed'] }, { B: ['Failed'], A: ['Succeeded'] }],
      ]) {
        const { flow: its, step, after: changed } = open(write({ A: compose(1, {}), C: compose(2, before) }));
        assert.equal(
          changed((edits) => addRunAfter(edits, its, step('C'), 'A')),
          write({ A: compose(1, {}), C: compose(2, now) }),
        );
      }
    });
  });
});

describe('freeName', () => {
  it('is unlike every other name of the flow in any letter case, the trigger included, and not too long', () => {
    const long = 'x'.repeat(80);
    const { flow: its } = open(
      solution() + flow({ actions: { S: { type: 'Scope', actions: { try: compose(1), TRY_1: compose(2) } }, [long]: compose(3) } }),
    );
    assert.deepEqual(
      ['Other', 'Try', 'MANUAL', long, `${long}y`].map((it) => freeName(its, it)),
      ['Other', 'Try_2', 'MANUAL_1', `${'x'.repeat(78)}_1`, `${'x'.repeat(78)}_1`],
    );
  });
});
