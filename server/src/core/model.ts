import type { CanvasAppFact } from './facts/canvas-app';
import type { ConnectorFact } from './facts/connector';
import type { ReferenceFact } from './facts/customizations';
import type { Connection, FlowFacts } from './facts/flow';
import type { Facts } from './facts/index';
import type { SolutionFacts } from './facts/solution';
import type { DeploymentSettingsFacts } from './facts/deployment-settings';
import type { VariableFacts } from './facts/environment-variable';
import type { WorkflowFact } from './facts/workflow';
import type { SourceFile } from './files';
import type { FileKind } from './layout';
import { memo } from './memo';
import type { FlowRows, Tables } from './tables';
import type { Uri, Word } from './text';

/** A file with what it says. Neither ever changes. */
export interface Entry {
  readonly file: SourceFile;
  readonly kind: FileKind;
  readonly facts: Facts;
}

/** How a solution lies in its folder. `none` is a folder of files we read that is no solution (a package manifest, say). */
export type Layout = 'packager' | 'raw' | 'loose' | 'yaml' | 'package' | 'none';

/** Whether all that an import takes of a solution lies there as we can read it. */
export function isDeployable({ layout }: Pick<Solution, 'layout'>): boolean {
  return layout === 'packager' || layout === 'raw';
}

/** One unpacked solution: what its files say, joined by name. Never mutated; an edit in it makes a new one. */
export interface Solution extends Frame {
  /** The same object over edits of flows. */
  readonly frame: Frame;
  readonly entries: ReadonlyMap<Uri, Entry>;
  /** In the order of their paths. */
  readonly flows: readonly Flow[];
  readonly tables: Tables;
}

/** What a solution is apart from its flows. Most edits are of flows, and what follows from the frame alone then still holds. */
export interface Frame {
  readonly root: Uri;
  readonly layout: Layout;
  /** Every file but those of its flows. */
  readonly rest: ReadonlyMap<Uri, Entry>;
  /** The manifest; undefined in layouts that have none, or when it is not there. */
  readonly manifest: (SolutionFacts & { readonly uri: Uri }) | undefined;
  /** The display name, else the unique name, else the folder's. */
  readonly name: string;
  /** The connection references it defines, each logical name once. */
  readonly references: readonly ConnectionReference[];
  /** Further definitions of a logical name that is defined already. */
  readonly repeated: readonly ConnectionReference[];
  /** Flow metadata whose flow file is not there. */
  readonly orphans: readonly Metadata[];
  /** Files among the flows' that hold something else: desktop flows, classic workflows. */
  readonly otherWorkflows: ReadonlySet<Uri>;
  readonly apps: readonly CanvasApp[];
  readonly bots: readonly { readonly uri: Uri; readonly references: readonly (Word & { readonly agent: string })[] }[];
  readonly connectors: readonly CustomConnector[];
  /** The environment variables it defines, by schema name. */
  readonly variables: readonly EnvironmentVariable[];
  /** The deployment settings files that lie in this very folder. */
  readonly settings: readonly SettingsFile[];
  /** Whether the definitions of this solution could be read to the end, so that one that is not among them is not there. */
  readonly definesReferences: boolean;
  /** Whether each definition of an environment variable says which it is. */
  readonly definesVariables: boolean;
}

export interface Flow extends FlowFacts {
  readonly uri: Uri;
  /** What its facts were taken from. */
  readonly file: SourceFile;
  readonly solution: Uri;
  /** Lower case; from the metadata, else from the file name; undefined when neither tells. */
  readonly id: string | undefined;
  readonly name: string;
  readonly metadata: Metadata | undefined;
  /** A legacy package's flow lies in no solution. */
  readonly legacy: boolean;
  /** What it tells other solutions. */
  readonly rows: FlowRows;
}

export interface Metadata extends WorkflowFact {
  readonly uri: Uri;
}

export interface ConnectionReference extends ReferenceFact {
  readonly uri: Uri;
  readonly solution: Uri;
  /** The display name, else the logical name: what a message calls it. */
  readonly label: string;
  /** `shared_…` as written; empty when the definition names none. */
  readonly connector: string;
}

export interface CanvasApp extends CanvasAppFact {
  readonly uri: Uri;
}

export interface CustomConnector extends ConnectorFact {
  readonly uri: Uri;
}

export interface EnvironmentVariable {
  readonly uri: Uri;
  readonly solution: Uri;
  readonly schemaName: Word;
  /** The display name, else the schema name: what a message calls it. */
  readonly label: string;
  readonly type: VariableFacts['type'];
  /** Undefined where it has none; an empty one is none. */
  readonly defaultValue: Word | undefined;
  /** The value that is shipped with the solution, with the file it stands in. */
  readonly value: (Word & { readonly uri: Uri }) | undefined;
}

export interface SettingsFile extends DeploymentSettingsFacts {
  readonly uri: Uri;
}

const states: ReadonlyMap<string | undefined, 'off' | 'on' | 'suspended'> = new Map([
  ['0', 'off'],
  ['1', 'on'],
  ['2', 'suspended'],
] as const);

/** Whether the import leaves the flow on, as its metadata says; undefined when that does not. */
export function stateOf({ metadata }: Flow): 'off' | 'on' | 'suspended' | undefined {
  return states.get(metadata?.stateCode?.value);
}

/** A solution's flows by their files. */
export const flowsByFile = memo(({ flows }: Solution): ReadonlyMap<Uri, Flow> => new Map(flows.map((it) => [it.uri, it])));

/** Whether a person, an app or another flow starts the flow, so that there is somebody who could bring a connection. */
export function isCalled({ trigger }: Flow): boolean {
  return trigger?.split('/')[0]?.toLowerCase() === 'request';
}

/** Whether the connection is that of whoever runs the flow. */
export function isBrought({ runtimeSource, source }: Connection): boolean {
  return (runtimeSource?.value ?? source)?.toLowerCase() === 'invoker';
}

/** The keys of a flow's connections that something in the flow goes through or names, or may name. */
export const usedKeys = memo(({ keyUses, namesKeysOtherwise, connections }: Flow): ReadonlySet<string> => {
  return new Set([...keyUses.map((it) => it.key), ...(namesKeysOtherwise ? connections.map((it) => it.key.value) : [])]);
});
