import * as assert from 'node:assert/strict';
import type { Finding } from '../../server/src/core';
import { insideOf } from '../../server/src/core/inside';
import { diagramOf, drawn, flowOf } from '../support/diagram';
import { call, CHILD_ID, DAILY, entry, flow, metadata, operation, reference, solution } from '../support/solution';

const after = (action: object, names: readonly string[], statuses: readonly string[] = ['Succeeded']): object => ({
  ...action,
  runAfter: Object.fromEntries(names.map((it) => [it, statuses])),
});
const compose = { type: 'Compose', inputs: 1 };

/** The lines of a flow with these actions; without its trigger. */
const actions = (actions: object): readonly string[] => drawn(diagramOf(flow({ triggers: {}, actions })).steps);

describe('the diagram of a flow', () => {
  it('has the trigger, which starts what runs after nothing, and the actions in run order', () => {
    const { name, steps, problems } = diagramOf(
      flow({ triggers: DAILY, actions: { Last: after(compose, ['First']), First: compose, Beside: after(compose, []) } }) + metadata(),
    );
    assert.deepEqual(
      [name, ...drawn(steps)],
      [
        'Ask for leave',
        'Every day (trigger) | Starts on a schedule',
        'First (data) | Compose',
        'Last (data) | Compose',
        'Beside (data) | Compose',
        'Every day -> First',
        'Every day -> Beside',
        'First -> Last',
      ],
    );
    assert.deepEqual(problems, []);
  });

  it('names the connector, the operation and the connection reference', () => {
    const source =
      solution({ references: [reference('con_teams', 'shared_teams', 'Absence – Teams')] }) +
      flow({
        connections: { t: entry('con_teams'), o: entry('con_gone', 'shared_office365'), d: entry(undefined, 'shared_office365') },
        triggers: { When: operation('o', 'shared_office365', 'OpenApiConnectionWebhook') },
        actions: { Post: operation('t'), Mail: after(operation('d', 'shared_office365'), ['Post']), Lost: operation('none') },
      });
    assert.deepEqual(drawn(diagramOf(source).steps).slice(0, 4), [
      'When (trigger) | Do it | Office 365 Outlook | con_gone',
      'Post (connector) | Do it | Microsoft Teams | Absence – Teams',
      'Mail (connector) | Do it | Office 365 Outlook | Direct connection',
      'Lost (connector) | Do it | Microsoft Teams',
    ]);
  });

  it('names the flow that is run', () => {
    const source =
      flow({ triggers: {}, actions: { Run: call(CHILD_ID) } }) +
      flow({ name: 'Child', id: CHILD_ID }) +
      metadata({ name: 'Child', id: CHILD_ID, displayName: 'Tell everybody' });
    assert.deepEqual(drawn(diagramOf(source).steps), ['Run (flow) | Run a child flow | Tell everybody']);
  });

  it('shows both outcomes of a condition, each case of a switch, and what a scope or a loop holds', () => {
    assert.deepEqual(
      actions({
        If: { type: 'If', actions: { Then: compose } },
        Switch: {
          type: 'Switch',
          cases: { Case_1: { case: 'Sick leave', actions: { A: compose } }, Case_2: { case: 7, actions: {} } },
          default: { actions: { B: compose } },
        },
        Scope: { type: 'Scope', actions: { C: compose, D: after(compose, ['C']) } },
        Loop: { type: 'Foreach', actions: { Until: { type: 'until', actions: {} } } },
        Empty: { type: 'Scope' },
      }),
      [
        'If (condition) | Condition',
        '  [Yes]',
        '    Then (data) | Compose',
        '  [No]',
        'Switch (switch) | Switch',
        '  [Sick leave]',
        '    A (data) | Compose',
        '  [7]',
        '  [Default]',
        '    B (data) | Compose',
        'Scope (scope) | Scope',
        '  []',
        '    C (data) | Compose',
        '    D (data) | Compose',
        '    C -> D',
        'Loop (loop) | Apply to each',
        '  []',
        '    Until (loop) | Do until',
        '      []',
        'Empty (scope) | Scope',
        '  []',
      ],
    );
  });

  it('says in which states an action runs that does not only run after success', () => {
    const label = (...statuses: readonly string[]): string => actions({ A: compose, B: after(compose, ['A'], statuses) })[2]!;
    assert.equal(label('SUCCEEDED'), 'A -> B');
    assert.equal(label(), 'A -> B');
    assert.equal(label('TimedOut', 'Failed'), 'A -> B: has failed, timed out');
    assert.equal(label('Succeeded', 'Skipped'), 'A -> B: has succeeded, is skipped');
    assert.equal(label('Skipped'), 'A -> B: is skipped');
    assert.equal(label('Succeeded', 'Failed', 'Skipped', 'TimedOut'), 'A -> B: in any case');
    assert.equal(label('Odd'), 'A -> B: odd');
  });

  it('calls types and operations by words', () => {
    const call = (operationId: string): object => ({ type: 'OpenApiConnection', inputs: { host: { operationId } } });
    assert.deepEqual(
      actions({
        A: call('SendEmailV2'),
        B: call('GetHTTPFile'),
        C: call('aa-bb_cc'),
        D: { type: 'SomethingNew' },
        E: {},
        F: call('CreateATask'),
      }),
      [
        'A (connector) | Send email V2',
        'B (connector) | Get HTTP file',
        'C (connector) | aa-bb_cc',
        'D (action) | Something new',
        'E (action) | ',
        'F (connector) | Create a task',
      ],
    );
  });

  it('gives each problem to the innermost step that it lies in, and leaves those of other files out', () => {
    const source = flow({ triggers: {}, actions: { Outer: { type: 'Scope', actions: { Inner: compose } }, Other: compose } });
    const { flow: its } = flowOf(source);
    const [outer, other] = insideOf(its).actions!.steps;
    const inner = outer!.blocks[0]!.steps[0]!;
    const found = (message: string, span: Finding['at']['span'], uri = its.uri): Partial<Finding> => ({ message, at: { uri, span } });
    const { steps, problems } = diagramOf(source, [
      found('of the flow', its.start),
      found('in the inner one', inner.name.span),
      found('again', { start: inner.span.end - 1, end: inner.span.end }),
      found('in the outer one', outer!.name.span),
      { ...found('severe', other!.span), severity: 'error' },
      found('elsewhere', other!.span, 'file:///w/other.json'),
    ]);
    const warning = (message: string): object => ({ severity: 'warning', message });
    assert.deepEqual(problems, [warning('of the flow')]);
    assert.deepEqual(
      [steps.steps[0]!, steps.steps[0]!.branches[0]!.steps[0]!, steps.steps[1]!].map((it) => it.problems),
      [[warning('in the outer one')], [warning('in the inner one'), warning('again')], [{ severity: 'error', message: 'severe' }]],
    );
  });

  it('keeps the ids of steps apart, whatever they are called', () => {
    const text = flow({ triggers: {}, actions: { A: compose, B: compose, 'A 2': compose } }).replace('"B"', '"A"');
    const { steps } = diagramOf(text).steps;
    assert.deepEqual([...new Set(steps.map((it) => it.id))], ['action A', 'action A 2', 'action A 2 2']);
  });

  it('leads nowhere for a name in runAfter that there is none of, and not from a step to itself', () => {
    assert.deepEqual(actions({ A: after(compose, ['Gone', 'A']), B: after(compose, ['a']) }).slice(2), ['A -> B']);
  });

  it('is empty where nothing can be read', () => {
    const { flow: its, neighbours } = flowOf(flow());
    assert.ok(its && neighbours);
    assert.deepEqual(diagramOf(flow({ triggers: {} })).steps, { steps: [], edges: [] });
  });
});
