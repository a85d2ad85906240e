import {
  Disposable,
  l10n,
  Range,
  Selection,
  TextEditorRevealType,
  Uri,
  ViewColumn,
  window,
  workspace,
  type TextEditor,
  type WebviewPanel,
} from 'vscode';
import type { DiagramBlock, DiagramStep, ShownDiagram } from '../../server/src/protocol';
import type { FromPage, ToPage } from './diagram-messages';
import { pageFor } from './diagram-page';
import { pageWords } from './diagram-words';
import type { ServerOnDemand } from './server-on-demand';

/** So long the cursor has to rest. */
const rest = 80;

/** The diagram of one flow, which follows the file and the cursor in it. */
export class DiagramPanel implements Disposable {
  readonly #listening: Disposable;
  #diagram: ShownDiagram | undefined;
  /** As JSON, what a page begins with, and what it has been told since: the same is not drawn again. */
  readonly #first: string | undefined;
  #told: string | undefined;
  #marked: string | undefined;
  #asked = 0;
  #resting: NodeJS.Timeout | undefined;

  constructor(
    private readonly panel: WebviewPanel,
    readonly uri: Uri,
    private readonly server: ServerOnDemand,
    extension: Uri,
    /** What is known already, so that there is something to be seen at once. */
    diagram: ShownDiagram | null,
  ) {
    const folder = Uri.joinPath(extension, 'dist');
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [folder] };
    this.#listening = Disposable.from(
      webview.onDidReceiveMessage((message: FromPage) => this.#hear(message)),
      server.onStatus(({ busy }) => busy || void this.#refresh()),
      panel.onDidChangeViewState(() => void this.#refresh()),
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.#moved(textEditor)),
      window.onDidChangeActiveTextEditor((editor) => editor && this.#moved(editor)),
    );
    this.#diagram = diagram ?? undefined;
    this.#first = diagram ? JSON.stringify(diagram) : undefined;
    panel.title = this.name;
    const script = webview.asWebviewUri(Uri.joinPath(folder, 'diagram.js')).toString();
    webview.html = pageFor(script, { uri: uri.toString(), diagram, words: pageWords() });
  }

  get isActive(): boolean {
    return this.panel.active;
  }

  /** What the flow is called, as far as it is known. */
  get name(): string {
    return this.#diagram?.name ?? titleFor(this.uri);
  }

  reveal(): void {
    this.panel.reveal(undefined, false);
  }

  onDidClose(work: () => void): void {
    this.panel.onDidDispose(work);
  }

  dispose(): void {
    clearTimeout(this.#resting);
    this.#asked++; // an answer that comes now has no panel to go to
    this.#listening.dispose();
    this.panel.dispose();
  }

  #hear(message: FromPage): void {
    if (message.type === 'go' && typeof message.id === 'string') return void this.#go(message.id);
    if (message.type !== 'ready') return; // whatever it is, it is none of ours
    this.#told = this.#first;
    this.#marked = undefined;
    void this.#refresh();
  }

  /** Asks for the flow as it is now. What is hidden is asked for when it is to be seen again. */
  async #refresh(): Promise<void> {
    if (!this.panel.visible) return;
    const asked = ++this.#asked;
    const diagram = await this.server.askQuietly('keyhook/diagram', { uri: this.uri.toString() });
    if (diagram === undefined || asked !== this.#asked) return;
    if (diagram) this.panel.title = diagram.name;
    this.#diagram = diagram ?? this.#diagram;
    const text = JSON.stringify(diagram);
    if (text !== this.#told) this.#tell({ type: 'show', diagram });
    this.#told = text;
    this.#mark();
  }

  #moved(editor: TextEditor): void {
    if (!this.#isOurs(editor)) return;
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#mark(), rest);
  }

  /** Where the text is another than that of the diagram, the diagram that is on its way tells. */
  #mark(): void {
    const editor = window.visibleTextEditors.find((it) => this.#isOurs(it));
    const isSame = editor?.document.version === this.#diagram?.version;
    if (!editor || !this.#diagram || !isSame) return;
    const id = stepAt(this.#diagram.steps, editor.document.offsetAt(editor.selection.active))?.id;
    if (id === this.#marked) return;
    this.#marked = id;
    this.#tell({ type: 'mark', id });
  }

  /** To the step's key in the JSON, in the editor that shows it, else beside the diagram. */
  async #go(id: string): Promise<void> {
    const document = await workspace.openTextDocument(this.uri);
    if (document.version !== this.#diagram?.version) await this.#refresh();
    const step = this.#diagram && stepNamed(this.#diagram.steps, id);
    if (!step) return;
    const range = new Range(document.positionAt(step.keySpan.start), document.positionAt(step.keySpan.end));
    const shown = window.visibleTextEditors.find((it) => this.#isOurs(it));
    const viewColumn = shown?.viewColumn ?? (this.panel.viewColumn === ViewColumn.One ? ViewColumn.Beside : ViewColumn.One);
    const editor = await window.showTextDocument(document, { viewColumn });
    editor.selection = new Selection(range.start, range.start);
    editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
  }

  #isOurs({ document }: TextEditor): boolean {
    return document.uri.toString() === this.uri.toString();
  }

  #tell(message: ToPage): void {
    void this.panel.webview.postMessage(message);
  }
}

const titleFor = (uri: Uri): string => l10n.t('Flow {0}', uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/\.json$/i, ''));

/** The innermost that holds an offset. */
function stepAt({ steps }: DiagramBlock, offset: number): DiagramStep | undefined {
  const step = steps.find(({ span }) => span.start <= offset && offset < span.end);
  if (!step) return undefined;
  for (const it of step.branches) {
    const inner = stepAt(it, offset);
    if (inner) return inner;
  }
  return step;
}

function stepNamed({ steps }: DiagramBlock, id: string): DiagramStep | undefined {
  for (const step of steps) {
    if (step.id === id) return step;
    for (const it of step.branches) {
      const found = stepNamed(it, id);
      if (found) return found;
    }
  }
  return undefined;
}
