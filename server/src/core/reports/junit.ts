import { identitiesOf, type Identity } from '../fingerprint';
import { printable } from './check';
import type { LocatedFinding } from './located';
import type { Outcome } from './outcome';

/**
 * JUnit XML as Jenkins, Azure Pipelines and GitLab read it (junit-10.xsd of Jenkins' xunit plugin): a suite for each solution, a
 * case for each finding. One that makes the command end with 1 is a failure, any other passes and says what it is.
 */
export function junitXml({ report, crashes, solutions, fails }: Outcome): string {
  const { findings, problems } = report;
  const identities = identitiesOf(findings);
  const cases = findings.map((it, index) => ({ solution: it.solution, ...caseOf(it, identities[index]!, fails(it.severity)) }));
  const suites = [...new Set([...solutions, ...findings.map((it) => it.solution)].sort((a, b) => (a < b ? -1 : 1)))].map((solution) => ({
    name: solution,
    cases: cases.filter((it) => it.solution === solution),
  }));
  const beside = [
    ...problems.map(({ path, message }) => skipped(path, message)),
    ...[...crashes].map((it): Case => ({ name: it, classname: 'keyhook', outcome: 'error', body: element('error', { message: it }) })),
  ];
  const all = [
    ...suites.map(({ name, cases }) => ({ name, cases: cases.length > 0 ? cases : [sound(name)] })),
    ...(beside.length > 0 ? [{ name: 'keyhook', cases: beside }] : []),
  ];
  const content = all.map(
    ({ name, cases }) => `\n  ${element('testsuite', { name, ...totals(cases, true) }, `${cases.map(caseXml).join('')}\n  `)}`,
  );
  const total = totals(
    all.flatMap((it) => it.cases),
    false,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'keyhook', ...total }, `${content.join('')}\n`)}\n`;
}

interface Case {
  readonly name: string;
  readonly classname: string;
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
  readonly body: string;
}

/** Its name holds no place, so that a test's history goes on when lines move. */
function caseOf(finding: LocatedFinding, { rule, path, subject, ordinal }: Identity, isFailure: boolean): Case {
  const { severity, message, line, column } = finding;
  const name = `${rule}: ${subject}${ordinal > 0 ? ` (${ordinal + 1})` : ''}`;
  const place = `${path}:${line}:${column}`;
  return isFailure
    ? { name, classname: path, outcome: 'failure', body: element('failure', { type: severity, message }, text(`${place}: ${message}`)) }
    : { name, classname: path, outcome: 'passed', body: element('system-out', {}, text(`${place}: ${severity}: ${message}`)) };
}

function sound(solution: string): Case {
  return { name: 'nothing found', classname: solution, outcome: 'passed', body: '' };
}

function skipped(path: string, message: string): Case {
  return { name: `${path} ${message}`, classname: path, outcome: 'skipped', body: element('skipped', { message }) };
}

function caseXml({ name, classname, body }: Case): string {
  return `\n    ${element('testcase', { name, classname }, body === '' ? '' : `\n      ${body}\n    `)}`;
}

function totals(cases: readonly Case[], withSkipped: boolean): Record<string, string> {
  const number = (outcome: Case['outcome']): string => `${cases.filter((it) => it.outcome === outcome).length}`;
  const all = { tests: `${cases.length}`, failures: number('failure'), errors: number('error') };
  return withSkipped ? { ...all, skipped: number('skipped') } : all;
}

function element(name: string, attributes: Readonly<Record<string, string>>, content = ''): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${text(value)}"`);
  return content === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${content}</${name}>`;
}

/** XML 1.0 has no way at all to write halves of a pair and two that are no characters. */
function text(value: string): string {
  return printable(value)
    .replace(/[\p{Surrogate}\uFFFE\uFFFF]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
