/** What the suite, inside the editor, tells the runner, outside: one JSON text a line, appended as the tests end. */
export type Event =
  | {
      readonly kind: 'test';
      readonly title: string;
      readonly state: 'passed' | 'failed' | 'skipped';
      readonly milliseconds: number;
      readonly error?: string;
    }
  | { readonly kind: 'end'; readonly error?: string };

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const none: Outcome = { passed: 0, failed: 0, skipped: 0 };

export function add(outcome: Outcome, event: Event): Outcome {
  if (event.kind === 'end') return event.error === undefined ? outcome : { ...outcome, failed: outcome.failed + 1 };
  return { ...outcome, [event.state]: outcome[event.state] + 1 };
}

export const sum = (one: Outcome, other: Outcome): Outcome => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  skipped: one.skipped + other.skipped,
});

export function line(event: Event): string | undefined {
  if (event.kind === 'end') return event.error;
  const marks = { passed: '✔', failed: '✖', skipped: '-' };
  const text = `  ${marks[event.state]} ${event.title} (${event.milliseconds} ms)`;
  return event.error === undefined ? text : `${text}\n${event.error.replace(/^/gm, '      ')}`;
}
