import { commands, Disposable, env, l10n, Uri, ViewColumn, window, workspace, type ExtensionContext, type WebviewPanel } from 'vscode';
import type { ShownDiagram, TreeRow } from '../../server/src/protocol';
import type { PageState } from './diagram-messages';
import { DiagramPanel } from './diagram-panel';
import type { Server } from './requests';
import type { ServerOnDemand } from './server-on-demand';

const viewType = 'keyhook.flow';

/** *Show Flow*, and what can be done with the diagram in front. */
export function registerShowFlow({ extensionUri }: ExtensionContext, server: ServerOnDemand): Disposable {
  const panels = new Map<string, DiagramPanel>();
  const active = (): DiagramPanel | undefined => [...panels.values()].find((it) => it.isActive);

  const keep = (panel: WebviewPanel, uri: Uri, diagram: ShownDiagram | null): void => {
    const kept = new DiagramPanel(panel, uri, server, extensionUri, diagram);
    panels.set(uri.toString(), kept);
    kept.onDidClose(() => {
      panels.delete(uri.toString());
      kept.dispose();
    });
  };

  const show = async (its: Server, uri: Uri): Promise<string | undefined> => {
    const known = panels.get(uri.toString());
    if (known) return void known.reveal();
    const diagram = await its.ask('keyhook/diagram', { uri: uri.toString() });
    if (!diagram) return noFlow();
    keep(window.createWebviewPanel(viewType, diagram.name, ViewColumn.Beside), uri, diagram);
    return undefined;
  };

  return Disposable.from(
    commands.registerCommand('keyhook.showFlow', (given?: unknown) =>
      server.run(async (its) => {
        const uri = fileMeant(given);
        return uri ? show(its, uri) : noFlow();
      }),
    ),
    commands.registerCommand('keyhook.exportFlow', () => withText(active(), 'svg', server, save)),
    commands.registerCommand('keyhook.copyFlow', () => withText(active(), 'mermaid', server, copyDiagram)),
    window.registerWebviewPanelSerializer(viewType, {
      async deserializeWebviewPanel(panel, state: PageState | undefined) {
        if (typeof state?.uri === 'string') keep(panel, Uri.parse(state.uri), null);
        else panel.dispose();
      },
    }),
    new Disposable(() => panels.forEach((it) => it.dispose())),
  );
}

/** A menu of an editor gives a file, one of the tree a row; else the file in front is meant. */
function fileMeant(given: unknown): Uri | undefined {
  if (given instanceof Uri) return given;
  const { flow } = (given ?? {}) as Partial<TreeRow>;
  return flow === undefined ? window.activeTextEditor?.document.uri : Uri.parse(flow);
}

const noFlow = (): string => l10n.t('There is no flow in this file: open the file of one, or choose one in the tree.');

async function withText(
  diagram: DiagramPanel | undefined,
  format: 'mermaid' | 'svg',
  server: ServerOnDemand,
  work: (text: string, diagram: DiagramPanel) => Promise<void>,
): Promise<void> {
  if (!diagram) return;
  await server.run(async (its) => {
    await work(await its.ask('keyhook/diagramText', { uri: diagram.uri.toString(), format }), diagram);
    return undefined;
  });
}

async function save(text: string, { name, uri }: DiagramPanel): Promise<void> {
  const folder = workspace.getWorkspaceFolder(uri)?.uri ?? Uri.joinPath(uri, '..');
  const file = `${name.replace(/[^\p{L}\p{N} ._-]+/gu, ' ').trim() || 'flow'}.svg`;
  const target = await window.showSaveDialog({ defaultUri: Uri.joinPath(folder, file), filters: { SVG: ['svg'] } });
  if (!target) return;
  await workspace.fs.writeFile(target, new TextEncoder().encode(text));
  window.setStatusBarMessage(l10n.t('The diagram was exported.'), 3000);
}

async function copyDiagram(text: string): Promise<void> {
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(l10n.t('The diagram was copied as Mermaid.'), 3000);
}
