import { MarkupKind, type SignatureHelp, type TextDocumentPositionParams } from 'vscode-languageserver';
import { signatureHelp } from '../core';
import type { Desk } from './desk';
import { placeIn } from './navigating';

/** The function whose arguments are being written. */
export function signatureAt(params: TextDocumentPositionParams, desk: Desk): SignatureHelp | null {
  const at = placeIn(params, desk);
  const help = at && signatureHelp(at.uri, at.offset, desk.scene);
  if (!help) return null;
  const { label, parameters, documentation } = help;
  const active = help.active ?? parameters.length; // none: the function has no such parameter
  const labelled = parameters.map(({ start, end }) => ({
    label: desk.abilities.labelsByOffset ? ([start, end] satisfies [number, number]) : label.slice(start, end),
  }));
  const signature = { label, documentation: { kind: MarkupKind.Markdown, value: documentation }, parameters: labelled };
  return { signatures: [signature], activeSignature: 0, activeParameter: active };
}
