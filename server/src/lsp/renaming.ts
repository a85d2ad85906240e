import { MessageType, type PrepareRenameParams, type Range, type RenameParams, type WorkspaceEdit } from 'vscode-languageserver';
import {
  prefixChange,
  Refusal,
  renameAction,
  renameDisplayName,
  renameLogicalName,
  renameTargetAt,
  renameVariable,
  type RenameTarget,
  type Refactoring,
  type Scene,
} from '../core';
import { confirming, toWorkspaceEdit } from './convert';
import type { Desk } from './desk';

/** The name that is renamed from here; null where there is none. */
export function prepareRename(params: PrepareRenameParams, desk: Desk): { range: Range; placeholder: string } | null {
  const target = targetAt(params, desk);
  return target ? { range: desk.documents.rangeOf(target.at), placeholder: target.name } : null;
}

/** The name changed wherever it is written. Another publisher prefix is only given when the editor asks whether that is meant. */
export function rename(params: RenameParams, desk: Desk): WorkspaceEdit | null {
  const target = targetAt(params, desk);
  if (!target) return null;
  const to = params.newName;
  const { edits, notes } = renamed(target, to, desk.scene);
  const question = target.kind === 'logical' ? prefixChange(target.name, to) : undefined;
  if (question !== undefined && !desk.abilities.confirmsRenames) throw unasked(question);
  const edit = toWorkspaceEdit(edits, desk, question === undefined ? undefined : confirming(question, edits, notes));
  if (notes.length > 0) desk.tell(MessageType.Info, notes.join(' '));
  return edit;
}

/** Whether the name is one that only an open flow has: then no closed file has anything to do with it. */
export function isOfOpenFlow(params: RenameParams, desk: Desk): boolean {
  const target = targetAt(params, desk);
  return (target?.kind === 'action' || target?.kind === 'variable') && desk.documents.versionOf(target.at.uri) !== null;
}

function renamed(target: RenameTarget, to: string, scene: Scene): Refactoring {
  switch (target.kind) {
    case 'logical':
      return renameLogicalName(target.name, to, scene);
    case 'display':
      return renameDisplayName(target.reference, to, scene);
    case 'action':
      return renameAction(target.flow, target.step, to, scene);
    case 'variable':
      return renameVariable(target.flow, target.name, to, scene);
  }
}

/** For editors that make every change at once. */
export function unasked(question: string): Refusal {
  return new Refusal(`${question}? This editor cannot ask that, so nothing was changed: choose a name with the same prefix.`);
}

function targetAt({ textDocument, position }: PrepareRenameParams, { scene, documents }: Desk): RenameTarget | undefined {
  const uri = documents.fileOf(textDocument.uri);
  return uri === undefined ? undefined : renameTargetAt(uri, documents.documentOf(uri).offsetAt(position), scene);
}
