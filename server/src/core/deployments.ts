import { sameConnector } from './connector-identity';
import { connectorOf } from './connectors';
import { hasToken, type ReferenceSetting, type VariableSetting } from './facts/deployment-settings';
import { guid } from './facts/workflow';
import { isIncomplete } from './faults';
import { dirname } from './files';
import { grouped } from './grouped';
import { lasting, type Surroundings } from './lasting';
import { memo } from './memo';
import { type ConnectionReference, type EnvironmentVariable, type Frame, isDeployable, type SettingsFile } from './model';
import type { Neighbours } from './neighbours';
import { environmentOf } from './environment-names';
import { solutionsOf } from './settings';
import type { Uri } from './text';

/** An environment that some file of the workspace speaks of. */
export interface DeploymentEnvironment {
  /** Undefined where nothing tells. */
  readonly name: string | undefined;
  /** The roots of the solutions that go there, by path, each with the deployment settings files that are for it there. */
  readonly deployments: ReadonlyMap<Uri, readonly SettingsFile[]>;
}

/**
 * Every environment of the workspace: in the order of the configuration, then by name, the one without a name last. A solution
 * goes to those that its configuration names and those of its own settings files; where none is known, to one without a name, or, if
 * it has nothing that settings could set, to all that others go to.
 * Loose flows, legacy packages and the YAML layout are in none: their files do not tell what they need.
 */
export const environmentsOf = lasting((surroundings): readonly DeploymentEnvironment[] => {
  const names = new Map<string, string>();
  const nameOf = (name: string): string => names.get(name.toLowerCase()) ?? (names.set(name.toLowerCase(), name), name);
  const solutions = surroundings.frames.solutions.filter(isDeployable);
  const configured = new Map(
    solutions.map((it) => [it, surroundings.configurations.of(it.root).environments.map(({ name }) => nameOf(name))]),
  );
  const order = [...names.values()];
  const filed = new Map(
    [...filesOf(solutions, surroundings)].map(([solution, files]) => [
      solution,
      grouped(files, ({ environment }) => (environment === undefined ? undefined : nameOf(environment))),
    ]),
  );
  const everywhere = [...names.values()];
  const found = new Map<string | undefined, Map<Uri, readonly SettingsFile[]>>();
  for (const solution of solutions) {
    const its = filed.get(solution) ?? new Map<string | undefined, readonly Filed[]>();
    const known = new Set<string | undefined>([...configured.get(solution)!, ...its.keys()]);
    if (known.size === 0) for (const name of needsNoSettings(solution) ? everywhere : []) known.add(name);
    if (known.size === 0) known.add(undefined);
    for (const name of known) {
      const deployments = found.get(name) ?? new Map<Uri, readonly SettingsFile[]>();
      found.set(
        name,
        deployments.set(
          solution.root,
          (its.get(name) ?? []).map(({ file }) => file),
        ),
      );
    }
  }
  const rank = (name: string | undefined): number => {
    const configuredAt = name === undefined ? -1 : order.indexOf(name);
    return configuredAt >= 0 ? configuredAt : name === undefined ? order.length + 1 : order.length;
  };
  return [...found]
    .map(([name, deployments]) => ({ name, deployments }))
    .sort((a, b) => rank(a.name) - rank(b.name) || ((a.name ?? '').toLowerCase() < (b.name ?? '').toLowerCase() ? -1 : 1));
});

/** Whether nothing is in a solution that settings could set. */
export function needsNoSettings({ references, variables }: Frame): boolean {
  return references.length === 0 && variables.length === 0;
}

interface Filed {
  readonly file: SettingsFile;
  readonly environment: string | undefined;
}

/** The settings files of each solution. A copy of a solution that has none of its own is imported with those of the others. */
function filesOf(
  solutions: readonly Frame[],
  { frames, neighbourhood, configurations }: Surroundings,
): ReadonlyMap<Frame, readonly Filed[]> {
  const byRoot = new Map(solutions.map((it) => [it.root, it]));
  const own = new Map<Frame, Filed[]>();
  for (const { root, settings } of frames.checked) {
    const neighbours = neighbourhood.seenFrom(root);
    for (const file of settings) {
      const environment = environmentOf(file.uri, configurations.of(dirname(file.uri)));
      for (const root of rootsOf(file, neighbours)) {
        const solution = byRoot.get(root);
        if (solution) own.set(solution, [...(own.get(solution) ?? []), { file, environment }]);
      }
    }
  }
  const copies = grouped(solutions, ({ manifest, root }) => manifest?.uniqueName.toLowerCase() || root);
  return new Map(
    [...copies.values()].flatMap((its) => its.map((it) => [it, own.get(it) ?? its.flatMap((other) => own.get(other) ?? [])] as const)),
  );
}

/** A file that only says what a pipeline does with flows is for the solutions of those flows. */
function rootsOf(file: SettingsFile, neighbours: Neighbours): ReadonlySet<Uri> {
  const flows = file.shape === 'custom' ? [...file.activations, ...file.owners] : [];
  const roots = flows.flatMap(({ flowId }) => neighbours.flows(guid(flowId.value)).map((it) => it.solution));
  return new Set(roots.length > 0 ? roots : solutionsOf(file, neighbours).map((it) => it.root));
}

