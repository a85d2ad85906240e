import type { Position, Range, WorkspaceEdit } from 'vscode-languageserver';

/** What the commands of the client ask for, and what they get. */

/** A place in a file. */
export interface Place {
  readonly uri: string;
  readonly position: Position;
}

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
