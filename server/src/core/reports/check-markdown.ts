import { code, escaped } from '../features/markdown';
import { grouped } from '../grouped';
import { count, extent, silenced, total, type CheckReport } from './check';
import type { LocatedFinding } from './located';

/** A comment on GitHub and Azure DevOps takes 65,536 and 150,000 characters; what is more is refused whole. */
const ROOM = 50_000;

/** A summary for the comment on a pull request or the page of a run: errors and warnings open, infos folded. */
export function checkMarkdown({ findings, summary, problems }: CheckReport): string {
  const loud = findings.filter((it) => it.severity !== 'info');
  const quiet = findings.filter((it) => it.severity === 'info');
  const shown = fitting([...loud, ...quiet]);
  const infos = byFile(quiet.filter((it) => shown.has(it)));
  const more = findings.length - shown.size;
  return [
    `## Keyhook: ${total(findings, summary)}`,
    '',
    `${extent(summary)[0]!.toUpperCase()}${extent(summary).slice(1)}.`,
    ...sentence(silenced(summary)),
    ...byFile(loud.filter((it) => shown.has(it))),
    ...(infos.length > 0 ? ['', '<details>', `<summary>${count(quiet.length, 'info')}</summary>`, ...infos, '', '</details>'] : []),
    ...sentence(more > 0 ? `And ${count(more, 'finding')} more, which find no room here` : undefined),
    ...(problems.length > 0 ? ['', '### Not read', ''] : []),
    ...problems.map(({ path, message }) => `- ${code(path)} ${text(message)}`),
    '',
  ].join('\n');
}

/** The first ones that find room. */
function fitting(findings: readonly LocatedFinding[]): ReadonlySet<LocatedFinding> {
  let size = 0;
  return new Set(findings.filter((it) => (size += it.path.length + row(it).length) < ROOM));
}

function byFile(findings: readonly LocatedFinding[]): readonly string[] {
  return [...grouped(findings, (it) => it.path)].flatMap(([path, its]) => ['', code(path), '', ...its.map(row)]);
}

function row({ line, column, severity, message, rule }: LocatedFinding): string {
  return `- ${line}:${column} **${severity}** ${text(message)} ${code(rule)}`;
}

function sentence(words: string | undefined): readonly string[] {
  return words === undefined ? [] : ['', `${words}.`];
}

/** A zero width space keeps the name after an `@` from being told of it. */
function text(message: string): string {
  return escaped(message).replaceAll('@', '@\u200b');
}
