import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFlow } from '../../server/src/core/facts/flow';
import type { Step } from '../../server/src/core/facts/steps';
import { canName } from '../../server/src/core/name-uses';
import { inRunOrder, isForeach, isLoop, isUntil, runOrderOf, type RunOrder, type Sight } from '../../server/src/core/run-order';
import { decode } from '../../server/src/host/disk';
import { CORPUS, filesIn, FOLDERS, needCorpus } from '../corpus/corpus';

type Json = Readonly<Record<string, unknown>>;

const textOf = (actions: Json): string =>
  JSON.stringify({ properties: { definition: { triggers: { manual: { type: 'Request' } }, actions } } });
const orderOf = (actions: Json): RunOrder => runOrderOf(readFlow(textOf(actions)).inside);
const stepIn = (order: RunOrder, name: string): Step => order.named(name)[0]!;

/** An action that runs after others; `its` is what else it has. */
const after = (names: string, its: Json = {}): Json => ({
  type: 'Compose',
  ...its,
  runAfter: Object.fromEntries(names.split(' ').flatMap((it) => (it === '' ? [] : [[it, ['Succeeded']]]))),
});

/** What each step sees, in the order in which it is written; what lies too deep has a `!`. */
function sights(order: RunOrder, isLate = false): Record<string, string> {
  const marks: Readonly<Record<Sight, string>> = { seen: '', deep: '!', late: '' };
  return Object.fromEntries(
    order.steps.map((from) => [
      from.name.value,
      order.steps
        .filter((it) => it.role === 'action' && order.sight(it, from, isLate) !== 'late')
        .map((it) => it.name.value + marks[order.sight(it, from, isLate)])
        .join(' '),
    ]),
  );
}

/** `Before`, then a box with these members, then `After`; and `Beside` that waits for nobody. */
const around = (box: Json): Json => ({
  Before: after(''),
  Box: after('Before', box),
  After: after('Box'),
  Beside: after(''),
});

const TWO = { One: after(''), Two: after('One') };
const OTHERS = { Three: after(''), Four: after('Three') };

