import { EditSet } from '../edit-set';
import { basename } from '../files';
import { Refusal, type Scene } from '../fix';
import type { ConnectionReference } from '../model';
import { LONGEST_NAME, refusedName } from '../naming';
import { definersIn, managedCopiesOf, occurrencesOf, occurrencesToChange, tokensNote, type Occurrence } from '../occurrences';
import { isLogicalName } from './create';
import { definitionIn, setChild } from './definition';
import type { Refactoring } from './refactoring';

/** Why a logical name cannot take the place of another, as a sentence; undefined when it can. */
export function refusedLogicalName(from: string, to: string, scene: Scene): string | undefined {
  if (to.length > LONGEST_NAME) return `The logical name '${to}' has more than ${LONGEST_NAME} characters: shorten it.`;
  if (!isLogicalName(to))
    return `'${to}' cannot be a logical name: write the publisher's prefix, an underscore, and then letters and digits, as in 'con_AbsenceTeams'.`;
  if (to === from) return `'${to}' is the logical name already: choose another one.`;
  const owner = to.toLowerCase() === from.toLowerCase() ? undefined : ownerOf(to, from, scene);
  return owner && `The logical name '${to}' is taken by ${owner}: choose another one.`;
}

/** Who has a name already. A managed copy that still has it, from before it was changed here, does not count. */
function ownerOf(logicalName: string, from: string, { snapshot }: Scene): string | undefined {
  const isCopy = managedCopiesOf(definersIn(occurrencesOf(from, snapshot)));
  const found = occurrencesOf(logicalName, snapshot).filter((it) => !isCopy(it.folder));
  const owner = found.find((it) => it.role === 'definition') ?? found[0];
  return owner && `${labelOf(owner)} of '${owner.folder.name}'`;
}

function labelOf({ role, uri, name, folder: { references, repeated, flows } }: Occurrence): string {
  const definition = role === 'definition' && [...references, ...repeated].find((it) => it.logicalName === name);
  if (definition) return `the connection reference '${definition.label}'`;
  const flow = role === 'flow' && flows.find((it) => it.uri === uri);
  return flow ? `the flow '${flow.name}'` : `'${basename(uri)}'`;
}

/** Whether a logical name would get the prefix of another publisher. */
export function changesPrefix(from: string, to: string): boolean {
  const prefix = (name: string): string => name.split('_')[0]!.toLowerCase();
  return prefix(from) !== prefix(to);
}

/** Writes another logical name wherever the workspace names the reference, in whatever letter case. Throws `Refusal`. */
export function renameLogicalName(from: string, to: string, scene: Scene): Refactoring {
  const reason = refusedLogicalName(from, to, scene);
  if (reason) throw new Refusal(reason);
  const occurrences = occurrencesToChange(from, scene);
  if (!occurrences.some((it) => it.role !== 'app')) throw new Refusal(`There is no connection reference '${from}' here: check the name.`); // apps list tables alike
  const set = new EditSet(scene);
  for (const { uri, name } of occurrences) if (name.value !== to) set.replace(uri, name.span, to); // letters and digits need no escape
  const edits = set.build();
  const isDefined = occurrences.some((it) => it.role === 'definition');
  return {
    edits,
    notes: [
      ...(isDefined ? [] : [`No solution here defines '${from}': where it is defined it keeps its name.`]),
      ...tokensNote(from, scene, edits),
    ],
  };
}

/** Gives this definition another display name. Throws `Refusal`. */
export function renameDisplayName(reference: ConnectionReference, to: string, scene: Scene): Refactoring {
  const solution = scene.snapshot.folders.at(reference.solution)!;
  const own = [...solution.references, ...solution.repeated].find(
    (it) => it.uri === reference.uri && it.span.start === reference.span.start,
  );
  const name = to.trim(); // readers leave blanks at the ends out
  const reason =
    name === own?.displayName?.value ? `The connection reference is called '${name}' already.` : refusedName(name, solution, own);
  if (reason) throw new Refusal(reason);
  const set = new EditSet(scene);
  const editor = set.xml(reference.uri);
  setChild(editor, definitionIn(editor, reference), 'connectionreferencedisplayname', name);
  return { edits: set.build(), notes: [] };
}
