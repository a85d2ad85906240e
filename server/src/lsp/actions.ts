import {
  CodeActionKind,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  type CodeAction,
  type CodeActionParams,
  type Command,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  fixAll,
  fixesOf,
  literalAt,
  placeOf,
  placeOfStep,
  refactoringsAt,
  Refusal,
  textAfter,
  type FileEdit,
  type Finding,
  type Fix,
  type Mended,
  type Offered,
  type Rule,
  type Span,
  type Uri,
} from '../core';
import type { FindingId, LiteralId } from '../protocol';
import { confirming, toDiagnostic, toWorkspaceEdit } from './convert';
import type { Desk } from './desk';

/** The kind of the action that an editor runs when a file is saved. */
export const FIX_ALL = 'source.fixAll.keyhook';

/** By what an action is found again when it is chosen. One that only names a command has none. */
type ActionData = FixData | RefactoringData;

interface FixData {
  readonly uri: Uri;
  readonly rule: string;
  /** The fix of one finding; without it, what can be fixed of the rule in the file's solution. */
  readonly fix?: { readonly subject: string; readonly ordinal: number; readonly title: string };
}

interface RefactoringData {
  readonly uri: Uri;
  readonly at: Span;
  readonly subject: string;
}

/** The fixes of what is found in a range of a file and what else can be done there, or the fixes that can be applied to all of the file unseen. */
export function codeActions({ textDocument, range, context: { only } }: CodeActionParams, desk: Desk): CodeAction[] {
  const uri = desk.documents.fileOf(textDocument.uri);
  if (!uri) return [];
  const here = findingsIn(uri, desk).filter((it) => it.at.uri === uri);
  const wants = (kind: string): boolean => only?.some((it) => it === '' || it === kind || kind.startsWith(`${it}.`)) ?? false;
  const document = desk.documents.documentOf(uri);
  const at = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  const touched = here.filter(({ at: { span } }) => span.start <= at.end && at.start <= span.end);
  const wantsFixes = !only || wants(CodeActionKind.QuickFix);
  const fixes = wantsFixes ? [...quickFixes(touched, here, desk)] : [];
  const known = new Set(fixes.map((it) => it.title));
  const refactorings = [...refactoringsIn(uri, at, (kind) => !only || wants(kind), desk)];
  return [
    ...fixes,
    ...refactorings.filter((it) => !known.has(it.title)),
    ...(wantsFixes ? explanations(touched, desk) : []),
    ...(wantsFixes ? ignorings(touched, desk) : []),
    ...(wants(FIX_ALL) ? fixAllInFile(uri, here, desk) : []), // unasked, an editor does not show it among the others, and it may take a while
  ];
}

/** The action with its edit. */
export function resolveCodeAction(action: CodeAction, desk: Desk): CodeAction {
  try {
    const data = action.data as ActionData | undefined;
    return data ? { ...action, ...resolved(data, action.title, desk) } : action;
  } catch (error) {
    // VS Code keeps to itself why an action could not be had
    if (error instanceof Refusal) desk.tell(MessageType.Warning, error.message);
    throw error;
  }
}

function resolved(data: ActionData, title: string, desk: Desk): Pick<CodeAction, 'edit' | 'command'> {
  if ('rule' in data) return { edit: editOf(data, title, desk) };
  const offer = offeredAgain(data, title, desk);
  const edits = offer.edits();
  const command = desk.hasCommands ? naming(offer, edits, desk) : undefined;
  return { edit: editOfFix({ ...offer, edits: () => edits }, desk), ...(command && { command }) };
}

function editOf({ uri, rule: id, fix }: FixData, title: string, desk: Desk): WorkspaceEdit {
  const found = findingsIn(uri, desk).filter((it) => it.rule.id === id);
  if (!fix && found[0]) return editOfAll(uri, found[0].rule, title, desk);
  const finding = found.filter((it) => it.at.uri === uri && it.subject === fix?.subject)[fix?.ordinal ?? 0];
  const again = finding && fixesOf(finding, desk.scene).find((it) => it.title === fix?.title);
  return editOfFix(again ?? gone(title), desk);
}

/** Asks for the name of what has been made, where it stands then. */
function naming({ title, names }: Offered, edits: readonly FileEdit[], { documents, scene }: Desk): Command | undefined {
  const [edit] = edits;
  const text = names === undefined || !edit ? undefined : textAfter(edit, scene.text);
  const place = text === undefined ? undefined : placeOfStep(names!, text);
  if (!place) return undefined;
  const position = TextDocument.create('', '', 0, text!).positionAt(place.start);
  return { title, command: '_keyhook.rename', arguments: [documents.uriOf(edit!), position] };
}

