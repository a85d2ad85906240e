import { needsNoSettings } from '../deployments';
import type { EnvironmentReadiness, Readiness, SolutionReadiness } from '../readiness';
import { settingsLabel } from '../settings';
import { count, plain, printable, problemLines, type Paint, type Problem } from './check';
import type { Locator } from './located';
import { countsOf, flowsIn, type FlowCounts } from './readiness';
import { environmentLabel, headings, inOrder, namesIn, namesOf, sectionsOf, type Group } from './readiness-sections';

/** What a person reads in a terminal: for each environment and solution what is to be done, with the flows that wait for it. */
export function readinessText({ environments }: Readiness, problems: readonly Problem[], locator: Locator, paint: Paint = plain): string {
  const lines: string[] = [];
  for (const environment of environments) {
    lines.push(paint.file(printable(environmentLabel(environment))));
    const names = namesIn(environment, locator);
    for (const its of environment.solutions) for (const it of solutionLines(its, names(its), locator, paint)) lines.push(it);
    lines.push('');
  }
  return [...lines, ...problemLines(problems, paint), conclusion(environments, paint), ''].join('\n');
}

function solutionLines(its: SolutionReadiness, name: string, locator: Locator, paint: Paint): readonly string[] {
  const { solution, flows, settings } = its;
  const counts = countsOf(flows);
  const none = needsNoSettings(solution) ? 'needs no deployment settings' : 'no deployment settings';
  const from = settings.length === 0 ? none : settings.map((it) => settingsLabel(it.uri)).join(', ');
  const head = `  ${printable(name)}  ${(counts.needs > 0 ? paint.error : paint.info)(countsInWords(counts))}  ${paint.faint(printable(from))}`;
  const sections = sectionsOf(its);
  return [
    head,
    ...inOrder.flatMap((section) => {
      const groups = sections[section];
      return groups.length === 0
        ? []
        : [`    ${paint.faint(headings[section])}`, ...groups.flatMap((it) => groupLines(it, locator, paint))];
    }),
  ];
}

function groupLines({ message, flows, reason }: Group, locator: Locator, paint: Paint): readonly string[] {
  const { path, line, column } = locator.locate(reason.at);
  const where =
    flows.length > 1 && flows.some((it) => it.uri === reason.at.uri) ? '' : `  ${paint.faint(`${printable(path)}:${line}:${column}`)}`; // else each has a place of its own
  return [
    `      ${printable(message)}${where}`,
    ...(flows.length === 0 ? [] : [`        ${namesOf(flows, (it) => `'${printable(it)}'`)}`]),
  ];
}

function conclusion(environments: readonly EnvironmentReadiness[], paint: Paint): string {
  const { needs, on } = countsOf(flowsIn(environments));
  if (needs === 0)
    return paint.info(on === 0 ? 'No flow is to be on.' : 'Every flow that is to be on has what it needs, as far as files tell.');
  const where = environments.flatMap((it) => {
    const { needs } = countsOf(it.solutions.flatMap(({ flows }) => flows));
    const number = needs.toLocaleString('en');
    return needs === 0 ? [] : it.name === undefined ? `${number} where no environment is named` : `${number} in ${it.name}`;
  });
  return paint.error(`${count(needs, 'flow')} will not be on: ${where.map(printable).join(', ')}`);
}

/** `3 of 12 flows need something, 8 will be on, 1 stays off`. */
function countsInWords({ on, off, needs }: FlowCounts): string {
  const said = [
    needs > 0 && `${needs.toLocaleString('en')} ${needs === 1 ? 'needs' : 'need'} something`,
    on > 0 && `${on.toLocaleString('en')} will be on`,
    off > 0 && `${off.toLocaleString('en')} ${off === 1 ? 'stays' : 'stay'} off`,
  ].filter(Boolean);
  const all = count(on + off + needs, 'flow');
  return said.length === 0 ? 'no flows' : `${all}: ${said.join(', ')}`;
}
