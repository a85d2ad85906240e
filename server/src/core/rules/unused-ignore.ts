import type { IgnoreFact } from '../facts/configuration';
import type { Entry } from '../model';
import { ignoreInWords, ignoreRemoval, ignoreSubject } from '../refactorings/ignore';
import type { Rule } from '../rule';

export const unusedIgnore: Rule = {
  id: 'unused-ignore',
  severity: 'warning',
  summary: 'An entry of `ignore` silences nothing.',
  tag: 'unnecessary',
  isLast: true,

  *check({ rest }, _, { unusedIgnores }) {
    for (const { uri, index } of unusedIgnores()) {
      const entry = ignoresOf(rest.get(uri))[index];
      if (!entry) continue;
      yield {
        at: { uri, span: entry.span },
        message: `Nothing is found any more by ${ignoreInWords(entry)} that this entry would silence: remove it.`,
        subject: ignoreSubject(entry),
        fixes: (scene) => [ignoreRemoval(uri, entry.span, scene, 'safe')],
      };
    }
  },
};

function ignoresOf(entry: Entry | undefined): readonly IgnoreFact[] {
  return entry?.facts.kind === 'configuration' ? entry.facts.ignore : [];
}
