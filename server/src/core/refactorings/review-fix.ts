import { Refusal, type Fix } from '../fix';
import type { Refactoring } from './refactoring';

/** A refactoring as a fix that is shown before it is made. It is worked out when somebody asks for its edits or its notes, and once. */
export function reviewFix(title: string, preferred: boolean, refactor: () => Refactoring): Fix {
  let made: Refactoring | undefined;
  const once = (): Refactoring => (made ??= refactor());
  return {
    title,
    safety: 'review',
    preferred,
    notes: () => {
      try {
        return once().notes;
      } catch (error) {
        if (error instanceof Refusal) return []; // whoever asks for the edits is told
        throw error;
      }
    },
    edits: () => once().edits,
  };
}
