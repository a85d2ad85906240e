import { EditSet } from '../edit-set';
import { dateFault, type IgnoreFact } from '../facts/configuration';
import { basename, decodedPath, dirname, isIn, sharedFolders } from '../files';
import { Refusal, type Fix, type Scene } from '../fix';
import { globOf, pathFrom } from '../globs';
import type { Json, JsonValue } from '../json';
import type { JsonEditor } from '../json-edits';
import { placeOf } from '../layout';
import { folderOf } from '../occurrences';
import type { Finding } from '../rule';
import type { Span, Uri } from '../text';
import type { Refactoring } from './refactoring';

/** Why somebody lives with a finding, and until which day, `2027-01-31`. */
export interface Leave {
  readonly reason: string;
  readonly until?: string | undefined;
}

/**
 * Adds an entry to `ignore` that silences a finding: in the `keyhook.json` that holds for it, else in a new one in the folder
 * `newFileIn`, which then extends one that lies outside of the workspace. Throws `Refusal`.
 */
export function ignoreFinding(finding: Finding, { reason, until }: Leave, scene: Scene, newFileIn: Uri): Refactoring {
  if (reason.trim() === '') throw new Refusal('Say why the finding is to be ignored: whoever reads the configuration will ask.');
  const fault = until === undefined ? undefined : dateFault(until);
  if (fault) throw new Refusal(fault);
  const { at, rule, subject } = finding;
  const root = placeOf(at.uri)?.root ?? dirname(at.uri);
  const [governing] = scene.snapshot.configurations.of(root).files;
  const edits = new EditSet(scene);
  const entryIn = (folder: Uri): Json => ({
    rule: rule.id,
    path: globOf(pathFrom(folder, at.uri)),
    subject,
    reason: reason.trim(),
    ...(until !== undefined && { until }),
  });
  if (governing !== undefined && isInWorkspace(governing, scene)) {
    add(entryIn(dirname(governing)), edits.json(governing), basename(governing));
  } else {
    const folder = isIn(root, newFileIn) ? newFileIn : root;
    const base = governing === undefined ? {} : { extends: pathTo(governing, folder) };
    edits.create(`${folder}/keyhook.json`, `${JSON.stringify({ ...base, ignore: [entryIn(folder)] }, undefined, 2)}\n`);
  }
  return { edits: edits.build(), notes: [] };
}

/** Takes an entry of `ignore` out of its file, and the list when nothing and no comment is left of it. */
export function ignoreRemoval(uri: Uri, entry: Span, scene: Scene, safety: Fix['safety']): Fix {
  return {
    title: "Remove the entry from 'ignore'",
    safety,
    preferred: true,
    edits() {
      const edits = new EditSet(scene);
      const editor = edits.json(uri);
      const { root } = editor;
      const list = root?.get('ignore');
      const item = [...(list?.items() ?? [])].find((it) => it.span.start === entry.start);
      if (!root || !list || !item) throw new Error(`no entry of 'ignore' begins at ${entry.start} in ${uri}`);
      if ([...list.items()].length === 1 && !hasComment(root, list, scene.text(uri))) editor.removeMember(root, 'ignore');
      else editor.removeItem(list, item);
      return edits.build();
    },
  };
}

/** What an entry is about, as a sentence says it. */
export function ignoreInWords({ rule, path, subject }: Pick<IgnoreFact, 'rule' | 'path' | 'subject'>): string {
  return `'${rule}'${path === undefined ? '' : ` in '${path}'`}${subject === undefined ? '' : ` about '${subject}'`}`;
}

/** By what a finding knows an entry. */
export function ignoreSubject({ rule, path, subject }: Pick<IgnoreFact, 'rule' | 'path' | 'subject'>): string {
  return [rule, path, subject].filter((it) => it !== undefined).join(' ');
}

function add(entry: Json, editor: JsonEditor, name: string): void {
  const { root } = editor;
  const list = root?.get('ignore');
  if (root?.kind !== 'object' || (list && list.kind !== 'array'))
    throw new Refusal(`'${name}' has no list 'ignore' where an entry could stand: mend the file first.`);
  if (list) editor.insertItem(list, entry);
  else editor.insertMember(root, 'ignore', [entry]);
}

/** Whether a comment stands in the list or above it: it would speak of nothing. One behind what stands before is about that. */
function hasComment(root: JsonValue, list: JsonValue, text: string): boolean {
  const all = [...root.members()];
  const index = all.findIndex((it) => it.value.span.start === list.span.start);
  const [item] = list.items();
  const before = text.slice(index === 0 ? root.span.start : all[index - 1]!.value.span.end, all[index]!.keySpan.start);
  const above = before.slice(before.indexOf('\n') + 1);
  return `${above}${text.slice(list.span.start, item!.span.start)}${text.slice(item!.span.end, list.span.end)}`.includes('/');
}

function isInWorkspace(uri: Uri, { snapshot }: Scene): boolean {
  return folderOf(uri, snapshot) !== undefined;
}

/** The path from a folder to a file, as `extends` takes it. */
export function pathTo(to: Uri, folder: Uri): string {
  const shared = sharedFolders(folder, to);
  const up = folder.split('/').slice(shared);
  return [...up.map(() => '..'), ...to.split('/').slice(shared).map(decodedPath)].join('/');
}
