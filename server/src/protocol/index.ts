import type {
  CandidatesParams,
  CheckNameParams,
  CheckedDay,
  CheckedName,
  DirectConnectionItem,
  Place,
  RefactorParams,
  Refactored,
  ReferenceItem,
  SchemeName,
  SchemeNameParams,
  SettingsItem,
  SettingsPath,
  SettingsPathParams,
  SolutionItem,
  VariableNames,
  VariableNamesParams,
} from './commands';
import type { Looked, LookParams } from './files';
import type { ReadinessRow, RowPlace, RuleItem, ShownDiagram, TreePath, TreeRow, TreeView } from './rows';

/** What the client and the server say to each other beyond LSP. Wire types only: all that both may import. */

export * from './commands';
export * from './files';
export * from './rows';

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
  /** The schemes beside `file` of files that the client reads when it is asked to (`ClientRequests`). */
  readonly schemes?: readonly string[];
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

/** What the server asks of a client that reads files for it. */
export interface ClientRequests {
  /** What is at a path, now. */
  'keyhook/look': { readonly params: LookParams; readonly result: Looked };
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

export type Nothing = Readonly<Record<string, never>>;
