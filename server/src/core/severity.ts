export type Severity = 'error' | 'warning' | 'info' | 'off';

const severities: readonly unknown[] = ['error', 'warning', 'info', 'off'] satisfies Severity[];

/** The severities as a sentence lists them. */
export const severityWords = severities.join(', ');

export function isSeverity(value: unknown): value is Severity {
  return severities.includes(value);
}