describe('what an action sees', () => {
  for (const type of ['Scope', 'Foreach', 'Until', 'If', 'fOrEaCh'])
    it(`is what ran before it, around it and inside of that: ${type}`, () => {
      assert.deepEqual(sights(orderOf(around({ type, actions: TWO }))), {
        manual: '',
        Before: '',
        Box: 'Before',
        One: 'Before',
        Two: 'Before One',
        After: 'Before Box One Two',
        Beside: '',
      });
    });

  const branches: Readonly<Record<string, Json>> = {
    'an If with both': { type: 'If', actions: TWO, else: { actions: OTHERS } },
    'a Switch with two cases': { type: 'Switch', cases: { A: { case: 1, actions: TWO }, B: { case: 2, actions: OTHERS } } },
    'a Switch with a default': { type: 'Switch', cases: { A: { case: 1, actions: TWO } }, default: { actions: OTHERS } },
  };
  for (const [name, box] of Object.entries(branches))
    it(`is nothing of another branch of ${name}`, () => {
      assert.deepEqual(sights(orderOf(around(box))), {
        manual: '',
        Before: '',
        Box: 'Before',
        One: 'Before',
        Two: 'Before One',
        Three: 'Before',
        Four: 'Before Three',
        After: 'Before Box One Two Three Four',
        Beside: '',
      });
    });

  it('is nothing that may run at the same time, whoever is waited for later', () => {
    assert.deepEqual(sights(orderOf({ A: after(''), B: after('A'), C: after('A'), D: after('B C'), E: after('C') })), {
      manual: '',
      A: '',
      B: 'A',
      C: 'A',
      D: 'A B C',
      E: 'A C',
    });
  });

  it('does not depend on the order in which actions are written, nor on letter case', () => {
    assert.deepEqual(sights(orderOf({ C: after('b'), A: after(''), B: after('a') })), { manual: '', C: 'A B', A: '', B: 'A' });
  });

  it('is one loop deep at most, of those it does not stand in', () => {
    const inner = { Inner: after('', { type: 'Foreach', actions: { Deep: after('') } }), Follower: after('Inner') };
    assert.deepEqual(sights(orderOf({ Outer: after('', { type: 'Foreach', actions: inner }), Last: after('Outer') })), {
      manual: '',
      Outer: '',
      Inner: '',
      Deep: '',
      Follower: 'Inner Deep',
      Last: 'Outer Inner Deep! Follower',
    });
  });

  it('counts loops through whatever stands between them, and an Until for none', () => {
    const deep = (type: string, between: string): Json => ({
      Outer: after('', {
        type: 'Foreach',
        actions: { Between: after('', { type: between, actions: { Inner: after('', { type, actions: { Deep: after('') } }) } }) },
      }),
      Last: after('Outer'),
    });
    assert.equal(sights(orderOf(deep('Foreach', 'Scope')))['Last'], 'Outer Between Inner Deep!');
    assert.equal(sights(orderOf(deep('Foreach', 'Foreach')))['Last'], 'Outer Between Inner! Deep!');
    assert.equal(sights(orderOf(deep('Until', 'Scope')))['Last'], 'Outer Between Inner Deep');
    assert.equal(sights(orderOf(deep('Scope', 'Until')))['Last'], 'Outer Between Inner Deep');
  });

  it('is what an action around it saw, at any depth', () => {
    const inner = { If: after('', { type: 'If', actions: {}, else: { actions: { Deep: after('') } } }) };
    const actions = {
      Early: after(''),
      Each: after('Early', { type: 'Foreach', actions: { First: after(''), Scope: after('First', { type: 'Scope', actions: inner }) } }),
    };
    assert.equal(sights(orderOf(actions))['Deep'], 'Early First');
  });

  it('is itself too, and all that it holds, when that is evaluated late', () => {
    const actions = around({ type: 'Until', actions: { ...TWO, Each: after('Two', { type: 'Foreach', actions: { Item: after('') } }) } });
    const order = orderOf(actions);
    assert.deepEqual(sights(order, true), {
      manual: '',
      Before: 'Before',
      Box: 'Before Box One Two Each Item',
      One: 'Before One',
      Two: 'Before One Two',
      Each: 'Before One Two Each Item',
      Item: 'Before One Two Item',
      After: 'Before Box One Two Each Item After',
      Beside: 'Beside',
    });
    const nested = { type: 'Foreach', actions: { Inner: after('', { type: 'Foreach', actions: { Deep: after('') } }) } };
    assert.equal(
      sights(orderOf({ Do: after('', { type: 'Until', actions: { Outer: after('', nested) } }) }), true)['Do'],
      'Do Outer Inner Deep!',
    );
  });

  it('is always the trigger, which sees no action', () => {
    const order = orderOf({ A: after('', { type: 'Scope', actions: { B: after('') } }) });
    const trigger = stepIn(order, 'manual');
    for (const step of order.steps) {
      assert.equal(order.sight(trigger, step, false), 'seen');
      if (step !== trigger) assert.equal(order.sight(step, trigger, true), 'late');
    }
  });

  it('is told of chains and ladders of any length', () => {
    const LENGTH = 10_000;
    const chain = orderOf(Object.fromEntries(Array.from({ length: LENGTH }, (_, i) => [`A${i}`, after(i > 0 ? `A${i - 1}` : '')])));
    const rung = (i: number): string => (i > 1 ? `A${i - 1 - (i % 2)} A${i - 2 - (i % 2)}` : '');
    const ladder = orderOf(Object.fromEntries(Array.from({ length: LENGTH }, (_, i) => [`A${i}`, after(rung(i))])));
    for (const order of [chain, ladder]) {
      const [first, last] = [stepIn(order, 'A0'), stepIn(order, `A${LENGTH - 1}`)];
      assert.equal(order.sight(first, last, false), 'seen');
      assert.equal(order.sight(last, first, false), 'late');
      assert.equal(order.before(last).size, order === chain ? LENGTH - 1 : LENGTH - 2);
    }
    assert.ok(chain.steps.slice(2).every((it, i) => chain.sight(chain.steps[i + 1]!, it, false) === 'seen'));
  });

  it('is told of actions that wait for each other', () => {
    const order = orderOf({ A: after('C'), B: after('A'), C: after('B'), D: after('C'), E: after('') });
    assert.deepEqual(sights(order), { manual: '', A: 'A B C', B: 'A B C', C: 'A B C', D: 'A B C', E: '' });
  });
});

