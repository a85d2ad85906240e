import { stateOf, type Flow } from '../model';
import { count } from '../reports/check';
import type { Finding } from '../rule';
import type { User } from '../tables';
import { usesInWords, usesOf } from '../uses';
import type { TreeRow } from './tree';
import { startInWords } from './trigger-words';

/** What a row is, as one hears it before its label. */
export const nouns: Readonly<Record<TreeRow['kind'], string>> = {
  solution: 'solution',
  connector: 'connector',
  reference: 'connection reference',
  flow: 'flow',
  connection: 'connection',
  trigger: 'trigger',
  action: 'action',
  app: 'app',
  agent: 'agent',
  package: 'package manifest',
  external: 'external reference',
  directs: '',
  externals: '',
  apps: '',
  agents: '',
  unused: '',
};

const severities = ['error', 'warning', 'info'] as const satisfies readonly Finding['severity'][];

export function worstOf(findings: readonly Finding[]): Finding['severity'] | undefined {
  return findings.length === 0 ? undefined : severities.find((severity) => findings.some((it) => it.severity === severity));
}

/** `2 errors`, `1 warning`. */
export function problemsInWords(findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return [];
  return severities.flatMap((severity) => {
    const number = findings.filter((it) => it.severity === severity).length;
    return number === 0 ? [] : count(number, severity);
  });
}

/** The worst first. */
export function bySeverity(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

/** Beside a reference or a connector. */
export function usersInWords(users: readonly User[]): string {
  return usesInWords(usesOf(users)) || 'not used';
}

/** How a flow starts, in a few words; nothing for one without a trigger. */
export function startOf({ trigger }: Flow): readonly string[] {
  return trigger === undefined ? [] : [startInWords(trigger) ?? 'when something happens'];
}

/** Said only of a flow that does not run. */
export function stoppedInWords(flow: Flow): readonly string[] {
  const state = stateOf(flow);
  return state === undefined || state === 'on' ? [] : [state];
}
