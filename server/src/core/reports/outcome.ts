import type { CheckReport } from './check';
import type { LocatedFinding } from './located';

/** What a check has come to, for the formats that other tools read. */
export interface Outcome {
  readonly report: CheckReport;
  /** A sentence for each rule that failed. */
  readonly crashes: readonly string[];
  /** The paths of all solutions that were checked. */
  readonly solutions: readonly string[];
  /** Whether a finding of this severity makes the command end with 1. */
  fails(severity: LocatedFinding['severity']): boolean;
}