function offeredAgain({ uri, at, subject }: RefactoringData, title: string, { scene }: Desk): Offered {
  return refactoringsAt(uri, at, scene).find((it) => it.title === title && it.subject === subject) ?? gone(title);
}

function gone(title: string): never {
  throw new ResponseError(LSPErrorCodes.ContentModified, `'${title}' is not offered any more.`);
}

/** The findings of the folder that a file lies in. */
function findingsIn(uri: Uri, { scene: { snapshot }, linting }: Desk): readonly Finding[] {
  const root = placeOf(uri)?.root;
  const folder = snapshot.folders.checked(root);
  return folder && linting ? linting.linter.findings(folder, snapshot) : [];
}

function* quickFixes(touched: readonly Finding[], here: readonly Finding[], desk: Desk): Iterable<CodeAction> {
  const severalOf = new Set<Rule>();
  for (const finding of touched) {
    const { at, rule, subject } = finding;
    const diagnostics = [toDiagnostic(finding, desk.documents, desk.rulePages)];
    const ordinal = here.filter((it) => it.rule === rule && it.subject === subject).indexOf(finding);
    const fixes = fixesOf(finding, desk.scene);
    for (const fix of fixes) {
      const action = { title: fix.title, kind: CodeActionKind.QuickFix, diagnostics, ...(fix.preferred ? { isPreferred: true } : {}) };
      yield* offered(action, { uri: at.uri, rule: rule.id, fix: { subject, ordinal, title: fix.title } }, () => editOfFix(fix, desk), desk);
    }
    if (fixes.some(hasOneAnswer)) severalOf.add(rule);
  }
  if (!desk.abilities.resolvesEdits) return; // an edit of that many is not made with every move of the cursor
  for (const rule of severalOf) {
    const { uri } = touched[0]!.at;
    if (!areSeveralFixable(uri, rule, desk)) continue;
    const title = `Fix all '${rule.id}' findings in this solution`;
    const diagnostics = touched.filter((it) => it.rule === rule).map((it) => toDiagnostic(it, desk.documents, desk.rulePages));
    yield { title, kind: CodeActionKind.QuickFix, diagnostics, data: { uri, rule: rule.id } satisfies ActionData };
  }
}

const kinds = { rewrite: CodeActionKind.RefactorRewrite, extract: CodeActionKind.RefactorExtract };

function* refactoringsIn(uri: Uri, at: Span, isWanted: (kind: CodeActionKind) => boolean, desk: Desk): Iterable<CodeAction> {
  if (!Object.values(kinds).some(isWanted)) return;
  const all = refactoringsAt(uri, at, desk.scene).filter((it) => isWanted(kinds[it.kind]));
  const isAsked = ({ kind }: Offered): boolean => desk.hasCommands && kind === 'extract';
  for (const it of all.filter((one) => !isAsked(one))) {
    const action = { title: it.title, kind: kinds[it.kind] };
    yield* offered(action, { uri, at, subject: it.subject }, () => editOfFix(it, desk), desk);
  }
  if (all.some(isAsked)) yield* extraction(uri, at, desk);
}

/** Asks for the names of the environment variable. */
function* extraction(uri: Uri, at: Span, { scene, documents }: Desk): Iterable<CodeAction> {
  const literal = literalAt(uri, at.start, scene);
  if (!literal) return;
  const title = 'Extract into an environment variable…';
  const id: LiteralId = { uri: documents.uriOf({ uri }), position: documents.rangeOf({ uri, span: at }).start, value: literal.value };
  yield { title, kind: CodeActionKind.RefactorExtract, command: { title, command: '_keyhook.extractVariable', arguments: [id] } };
}

/** Opens the page of each rule that something was found by. */
function explanations(touched: readonly Finding[], desk: Desk): CodeAction[] {
  if (!desk.hasCommands) return [];
  return [...new Set(touched.map((it) => it.rule))].map(({ id }) => {
    const title = `Explain rule '${id}'`;
    const diagnostics = touched.filter((it) => it.rule.id === id).map((it) => toDiagnostic(it, desk.documents, desk.rulePages));
    const command = { title, command: 'keyhook.explainRule', arguments: [id] };
    return { title, kind: CodeActionKind.QuickFix, diagnostics, command };
  });
}

/** Asks for the reason why each finding is to be ignored. What is found in the team's own decisions is mended there. */
function ignorings(touched: readonly Finding[], desk: Desk): CodeAction[] {
  if (!desk.hasCommands) return [];
  const kinds = ['configuration', 'baseline'];
  const its = touched.filter(({ at }) => !kinds.includes(placeOf(at.uri)?.kind ?? ''));
  const distinct = its.filter((it, i) => its.findIndex((other) => isAbout(other, { rule: it.rule.id, subject: it.subject })) === i);
  return distinct.map((finding) => {
    const { rule, subject, at } = finding;
    const title = distinct.length === 1 ? 'Ignore this finding…' : `Ignore '${rule.id}' of '${subject}'…`;
    const id: FindingId = { uri: desk.documents.uriOf(at), rule: rule.id, subject };
    const command = { title, command: '_keyhook.ignoreFinding', arguments: [id] };
    return { title, kind: CodeActionKind.QuickFix, diagnostics: [toDiagnostic(finding, desk.documents, desk.rulePages)], command };
  });
}

