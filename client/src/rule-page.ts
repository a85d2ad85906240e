import { commands, l10n, languages, QuickPickItemKind, Uri, window, workspace, type ExtensionContext, type QuickPickItem } from 'vscode';
import type { RuleItem } from '../../server/src/protocol';
import { withoutLinks } from './plain';

/** Opens a rule's page as it reads; without an id it asks for the rule, and offers those first that found something at the cursor. */
export async function explainRule(context: ExtensionContext, ask: () => Promise<readonly RuleItem[]>, id?: string): Promise<void> {
  const chosen = id ?? (await chooseRule(await ask()));
  if (chosen === undefined) return;
  const page = await pageOf(context, chosen);
  if (page) await openPage(page);
  else void window.showWarningMessage(l10n.t("Keyhook has no rule '{0}'.", withoutLinks(String(chosen))));
}

/** The target of a link that explains a rule. The editor follows it from the Problems panel and from the hover of a squiggle. */
export function linkTo(id: string): Uri {
  return Uri.from({ scheme: 'command', path: 'keyhook.explainRule', query: JSON.stringify([id]) });
}

async function chooseRule(rules: readonly RuleItem[]): Promise<string | undefined> {
  const found = new Set(idsAtCursor());
  const here = rules.filter((it) => found.has(it.id));
  const others = rules.filter((it) => !found.has(it.id));
  const items = [...under(l10n.t('at the cursor'), here), ...under(here.length > 0 ? l10n.t('other rules') : l10n.t('rules'), others)];
  const options = { title: l10n.t('Explain Rule'), placeHolder: l10n.t('Rule to explain'), matchOnDescription: true, matchOnDetail: true };
  return (await window.showQuickPick(items, options))?.label;
}

function under(heading: string, rules: readonly RuleItem[]): readonly QuickPickItem[] {
  if (rules.length === 0) return [];
  const rows = rules.map(({ id, severity, summary }) => ({ label: id, description: severityInWords(severity), detail: summary }));
  return [{ label: heading, kind: QuickPickItemKind.Separator }, ...rows];
}

function severityInWords(severity: RuleItem['severity']): string {
  switch (severity) {
    case 'error':
      return l10n.t('error');
    case 'warning':
      return l10n.t('warning');
    case 'info':
      return l10n.t('info');
    case 'off':
      return l10n.t('off');
  }
}

/** The rules that found something where the cursor stands. */
function idsAtCursor(): readonly string[] {
  const editor = window.activeTextEditor;
  if (!editor) return [];
  const found = languages
    .getDiagnostics(editor.document.uri)
    .filter((it) => it.source === 'keyhook' && it.range.contains(editor.selection.active));
  return found.map(({ code }) => String(typeof code === 'object' ? code.value : code));
}

/** Undefined for what is no rule. Anything can be said to be one, for anybody can make a link to a command. */
async function pageOf({ extensionUri }: ExtensionContext, id: unknown): Promise<Uri | undefined> {
  if (typeof id !== 'string' || !/^[a-z]+(-[a-z]+)+$/.test(id)) return undefined;
  const page = Uri.joinPath(extensionUri, 'docs', 'rules', `${id}.md`);
  // in the browser a file of an extension has no `stat` that says whether it is there
  return workspace.fs.readFile(page).then(
    () => page,
    () => undefined,
  );
}

async function openPage(page: Uri): Promise<void> {
  try {
    await commands.executeCommand('markdown.showPreview', page);
  } catch {
    // somebody may have switched off the editor's own extension for Markdown
    await window.showTextDocument(page); // `vscode.open` would open a page of its own in the browser
  }
}
