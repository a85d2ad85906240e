import { l10n, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { TreeRow, TreeView } from '../../server/src/protocol';
import { flagsOf, idOf } from './row';

const icons: Readonly<Record<TreeRow['kind'], string>> = {
  solution: 'package',
  connector: 'plug',
  reference: 'key',
  flow: 'git-merge',
  connection: 'key',
  trigger: 'zap',
  action: 'symbol-method',
  app: 'device-mobile',
  agent: 'hubot',
  package: 'archive',
  external: 'link-external',
  directs: 'link',
  externals: 'link-external',
  apps: 'device-mobile',
  agents: 'hubot',
  unused: 'circle-slash',
};

const alarms: Readonly<Record<NonNullable<TreeRow['severity']>, { readonly icon: string; readonly color: string }>> = {
  error: { icon: 'error', color: 'problemsErrorIcon.foreground' },
  warning: { icon: 'warning', color: 'problemsWarningIcon.foreground' },
  info: { icon: 'info', color: 'problemsInfoIcon.foreground' },
};

/**
 * Its tooltip is found when it is wanted. By the id the editor keeps what is open and what is selected; what a filter leaves is opened
 * anew, as the server wants it. `isOpen` says whether its children are shown when the editor sees it first.
 */
export function itemOf(row: TreeRow, filter: TreeView['filter'], isOpen = row.isOpen): TreeItem {
  const item = new TreeItem(row.label, collapsing(row, isOpen));
  item.id = `${filter} ${idOf(row)}`;
  item.description = row.description;
  item.accessibilityInformation = { label: row.spoken };
  item.iconPath = iconOf(row);
  item.contextValue = [row.kind, ...flagsOf(row)].join(' ');
  item.command = { command: '_keyhook.openRow', title: l10n.t('Open'), arguments: [row] };
  return item;
}

function collapsing({ hasChildren }: TreeRow, isOpen: boolean): TreeItemCollapsibleState {
  const { None, Collapsed, Expanded } = TreeItemCollapsibleState;
  return hasChildren ? (isOpen ? Expanded : Collapsed) : None;
}

function iconOf({ kind, severity }: TreeRow): ThemeIcon {
  if (!severity) return new ThemeIcon(icons[kind]);
  const { icon, color } = alarms[severity];
  return new ThemeIcon(icon, new ThemeColor(color));
}
