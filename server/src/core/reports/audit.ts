import { connectorLabel } from '../connector-identity';
import { code, escaped, onOneLine } from '../features/markdown';
import { foldersOf } from '../fix';
import { operationsThrough } from '../flow-entries';
import { grouped } from '../grouped';
import { flowsByFile, type ConnectionReference, type Solution } from '../model';
import type { Neighbours } from '../neighbours';
import type { User } from '../tables';
import type { Uri } from '../text';
import { printable } from './check';
import { usesOf, type Uses } from '../uses';
import type { Snapshot } from '../workspace';

/** A connection reference as an auditor sees it. */
export interface AuditedReference {
  readonly reference: ConnectionReference;
  readonly connector: string;
  readonly solution: Solution;
  readonly uses: Uses;
  /** Flows, then apps, agents and package manifests, each kind by name. */
  readonly users: readonly AuditedUse[];
}

export interface AuditedUse {
  readonly kind: 'flow' | 'app' | 'agent' | 'package manifest';
  readonly name: string;
  /** The solution that holds it. */
  readonly solution: Solution;
  /** The triggers and actions of a flow that go through the reference, in document order. */
  readonly operations: readonly string[];
}

/**
 * Every connection reference of the workspace with what uses it: the most used first, those that nothing uses last. Where several
 * copies of a solution define one, each has the uses of its own copy.
 */
export function audit(snapshot: Snapshot): readonly AuditedReference[] {
  const folders = new Map([...foldersOf(snapshot)].map((it) => [it.root, it]));
  const all = snapshot.solutions.flatMap((solution) => {
    const neighbours = snapshot.neighbourhood.seenFrom(solution.root);
    return [...solution.references, ...solution.repeated].map((it) => audited(it, solution, neighbours, folders));
  });
  return all.sort(
    (a, b) =>
      b.uses.flows - a.uses.flows ||
      b.uses.operations - a.uses.operations ||
      b.users.length - a.users.length ||
      byText(a.reference.label, b.reference.label) ||
      byText(a.solution.root, b.solution.root),
  );
}

function audited(
  reference: ConnectionReference,
  solution: Solution,
  neighbours: Neighbours,
  folders: ReadonlyMap<Uri, Solution>,
): AuditedReference {
  const name = reference.logicalName.value;
  const definers = new Set(neighbours.definers(name).map((it) => it.reference.solution));
  const users = neighbours.users(name).filter((it) => it.solution === solution.root || !definers.has(it.solution));
  const each = [...grouped(users, (it) => `${it.kind} ${it.uri} ${it.name}`).values()].map(([it]) => useOf(it!, name, folders));
  const rank = ({ kind }: AuditedUse): number => ['flow', 'app', 'agent', 'package manifest'].indexOf(kind);
  return {
    reference,
    connector: reference.connector === '' ? '' : connectorLabel(reference, neighbours),
    solution,
    uses: usesOf(users),
    users: each.sort((a, b) => rank(a) - rank(b) || byText(a.name, b.name)),
  };
}

function useOf({ kind, uri, name, solution: root }: User, logicalName: string, folders: ReadonlyMap<Uri, Solution>): AuditedUse {
  const solution = folders.get(root)!;
  const flow = kind === 'flow' ? flowsByFile(solution).get(uri) : undefined;
  const app = kind === 'app' ? solution.apps.find((it) => it.uri === uri && it.name === name) : undefined;
  return {
    kind: kind === 'bot' ? 'agent' : kind === 'package' ? 'package manifest' : kind,
    name: app?.displayName || name,
    solution,
    operations: flow ? operationsThrough(logicalName, flow).map((it) => it.name) : [],
  };
}

function byText(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left < right ? -1 : left > right ? 1 : 0;
}

const columns = ['Connection reference', 'Logical name', 'Connector', 'Solution', 'Used by', 'Name', 'In solution', 'Actions'] as const;

/**
 * A row for each use, and one with nothing in the last columns for a reference that nothing uses. As RFC 4180 has it: a header,
 * CRLF, quotes where they are needed.
 */
export function auditCsv(references: readonly AuditedReference[]): string {
  const rows = references.flatMap(({ reference, connector, solution, users }) => {
    const its = [reference.displayName?.value ?? '', reference.logicalName.value, connector, solution.name];
    if (users.length === 0) return [[...its, '', '', '', '']];
    return users.map(({ kind, name, solution, operations }) => [...its, kind, name, solution.name, operations.join('; ')]);
  });
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/**
 * A spreadsheet takes a cell that begins so for a formula, and would run it; an apostrophe makes it text.
 * Source: https://owasp.org/www-community/attacks/CSV_Injection
 */
function cell(text: string): string {
  const line = printable(onOneLine(text));
  const safe = /^[=+\-@]/.test(line) ? `'${line}` : line;
  return /[",]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A table of how much each reference is used, then by what. */
export function auditMarkdown(references: readonly AuditedReference[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  const rows = references.map(({ reference, connector, solution, uses }) =>
    line([
      escaped(reference.displayName?.value ?? ''),
      code(reference.logicalName.value).replaceAll('|', '\\|'),
      escaped(connector),
      escaped(solution.name),
      uses.flows,
      uses.operations,
      uses.apps,
      uses.agents,
    ]),
  );
  const table = [
    line(['Connection reference', 'Logical name', 'Connector', 'Solution', 'Flows', 'Actions', 'Apps', 'Agents']),
    '| --- | --- | --- | --- | ---: | ---: | ---: | ---: |',
    ...rows,
  ];
  const used = references.filter((it) => it.users.length > 0);
  const orphans = references.filter((it) => it.users.length === 0);
  return [
    '# Connection references',
    '',
    ...(references.length === 0 ? ['There are none.'] : table),
    ...(used.length > 0 ? ['', '## What uses them', '', ...used.flatMap(usesOfOne)] : []),
    ...(orphans.length > 0 ? ['', '## Not used', '', ...orphans.map((it) => `- ${titleOf(it)}`)] : []),
    '',
  ].join('\n');
}

function titleOf({ reference, solution }: AuditedReference): string {
  return `${escaped(reference.label)} ${code(reference.logicalName.value)} of ${escaped(solution.name)}`;
}

function usesOfOne(audited: AuditedReference): readonly string[] {
  const its = audited.users.map(({ kind, name, solution, operations }) => {
    const where = solution === audited.solution ? '' : ` of ${escaped(solution.name)}`;
    const which = operations.length === 0 ? '' : `: ${operations.map(code).join(', ')}`;
    return `  - ${kind} ${escaped(name)}${where}${which}`;
  });
  return [`- ${titleOf(audited)}`, ...its];
}