describe('where actions stand', () => {
  const order = orderOf(around({ type: 'If', actions: TWO, else: { actions: { Scope: after('', { type: 'Scope', actions: OTHERS }) } } }));
  const named = (it: Step | undefined): string | undefined => it?.name.value;

  it('is told by name, from the inside out', () => {
    assert.deepEqual(order.steps.map(named), ['manual', 'Before', 'Box', 'One', 'Two', 'Scope', 'Three', 'Four', 'After', 'Beside']);
    assert.deepEqual([...order.enclosing(stepIn(order, 'FOUR'))].map(named), ['Scope', 'Box']);
    assert.equal(order.parentOf(stepIn(order, 'After')), undefined);
    assert.equal(named(order.parentOf(stepIn(order, 'One'))), 'Box');
    assert.equal(order.blockOf(stepIn(order, 'Scope'))?.kind, 'else');
    assert.equal(order.blockOf(stepIn(order, 'manual')), undefined);
    assert.deepEqual(order.named('constructor'), []);
  });

  it('is told of two, by the block where their ways part', () => {
    const parts = (target: string, from: string): object => {
      const { beside, own, block } = order.parting(stepIn(order, target), stepIn(order, from));
      return { beside: named(beside), own: named(own), block: block.kind };
    };
    assert.deepEqual(parts('Four', 'After'), { beside: 'Box', own: 'After', block: 'actions' });
    assert.deepEqual(parts('Three', 'Four'), { beside: 'Three', own: 'Four', block: 'actions' });
    assert.deepEqual(parts('One', 'Three'), { beside: 'Box', own: 'Box', block: 'actions' });
    assert.deepEqual(parts('Scope', 'Four'), { beside: 'Scope', own: 'Scope', block: 'else' });
    assert.deepEqual(parts('Four', 'Scope'), { beside: 'Scope', own: 'Scope', block: 'else' });
  });

  it('gives every step of one name', () => {
    const twice = orderOf({ A: after(''), Scope: after('', { type: 'Scope', actions: { a: after('') } }), MANUAL: after('') });
    assert.deepEqual(twice.named('A').map(named), ['A', 'a']);
    assert.deepEqual(twice.named('Manual').map(named), ['manual', 'MANUAL']);
  });

  it('knows loops in any letter case', () => {
    const types = ['Foreach', 'foreach', 'UNTIL', 'Until', 'Scope', ''].map((type) => ({ type }) as Step);
    assert.deepEqual(types.map(isForeach), [true, true, false, false, false, false]);
    assert.deepEqual(types.map(isUntil), [false, false, true, true, false, false]);
    assert.deepEqual(types.map(isLoop), [true, true, true, true, false, false]);
  });
});

describe('what runs before an action', () => {
  const unsettled = (actions: Json): string[] => {
    const order = orderOf(actions);
    return order.steps.filter((it) => !order.isSettled(it)).map((it) => it.name.value);
  };

  it('is settled where all stand beside it that it waits for', () => {
    assert.deepEqual(unsettled(around({ type: 'Scope', actions: TWO })), []);
  });

  it('is not where one of them does not, nor for what waits for it or stands in it', () => {
    const scope = after('B', { type: 'Scope', actions: { C: after('') } });
    assert.deepEqual(unsettled({ A: after(''), B: after('A Gone'), Scope: scope, D: after('A') }), ['B', 'Scope', 'C']);
    assert.deepEqual(unsettled({ A: after('', { type: 'Scope', actions: { B: after('') } }), C: after('B'), D: after('A') }), ['C']);
    assert.deepEqual(unsettled({ A: after('manual'), B: after('') }), ['A']);
  });

  it('is not where an action waits for itself', () => {
    assert.deepEqual(unsettled({ A: after('A'), B: after('') }), ['A']);
    assert.deepEqual(unsettled({ A: after('B'), B: after('A'), C: after('B'), D: after('') }), ['A', 'B', 'C']);
  });
});

describe('run order', () => {
  const ordered = (actions: Json): string => {
    const { actions: block } = readFlow(textOf(actions)).inside;
    return inRunOrder(block!)
      .map((it) => it.name.value)
      .join(' ');
  };

  it('puts each action behind those it runs after, and leaves the rest as it is written', () => {
    assert.equal(ordered({ A: after(''), B: after('A'), C: after('B') }), 'A B C');
    assert.equal(ordered({ C: after('B'), B: after('A'), A: after('') }), 'A B C');
    assert.equal(ordered({ D: after('B C'), C: after('a'), B: after('A'), A: after('') }), 'A B C D');
    assert.equal(ordered({ B: after(''), A: after(''), C: after('A') }), 'B A C');
    assert.equal(ordered({}), '');
  });

  it('has each action once, whatever it waits for', () => {
    assert.equal(ordered({ A: after('B'), B: after('A'), C: after('C'), D: after('Gone A') }), 'B A C D');
  });
});

