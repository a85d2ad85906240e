import { CodeActionKind, TextDocumentSyncKind, type ClientCapabilities, type ServerCapabilities } from 'vscode-languageserver';
import { FIX_ALL } from './actions';

/** What the client can take of what we have to say. */
export interface Abilities {
  /** Edits that name the version of each document. */
  readonly documentChanges: boolean;
  /** Asks before it makes an edit that wants confirmation. */
  readonly confirms: boolean;
  /** Asks before it makes such a rename. */
  readonly confirmsRenames: boolean;
  /** Asks for an action's edit only when the action was chosen. */
  readonly resolvesEdits: boolean;
  /** Shows why an action cannot be done. */
  readonly showsDisabled: boolean;
  readonly preparesRenames: boolean;
}

export function abilitiesOf({ workspace, textDocument }: ClientCapabilities): Abilities {
  const { codeAction, rename } = textDocument ?? {};
  const documentChanges = workspace?.workspaceEdit?.documentChanges ?? false;
  const confirms = documentChanges && workspace?.workspaceEdit?.changeAnnotationSupport !== undefined;
  return {
    documentChanges,
    confirms,
    confirmsRenames: confirms && (rename?.honorsChangeAnnotations ?? false),
    resolvesEdits: (codeAction?.dataSupport ?? false) && (codeAction?.resolveSupport?.properties.includes('edit') ?? false),
    showsDisabled: codeAction?.disabledSupport ?? false,
    preparesRenames: rename?.prepareSupport ?? false,
  };
}

/** What we say that we can do. Actions are only for editors that know more of them than a command. */
export function capabilitiesFor(client: ClientCapabilities): ServerCapabilities {
  const { resolvesEdits, preparesRenames } = abilitiesOf(client);
  const actions = { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL], resolveProvider: resolvesEdits } };
  return {
    textDocumentSync: TextDocumentSyncKind.Incremental,
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    ...(client.textDocument?.codeAction?.codeActionLiteralSupport ? actions : {}),
    renameProvider: preparesRenames ? { prepareProvider: true } : true,
  };
}
