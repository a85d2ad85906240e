import { commands, window, type ExtensionContext } from 'vscode';
import type { Position } from 'vscode-languageclient';
import type { LiteralId } from '../../server/src/protocol';
import type { CreateClient } from './client';
import { extractVariable } from './extract-variable';
import { hidingMarks } from './marks';
import { mergeReferences } from './merge-references';
import { Readiness } from './readiness';
import { registerReadinessCommands } from './readiness-commands';
import { renameAt } from './rename-at';
import { registerRowCommands } from './row-commands';
import { explainRule } from './rule-page';
import { ServerOnDemand } from './server-on-demand';
import { registerShowFlow } from './show-flow';
import { whenSolution } from './solutions';
import { createStatus } from './status';
import { Tree } from './tree';
import { following } from './tree-follow';
import { Shown } from './tree-shown';
import { showUses } from './uses';

const walkthrough = 'keyhook.keyhook#keyhook';

let server: ServerOnDemand | undefined;

/** What the editor's own Markdown preview takes from us. */
export interface Exports {
  readonly extendMarkdownIt: typeof hidingMarks;
}

/** What is the same in every editor; `load` is what is not. */
export function start(context: ExtensionContext, load: () => Promise<CreateClient>): Exports {
  const output = window.createOutputChannel('Keyhook', { log: true });
  const status = createStatus();
  const its = (server = new ServerOnDemand(context, output, status, load));
  const shown = new Shown(context.workspaceState);
  const tree = new Tree(its, shown);
  const readiness = new Readiness(its);

  context.subscriptions.push(
    output,
    status,
    its,
    shown,
    tree,
    following(tree),
    registerRowCommands(tree, its),
    readiness,
    registerReadinessCommands(readiness, its),
    registerShowFlow(context, its),
    commands.registerCommand('keyhook.mergeReferences', () => its.run(mergeReferences)),
    commands.registerCommand('keyhook.revealInTree', () => tree.revealCursor()),
    commands.registerCommand('keyhook.filterTree', () => shown.askFilter()),
    commands.registerCommand('keyhook.clearFilter', () => shown.set({ filter: 'all' })),
    commands.registerCommand('keyhook.groupByFlow', () => shown.set({ groupBy: 'flow' })),
    commands.registerCommand('keyhook.groupByConnector', () => shown.set({ groupBy: 'connector' })),
    commands.registerCommand('keyhook.explainRule', (id?: string) => explainRule(context, () => its.ask('keyhook/rules', {}), id)),
    commands.registerCommand('keyhook.openWalkthrough', () => commands.executeCommand('workbench.action.openWalkthrough', walkthrough)),
    commands.registerCommand('keyhook.restartServer', () => its.restart()),
    commands.registerCommand('keyhook.showOutput', () => output.show()),
    commands.registerCommand('_keyhook.showUses', (uri: string, position: Position) => showUses(uri, position)),
    commands.registerCommand('_keyhook.rename', (uri: string, position: Position) => renameAt(uri, position)),
    commands.registerCommand('_keyhook.extractVariable', (literal: LiteralId) => its.run((it) => extractVariable(it, literal))),
    whenSolution(() => {
      // a guess, until the server knows: meanwhile nobody is told that there is none
      void commands.executeCommand('setContext', 'keyhook.hasSolution', true);
      void its.start().catch((error: unknown) => output.error(String(error)));
    }),
  );
  return { extendMarkdownIt: hidingMarks };
}

export const stop = async (): Promise<void> => server?.stop();