describe('corpus: run order', () => {
  before(needCorpus);

  const flows = (): { readonly path: string; readonly text: string }[] =>
    FOLDERS.flatMap(filesIn)
      .filter((it) => it.endsWith('.json'))
      .map((path) => ({ path: path.slice(CORPUS.length + 1), text: decode(readFileSync(path)) }))
      .filter(({ text }) => readFlow(text).inside.actions !== undefined);

  it('lets every expression see what it names', () => {
    let uses = 0;
    for (const { path, text } of flows()) {
      const order = runOrderOf(readFlow(text).inside);
      for (const step of order.steps)
        for (const use of step.uses.filter((it) => it.kind === 'action' || it.kind === 'loop')) {
          const [target, ...others] = order.named(use.name.value);
          assert.ok(target && others.length === 0, `${path}: ${step.name.value} names ${use.name.value}`);
          assert.ok(canName(target, { step, use }, order), `${path}: ${step.name.value} cannot name ${use.name.value}`);
          uses++;
        }
    }
    assert.ok(uses > 1500, `${uses} uses only`);
  });

  it('settles all, and holds in every block', () => {
    for (const { path, text } of flows()) {
      const { inside } = readFlow(text);
      const order = runOrderOf(inside);
      for (const step of order.steps) assert.ok(order.isSettled(step), `${path}: ${step.name.value}`);
      for (const block of [inside.actions!, ...order.steps.flatMap((it) => it.blocks)]) {
        const run = inRunOrder(block);
        assert.equal(new Set(run).size, block.steps.length, path);
        for (const [index, step] of run.entries())
          assert.deepEqual(
            [...order.before(step)].filter((it) => run.indexOf(it) > index),
            [],
            `${path}: ${step.name.value}`,
          );
      }
    }
  });

  it('is what a plain reading of the definition says, for every two actions', () => {
    let pairs = 0;
    for (const { path, text } of flows()) {
      const order = runOrderOf(readFlow(text).inside);
      const plain = new PlainOrder((JSON.parse(text) as { properties: { definition: Definition } }).properties.definition);
      const actions = order.steps.filter((it) => it.role === 'action');
      for (const from of actions)
        for (const target of actions) {
          const wanted = plain.sight(target.name.value, from.name.value);
          if (order.sight(target, from, false) !== wanted) assert.fail(`${path}: ${from.name.value} sees ${target.name.value}: ${wanted}`);
          pairs++;
        }
    }
    assert.ok(pairs > 40_000, `${pairs} pairs only`);
  });
});

type Actions = Readonly<Record<string, Action>>;

interface Definition {
  readonly actions: Actions;
}

interface Action {
  readonly type: string;
  readonly runAfter?: Readonly<Record<string, unknown>>;
  readonly actions?: Actions;
  readonly else?: { readonly actions?: Actions };
  readonly cases?: Readonly<Record<string, { readonly actions?: Actions }>>;
  readonly default?: { readonly actions?: Actions };
}

/**
 * The definition word for word, on nothing but JSON: what runs before an action is all that it reaches by `runAfter`, with all that is
 * nested in that, and what runs before whatever holds the action.
 */
class PlainOrder {
  readonly #actions = new Map<string, { readonly action: Action; readonly siblings: Actions; readonly holders: readonly string[] }>();
  readonly #known = new Map<string, ReadonlySet<string>>();

  constructor({ actions }: Definition) {
    this.#read(actions, []);
  }

  sight(target: string, from: string): Sight {
    if (!this.#before(from).has(target)) return 'late';
    const around = [...this.#actions.get(from)!.holders, from];
    const loops = this.#actions
      .get(target)!
      .holders.filter((it) => !around.includes(it) && this.#actions.get(it)!.action.type.toLowerCase() === 'foreach');
    return loops.length >= 2 ? 'deep' : 'seen';
  }

  #before(name: string): ReadonlySet<string> {
    const known = this.#known.get(name);
    if (known) return known;
    const { action, siblings, holders } = this.#actions.get(name)!;
    const found = new Set<string>();
    const add = (it: string): void => {
      found.add(it);
      for (const [other, { holders: theirs }] of this.#actions) if (theirs.includes(it)) found.add(other);
      for (const next of Object.keys(siblings[it]!.runAfter ?? {})) add(next);
    };
    for (const next of Object.keys(action.runAfter ?? {})) add(next);
    const holder = holders.at(-1);
    if (holder !== undefined) for (const it of this.#before(holder)) found.add(it);
    this.#known.set(name, found);
    return found;
  }

  #read(siblings: Actions, holders: readonly string[]): void {
    for (const [name, action] of Object.entries(siblings)) {
      this.#actions.set(name, { action, siblings, holders });
      const branches = [action, action.else, ...Object.values(action.cases ?? {}), action.default];
      for (const branch of branches) this.#read(branch?.actions ?? {}, [...holders, name]);
    }
  }
}
