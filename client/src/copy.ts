import { env, l10n, window } from 'vscode';
import { withoutIcons } from './plain';

/** To the clipboard, and says so. Nothing to copy is nothing to say. */
export async function copy(text: string): Promise<void> {
  if (text === '') return;
  await env.clipboard.writeText(text);
  const lines = text.split('\n');
  const said = lines.length > 1 ? l10n.t('{0} lines copied', lines.length) : l10n.t("'{0}' copied", text);
  window.setStatusBarMessage(withoutIcons(said), 3000);
}
