import { commands, l10n, window, workspace } from 'vscode';
import type { SolutionItem } from '../../server/src/protocol';
import { inDialogue, type Asked, type Choice } from './dialogue';
import type { Server } from './requests';

export const rowOfSolution = (it: SolutionItem): Choice<SolutionItem> => ({ label: it.name, description: it.path, value: it });

/** Where there is none to choose from. */
export const noSolution = (): string => l10n.t('No solution here can be imported: what is here are loose flows or a legacy package.');

/** *Open Runbook*: what operations need to deploy a solution, as a document that nobody has saved yet. The one that is given is proposed. */
export async function openRunbook(server: Server, given: readonly string[] = []): Promise<string | undefined> {
  const all = await server.ask('keyhook/solutions', {});
  return openOneOf(
    server,
    all,
    all.find((it) => given.includes(it.solution)),
  );
}

/** The same, of what a row stands for. */
export async function openRunbookOf(server: Server, given: readonly string[]): Promise<string | undefined> {
  const all = await server.ask('keyhook/solutions', {});
  return openOneOf(
    server,
    all.filter((it) => given.includes(it.solution)),
  );
}

async function openOneOf(server: Server, possible: readonly SolutionItem[], proposed?: SolutionItem): Promise<string | undefined> {
  if (possible.length === 0) return noSolution();
  const pageOf = ({ solution }: SolutionItem): Asked<string> => server.ask('keyhook/runbook', { solution });
  const page = await inDialogue(l10n.t('Open Runbook'), (dialogue) => {
    const [only] = possible.length === 1 ? possible : [];
    if (only) return pageOf(only);
    const choices = possible.map(rowOfSolution);
    const active = choices.find((it) => it.value === proposed);
    return dialogue.pickOne({ placeholder: l10n.t('Solution to deploy'), choices, active }, pageOf);
  });
  if (page !== undefined) await showMarkdown(page);
  return undefined;
}

async function showMarkdown(content: string): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument({ language: 'markdown', content }));
  try {
    await commands.executeCommand('markdown.showPreviewToSide');
  } catch {
    // somebody may have switched off the editor's own extension for Markdown
  }
}
