import { createLinter, isSeverity, rules, severityWords, type Linter, type Rule, type Severity } from '../core';
import { today } from '../host/today';

export interface Linting {
  readonly linter: Linter;
  severityOf(rule: Rule, configured: Severity): Severity;
  /** The day on which the settings were read, as `2027-01-31`. */
  readonly today: string;
}

/** What is shown in files beside what is found in them. */
export interface Shows {
  readonly codeLenses: boolean;
  readonly inlayHints: boolean;
}

/** `{ "codeLens": { "enabled": false }, "inlayHints": { "enabled": false } }`; both are shown unless they are switched off. */
export function showsFor(settings: unknown): Shows {
  const isOn = (its: object | undefined): boolean => (its as { readonly enabled?: unknown } | undefined)?.enabled !== false;
  return { codeLenses: isOn(member(settings, 'codeLens')), inlayHints: isOn(member(settings, 'inlayHints')) };
}

/** The linting that settings ask for: `{ "rules": { "<rule id>": "error" | "warning" | "info" | "off" } }`. What is wrong in them is logged, and ignored. */
export function lintingFor(settings: unknown, log: (message: string) => void): Linting {
  const chosen = new Map<string, Severity>();
  for (const [id, severity] of Object.entries(member(settings, 'rules') ?? {})) {
    if (!rules.some((it) => it.id === id)) log(`Settings: there is no rule '${id}'.`);
    else if (isSeverity(severity)) chosen.set(id, severity);
    else log(`Settings: rule '${id}' is one of ${severityWords}, not ${JSON.stringify(severity)}.`);
  }
  const severityOf = (rule: Rule, configured: Severity): Severity => chosen.get(rule.id) ?? configured;
  const crashes = new Set<string>();
  const day = today();
  const linter = createLinter({
    rules,
    severityOf,
    today: day,
    onCrash: (rule, error) => {
      const [stack, message] = error instanceof Error ? [error.stack, error.message] : [String(error), String(error)];
      if (crashes.size < crashes.add(`${rule.id} ${message}`).size) log(`Rule '${rule.id}' failed: ${stack}`); // once, not with every key
    },
  });
  return { linter, severityOf, today: day };
}

/** A member of what may be no object at all. */
export function member(value: unknown, name: string): object | undefined {
  const its: unknown = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return typeof its === 'object' && its !== null ? its : undefined;
}
