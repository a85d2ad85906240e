import { EditSet } from '../edit-set';
import { isManagedOnly, neighboursOf, Refusal, type Scene } from '../fix';
import { grouped } from '../grouped';
import type { JsonValue } from '../json';
import type { ConnectionReference, Solution } from '../model';
import { definersIn, isSameName, managedCopiesOf, occurrencesOf, requireRead, tokensNote } from '../occurrences';
import type { User } from '../tables';
import { descendants } from '../xml';
import { definitionIn } from './definition';
import type { Refactoring } from './refactoring';

/**
 * Takes a connection reference that nothing uses out of its solution, with what is bound to it in deployment settings and what
 * the solution's manifest says it needs of others. Throws `Refusal`, as long as something uses it for instance.
 */
export function removeReference(
  solution: Solution,
  { logicalName: { value: name }, label }: ConnectionReference,
  scene: Scene,
): Refactoring {
  const [user] = neighboursOf(solution, scene).users(name);
  if (user)
    throw new Refusal(`'${label}' cannot be removed, for the ${kinds[user.kind]} '${user.name}' uses it: let that use another one first.`);
  requireRead(name, scene, { own: solution, label });
  const set = new EditSet(scene);
  for (const it of [...solution.references, ...solution.repeated]) {
    if (!isSameName(it.logicalName.value, name)) continue;
    const editor = set.xml(it.uri);
    editor.remove(definitionIn(editor, it), 'remove');
  }
  removeDependent(solution, name, set);
  if (!isDefinedElsewhere(solution, name, scene)) removeSettings(name, set, scene);
  const edits = set.build();
  return { edits, notes: tokensNote(name, scene, edits) };
}

const kinds: Readonly<Record<User['kind'], string>> = { flow: 'flow', app: 'app', bot: 'agent', package: 'package manifest' };

function isDefinedElsewhere(solution: Solution, name: string, { snapshot }: Scene): boolean {
  const isCopy = managedCopiesOf([solution]);
  return definersIn(occurrencesOf(name, snapshot)).some((it) => it.root !== solution.root && !isCopy(it));
}

function removeSettings(name: string, set: EditSet, { snapshot }: Scene): void {
  const bound = occurrencesOf(name, snapshot).filter(({ role, folder }) => role === 'setting' && !isManagedOnly(folder));
  for (const [uri, its] of grouped(bound, (it) => it.uri)) {
    const editor = set.json(uri);
    const list = editor.root?.get('ConnectionReferences');
    const isBound = ({ span }: JsonValue): boolean => its.some((it) => span.start <= it.name.span.start && it.name.span.end <= span.end);
    for (const item of list?.items() ?? []) if (isBound(item)) editor.removeItem(list!, item);
  }
}

/** What only this reference needs of others. */
function removeDependent({ manifest }: Solution, name: string, set: EditSet): void {
  if (!manifest?.missingDependencies.some(({ mentions }) => mentions.some((it) => isSameName(it.value, name)))) return;
  const editor = set.xml(manifest.uri);
  for (const element of descendants(editor.roots, 'MissingDependency')) {
    const dependents = element.children.filter((it) => it.name === 'Dependent');
    const its = dependents.filter((it) => isSameName(it.attribute('id.connectionreferencelogicalname')?.value ?? '', name));
    if (its.length === 0) continue;
    for (const it of its.length === dependents.length ? [element] : its) editor.remove(it, 'self-close');
  }
}
