import { grouped } from '../grouped';
import type { FlowReadiness, Reason } from '../readiness';
import { count } from '../reports/check';
import type { FlowCounts } from '../reports/readiness';

export type State = FlowReadiness['state'];

/** What becomes of a flow. */
export const stateInWords: Readonly<Record<State, string>> = {
  on: 'will be on',
  off: 'stays off',
  needs: 'needs something',
};

/** What is counted of each kind of reason; where nothing is to be counted, what is said instead. */
const words: Readonly<Record<Reason['kind'], { readonly noun: string } | { readonly said: string }>> = {
  'exported-off': { said: 'exported as off' },
  'direct-connection': { noun: 'direct connection' },
  'undefined-reference': { noun: 'undefined reference' },
  'unshipped-reference': { noun: 'unshipped reference' },
  'unbound-reference': { noun: 'unbound reference' },
  'wrong-connector': { noun: 'wrong connector' },
  'external-reference': { noun: 'external reference' },
  'child-flow': { noun: 'child flow' },
  'missing-value': { noun: 'missing value' },
  'run-only': { said: 'connections of its users' },
  unreadable: { noun: 'unreadable file' },
  activation: { said: 'turned on or off by the pipeline' },
};

/** How many reasons there are of each kind: `2 unbound references`, `1 child flow`. */
export function kindsInWords(reasons: readonly Reason[]): readonly string[] {
  return [...grouped(reasons, (it) => it.kind)].map(([kind, { length }]) => {
    const of = words[kind];
    return 'said' in of ? of.said : count(length, of.noun);
  });
}

/** `3 of 12 flows need something`; where none does, how many will be on. */
export function countsInWords({ on, off, needs }: FlowCounts): string {
  const all = on + off + needs;
  if (all === 0) return 'no flows';
  const some = (its: number): string => (its === all ? count(all, 'flow') : `${its} of ${count(all, 'flow')}`);
  return needs > 0 ? `${some(needs)} ${needs === 1 ? 'needs' : 'need'} something` : `${some(on)} will be on`;
}

/** The worst of all; what is still to be done counts even where no flow waits for it. */
export function stateOf({ on, off, needs }: FlowCounts, isOpen: boolean): State {
  if (isOpen || needs > 0) return 'needs';
  return off > 0 && on === 0 ? 'off' : 'on';
}
