import {
  CodeActionKind,
  CompletionItemTag,
  TextDocumentSyncKind,
  type ClientCapabilities,
  type ResourceOperationKind,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { FIX_ALL } from './actions';
import { LEGEND } from './annotating';

/** What the client can take of what we have to say. */
export interface Abilities {
  /** Edits that name the version of each document. */
  readonly documentChanges: boolean;
  /** Edits that make files, and that delete them. */
  readonly creates: boolean;
  readonly deletes: boolean;
  /** Asks before it makes an edit that wants confirmation. */
  readonly confirms: boolean;
  /** Asks before it makes such a rename. */
  readonly confirmsRenames: boolean;
  /** Asks for an action's edit only when the action was chosen. */
  readonly resolvesEdits: boolean;
  /** Shows why an action cannot be done. */
  readonly showsDisabled: boolean;
  readonly preparesRenames: boolean;
  /** Takes a definition with all of it, not only its name. */
  readonly linksLocations: boolean;
  /** Takes symbols inside symbols. */
  readonly nestsSymbols: boolean;
  /** Asks for the place of a symbol of the workspace only when it was chosen. */
  readonly resolvesSymbols: boolean;
  /** Shows a word beside the label of what it offers to complete. */
  readonly labelsDetails: boolean;
  /** Puts the cursor into what it has completed. */
  readonly takesSnippets: boolean;
  /** Strikes out what is offered but not to be used any more. */
  readonly tagsCompletions: boolean;
  /** Takes a parameter by its place in the signature. */
  readonly labelsByOffset: boolean;
  /** Asks again for lenses and hints when it is told to. */
  readonly refreshesLenses: boolean;
  readonly refreshesHints: boolean;
}

export function abilitiesOf({ workspace, textDocument }: ClientCapabilities): Abilities {
  const { codeAction, rename, definition, documentSymbol, completion, signatureHelp } = textDocument ?? {};
  const documentChanges = workspace?.workspaceEdit?.documentChanges ?? false;
  const does = (operation: ResourceOperationKind): boolean =>
    documentChanges && (workspace?.workspaceEdit?.resourceOperations?.includes(operation) ?? false);
  const confirms = documentChanges && workspace?.workspaceEdit?.changeAnnotationSupport !== undefined;
  return {
    documentChanges,
    creates: does('create'),
    deletes: does('delete'),
    confirms,
    confirmsRenames: confirms && (rename?.honorsChangeAnnotations ?? false),
    resolvesEdits: (codeAction?.dataSupport ?? false) && (codeAction?.resolveSupport?.properties.includes('edit') ?? false),
    showsDisabled: codeAction?.disabledSupport ?? false,
    preparesRenames: rename?.prepareSupport ?? false,
    linksLocations: definition?.linkSupport ?? false,
    nestsSymbols: documentSymbol?.hierarchicalDocumentSymbolSupport ?? false,
    resolvesSymbols: workspace?.symbol?.resolveSupport?.properties.includes('location.range') ?? false,
    labelsDetails: completion?.completionItem?.labelDetailsSupport ?? false,
    takesSnippets: completion?.completionItem?.snippetSupport ?? false,
    tagsCompletions: completion?.completionItem?.tagSupport?.valueSet.includes(CompletionItemTag.Deprecated) ?? false,
    labelsByOffset: signatureHelp?.signatureInformation?.parameterInformation?.labelOffsetSupport ?? false,
    refreshesLenses: workspace?.codeLens?.refreshSupport ?? false,
    refreshesHints: workspace?.inlayHint?.refreshSupport ?? false,
  };
}

/** What we say that we can do. Actions are only for editors that know more of them than a command. */
export function capabilitiesFor(client: ClientCapabilities): ServerCapabilities {
  const { resolvesEdits, preparesRenames } = abilitiesOf(client);
  const actions = {
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, CodeActionKind.RefactorExtract, FIX_ALL],
      resolveProvider: resolvesEdits,
    },
  };
  return {
    textDocumentSync: TextDocumentSyncKind.Incremental,
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    ...(client.textDocument?.codeAction?.codeActionLiteralSupport ? actions : {}),
    renameProvider: preparesRenames ? { prepareProvider: true } : true,
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    hoverProvider: true,
    codeLensProvider: {},
    inlayHintProvider: true,
    semanticTokensProvider: { legend: LEGEND, full: true, range: true },
    documentSymbolProvider: { label: 'Keyhook' },
    workspaceSymbolProvider: { resolveProvider: true },
    documentLinkProvider: {},
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    completionProvider: { triggerCharacters: ['"', "'", '/', '>', '@', '{', '(', '[', ',', '.'], resolveProvider: true },
    signatureHelpProvider: { triggerCharacters: ['(', ','] },
  };
}
