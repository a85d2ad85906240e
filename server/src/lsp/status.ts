import { checkedIn, sameRows, summaryOf, syncableSettings, type Severity, type Shown } from '../core';
import type { Status } from '../protocol';
import type { Desk } from './desk';

/** What is told while the first reading goes on: nothing of it can be counted yet. */
export const NOTHING_YET: Status = {
  busy: true,
  revision: 0,
  solutions: 0,
  references: 0,
  directConnections: 0,
  canMerge: false,
  settings: 0,
  errors: 0,
  warnings: 0,
  infos: 0,
};

/** Tells what there is and how much is wrong with it, and counts how often the rows of the views may have become others. */
export function statusTeller(): (desk: Pick<Desk, 'scene' | 'linting'>) => Status {
  let last: Shown | undefined;
  let revision = 0;
  return ({ scene, linting }) => {
    const { snapshot } = scene;
    const shown = { snapshot, findings: checkedIn(snapshot).flatMap((it) => linting?.linter.findings(it, snapshot) ?? []) };
    if (!last || !sameRows(last, shown)) revision++;
    last = shown;
    const numbers = { error: 0, warning: 0, info: 0 } satisfies Partial<Record<Severity, number>>;
    for (const { severity } of shown.findings) numbers[severity]++;
    const summaries = snapshot.solutions.map(summaryOf);
    return {
      busy: false,
      revision,
      solutions: snapshot.solutions.length,
      references: summaries.reduce((sum, it) => sum + it.references, 0),
      directConnections: summaries.reduce((sum, it) => sum + it.directConnections, 0),
      canMerge: summaries.some((it) => it.canMerge),
      settings: syncableSettings(scene.snapshot).length,
      errors: numbers.error,
      warnings: numbers.warning,
      infos: numbers.info,
    };
  };
}
