import * as assert from 'node:assert/strict';
import {
  createLinter,
  entryOf,
  inMemory,
  rules,
  whileReading,
  Workspace,
  type Extent,
  type FileChange,
  type Finding,
  type Linter,
  type Rule,
} from '../../server/src/core';
import type { Draft } from '../../server/src/core/rule';
import { readFixture, ROOT } from '../support/fixture';
import { flow, flowUsing, metadata, reference, solution, ID } from '../support/solution';

const changesOf = (fixture: string): FileChange[] =>
  [...readFixture(fixture).files].map(([uri, text]) => ({ uri, entry: entryOf(inMemory(uri, text), text) }));

type Check = NonNullable<Rule['check']>;

/** A rule that takes down the solutions it was run on, and asks what it is told to. */
function probe(id: string, check: Check): Rule & { readonly runs: string[] } {
  const runs: string[] = [];
  return {
    id,
    severity: 'warning',
    summary: 'Tests only.',
    runs,
    *check(frame, neighbours, options) {
      runs.push(frame.root.slice(ROOT.length));
      yield* check(frame, neighbours, options);
    },
  };
}

/** The same of a rule that looks at flows. */
function flowProbe(id: string, checkFlow: NonNullable<Rule['checkFlow']>): Rule & { readonly runs: string[] } {
  const runs: string[] = [];
  return {
    id,
    severity: 'warning',
    summary: 'Tests only.',
    runs,
    *checkFlow(flow, frame, neighbours, options) {
      runs.push(flow.name);
      yield* checkFlow(flow, frame, neighbours, options);
    },
  };
}

const fail = (_: Rule, error: unknown): never => {
  throw error;
};

