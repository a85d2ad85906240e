import { l10n, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { ReadinessRow, ReasonKind } from '../../server/src/protocol';
import { readinessFlags } from './readiness-row';

type State = NonNullable<ReadinessRow['state']>;

const icons: Readonly<Record<Exclude<ReadinessRow['kind'], 'flow' | 'reason'>, string>> = {
  environment: 'server-environment',
  solution: 'package',
  open: 'checklist',
  on: 'pass',
};

const states: Readonly<Record<State, { readonly icon: string; readonly color: string }>> = {
  on: { icon: 'pass', color: 'testing.iconPassed' },
  off: { icon: 'circle-slash', color: 'disabledForeground' },
  needs: { icon: 'warning', color: 'problemsWarningIcon.foreground' },
};

const reasons: Readonly<Record<ReasonKind, string>> = {
  'exported-off': 'circle-slash',
  'direct-connection': 'link',
  'undefined-reference': 'question',
  'unshipped-reference': 'question',
  'unbound-reference': 'debug-disconnect',
  'wrong-connector': 'plug',
  'external-reference': 'link-external',
  'child-flow': 'git-merge',
  'missing-value': 'symbol-variable',
  'run-only': 'person',
  activation: 'rocket',
  unreadable: 'file-binary',
};

/** Its tooltip is found when it is wanted. By the id the editor keeps what is open and what is selected. */
export function readinessItem(row: ReadinessRow): TreeItem {
  const item = new TreeItem(row.label, collapsing(row));
  item.id = JSON.stringify(row.path);
  item.description = row.description;
  item.accessibilityInformation = { label: row.spoken };
  item.iconPath = iconOf(row);
  item.contextValue = [row.kind, ...readinessFlags(row)].join(' ');
  item.command = { command: '_keyhook.openReadiness', title: l10n.t('Open'), arguments: [row] };
  return item;
}

function collapsing({ hasChildren, isOpen }: ReadinessRow): TreeItemCollapsibleState {
  const { None, Collapsed, Expanded } = TreeItemCollapsibleState;
  return hasChildren ? (isOpen ? Expanded : Collapsed) : None;
}

/** A flow by what becomes of it, a reason by its kind, what holds flows in the colour of the worst of them. */
function iconOf({ kind, state, reason }: ReadinessRow): ThemeIcon {
  const its = state && states[state];
  const icon = kind === 'flow' ? its?.icon : kind === 'reason' ? reason && reasons[reason] : icons[kind];
  const color = kind === 'reason' && state !== 'needs' ? undefined : its?.color;
  return new ThemeIcon(icon ?? 'circle-outline', color === undefined ? undefined : new ThemeColor(color));
}
