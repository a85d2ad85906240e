import { isIncomplete } from '../faults';
import type { Rows, Step } from '../facts/steps';
import { inFlow, type Rule } from '../rule';
import { isForeach, runOrderOf, type RunOrder } from '../run-order';

export const triggerLoop: Rule = {
  id: 'trigger-loop',
  severity: 'warning',
  summary: 'A flow writes to the very table or list that starts it, so that it starts itself again and again.',

  checkFlow: inFlow(function* (flow, inside) {
    if (isIncomplete(flow.faults)) return;
    const order = runOrderOf(inside);
    for (const trigger of inside.triggers) {
      const watched = trigger.rows;
      if (!watched || watched.isFiltered) continue;
      for (const step of order.steps) {
        if (step.role !== 'action' || !step.rows || !isStartedBy(watched, step.rows) || !isAlwaysRun(step, order)) continue;
        const place = watched.of === 'SharePoint' ? 'list' : 'table';
        yield {
          at: { uri: flow.uri, span: step.name.span },
          message: `The action '${step.name.value}' of flow '${flow.name}' writes to the ${place} that the trigger '${trigger.name.value}' watches, so each run starts another: give the trigger a condition${watched.of === 'Dataverse' && watched.change !== 'created' ? ' or a column filter' : ''} that leaves these changes out.`,
          subject: step.name.value,
          related: [{ uri: flow.uri, span: trigger.name.span, message: `This trigger watches the ${place}.` }],
        };
      }
    }
  }),
};

/** Whether what an action writes is among what a trigger watches, for certain. */
function isStartedBy(watched: Rows, written: Rows): boolean {
  if (watched.of !== written.of) return false;
  const isSame = written.table === (watched.of === 'SharePoint' ? watched.table : setOf(watched.table));
  if (!isSame || (watched.change !== 'either' && watched.change !== written.change)) return false;
  if (written.change === 'created' || !watched.columns) return true; // a column filter is for updates alone
  const isNamed = (column: string): boolean => watched.columns!.some((it) => column === it || column.startsWith(`${it}_`));
  return written.columns?.some(isNamed) ?? false;
}

/** The name of a table's set: its plural as the platform forms it. */
function setOf(table: string): string {
  if (/[^aeiou]y$/.test(table)) return `${table.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(table) ? `${table}es` : `${table}s`;
}

/** Whether an action runs in every run that does not fail: nothing around it or before it can keep it from that. */
function isAlwaysRun(step: Step, order: RunOrder): boolean {
  const path = [step, ...order.enclosing(step)];
  if (path.slice(1).some((it) => isForeach(it) || /^(?:if|switch)$/i.test(it.type))) return false;
  const before = path.flatMap((it) => [...order.before(it)]);
  const goesOn = ({ after }: Step): boolean => after.every((it) => it.statuses.some((status) => /^succeeded$/i.test(status.value)));
  return [...path, ...before].every(goesOn) && !order.steps.some((it) => /^terminate$/i.test(it.type) && !isBehind(it, path, order));
}

/** Whether a step, or what holds it, runs after one of these. */
function isBehind(step: Step, path: readonly Step[], order: RunOrder): boolean {
  return [step, ...order.enclosing(step)].some((it) => path.some((other) => order.before(it).has(other)));
}
