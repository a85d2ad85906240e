import { connectorOfEntry, sameConnector } from '../connector-identity';
import { isManagedOnly, neighboursOf, type Scene } from '../fix';
import type { ConnectionReference, Solution } from '../model';
import { isSameName, occurrencesInFile } from '../occurrences';
import type { Span, Uri } from '../text';
import { called } from './candidates';
import type { Defined } from './named';
import type { Offered } from './refactoring';
import { renamesByScheme } from './rename-by-scheme';
import { repointFlow } from './repoint';

/** What can be done with the one connection reference that a part of a file touches: in its definition, and where a flow or deployment settings name it. */
export function offeredAtReference(uri: Uri, at: Span, folder: Solution, scene: Scene): readonly Offered[] {
  return [...renames(uri, at, folder, scene), ...repoints(uri, at, folder, scene)];
}

function renames(uri: Uri, at: Span, folder: Solution, scene: Scene): readonly Offered[] {
  const defined = definedAt(uri, at, folder) ?? namedAt(uri, at, folder, scene);
  if (!defined) return [];
  const { reference, solution } = defined;
  return renamesByScheme(reference, solution, scene).map((it) => ({ ...it, kind: 'rewrite', subject: reference.logicalName.value }));
}

/** The reference that is defined here; undefined when these are several, for then there is no telling which is meant. */
function definedAt(uri: Uri, at: Span, solution: Solution): Defined | undefined {
  const touched = [...solution.references, ...solution.repeated].filter((it) => it.uri === uri && touches(it.span, at));
  return touched.length === 1 ? { solution, reference: touched[0]! } : undefined;
}

/** The reference that is named here, in the nearest solution that defines it and may be changed. */
function namedAt(uri: Uri, at: Span, folder: Solution, scene: Scene): Defined | undefined {
  const isNamed = (role: string): boolean => role === 'flow' || role === 'setting';
  const [named, ...more] = occurrencesInFile(uri, scene.snapshot).filter((it) => isNamed(it.role) && touches(it.name.span, at));
  if (!named || more.length > 0) return undefined;
  for (const { reference } of neighboursOf(folder, scene).definers(named.name.value)) {
    const solution = scene.snapshot.folders.solution(reference.solution);
    if (solution && !isManagedOnly(solution)) return { solution, reference };
  }
  return undefined;
}

/** Lets the flow use another reference, offered at an entry's key and at its logical name. */
function repoints(uri: Uri, at: Span, solution: Solution, scene: Scene): readonly Offered[] {
  const flow = solution.flows.find((it) => it.uri === uri && !it.legacy);
  const touched = flow?.connections.filter((it) => touches(it.key.span, at) || (it.logicalName && touches(it.logicalName.span, at)));
  const [entry] = touched ?? [];
  if (!flow || !entry?.logicalName || touched!.length > 1) return [];
  const from = entry.logicalName.value;
  const connector = connectorOfEntry(entry) ?? solution.references.find((it) => isSameName(it.logicalName.value, from));
  const fits = (it: ConnectionReference): boolean =>
    connector !== undefined && it.connector !== '' && sameConnector(it, connector) && !isSameName(it.logicalName.value, from);
  return called({ own: solution.references.filter(fits), siblings: [] }).map(({ reference, name }) => ({
    kind: 'rewrite',
    title: `Use ${name} for this flow`,
    safety: 'review',
    subject: from,
    edits: () => repointFlow(flow, from, reference, solution, scene).edits,
  }));
}

function touches(span: Span, at: Span): boolean {
  return span.start <= at.end && at.start <= span.end;
}
