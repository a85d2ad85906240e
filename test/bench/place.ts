import type { Measurements } from './measurements';
import type { Survey } from './survey';

/** A workspace that is measured, and where its figures go. */
export interface Place {
  readonly folder: string;
  readonly its: Survey;
  readonly into: Measurements;
}
