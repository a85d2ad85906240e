import type { Position, Range, WorkspaceEdit } from 'vscode-languageserver';
import type { Diagram } from './core/diagram/diagram';

export type { DiagramBlock, DiagramStep } from './core/diagram/diagram';

/** What the client and the server say to each other beyond LSP. Wire types only: the one file that both may import. */

/** Sent with `initialize`. Any of it may be missing: another editor's client knows nothing of it. */
export interface InitializationOptions {
  /** The folder of the rules' pages as a URI that ends in `/`; a page is `<rule id>.md`. */
  readonly rulePages?: string;
  /**
   * Whether the client has the commands `_keyhook.showUses` and `_keyhook.rename` (a URI and a position), `keyhook.explainRule` (a
   * rule's id), `_keyhook.ignoreFinding` (a `FindingId`) and `_keyhook.extractVariable` (a `LiteralId`), which answers may then name.
   * Only such a client is told of the status.
   */
  readonly hasCommands?: boolean;
  /** Severities by rule id, for clients that cannot be asked for their settings. */
  readonly rules?: Readonly<Record<string, string>>;
}

/**
 * Our own requests. Each is answered from the files as they are at that moment, and nothing is remembered between two.
 * One that cannot be done fails with `RequestFailed` (-32803) and a message for the person who asked. `ContentModified`
 * (-32801) means that files were changing all the while: ask again.
 */
export interface Requests {
  /** Every connection reference that may be changed. What only a managed solution defines is not among them. */
  'keyhook/references': { readonly params: Nothing; readonly result: readonly ReferenceItem[] };
  /** Every direct connection of a flow that can be replaced by a connection reference. */
  'keyhook/directConnections': { readonly params: Nothing; readonly result: readonly DirectConnectionItem[] };
  /** The references that can take the place of these direct connections, those of their own solutions first. All must be of one connector. */
  'keyhook/candidates': { readonly params: CandidatesParams; readonly result: readonly ReferenceItem[] };
  /** The names that the naming scheme gives, for showing while an area or a type is typed. */
  'keyhook/schemeName': { readonly params: SchemeNameParams; readonly result: SchemeName };
  /** Whether a reference can be given a name, for showing while it is typed. */
  'keyhook/checkName': { readonly params: CheckNameParams; readonly result: CheckedName };
  /** Whether a finding can be ignored until a day, for showing while it is typed. */
  'keyhook/checkDay': { readonly params: { readonly day: string }; readonly result: CheckedDay };
  /** Names for an environment variable that is to take the place of a literal, or what there is to say of them, for showing while they are typed. */
  'keyhook/variableNames': { readonly params: VariableNamesParams; readonly result: VariableNames };
  /** What is to be changed in which files; the client applies it. */
  'keyhook/refactor': { readonly params: RefactorParams; readonly result: Refactored };
  /** The rows of the tree below a row, or the solutions. */
  'keyhook/tree': { readonly params: TreeView & { readonly parent: TreePath }; readonly result: readonly TreeRow[] };
  /** The rows from a solution down to what stands at a place in a file; empty where there is none. */
  'keyhook/treePath': { readonly params: TreeView & Place; readonly result: readonly TreeRow[] };
  /** Where a row leads. */
  'keyhook/treePlace': { readonly params: TreeView & { readonly path: TreePath }; readonly result: RowPlace | null };
  /** What a row's tooltip says, in Markdown. */
  'keyhook/treeTip': { readonly params: TreeView & { readonly path: TreePath }; readonly result: string };
  /** A row as Markdown to be copied. */
  'keyhook/treeMarkdown': { readonly params: TreeView & { readonly path: TreePath }; readonly result: string };
  /** The rows of the deployment readiness below a row, or the environments. */
  'keyhook/readiness': { readonly params: { readonly parent: TreePath }; readonly result: readonly ReadinessRow[] };
  /** Where what a row of the readiness says is decided. */
  'keyhook/readinessPlace': { readonly params: { readonly path: TreePath }; readonly result: RowPlace | null };
  /** What the tooltip of a row of the readiness says, in Markdown. */
  'keyhook/readinessTip': { readonly params: { readonly path: TreePath }; readonly result: string };
  /** The readiness of what a row stands for, or all of it, as Markdown to be copied. */
  'keyhook/readinessMarkdown': { readonly params: { readonly path: TreePath }; readonly result: string };
  /** The runbook of a solution, in Markdown. */
  'keyhook/runbook': { readonly params: { readonly solution: string }; readonly result: string };
  /** A flow as it is drawn, by the URI of its file; null when that holds none, or none any more. */
  'keyhook/diagram': { readonly params: { readonly uri: string }; readonly result: ShownDiagram | null };
  /** A flow as a diagram to be kept. */
  'keyhook/diagramText': { readonly params: { readonly uri: string; readonly format: 'mermaid' | 'svg' }; readonly result: string };
  /** Every solution that an import can take, in the order of their paths. */
  'keyhook/solutions': { readonly params: Nothing; readonly result: readonly SolutionItem[] };
  /** Every deployment settings file that can be brought up to date. */
  'keyhook/settings': { readonly params: Nothing; readonly result: readonly SettingsItem[] };
  /** A path for new deployment settings, or what there is to say of one, for showing while it is typed. */
  'keyhook/settingsPath': { readonly params: SettingsPathParams; readonly result: SettingsPath };
  /** Every rule, in the order of its documentation. */
  'keyhook/rules': { readonly params: Nothing; readonly result: readonly RuleItem[] };
}

