import { createLinter, isSeverity, rules, severityWords, type Linter, type Severity } from '../core';

/** The linter that settings ask for: `{ "rules": { "<rule id>": "error" | "warning" | "info" | "off" } }`. What is wrong in them is logged, and ignored. */
export function linterFor(settings: unknown, log: (message: string) => void): Linter {
  const chosen = new Map<string, Severity>();
  for (const [id, severity] of Object.entries(member(settings, 'rules') ?? {})) {
    if (!rules.some((it) => it.id === id)) log(`Settings: there is no rule '${id}'.`);
    else if (isSeverity(severity)) chosen.set(id, severity);
    else log(`Settings: rule '${id}' is one of ${severityWords}, not ${JSON.stringify(severity)}.`);
  }
  const crashes = new Set<string>();
  return createLinter({
    rules,
    severityOf: (rule) => chosen.get(rule.id) ?? rule.severity,
    onCrash: (rule, error) => {
      const [stack, message] = error instanceof Error ? [error.stack, error.message] : [String(error), String(error)];
      if (crashes.size < crashes.add(`${rule.id} ${message}`).size) log(`Rule '${rule.id}' failed: ${stack}`); // once, not with every key
    },
  });
}

/** A member of what may be no object at all. */
export function member(value: unknown, name: string): object | undefined {
  const its: unknown = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return typeof its === 'object' && its !== null ? its : undefined;
}
