import { isOver } from '../configuration';
import { ignoreInWords, ignoreRemoval, ignoreSubject } from '../refactorings/ignore';
import type { Rule } from '../rule';

export const expiredIgnore: Rule = {
  id: 'expired-ignore',
  severity: 'warning',
  summary: 'The last day of an entry of `ignore` is over.',

  *check({ rest }, _, { configurations, today }) {
    for (const { file, facts } of rest.values()) {
      if (facts.kind !== 'configuration' || !configurations().isUsed(file.uri)) continue;
      for (const entry of facts.ignore) {
        if (!isOver(entry, today)) continue;
        yield {
          at: { uri: file.uri, span: entry.span },
          message: `This entry ignored ${ignoreInWords(entry)} until ${entry.until}, and that day is over: mend what is found and remove the entry, or give it a later day.`,
          subject: ignoreSubject(entry),
          fixes: (scene) => [ignoreRemoval(file.uri, entry.span, scene, 'review')],
        };
      }
    }
  },
};
