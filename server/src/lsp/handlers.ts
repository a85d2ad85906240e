import {
  CodeActionRequest,
  CodeActionResolveRequest,
  CodeLensRequest,
  CompletionRequest,
  CompletionResolveRequest,
  DefinitionRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  InlayHintRequest,
  LSPErrorCodes,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  ResponseError,
  SelectionRangeRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
  SignatureHelpRequest,
  WorkspaceSymbolRequest,
  WorkspaceSymbolResolveRequest,
  type CancellationToken,
  type Connection,
  type RenameParams,
} from 'vscode-languageserver';
import { FileChanged, readinessSteps, Refusal } from '../core';
import type { Requests } from '../protocol';
import { codeActions, resolveCodeAction } from './actions';
import { codeLensesIn, inlayHintsIn, semanticTokensIn, semanticTokensWithin } from './annotating';
import { completionsAt, resolveCompletion } from './completing';
import { MoreToRead, type Desk } from './desk';
import { diagram, diagramText } from './diagram';
import { definitionAt, highlightsAt, hoverAt, referencesAt } from './navigating';
import { foldingIn, linksIn, resolveSymbol, selectionsIn, symbolsIn, symbolsNamed } from './outlining';
import { refactor } from './refactor';
import { readiness, readinessAsMarkdown, readinessAt, readinessTipOf, runbook } from './readiness';
import { isOfOpenFlow, prepareRename, rename } from './renaming';
import { candidates, checkDay, checkName, directConnections, references, schemeName, variableNames, type Answer } from './requests';
import { settings, settingsPath, solutions } from './settings';
import { signatureAt } from './signing';
import { markdown, place, rules, tip, tree, treePath } from './tree';
import { inSlices, turn } from './turns';

/** So often a file may change between being read and being asked for; then the asker may ask again. */
const TRIES = 3;

/**
 * Their answers change files that the person may not see: those must not come from half of what a branch switch has written. What is
 * asked of a request is whether its answer says anything of a closed file.
 */
const CHANGING: ReadonlyMap<string, (params: never, desk: Desk) => boolean> = new Map([
  [RenameRequest.method, (params: RenameParams, desk: Desk) => !isOfOpenFlow(params, desk)],
  [CodeActionResolveRequest.method, () => true],
  ['keyhook/refactor' satisfies keyof Requests, () => true],
]);

/** Their answers follow from the document alone, or they ask for all: then nobody waits for what is still to be read of others. */
const ALONE: ReadonlySet<string> = new Set([
  SemanticTokensRequest.method,
  SemanticTokensRangeRequest.method,
  SignatureHelpRequest.method,
  FoldingRangeRequest.method,
  SelectionRangeRequest.method,
  CompletionRequest.method,
  HoverRequest.method,
  DefinitionRequest.method,
  ReferencesRequest.method,
  DocumentHighlightRequest.method,
]);

/** What their answers are made of takes long for the first time. It is made before, in slices: others are answered meanwhile. */
const OF_READINESS: ReadonlySet<string> = new Set<keyof Requests>([
  'keyhook/readiness',
  'keyhook/readinessPlace',
  'keyhook/readinessTip',
  'keyhook/readinessMarkdown',
  'keyhook/runbook',
]);

/** Where answers are made. */
export interface Office {
  /** Whether a document may be a file of ours. */
  mayBeOurs(uri: string): boolean;
  /** Waits until all that we were told of is taken in and read. */
  settled(): Promise<unknown>;
  /** The same of an open document, with what is around the flows of its solution. */
  there(uri: string): Promise<unknown>;
  /** Looks whether files have changed that nobody has told of yet; then there is something to wait for again. */
  hasMoved(): boolean;
  desk(): Desk;
  /** The version of a document that is open. */
  versionOf(uri: string): number | undefined;
  /** Takes down that a request could not be answered, for a reason that is ours. */
  failed(method: string, error: unknown): void;
}

