import { largest } from '../extremes';
import type { Rule } from '../rule';
import type { Severity } from '../severity';
import { plain, type Paint } from './check';

/** A rule as it is told to others. */
export interface RuleDescription {
  readonly id: string;
  /** What it is unless the configuration says otherwise. */
  readonly severity: Severity;
  /** One sentence. */
  readonly summary: string;
  readonly hasFixes: boolean;
}

/** The whole of `rules --format json`, an interface (docs/json.md, schemas/rules.schema.json). */
export interface RuleList {
  readonly version: 1;
  readonly rules: readonly RuleDescription[];
}

/** Pages of rules with fixes show what each makes of an example: the tests see to it. */
export function describeRule({ id, severity, summary }: Rule, page: string): RuleDescription {
  return { id, severity, summary, hasFixes: /^After \*\*/m.test(page) };
}

export function rulesText({ rules }: RuleList, paint: Paint = plain): string {
  const width = largest(rules, (it) => it.id.length);
  const colour = ({ severity }: RuleDescription): ((text: string) => string) => (severity === 'off' ? paint.faint : paint[severity]);
  return rules
    .map((it) => {
      const start = `${paint.file(it.id.padEnd(width))}  ${colour(it)(it.severity.padEnd(7))}  ${it.hasFixes ? 'fix' : '   '}`;
      return `${start}  ${it.summary}\n`;
    })
    .join('');
}

export function rulesMarkdown({ rules }: RuleList): string {
  const rows = rules.map(({ id, severity, hasFixes, summary }) => [id, severity, hasFixes ? 'yes' : '', summary.replaceAll('|', '\\|')]);
  const table = [['rule', 'severity', 'fixes', 'what it reports'], ['---', '---', '---', '---'], ...rows];
  return table.map((row) => `| ${row.join(' | ')} |\n`).join('');
}