describe('the linter', () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
    workspace.apply(
      changesOf(
        solution({ root: 'a', name: 'A', references: [reference('con_x')] }) +
          flowUsing('con_x', { root: 'a' }) +
          solution({ root: 'b', name: 'B' }) +
          flowUsing('con_x', { root: 'b' }) +
          solution({ root: 'c', name: 'C' }) +
          flowUsing('con_y', { root: 'c' }),
      ),
    );
  });
  const lint = (linter: Linter): Finding[] => [...linter.run(workspace.snapshot)].flatMap((it) => it.findings);

  it('takes one rule a step, and finds the same', () => {
    const finding: Check = function* ({ root }) {
      yield { at: { uri: root, span: { start: 0, end: 0 } }, message: 'It is there.', subject: root };
    };
    const [first, second] = [probe('first', finding), probe('second', finding)];
    const linter = createLinter({ rules: [first, second], onCrash: fail });
    const [a] = workspace.snapshot.solutions;
    const steps = linter.steps(a!, workspace.snapshot);
    assert.equal(steps.next().done, false);
    assert.deepEqual([first.runs, second.runs], [['a'], []]);
    assert.equal(steps.next().done, false);
    assert.deepEqual(steps.next(), { done: true, value: linter.findings(a!, workspace.snapshot) });
    assert.deepEqual([first.runs, second.runs], [['a'], ['a']]);
    assert.equal(linter.findings(a!, workspace.snapshot), linter.findings(a!, workspace.snapshot));
  });

  describe('runs a rule again', () => {
    const own = probe('own', () => []);
    const runs: string[] = [];
    const asking = {
      ...flowProbe('asking', function* ({ connections }, { root }, neighbours) {
        runs.push(root.slice(ROOT.length));
        for (const { logicalName } of connections)
          if (logicalName && neighbours.definers(logicalName.value).length > 0)
            yield { at: { uri: root, span: { start: 0, end: 0 } }, message: 'It is defined.', subject: logicalName.value };
      }),
      runs,
    };
    let linter: Linter;
    beforeEach(() => {
      linter = createLinter({ rules: [own, asking], onCrash: fail });
      lint(linter);
      own.runs.length = asking.runs.length = 0;
    });

    /** Which solutions the two rules are run on after these changes. */
    const checkRuns = (changes: string | readonly FileChange[], expected: { own: readonly string[]; asking: readonly string[] }): void => {
      workspace.apply(typeof changes === 'string' ? changesOf(changes) : changes);
      lint(linter);
      assert.deepEqual({ own: own.runs, asking: asking.runs }, expected);
      lint(linter);
      assert.deepEqual({ own: own.runs, asking: asking.runs }, expected, 'nothing has changed since');
    };

    it('on nothing, when nothing has changed', () => checkRuns([], { own: [], asking: [] }));

    it('on a solution that has changed, and on no other when it says the same to others', () =>
      checkRuns(solution({ root: 'a', name: 'A', references: [reference('con_x')], flows: [ID] }), { own: ['a'], asking: ['a'] }));

    it('on another whose answer is gone', () => checkRuns(solution({ root: 'a', name: 'A' }), { own: ['a'], asking: ['a', 'b'] }));

    it('on another whose answer is new', () =>
      checkRuns(solution({ root: 'a', name: 'A', references: [reference('con_x'), reference('con_y')] }), {
        own: ['a'],
        asking: ['a', 'c'],
      }));

    it('on another whose answer is different', () =>
      checkRuns(solution({ root: 'a', name: 'A', references: [reference('CON_X')] }), { own: ['a'], asking: ['a', 'b'] }));

    it('on others when a new solution answers', () =>
      checkRuns(solution({ root: 'd', name: 'D', references: [reference('con_y')] }), { own: ['d'], asking: ['c'] }));

    it('on others when a solution is gone', () =>
      checkRuns(
        [...workspace.snapshot.solutions[0]!.entries.keys()].map((uri) => ({ uri, entry: undefined })),
        { own: [], asking: ['b'] },
      ));

    it('not for questions it did not ask, nor for what is no flow when a flow was edited', () =>
      checkRuns(flowUsing('con_y', { root: 'a' }), { own: [], asking: ['a'] }));

    it('for each solution by itself, and only when its findings are wanted', () => {
      workspace.apply(changesOf(solution({ root: 'a', name: 'A' })));
      const [, b] = workspace.snapshot.solutions;
      linter.findings(b!, workspace.snapshot);
      assert.deepEqual([own.runs, asking.runs], [[], ['b']]);
      linter.run(workspace.snapshot).next();
      assert.deepEqual([own.runs, asking.runs], [['a'], ['b', 'a']]);
    });

    it('and gives what it gives now', () => {
      assert.deepEqual(
        lint(linter).map((it) => it.at.uri),
        [`${ROOT}a`, `${ROOT}b`],
      );
      workspace.apply(changesOf(solution({ root: 'a', name: 'A' }) + solution({ root: 'c', name: 'C', references: [reference('con_y')] })));
      assert.deepEqual(
        lint(linter).map((it) => it.at.uri),
        [`${ROOT}c`],
      );
    });
  });

  it('looks again at the flow alone that was edited, and keeps what it found in the others', () => {
    const its = (name: string, id: string): string => flowUsing('con_x', { root: 'a', name, id });
    const [first, second] = [its('First', ID), its('Second', ID.replace(/.$/, '7'))];
    const named = flowProbe('named', function* (flow, _, neighbours) {
      if (flow.connections.length > 0)
        yield { at: { uri: flow.uri, span: flow.start }, message: `${neighbours.callers(flow.id ?? '').length}`, subject: flow.name };
    });
    const whole = probe('whole', () => []);
    workspace = new Workspace();
    workspace.apply(changesOf(solution({ root: 'a', name: 'A' }) + first + second));
    const linter = createLinter({ rules: [named, whole], onCrash: fail });
    const found = (): readonly string[] => lint(linter).map((it) => it.subject);
    assert.deepEqual(found(), ['First', 'Second']);
    const before = lint(linter);
    workspace.apply(changesOf(second.replace('con_x', 'con_y')));
    assert.deepEqual(found(), ['First', 'Second']);
    assert.equal(lint(linter)[0], before[0]);
    workspace.apply(changesOf(flow({ root: 'a', name: 'First', id: ID })));
    assert.deepEqual(found(), ['Second']);
    assert.deepEqual([named.runs, whole.runs], [['First', 'Second', 'Second', 'First'], ['a']]);
    workspace.apply(changesOf(first));
    assert.deepEqual(found(), ['First', 'Second'], 'in the order of the flows');
  });

  it('shares with a linter of some of its rules what both remember, also of what was tried on a fork', () => {
    const named = flowProbe('named', function* (flow) {
      yield { at: { uri: flow.uri, span: flow.start }, message: flow.connections[0]?.logicalName?.value ?? '', subject: flow.name };
    });
    const other = probe('other', () => []);
    const linter = createLinter({ rules: [named, other], onCrash: fail });
    const before = lint(linter);
    const narrowed = linter.narrowed({ rules: [named], onCrash: fail });
    assert.deepEqual(lint(narrowed), before);
    assert.equal(named.runs.length, 3);
    const fork = workspace.fork();
    fork.apply(changesOf(flowUsing('con_tried', { root: 'a' })));
    const said = [...narrowed.run(fork.snapshot)].flatMap(({ findings }) => findings.map((it) => it.message));
    assert.deepEqual(said, ['con_tried', 'con_x', 'con_y']);
    assert.deepEqual(lint(linter), before);
    assert.deepEqual([named.runs.length, other.runs.length], [4, 3], 'the flow that was tried, and nothing else');
  });

  describe('finds in a folder, while others are still to be read,', () => {
    const found = (linter: Linter, extent: Extent): string[] => {
      const snapshot = whileReading(workspace.snapshot, extent);
      return linter.findings(snapshot.solutions[0]!, snapshot).map((it) => it.message);
    };
    const said = (message: string): Draft => ({ at: { uri: ROOT, span: { start: 0, end: 0 } }, message, subject: 'it' });
    const saying: Rule = {
      ...probe('saying', function* (frame) {
        yield said(frame.name);
      }),
      *checkFlow(flow, _, neighbours) {
        if (flow.connections.some((it) => it.logicalName?.value !== 'con_x')) neighbours.definers('con_y');
        yield said(flow.name);
      },
    };

    it('what follows from it alone, flow by flow', () => {
      workspace.apply(changesOf(flowUsing('con_y', { root: 'a', name: 'Asking', id: '7b0e4f16-3c9a-ed11-aad1-000d3ab2c7e9' })));
      const linter = createLinter({ rules: [saying], onCrash: fail });
      assert.deepEqual(found(linter, 'folder'), ['A', 'Askforleave']);
      assert.deepEqual(
        linter.findings(workspace.snapshot.solutions[0]!, workspace.snapshot).map((it) => it.message),
        ['A', 'Askforleave', 'Asking'],
      );
      assert.deepEqual(found(linter, 'folder'), ['A', 'Askforleave']);
    });

    it('nothing in what is around its flows, as long as some of those are not read', () => {
      const linter = createLinter({ rules: [saying], onCrash: fail });
      assert.deepEqual(found(linter, 'some flows'), ['Askforleave']);
      assert.deepEqual(found(linter, 'folder'), ['A', 'Askforleave']);
    });

    it('nothing that follows from what all configurations say', () => {
      const asking = (what: 'configurations' | 'unusedIgnores'): Rule =>
        probe(what, function* (_, __, of) {
          yield said(`${typeof of[what]()}`);
        });
      assert.deepEqual(found(createLinter({ rules: [asking('configurations'), asking('unusedIgnores')], onCrash: fail }), 'folder'), []);
    });
  });

  it('gives findings the severity they have here, and runs no rule that is off', () => {
    const rule = probe('loud', (solution) => [{ at: { uri: solution.root, span: { start: 0, end: 0 } }, message: 'x', subject: 'x' }]);
    assert.deepEqual(
      lint(createLinter({ rules: [rule], onCrash: fail })).map((it) => it.severity),
      ['warning', 'warning', 'warning'],
    );
    assert.equal(lint(createLinter({ rules: [rule], severityOf: () => 'error', onCrash: fail }))[0]!.severity, 'error');
    rule.runs.length = 0;
    assert.deepEqual(lint(createLinter({ rules: [rule], severityOf: () => 'off', onCrash: fail })), []);
    assert.deepEqual(rule.runs, []);
  });

  it('tells of a rule that throws, keeps none of its findings, runs the others, and tries again', () => {
    let broken = true;
    const sometimes = probe('sometimes', function* (solution) {
      yield { at: { uri: solution.root, span: { start: 0, end: 0 } }, message: 'x', subject: 'x' };
      if (broken && solution.root === `${ROOT}b`) throw new Error('b is too much');
    });
    const other = probe('other', (solution) => [{ at: { uri: solution.root, span: { start: 0, end: 0 } }, message: 'y', subject: 'y' }]);
    const crashes: string[] = [];
    const linter = createLinter({
      rules: [sometimes, other],
      onCrash: (rule, error) => crashes.push(`${rule.id}: ${(error as Error).message}`),
    });
    const found = (): string[] => lint(linter).map((it) => `${it.rule.id} ${it.at.uri.slice(ROOT.length)}`);
    assert.deepEqual(found(), ['sometimes a', 'other a', 'other b', 'sometimes c', 'other c']);
    assert.deepEqual(crashes, ['sometimes: b is too much']);
    broken = false;
    assert.deepEqual(found(), ['sometimes a', 'other a', 'sometimes b', 'other b', 'sometimes c', 'other c']);
    assert.equal(crashes.length, 1);
    assert.deepEqual(sometimes.runs, ['a', 'b', 'c', 'b']);
  });

  it('hands the naming of the team to rules', () => {
    const schemes = new Set<string>();
    const rule = probe('naming', (_, __, { naming }) => (schemes.add(naming.scheme), []));
    lint(createLinter({ rules: [rule], onCrash: fail }));
    lint(createLinter({ rules: [rule], onCrash: fail, naming: { scheme: '<Type> – <Connector>' } }));
    assert.deepEqual([...schemes], ['<Area> – <Connector> – <Type>', '<Type> – <Connector>']);
  });

  it('is well behaved with every rule: a rule asks what it uses', () => {
    // a rule that looked at a neighbour without asking would keep an answer that no longer holds
    const linter = createLinter({ rules, severityOf: (it) => (it.severity === 'off' ? 'info' : it.severity), onCrash: fail });
    const told = (findings: readonly Finding[]): unknown => findings.map(({ fixes, ...it }) => ({ ...it, fixable: fixes !== undefined }));
    const fresh = (): Finding[] =>
      lint(createLinter({ rules, severityOf: (it) => (it.severity === 'off' ? 'info' : it.severity), onCrash: fail }));
    const steps = [
      solution({ root: 'a', name: 'A' }),
      solution({ root: 'b', name: 'B', references: [reference('con_x', 'shared_planner')] }),
      metadata({ root: 'a', displayName: 'Renamed' }),
      solution({ root: 'a', name: 'B', references: [reference('CON_X')] }),
      flowUsing('con_z', { root: 'b' }),
      solution({ root: 'b', name: 'B' }),
      flowUsing('con_x', { root: 'c', connector: 'shared_planner' }),
    ];
    for (const step of steps) {
      workspace.apply(changesOf(step));
      assert.deepEqual(told(lint(linter)), told(fresh()));
    }
  });

  it('has rules with ids of their own, a severity, and a summary that is one sentence', () => {
    assert.equal(new Set(rules.map((it) => it.id)).size, rules.length);
    for (const { id, summary } of rules) {
      assert.match(id, /^[a-z]+(-[a-z]+)*$/);
      assert.match(summary, /^[A-Z][^.]*\.$/, id);
    }
  });
});
