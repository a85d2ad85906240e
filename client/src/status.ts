import { commands, l10n, MarkdownString, StatusBarAlignment, window, type Disposable } from 'vscode';
import type { Status } from '../../server/src/protocol';

/** Left, beside the editor's own count of problems. */
const priority = 40;

/** Shows what there is in the workspace and how it is doing; the menus and the views follow by context keys. */
export interface StatusView extends Disposable {
  show(status: Status): void;
  starting(): void;
  stopped(): void;
}

export function createStatus(): StatusView {
  const item = window.createStatusBarItem('keyhook.status', StatusBarAlignment.Left, priority);
  item.name = 'Keyhook';

  const say = (text: string, lines: readonly string[], command: string): void => {
    item.text = text;
    item.tooltip = tooltipOf(lines);
    item.accessibilityInformation = { label: ['Keyhook', ...lines].join(', ') };
    item.command = command;
    item.show();
  };

  return {
    starting: () => say('$(sync~spin) Keyhook', [l10n.t('The server is starting.')], SHOW_OUTPUT),
    stopped: () => say('$(alert) Keyhook', [l10n.t('The server has stopped. Select this to start it again.')], RESTART),
    show(status) {
      if (!status.busy) setContext(status);
      if (status.solutions > 0) say(textOf(status), linesOf(status), SHOW_TREE);
      else if (status.busy) say('$(sync~spin) Keyhook', [l10n.t('Reading files.')], SHOW_TREE);
      else item.hide();
    },
    dispose: () => item.dispose(),
  };
}

const SHOW_TREE = 'keyhook.references.focus';
const SHOW_OUTPUT = 'keyhook.showOutput';
const SHOW_PROBLEMS = 'workbench.actions.view.problems';
const RESTART = 'keyhook.restartServer';

/** What menus and views ask for in `when`. */
function setContext({ solutions, references, directConnections, canMerge, settings }: Status): void {
  const keys = {
    'keyhook.hasSolution': solutions > 0,
    'keyhook.hasReferences': references > 0,
    'keyhook.hasDirectConnections': directConnections > 0,
    'keyhook.canMerge': canMerge,
    'keyhook.hasSettings': settings > 0,
  };
  for (const [key, value] of Object.entries(keys)) void commands.executeCommand('setContext', key, value);
}

function textOf({ busy, solutions, errors, warnings }: Status): string {
  const problems = [...(errors > 0 ? [`$(error) ${errors}`] : []), ...(warnings > 0 ? [`$(warning) ${warnings}`] : [])];
  return [busy ? '$(sync~spin)' : '$(key)', solutionsIn(solutions), ...problems].join(' ');
}

/** The same in words. */
function linesOf({ busy, solutions, references, directConnections, errors, warnings, infos }: Status): readonly string[] {
  const connections = [
    solutionsIn(solutions),
    references === 1 ? l10n.t('1 connection reference') : l10n.t('{0} connection references', references),
    ...(directConnections === 0
      ? []
      : [directConnections === 1 ? l10n.t('1 direct connection') : l10n.t('{0} direct connections', directConnections)]),
  ];
  const problems = [
    ...(errors === 0 ? [] : [errors === 1 ? l10n.t('1 error') : l10n.t('{0} errors', errors)]),
    ...(warnings === 0 ? [] : [warnings === 1 ? l10n.t('1 warning') : l10n.t('{0} warnings', warnings)]),
    ...(infos === 0 ? [] : [infos === 1 ? l10n.t('1 info') : l10n.t('{0} infos', infos)]),
  ];
  return [connections.join(', '), problems.join(', ') || l10n.t('no problems'), ...(busy ? [l10n.t('Reading files.')] : [])];
}

const solutionsIn = (count: number): string => (count === 1 ? l10n.t('1 solution') : l10n.t('{0} solutions', count));

/** Nothing in it comes from a file, so it may have links. */
function tooltipOf(lines: readonly string[]): MarkdownString {
  const tooltip = new MarkdownString('**Keyhook**');
  tooltip.isTrusted = { enabledCommands: [SHOW_TREE, SHOW_PROBLEMS, SHOW_OUTPUT] };
  const links = [
    [l10n.t('References'), SHOW_TREE],
    [l10n.t('Problems'), SHOW_PROBLEMS],
    [l10n.t('Output'), SHOW_OUTPUT],
  ] as const;
  for (const line of lines) tooltip.appendMarkdown('\n\n').appendText(line);
  return tooltip.appendMarkdown(`\n\n---\n\n${links.map(([text, command]) => `[${text}](command:${command})`).join(' · ')}`);
}
