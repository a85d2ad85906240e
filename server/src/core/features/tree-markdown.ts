import { connectorLabel } from '../connector-identity';
import { operationsThrough } from '../flow-entries';
import type { ConnectionReference, Flow, Solution } from '../model';
import { usesInWords, usesOf } from '../uses';
import { code, escaped } from './markdown';
import type { Ground } from './tree-node';

/** A solution as a heading and a table of its references, the most used first. */
export function solutionMarkdown(solution: Solution, ground: Ground): string {
  const { name, references, repeated } = solution;
  const rows = [...references, ...repeated].map((reference) => {
    const uses = usesOf(ground.neighbours(solution).users(reference.logicalName.value));
    return { reference, uses };
  });
  const lines = rows
    .sort((a, b) => b.uses.flows - a.uses.flows || b.uses.operations - a.uses.operations || byLabel(a.reference, b.reference))
    .map(({ reference, uses }) =>
      line([
        escaped(reference.displayName?.value ?? ''),
        code(reference.logicalName.value).replaceAll('|', '\\|'),
        escaped(connectorOf(reference, solution, ground)),
        `${uses.flows}`,
        `${uses.operations}`,
      ]),
    );
  const table =
    lines.length === 0
      ? ['It has no connection references.']
      : [line(['Display name', 'Logical name', 'Connector', 'Flows', 'Actions']), '| --- | --- | --- | ---: | ---: |', ...lines];
  return [`## ${escaped(name)}`, '', ...table, ''].join('\n');
}

/** A reference with its names, its connector, and the flows that use it with their triggers and actions. */
export function referenceMarkdown(reference: ConnectionReference, solution: Solution, ground: Ground): string {
  const name = reference.logicalName.value;
  const users = ground.neighbours(solution).users(name);
  const flows = new Map(users.flatMap((it) => (it.kind === 'flow' ? [[it.uri, it] as const] : [])));
  const others = new Map(users.flatMap((it) => (it.kind === 'flow' ? [] : [[`${it.kind} ${it.name}`, it] as const])));
  const connector = connectorOf(reference, solution, ground);
  return [
    `### ${escaped(reference.label)}`,
    '',
    `- Logical name: ${code(name)}`,
    ...(connector === '' ? [] : [`- Connector: ${escaped(connector)} (${code(reference.connector)})`]),
    `- Used by: ${usesInWords(usesOf(users)) || 'nothing'}`,
    ...[...flows.values()].map(({ uri, solution: root }) => flowLine(ground.flow(uri, root)!, name)),
    ...[...others.values()].map(
      (it) => `  - ${{ app: 'App', bot: 'Agent', package: 'Package manifest', flow: '' }[it.kind]} ${escaped(it.name)}`,
    ),
    '',
  ].join('\n');
}

function flowLine(flow: Flow, logicalName: string): string {
  const its = operationsThrough(logicalName, flow).map((it) => escaped(it.name));
  return `  - ${escaped(flow.name)}${its.length > 0 ? `: ${its.join(', ')}` : ''}`;
}

function connectorOf(reference: ConnectionReference, solution: Solution, ground: Ground): string {
  return reference.connector === '' ? '' : connectorLabel(reference, ground.neighbours(solution));
}

function byLabel(a: ConnectionReference, b: ConnectionReference): number {
  return a.label.toLowerCase() < b.label.toLowerCase() ? -1 : 1;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
