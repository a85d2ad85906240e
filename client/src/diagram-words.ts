import { l10n } from 'vscode';
import type { PageWords } from './diagram-messages';

/** In the language of the editor. */
export function pageWords(): PageWords {
  return {
    trigger: l10n.t('Trigger'),
    action: l10n.t('Action'),
    oneAction: l10n.t('1 action'),
    actions: l10n.t('{0} actions'),
    noActions: l10n.t('No actions'),
    oneProblem: l10n.t('1 problem'),
    problems: l10n.t('{0} problems'),
    error: l10n.t('Error'),
    warning: l10n.t('Warning'),
    info: l10n.t('Info'),
    connection: l10n.t('Connection: {0}'),
    branch: l10n.t('Branch {0}'),
    zoomIn: l10n.t('Zoom In (+)'),
    zoomOut: l10n.t('Zoom Out (-)'),
    actualSize: l10n.t('Actual Size (0)'),
    fit: l10n.t('Fit into the Window (1)'),
    foldAll: l10n.t('Fold All'),
    unfoldAll: l10n.t('Unfold All'),
    broken: l10n.t('The file is no valid JSON at the moment: this is the flow as it was before.'),
    partial: l10n.t('The file is no valid JSON: this is what could be read of it.'),
    missing: l10n.t('The file of this flow is not there any more.'),
    gone: l10n.t('The file of this flow is not there any more: this is the flow as it was before.'),
    empty: l10n.t('There is no trigger and no action in this flow yet.'),
    elsewhere: l10n.t('Found in the flow and in none of its steps: {0}'),
  };
}
