import { readBaseline, type BaselineFacts } from './baseline';
import { readBotData, readBotReferences, type BotFacts } from './bot';
import { readCanvasAppFile, type CanvasAppFacts } from './canvas-app';
import { readConfiguration, type ConfigurationFacts } from './configuration';
import { readConnectorFile, type ConnectorFacts } from './connector';
import { readCustomizations, type CustomizationsFacts } from './customizations';
import { readDeploymentSettings, type DeploymentSettingsFacts } from './deployment-settings';
import { readVariable, readVariableValue, type VariableFacts, type VariableValueFacts } from './environment-variable';
import type { FlowFacts } from './flow';
import { readPackageManifest, type PackageManifestFacts } from './package-manifest';
import { readSolution, type SolutionFacts } from './solution';
import { readFlowMetadata, type FlowMetadataFacts } from './workflow';
import { isIncomplete } from '../faults';
import type { FileKind } from '../layout';

/**
 * What one file says, read without looking at any other.
 * It owns its strings and holds no syntax node and no slice of the text. JSON of it is plain data, also of what is kept packed.
 */
export type Facts =
  | FlowFacts
  | FlowMetadataFacts
  | CustomizationsFacts
  | SolutionFacts
  | CanvasAppFacts
  | BotFacts
  | ConnectorFacts
  | VariableFacts
  | VariableValueFacts
  | PackageManifestFacts
  | DeploymentSettingsFacts
  | ConfigurationFacts
  | BaselineFacts
  | MarkerFacts
  | UnreadFacts;

/** A file that only tells of a layout; what is in it is not read. */
export interface MarkerFacts {
  readonly kind: 'marker';
  readonly faults: readonly [];
}

/** A file that is there and could not be read: nothing is known of it, but that it is not missing. */
export interface UnreadFacts {
  readonly kind: 'unread';
  readonly faults: readonly [];
}

/** Whether all of a file could be read. */
export function isWhole({ facts }: { readonly facts: Facts }): boolean {
  return facts.kind !== 'unread' && !isIncomplete(facts.faults);
}

/** Files that hold a flow. */
export type FlowKind = 'flow' | 'yaml-flow' | 'package-flow';

export function isFlowKind(kind: FileKind): kind is FlowKind {
  return kind === 'flow' || kind === 'yaml-flow' || kind === 'package-flow';
}

const readers: Readonly<Record<Exclude<FileKind, FlowKind>, (text: string) => Facts | undefined>> = {
  'flow-metadata': readFlowMetadata,
  customizations: readCustomizations,
  'raw-customizations': readCustomizations,
  solution: readSolution,
  'raw-solution': readSolution,
  'canvas-app': readCanvasAppFile,
  'bot-references': readBotReferences,
  'bot-data': readBotData,
  connector: readConnectorFile,
  'environment-variable': readVariable,
  'environment-variable-value': readVariableValue,
  'package-manifest': readPackageManifest,
  'yaml-solution': () => ({ kind: 'marker', faults: [] }),
  project: () => ({ kind: 'marker', faults: [] }),
  configuration: readConfiguration,
  baseline: readBaseline,
  'deployment-settings': readDeploymentSettings,
};

/** Reads a file of any other known kind; undefined when what is in it shows that it is of none. Never throws, whatever the text. */
export function readFacts(kind: Exclude<FileKind, FlowKind>, text: string): Facts | undefined {
  return readers[kind](text);
}