/** Every request we answer. Where we fail, an editor gets what means that there is nothing, and our own client is told. */
export function answerRequests(connection: Connection, office: Office): void {
  const on = <Params, Result>(
    method: string,
    answer: (params: Params, desk: Desk) => Result,
    nothing: (params: Params) => Result,
  ): void => {
    connection.onRequest(method, async (params: Params, token: CancellationToken) => {
      try {
        const uri = documentIn(params);
        if (uri !== undefined && !office.mayBeOurs(uri)) return nothing(params);
        return await answered(method, params, token, office, answer);
      } catch (error) {
        office.failed(method, error);
        return nothing(params);
      }
    });
  };
  const own = <Method extends keyof Requests>(method: Method, answer: Answer<Method>): void =>
    on<Requests[Method]['params'], Requests[Method]['result'] | ResponseError>(method, answer, () => failure(method));

  on(CodeActionRequest.method, codeActions, () => []);
  on(CodeActionResolveRequest.method, resolveCodeAction, (action) => action);
  on(PrepareRenameRequest.method, prepareRename, () => null);
  on(RenameRequest.method, rename, () => null);
  on(DefinitionRequest.method, definitionAt, () => null);
  on(ReferencesRequest.method, referencesAt, () => null);
  on(DocumentHighlightRequest.method, highlightsAt, () => null);
  on(HoverRequest.method, hoverAt, () => null);
  on(CodeLensRequest.method, codeLensesIn, () => []);
  on(InlayHintRequest.method, inlayHintsIn, () => []);
  on(SemanticTokensRequest.method, semanticTokensIn, () => null);
  on(SemanticTokensRangeRequest.method, semanticTokensWithin, () => null);
  on(DocumentSymbolRequest.method, symbolsIn, () => null);
  on(WorkspaceSymbolRequest.method, symbolsNamed, () => []);
  on(WorkspaceSymbolResolveRequest.method, resolveSymbol, (symbol) => symbol);
  on(DocumentLinkRequest.method, linksIn, () => null);
  on(FoldingRangeRequest.method, foldingIn, () => null);
  on(SelectionRangeRequest.method, selectionsIn, () => null);
  on(CompletionRequest.method, completionsAt, () => null);
  on(CompletionResolveRequest.method, resolveCompletion, (item) => item);
  on(SignatureHelpRequest.method, signatureAt, () => null);
  own('keyhook/tree', tree);
  own('keyhook/treePath', treePath);
  own('keyhook/treePlace', place);
  own('keyhook/treeTip', tip);
  own('keyhook/treeMarkdown', markdown);
  own('keyhook/readiness', readiness);
  own('keyhook/readinessPlace', readinessAt);
  own('keyhook/readinessTip', readinessTipOf);
  own('keyhook/readinessMarkdown', readinessAsMarkdown);
  own('keyhook/runbook', runbook);
  own('keyhook/diagram', diagram);
  own('keyhook/diagramText', diagramText);
  own('keyhook/solutions', solutions);
  own('keyhook/settings', settings);
  own('keyhook/settingsPath', settingsPath);
  own('keyhook/rules', rules);
  own('keyhook/references', references);
  own('keyhook/directConnections', directConnections);
  own('keyhook/candidates', candidates);
  own('keyhook/schemeName', schemeName);
  own('keyhook/checkName', checkName);
  own('keyhook/checkDay', checkDay);
  own('keyhook/variableNames', variableNames);
  own('keyhook/refactor', refactor);
}

async function answered<Params, Result>(
  method: string,
  params: Params,
  token: CancellationToken,
  { settled, there, hasMoved, desk, versionOf }: Office,
  answer: (params: Params, desk: Desk) => Result,
): Promise<Result | ResponseError> {
  const version = versionIn(params, versionOf);
  const uri = documentIn(params);
  let isAlone = uri !== undefined && ALONE.has(method);
  for (let i = 0; i < TRIES; i++) {
    await turn().then(turn); // what waits in the queue may be an edit of this document, or say that nobody wants the answer any more
    await (isAlone ? there(uri!) : settled());
    const steps = OF_READINESS.has(method) ? readinessSteps(desk().scene.snapshot) : [];
    if (await inSlices(steps, () => !token.isCancellationRequested)) await settled();
    if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, method);
    if (versionIn(params, versionOf) !== version) break;
    try {
      const now = desk();
      if (CHANGING.get(method)?.(params as never, now) && hasMoved()) continue;
      return answer(params, now);
    } catch (error) {
      if (error instanceof ResponseError) return error;
      if (error instanceof Refusal) return new ResponseError(LSPErrorCodes.RequestFailed, error.message);
      if (error instanceof MoreToRead) isAlone = false;
      else if (!(error instanceof FileChanged)) throw error;
    }
  }
  return new ResponseError(LSPErrorCodes.ContentModified, method);
}

/** The version of the document that a request is about. */
function versionIn(params: unknown, versionOf: (uri: string) => number | undefined): number | undefined {
  const uri = documentIn(params);
  return uri === undefined ? undefined : versionOf(uri);
}

function documentIn(params: unknown): string | undefined {
  return ((params ?? {}) as { readonly textDocument?: { readonly uri: string } }).textDocument?.uri;
}

function failure(method: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, `Keyhook failed at '${method}'. Its output says why.`);
}
