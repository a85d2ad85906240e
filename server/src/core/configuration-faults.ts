import type { Configurations } from './configurations';
import type { RuleMention } from './facts/configuration';
import { basename } from './files';
import type { Entry } from './model';
import { didYouMean } from './near-names';
import type { Draft, Rule } from './rule';
import { faultDraft } from './syntax';
import type { Uri } from './text';

/** What decides whether something that a configuration says can be understood. */
interface Known {
  configurations(): Configurations;
  readonly rules: readonly Rule[];
}

/** What is wrong in a configuration or a baseline; nothing of a file that is neither, or only has such a name. */
export function* configurationFaults(entry: Entry, known: Known): Iterable<Draft> {
  const { facts, file } = entry;
  if (facts.kind === 'baseline') yield* mistakesIn(entry);
  if (facts.kind !== 'configuration' || !known.configurations().isUsed(file.uri)) return;
  yield* mistakesIn(entry);
  for (const it of facts.bases) {
    const fault = known.configurations().faultOfBase(file.uri, it.value);
    if (fault) yield { at: { uri: file.uri, span: it.span }, message: baseMessage(it.value, fault, file.uri), subject: 'extends' };
  }
  for (const it of facts.mentions) yield* unknownIn(it, file.uri, known);
}

/** What the reader of the file has found. */
function* mistakesIn({ facts, file: { uri } }: Entry): Iterable<Draft> {
  if (facts.kind !== 'configuration' && facts.kind !== 'baseline') return;
  for (const it of facts.faults) yield faultDraft(uri, it, 'JSON');
  for (const { span, message, subject } of facts.mistakes) yield { at: { uri, span }, message, subject };
}

function* unknownIn({ value, span, options: its, subject }: RuleMention, uri: Uri, { rules }: Known): Iterable<Draft> {
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
