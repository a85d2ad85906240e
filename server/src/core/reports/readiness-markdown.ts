import { escaped } from '../features/markdown';
import { basename } from '../files';
import type { Readiness, SolutionReadiness } from '../readiness';
import { countsOf } from './readiness';
import { environmentLabel, headings, inOrder, namesIn, namesOf, sectionsOf, type Group } from './readiness-sections';

/** The same for a pull request: a table of the counts, then what is to be done. */
export function readinessMarkdown({ environments }: Readiness): string {
  const all = environments.flatMap((environment) => {
    const names = namesIn(environment, { pathOf: basename });
    return environment.solutions.map((its) => ({ its, where: text(environmentLabel(environment)), name: text(names(its)) }));
  });
  const rows = all.map(({ its, where, name }) => {
    const { on, needs, off } = countsOf(its.flows);
    return `| ${[where, name, on, needs, off].join(' | ')} |`;
  });
  const table = ['| Environment | Solution | On | Needs something | Stays off |', '| --- | --- | ---: | ---: | ---: |', ...rows, ''];
  const details = all.flatMap(({ its, where, name }) => {
    const lines = solutionMarkdown(its);
    return lines.length === 0 ? [] : [`## ${where}: ${name}`, '', ...lines];
  });
  const none = ['There are no flows in a solution here.', ''];
  return ['# Deployment readiness', '', ...(rows.length === 0 ? none : table), ...details].join('\n');
}

function solutionMarkdown(its: SolutionReadiness): readonly string[] {
  const sections = sectionsOf(its);
  return inOrder.flatMap((section) => {
    const groups = sections[section];
    return groups.length === 0 ? [] : [`**${headings[section]}**`, '', ...groups.map(groupItem), ''];
  });
}

function groupItem({ message, flows }: Group): string {
  const which = flows.length === 0 ? '' : ` *${namesOf(flows, text)}*`;
  return `- ${text(message)}${which}`;
}

/** A zero width space keeps whoever goes by the name after an `@` from being told of a comment. */
function text(name: string): string {
  return escaped(name).replaceAll('@', '@\u200b');
}
