import type { Fault } from '../faults';
import { parseJson, type JsonValue } from '../json';
import type { Mistake } from './hand-written';

/** What `keyhook-baseline.json` lists: findings that were there when the team began, which are counted and not reported. */
export interface BaselineFacts {
  readonly kind: 'baseline';
  readonly faults: readonly Fault[];
  /** What was left out, for it could not be understood. */
  readonly mistakes: readonly Mistake[];
  readonly entries: readonly BaselineEntry[];
}

export interface BaselineEntry {
  readonly rule: string;
  /** From the baseline's folder. */
  readonly path: string;
  readonly subject: string;
  /** How many findings are equal in these three. */
  readonly count: number;
}

export function readBaseline(text: string): BaselineFacts {
  const { root, faults } = parseJson(text);
  const mistakes: Mistake[] = [];
  const findings = root?.get('findings');
  if (root && findings?.kind !== 'array')
    mistakes.push({
      span: (findings ?? root).span,
      subject: 'findings',
      message: "A baseline has a list 'findings': run 'keyhook baseline --grow' to write it anew.",
    });
  const entries = [...(findings?.items() ?? [])].flatMap((it): BaselineEntry | [] => {
    const entry = entryOf(it);
    if (entry) return entry;
    mistakes.push({
      span: it.span,
      subject: 'findings',
      message:
        "An entry has the texts 'rule', 'path' and 'subject', and a 'count' where there are several: run 'keyhook baseline' to write it anew.",
    });
    return [];
  });
  return { kind: 'baseline', faults, mistakes, entries };
}

function entryOf(item: JsonValue): BaselineEntry | undefined {
  const [rule, path, subject] = ['rule', 'path', 'subject'].map((name) => item.get(name)?.string);
  const count = item.get('count') ? item.get('count')?.number : 1;
  if (!rule || !path || !subject || count === undefined || !Number.isSafeInteger(count) || count < 1) return undefined;
  return { rule, path, subject, count };
}
