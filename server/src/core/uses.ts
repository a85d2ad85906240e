import { count } from './reports/check';
import type { User } from './tables';

/** How much uses a connection reference. */
export interface Uses {
  readonly flows: number;
  /** Triggers and actions. */
  readonly operations: number;
  readonly apps: number;
  readonly agents: number;
  readonly packages: number;
}

/** One file may speak for several apps and agents, and one app may lie there in several copies. */
export function usesOf(users: readonly User[]): Uses {
  const different = (kind: User['kind'], name: (user: User) => string): number =>
    new Set(users.flatMap((it) => (it.kind === kind ? name(it) : []))).size;
  return {
    flows: different('flow', (it) => it.uri),
    operations: users.reduce((sum, it) => sum + it.operations, 0),
    apps: different('app', (it) => it.name),
    agents: different('bot', (it) => it.name),
    packages: different('package', (it) => it.uri),
  };
}

/** `4 flows, 17 actions, 1 app`; empty when nothing does. A trigger counts as an action. */
export function usesInWords({ flows, operations, apps, agents, packages }: Uses): string {
  const numbers: readonly (readonly [number, string])[] = [
    [flows, 'flow'],
    [operations, 'action'],
    [apps, 'app'],
    [agents, 'agent'],
    [packages, 'package manifest'],
  ];
  return numbers.flatMap(([number, noun]) => (number > 0 ? count(number, noun) : [])).join(', ');
}
