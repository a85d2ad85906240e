import type { Entry } from '../model';
import type { RuleMention } from '../facts/configuration';
import { basename } from '../files';
import { didYouMean } from '../near-names';
import type { Draft, Rule, RuleOptions } from '../rule';
import { faultDraft } from '../syntax';
import type { Uri } from '../text';

export const invalidConfiguration: Rule = {
  id: 'invalid-configuration',
  severity: 'error',
  summary: 'A configuration says something that Keyhook does not understand.',

  *check({ entries }, _, options) {
    for (const entry of entries.values()) {
      const { uri } = entry.file;
      if (entry.facts.kind === 'baseline') yield* mistakesIn(entry);
      else if (entry.facts.kind === 'configuration' && options.configurations.isUsed(uri)) yield* all(entry, options);
    }
  },
};

function* all(entry: Entry, options: RuleOptions): Iterable<Draft> {
  const { facts, file } = entry;
  if (facts.kind !== 'configuration') return;
  yield* mistakesIn(entry);
  for (const it of facts.bases) {
    const fault = options.configurations.faultOfBase(file.uri, it.value);
    if (fault) yield { at: { uri: file.uri, span: it.span }, message: baseMessage(it.value, fault, file.uri), subject: 'extends' };
  }
  for (const it of facts.mentions) yield* unknownIn(it, file.uri, options);
}

/** What the reader of the file has found. */
function* mistakesIn({ facts, file: { uri } }: Entry): Iterable<Draft> {
  if (facts.kind !== 'configuration' && facts.kind !== 'baseline') return;
  for (const it of facts.faults) yield faultDraft(uri, it, 'JSON');
  for (const { span, message, subject } of facts.mistakes) yield { at: { uri, span }, message, subject };
}

function* unknownIn({ value, span, options: its, subject }: RuleMention, uri: Uri, { rules }: RuleOptions): Iterable<Draft> {
  const rule = rules.find((it) => it.id === value);
  if (!rule) {
    const ids = rules.map((it) => it.id);
    return yield {
      at: { uri, span },
      message: didYouMean(`There is no rule '${value}'`, value, ids, "write one that 'keyhook rules' lists"),
      subject,
    };
  }
  const known = ['severity', ...Object.keys(rule.options ?? {})];
  for (const it of its) {
    if (known.includes(it.value)) continue;
    const message = didYouMean(`The rule '${value}' has no option '${it.value}'`, it.value, known, `it takes ${known.join(', ')}`);
    yield { at: { uri, span: it.span }, message, subject: `${subject}.${it.value}` };
  }
}

function baseMessage(path: string, fault: 'missing' | 'unread' | 'circle', uri: Uri): string {
  if (fault === 'missing') return `There is no file '${path}' to extend: a path begins in the folder of this file.`;
  if (fault === 'unread') return `'${path}' cannot be read, so nothing of it holds: see to it that it can be.`;
  return `'${path}' extends '${basename(uri)}' in turn, so neither can be first: leave one of the two out.`;
}