/** What the server tells of itself. */
export interface Notifications {
  /** Sent when a reading of the whole workspace begins, and whenever all of it has been checked again: then the tree may be another. */
  'keyhook/status': Status;
}

export interface Status {
  /** Whether files are being read; the numbers are of the last state that was checked. */
  readonly busy: boolean;
  /** Another number when the rows of the views may be others than they were. Counted from the server's start. */
  readonly revision: number;
  readonly solutions: number;
  /** Connection references that may be changed. */
  readonly references: number;
  /** Direct connections that can be replaced. */
  readonly directConnections: number;
  /** Whether some solution has two references of one connector, so that they could be merged. */
  readonly canMerge: boolean;
  /** Deployment settings files that can be brought up to date. */
  readonly settings: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

/** A place in a file. */
export interface Place {
  readonly uri: string;
  readonly position: Position;
}

/** How the tree is shown. */
export interface TreeView {
  readonly groupBy: 'connector' | 'flow';
  readonly filter: 'all' | 'problems' | 'unused' | 'duplicates' | 'off-scheme';
}

/** Which row is meant: a part for each level, from the solution down; not for showing. It stays the same as long as the thing is the same. */
export type TreePath = readonly string[];

export interface TreeRow {
  readonly path: TreePath;
  readonly kind:
    | 'solution'
    | 'connector'
    | 'reference'
    | 'flow'
    | 'connection'
    | 'trigger'
    | 'action'
    | 'app'
    | 'agent'
    | 'package'
    | 'external'
    | 'directs'
    | 'externals'
    | 'apps'
    | 'agents'
    | 'unused';
  readonly label: string;
  /** Shown beside the label: the logical name, counts. */
  readonly description: string;
  /** All of it in words, for a screen reader. */
  readonly spoken: string;
  /** The worst of what is found in it. */
  readonly severity?: 'error' | 'warning' | 'info';
  readonly hasChildren: boolean;
  /** Whether its children are shown at first. */
  readonly isOpen: boolean;
  /** The connection reference it stands for, or that stands above it. A fixed one may not be changed. */
  readonly reference?: ReferenceId & { readonly connector: string; readonly isFixed: boolean };
  /** The direct connection it stands for. */
  readonly direct?: ConnectionId & { readonly connector: string };
  /** The file of the flow it stands for. */
  readonly flow?: string;
}

/** A row of the deployment readiness. */
export interface ReadinessRow {
  readonly path: TreePath;
  /** `open` holds what is still to be done in a solution, `on` the flows that will be on. */
  readonly kind: 'environment' | 'solution' | 'open' | 'flow' | 'on' | 'reason';
  readonly label: string;
  /** Shown beside the label: how many flows need something, or what a flow needs. */
  readonly description: string;
  /** All of it in words, for a screen reader. */
  readonly spoken: string;
  /** Of a flow, or the worst of those below. */
  readonly state?: 'on' | 'off' | 'needs';
  /** Of what kind a reason is. */
  readonly reason?: ReasonKind;
  readonly hasChildren: boolean;
  /** Whether its children are shown at first. */
  readonly isOpen: boolean;
  /** The URIs of the deployment settings files that are for what it stands for, or for what it is below. */
  readonly settings: readonly string[];
  /** The URIs of the folders of the solutions it stands for, or of the one it is below. */
  readonly solutions: readonly string[];
}

export type ReasonKind =
  | 'exported-off'
  | 'direct-connection'
  | 'undefined-reference'
  | 'unshipped-reference'
  | 'unbound-reference'
  | 'wrong-connector'
  | 'external-reference'
  | 'child-flow'
  | 'missing-value'
  | 'run-only'
  | 'activation'
  | 'unreadable';

export interface RowPlace {
  readonly uri: string;
  readonly range: Range;
}

export interface RuleItem {
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'info' | 'off';
  /** What it reports, as a sentence. */
  readonly summary: string;
}

/** Its spans are offsets in the text of that version, in UTF-16 units. */
export interface ShownDiagram extends Diagram {
  /** Whether the file could be read in part only. */
  readonly isBroken: boolean;
  /** Of the document; null when it is not open. */
  readonly version: number | null;
}

export type Nothing = Readonly<Record<string, never>>;

/** Names a connection reference: a logical name alone may be defined in several solutions. */
export interface ReferenceId {
  /** The URI of the solution's folder: what `solution` of an item says. */
  readonly solution: string;
  readonly logicalName: string;
}

/** Names a direct connection. */
export interface ConnectionId {
  /** The flow's file. */
  readonly uri: string;
  /** One of the flow's; not for showing. */
  readonly id: string;
}

export interface ReferenceItem extends ReferenceId {
  readonly solutionName: string;
  /** Empty when it has none. */
  readonly displayName: string;
  /** Equal for references of the same connector; not for showing. */
  readonly connector: string;
  readonly connectorName: string;
  /** Who uses it, in words: `used by 3 flows, 1 app`, or `not used`. */
  readonly users: string;
  /** Where it is defined. */
  readonly uri: string;
  readonly range: Range;
}

export interface DirectConnectionItem extends ConnectionId {
  /** The URI of the solution's folder. */
  readonly solution: string;
  readonly solutionName: string;
  /** The flow's display name. */
  readonly flow: string;
  /** The key it has in the flow; for a connection's id that is written into a trigger or action, the name of that. */
  readonly key: string;
  /** Equal for connections and references of the same connector; not for showing. */
  readonly connector: string;
  readonly connectorName: string;
  readonly range: Range;
}

export interface CandidatesParams {
  readonly connections: readonly ConnectionId[];
}

export interface SchemeNameParams {
  /** What is to be named: a reference, or one that is to be created in the place of a direct connection, in its solution. */
  readonly of: ReferenceId | ConnectionId;
  /** As typed so far; without it the area that the present name or the solution gives. */
  readonly area?: string;
  /** As typed so far; without it every type that is offered. */
  readonly type?: string;
}

export interface SchemeName {
  /** The areas the team allows; empty when any text will do. */
  readonly areas: readonly string[];
  /** Whether only the types that are offered are allowed, else any text will do. */
  readonly onlyTheseTypes: boolean;
  /** The area that the names below are made with. */
  readonly area: string;
  /** The name that each type gives: of the one that was typed, else of all that are offered. */
  readonly names: readonly { readonly type: string; readonly name: string; readonly refused?: string }[];
}

export interface CheckNameParams extends ReferenceId {
  readonly kind: 'logical' | 'display';
  /** The name as typed so far. */
  readonly to: string;
}

export interface CheckedName {
  /** Why it cannot be given, as a sentence. */
  readonly refused?: string;
  /** What the person must agree to first, as a sentence: another publisher prefix. */
  readonly prefixChange?: string;
}

export interface SolutionItem {
  /** The URI of its folder. */
  readonly solution: string;
  readonly name: string;
  /** Where its folder lies in the workspace, for showing. */
  readonly path: string;
}

export interface SettingsItem {
  readonly uri: string;
  /** Where it lies in the workspace, for showing. */
  readonly path: string;
  /** Empty where nothing tells. */
  readonly environment: string;
  /** The names of the solutions it is for. */
  readonly solutionNames: readonly string[];
  /** How many of its entries stand for nothing that a solution here defines. */
  readonly stale: number;
}

export interface SettingsPathParams {
  /** The URIs of the folders of the solutions that the settings are for. */
  readonly solutions: readonly string[];
  readonly environment: string;
  /** As typed so far; without it one is proposed. */
  readonly path?: string;
}

export interface SettingsPath {
  /** As it is shown and typed: from the workspace folder down. */
  readonly path: string;
  readonly uri: string;
  /** Why no file can be made there, as a sentence. */
  readonly refused?: string;
  /** What the person should know of it, as a sentence. */
  readonly warning?: string;
}

/** Names what is found at a place in a file. */
export interface FindingId {
  readonly uri: string;
  /** The rule's id. */
  readonly rule: string;
  /** What it is about. */
  readonly subject: string;
}

/** Names a text in a flow by a place in it. */
export interface LiteralId extends Place {
  /** What it means to the platform. */
  readonly value: string;
}

export interface VariableNamesParams extends LiteralId {
  /** As typed so far; without them they are proposed. */
  readonly displayName?: string;
  readonly schemaName?: string;
}

export interface VariableNames {
  readonly displayName: string;
  readonly schemaName: string;
  /** How often the text stands in the flow. */
  readonly places: number;
  /** Why a variable cannot be called so, as a sentence. */
  readonly refused?: string;
  /** What the person should know of the names, as a sentence. */
  readonly warning?: string;
}

export interface CheckedDay {
  /** Why it cannot be, as a sentence. */
  readonly refused?: string;
}

export type RefactorParams =
  /** Either name or both. The logical name is changed wherever it is written in the workspace. */
  | ({ readonly kind: 'rename'; readonly newDisplayName?: string; readonly newLogicalName?: string } & ReferenceId)
  /** Several display names at once. */
  | { readonly kind: 'renameAll'; readonly names: readonly ({ readonly newDisplayName: string } & ReferenceId)[] }
  /** References of one solution; `into` remains, and whatever used one of `from` uses it. */
  | { readonly kind: 'merge'; readonly solution: string; readonly into: string; readonly from: readonly string[] }
  /** Only what nothing uses can be removed. */
  | ({ readonly kind: 'remove' } & ReferenceId)
  /** The flow uses `to` wherever it uses the reference `from`; both are of one connector and of the flow's solution. */
  | { readonly kind: 'repoint'; readonly flow: string; readonly from: string; readonly to: ReferenceId }
  /** All of one connector; `with` is a candidate, or says how to name a reference that is created in the solution of the first. */
  | {
      readonly kind: 'replaceDirect';
      readonly connections: readonly ConnectionId[];
      readonly with: ReferenceId | { readonly type: string; readonly area?: string };
    }
  /** Adds to deployment settings files what the solutions define and they lack, and corrects connectors. */
  | { readonly kind: 'syncSettings'; readonly files: readonly string[]; readonly removeStale: boolean }
  /** A new deployment settings file, with nothing bound yet. */
  | { readonly kind: 'createSettings'; readonly solutions: readonly string[]; readonly uri: string }
  /** An entry in `keyhook.json` that silences what is found. `until` is the last day on which it does: `2027-01-31`. */
  | ({ readonly kind: 'ignore'; readonly reason: string; readonly until?: string } & FindingId)
  /** A new environment variable in the place of a text, there or wherever the flow has it. */
  | ({
      readonly kind: 'extractVariable';
      readonly displayName: string;
      readonly schemaName: string;
      readonly extent: 'here' | 'flow';
    } & LiteralId)
  /** A new `keyhook.json` in a folder of the workspace, made of what is seen there. */
  | { readonly kind: 'createConfiguration'; readonly folder: string };

export interface Refactored {
  /** With a change annotation that needs confirmation when it touches more than one file or changes a publisher prefix. */
  readonly edit: WorkspaceEdit;
  /** What the person should know of it, in sentences: what was left as it is, for instance. */
  readonly notes: readonly string[];
  /** The file to show when it is done: what has just been made is to be filled in. */
  readonly shows?: string;
}
