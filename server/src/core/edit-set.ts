import { asOne, inOrder, type FileCreation, type FileEdit } from './edits';
import { basename, comparablePath } from './files';
import { isIncomplete } from './faults';
import { isMadeElsewhere, Refusal, type Scene } from './fix';
import { parseJson } from './json';
import { JsonEditor } from './json-edits';
import { memo, recent } from './memo';
import type { Entry, Solution } from './model';
import { placeOf } from './layout';
import type { Span, TextEdit, Uri } from './text';
import { openXml, XmlEditor } from './xml-edits';

/** So many files are changed together by the fixes of one solution: what defines references, its manifest, its settings. */
const FILES = 8;

/** A report works out hundreds of fixes in one scene, many of them of the same file, which is read once then. */
const opened = memo((scene: Scene) => ({
  json: recent(FILES, (uri: Uri) => {
    const text = scene.text(uri);
    return { text, root: parseJson(text, { comments: true }).root };
  }),
  xml: recent(FILES, (uri: Uri) => openXml(scene.text(uri))),
}));

/**
 * Gathers changes of any number of files. What must not be changed is refused here, whoever asks: a file that does not
 * parse, for nobody knows what else it says, and a solution that is kept in managed form only.
 */
export class EditSet {
  readonly #json = new Map<Uri, JsonEditor>();
  readonly #xml = new Map<Uri, XmlEditor>();
  readonly #edits = new Map<Uri, TextEdit[]>();
  readonly #created: FileCreation[] = [];
  readonly #removed = new Set<Uri>();

  constructor(private readonly scene: Scene) {}

  /** Puts characters in the place of others; whoever asks has escaped them as the file wants it. */
  replace(uri: Uri, span: Span, text: string): void {
    this.#open(uri).push({ span, text });
  }

  /** For changes of a JSON file that need more than other characters in the place of some. */
  json(uri: Uri): JsonEditor {
    const known = this.#json.get(uri);
    if (known) return known;
    this.#open(uri);
    const { text, root } = opened(this.scene).json(uri);
    const editor = new JsonEditor(text, root);
    this.#json.set(uri, editor);
    return editor;
  }

  xml(uri: Uri): XmlEditor {
    const known = this.#xml.get(uri);
    if (known) return known;
    this.#open(uri);
    const editor = new XmlEditor(opened(this.scene).xml(uri));
    this.#xml.set(uri, editor);
    return editor;
  }

  /** Makes a file, its URI spelt as those of the workspace. The folders above it need not be there. Throws `Refusal` when there is such a file, in any letter case. */
  create(uri: Uri, text: string): void {
    const path = comparablePath(uri);
    const folder = this.scene.snapshot.folders.at(placeOf(uri)?.root);
    if (folder) {
      requireMadeHere(folder, uri);
      if ([...folder.entries.keys()].some((it) => comparablePath(it) === path))
        throw new Refusal(`There is a file '${basename(uri)}' already: change that, or choose another name.`);
    }
    this.#created.push({ kind: 'create', uri, text });
  }

  /** Takes a file away, whatever else is to change in it. */
  remove(uri: Uri): void {
    this.#open(uri);
    this.#removed.add(uri);
  }

  /** The files that are different then, by path. Two changes of one character throw: that is a fault of ours. */
  build(): readonly FileEdit[] {
    const changes = [...this.#edits]
      .map(([uri, edits]) => ({
        kind: 'change' as const,
        uri,
        edits: inOrder([...edits, ...(this.#json.get(uri)?.edits() ?? []), ...(this.#xml.get(uri)?.edits() ?? [])]),
      }))
      .filter(({ uri, edits }) => edits.length > 0 && !this.#removed.has(uri));
    const removals = [...this.#removed].map((uri) => ({ kind: 'delete' as const, uri }));
    return asOne([...changes, ...this.#created, ...removals]);
  }

  #open(uri: Uri): TextEdit[] {
    const known = this.#edits.get(uri);
    if (known) return known;
    const { folder, entry } = this.#entry(uri);
    requireMadeHere(folder, uri);
    if (isIncomplete(entry.facts.faults))
      throw new Refusal(`'${basename(uri)}' does not parse, so it cannot be changed safely: mend the file first.`);
    const edits: TextEdit[] = [];
    this.#edits.set(uri, edits);
    return edits;
  }

  #entry(uri: Uri): { folder: Solution; entry: Entry } {
    const folder = this.scene.snapshot.folders.at(placeOf(uri)?.root);
    const entry = folder?.entries.get(uri);
    if (!folder || !entry) throw new Error(`${uri} is no file of the workspace`);
    return { folder, entry };
  }
}

function requireMadeHere(folder: Solution, uri: Uri): void {
  if (isMadeElsewhere(uri, folder))
    throw new Refusal(`'${folder.name}' is kept here as a managed solution, which is made elsewhere: make the change there.`);
}