function isAbout(finding: Finding, { rule, subject }: Pick<FindingId, 'rule' | 'subject'>): boolean {
  return finding.rule.id === rule && finding.subject === subject;
}

/** What is found in a file and goes by this id. Throws `Refusal` when nothing does. */
export function findingNamed({ uri, ...id }: FindingId, desk: Desk): Finding {
  const file = desk.documents.ours(uri);
  const found = findingsIn(file, desk).find((it) => it.at.uri === file && isAbout(it, id));
  if (!found) throw new Refusal(`'${id.rule}' does not find this any more, so there is nothing to ignore.`);
  return found;
}

/** The action, with its edit for editors that want all of it at once. One that is refused is shown only where the reason is. */
function* offered(action: CodeAction, data: ActionData, edit: () => WorkspaceEdit, { abilities }: Desk): Iterable<CodeAction> {
  if (abilities.resolvesEdits) return yield { ...action, data };
  try {
    yield { ...action, edit: edit() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { isPreferred: _, ...rest } = action;
    if (abilities.showsDisabled) yield { ...rest, disabled: { reason: error.message } };
  }
}

/** Whether a fix may be applied along with others without a choice. */
function hasOneAnswer({ safety, preferred }: Fix): boolean {
  return safety === 'safe' || preferred;
}

function areSeveralFixable(uri: Uri, rule: Rule, desk: Desk): boolean {
  let number = 0;
  for (const it of findingsIn(uri, desk)) if (it.rule === rule && fixesOf(it, desk.scene).some(hasOneAnswer) && ++number > 1) return true;
  return false;
}

function editOfFix(fix: Omit<Fix, 'preferred'>, desk: Desk): WorkspaceEdit {
  const edits = fix.edits();
  const asks = fix.safety === 'review' && edits.length > 1;
  return toWorkspaceEdit(edits, desk, asks ? confirming(fix.title, edits, fix.notes?.() ?? []) : undefined);
}

function editOfAll(uri: Uri, rule: Rule, title: string, desk: Desk): WorkspaceEdit {
  const root = placeOf(uri)?.root;
  let review = false;
  const mended = mend([rule], root, desk, (fix) => {
    if (!hasOneAnswer(fix)) return false;
    review ||= fix.safety === 'review';
    return true;
  });
  const edits = editsOf(mended);
  if (edits.length === 0 && mended.refused[0]) throw new Refusal(mended.refused[0].reason);
  const notes = [...new Set(mended.applied.flatMap((it) => it.notes))];
  return toWorkspaceEdit(edits, desk, review && edits.length > 1 ? confirming(title, edits, notes) : undefined);
}

/** What may be done unseen whenever the file is saved: nothing outside of it is touched. */
function fixAllInFile(uri: Uri, here: readonly Finding[], desk: Desk): CodeAction[] {
  const accept = (fix: Fix, { at }: Finding): boolean => at.uri === uri && fix.safety === 'safe' && staysIn(uri, fix);
  const fixable = here.filter((it) => fixesOf(it, desk.scene).some((fix) => accept(fix, it)));
  const using = new Set(fixable.map((it) => it.rule)); // most have nothing to do here, and saving is not to take long
  const edits = using.size === 0 ? [] : editsOf(mend([...using], placeOf(uri)?.root, desk, accept));
  return edits.length === 0 ? [] : [{ title: 'Apply all safe fixes in this file', kind: FIX_ALL, edit: toWorkspaceEdit(edits, desk) }];
}

function staysIn(uri: Uri, fix: Fix): boolean {
  try {
    return fix.edits().every((it) => it.kind === 'change' && it.uri === uri);
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** Fixes what these rules find in one solution, on a fork. */
function mend(
  using: readonly Rule[],
  root: Uri | undefined,
  { scene, linting, fork }: Desk,
  accept: (fix: Fix, finding: Finding) => boolean,
): Mended {
  const roots = new Set(root === undefined ? [] : [root]);
  return fixAll(fork(), { rules: using, naming: scene.naming, text: scene.text, roots, accept, ...linting });
}

function editsOf({ files }: Mended): FileEdit[] {
  return [...files].flatMap(([uri, it]) => it.editOf(uri) ?? []);
}