/** What deployment settings say of a connection reference. */
export type Binding =
  /** A connection's id, or a token that the pipeline puts one in the place of. */
  | { readonly kind: 'bound'; readonly isToken: boolean; readonly file: SettingsFile; readonly setting: ReferenceSetting }
  /** A connection, and the connector beside it is not the reference's. */
  | { readonly kind: 'wrong'; readonly connector: string; readonly file: SettingsFile; readonly setting: ReferenceSetting }
  /** An entry without a connection. */
  | { readonly kind: 'empty'; readonly file: SettingsFile; readonly setting: ReferenceSetting }
  /** There are files, and none has an entry; one that does not parse is named before others. */
  | { readonly kind: 'missing'; readonly file: SettingsFile }
  /** There is no file that could have one, perhaps one that only says what a pipeline does besides. */
  | { readonly kind: 'no-settings'; readonly besides: SettingsFile | undefined };

/** An entry in any of the files counts: a team may have split them. */
export function bindingOf(reference: ConnectionReference, settings: readonly SettingsFile[]): Binding {
  const files = withValues(settings);
  const entries = files.flatMap((file) =>
    (referencesIn(file).get(reference.logicalName.value.toLowerCase()) ?? []).map((setting) => ({ file, setting })),
  );
  const bound = entries.filter(({ setting }) => setting.connectionId?.value.trim());
  const right = bound.find(({ setting }) => otherConnectorOf(setting, reference) === undefined);
  if (right) return { kind: 'bound', isToken: hasToken(right.setting.connectionId!.value), ...right };
  if (bound[0]) return { kind: 'wrong', connector: otherConnectorOf(bound[0].setting, reference)!, ...bound[0] };
  return entries[0] ? { kind: 'empty', ...entries[0] } : without(settings);
}

/** The connector that an entry names, where it is not the reference's. */
function otherConnectorOf({ connectorId }: ReferenceSetting, reference: ConnectionReference): string | undefined {
  const connector = connectorOf(connectorId?.value.trim() ?? '');
  if (connector === '' || reference.connector === '' || hasToken(connectorId!.value)) return undefined;
  return sameConnector({ connector }, { connector: reference.connector }) ? undefined : connector;
}

/** What an environment variable has for a value. */
export type VariableValue =
  | { readonly kind: 'set'; readonly isToken: boolean; readonly file: SettingsFile; readonly setting: VariableSetting }
  | { readonly kind: 'shipped' }
  | { readonly kind: 'default' }
  /** An entry without a value. */
  | { readonly kind: 'empty'; readonly file: SettingsFile; readonly setting: VariableSetting }
  | { readonly kind: 'missing'; readonly file: SettingsFile }
  | { readonly kind: 'no-settings'; readonly besides: SettingsFile | undefined };

/** The value that counts: that of the settings, else the one shipped with the solution, else the default. */
export function valueOf(variable: EnvironmentVariable, settings: readonly SettingsFile[]): VariableValue {
  const files = withValues(settings);
  const entries = files.flatMap((file) =>
    (variablesIn(file).get(variable.schemaName.value.toLowerCase()) ?? []).map((setting) => ({ file, setting })),
  );
  const set = entries.find(({ setting }) => setting.value?.value);
  if (set) return { kind: 'set', isToken: hasToken(set.setting.value!.value), ...set };
  if (variable.value?.value) return { kind: 'shipped' };
  if (variable.defaultValue) return { kind: 'default' };
  return entries[0] ? { kind: 'empty', ...entries[0] } : without(settings);
}

/** What a pipeline does besides binds nothing. */
function withValues(settings: readonly SettingsFile[]): readonly SettingsFile[] {
  return settings.filter(({ shape }) => shape !== 'custom');
}

function without(settings: readonly SettingsFile[]): Extract<Binding, { readonly kind: 'missing' | 'no-settings' }> {
  const files = withValues(settings);
  const file = files.find(({ faults }) => isIncomplete(faults)) ?? files[0];
  return file ? { kind: 'missing', file } : { kind: 'no-settings', besides: settings[0] };
}

const referencesIn = memo(({ references }: SettingsFile): ReadonlyMap<string, readonly ReferenceSetting[]> =>
  grouped(references, (it) => it.logicalName.value.toLowerCase()),
);

const variablesIn = memo(({ variables }: SettingsFile): ReadonlyMap<string, readonly VariableSetting[]> =>
  grouped(variables, (it) => it.schemaName.value.toLowerCase()),
);

/** What the pipeline does with a flow after the import. */
export interface Activation {
  readonly activate: 'on' | 'off' | 'token';
  /** As whom, where that is said. */
  readonly as: string | undefined;
  readonly file: SettingsFile;
  readonly setting: SettingsFile['activations'][number];
}

/**
 * What the settings say of turning a flow on; undefined where they do not. The ALM Accelerator turns on what is listed with a user
 * and without `activate`, as its lists had it at first.
 */
export function activationOf(flowId: string, settings: readonly SettingsFile[]): Activation | undefined {
  for (const file of settings)
    for (const setting of activationsIn(file).get(flowId) ?? []) {
      const written = setting.activate?.trim() || (setting.activateAs ? 'true' : '');
      const activate = hasToken(written) ? 'token' : { true: 'on' as const, false: 'off' as const }[written.toLowerCase()];
      if (activate) return { activate, as: setting.activateAs || undefined, file, setting };
    }
  return undefined;
}

const activationsIn = memo(({ activations }: SettingsFile): ReadonlyMap<string, readonly SettingsFile['activations'][number][]> =>
  grouped(activations, (it) => guid(it.flowId.value)),
);

/** Who owns a flow after the import, where the settings say so. */
export function ownerOf(flowId: string, settings: readonly SettingsFile[]): string | undefined {
  for (const { owners } of settings) for (const it of owners) if (it.owner && guid(it.flowId.value) === flowId) return it.owner;
  return undefined;
}
