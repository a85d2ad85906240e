import { connectorLabel, type ConnectorName } from './connector-identity';
import type { Activation, Binding, VariableValue } from './deployments';
import type { Connection } from './facts/flow';
import { isIncomplete } from './faults';
import type { ConnectionReference, EnvironmentVariable, Flow, SettingsFile } from './model';
import type { Neighbours } from './neighbours';
import type { Reason } from './readiness';
import type { Child } from './readiness-needs';
import type { DirectConnection } from './refactorings/direct';
import { settingsLabel } from './settings';
import type { Location, Word } from './text';

/** A solution that somebody else ships, as a manifest writes it: `Name (version)`. */
export interface Provider {
  readonly name: string;
  /** The least version; undefined where the manifest does not say. */
  readonly version: string | undefined;
}

export function providerNamed(written: string): Provider {
  const [, name = written, version] = /^(.*)\(([^()]*)\)\s*$/.exec(written) ?? [];
  return { name: version === undefined ? name : name.trimEnd(), version: version?.trim() || undefined };
}

/** `'Core', version 3.56 or higher`. */
function providerInWords({ name, version }: Provider): string {
  return version === undefined ? `'${name}'` : `'${name}', version ${version} or higher`;
}

/** In their order, but for notes, which come last. */
export function blockingFirst(reasons: readonly Reason[]): readonly Reason[] {
  return [...reasons.filter((it) => it.isBlocking), ...reasons.filter((it) => !it.isBlocking)];
}

/** ` in Test`; nothing where the environment has no name. */
function inEnvironment(name: string | undefined): string {
  return name === undefined ? '' : ` in ${name}`;
}

export function exportedOff(state: 'off' | 'suspended', isLeftToPipeline: boolean, flow: Flow): Reason {
  const todo = isLeftToPipeline ? '.' : ': turn it on by hand if it is to run.';
  return {
    kind: 'exported-off',
    isBlocking: true,
    subject: subjectOf(flow),
    message: `It was ${state === 'off' ? 'off' : 'suspended'} when it was exported, and the import leaves it so${todo}`,
    at: flow.metadata?.stateCode ? { uri: flow.metadata.uri, span: flow.metadata.stateCode.span } : { uri: flow.uri, span: flow.start },
  };
}

/** What the pipeline does about a flow otherwise than the import would. */
export function activated({ activate, file, setting }: Activation, flow: Flow): Reason {
  const where = settingsLabel(file.uri);
  const message = {
    on: `It was not on when it was exported: the pipeline turns it on after the import, as ${where} says.`,
    off: `It is not to be turned on after the import, as ${where} says.`,
    token: `The pipeline decides whether it is turned on: 'activate' is a token in ${where}.`,
  }[activate];
  const at = { uri: file.uri, span: setting.span };
  return { kind: 'activation', isBlocking: activate === 'off', subject: subjectOf(flow), message, at };
}

/** A flow in words that survive edits elsewhere. */
function subjectOf({ id, name }: Flow): string {
  return id ?? name;
}

export function unreadable(what: string, at: Location, subject: string): Reason {
  return { kind: 'unreadable', isBlocking: true, subject, message: what, at };
}

export function direct({ flow, at, operation, connector, form }: DirectConnection, neighbours: Neighbours): Reason {
  const to = connector ? ` to ${connectorLabel(connector, neighbours)}` : '';
  return {
    kind: 'direct-connection',
    isBlocking: true,
    subject: operation ?? at.value,
    message:
      form === 'entry'
        ? `It has a direct connection${to}, which no import can bind: use a connection reference instead.`
        : `It has the id of a connection${to} written into it, and no other environment has that connection: use a connection reference instead.`,
    at: { uri: flow.uri, span: at.span },
  };
}

export function undefinedReference(name: Word, flow: Flow): Reason {
  return {
    kind: 'undefined-reference',
    isBlocking: true,
    subject: name.value,
    message: `The connection reference '${name.value}' is defined nowhere: define it in the solution, or use another.`,
    at: { uri: flow.uri, span: name.span },
  };
}

export function unshippedReference(name: Word, flow: Flow): Reason {
  return {
    kind: 'unshipped-reference',
    isBlocking: true,
    subject: name.value,
    message: `The connection reference '${name.value}' was left behind in the environment it was made in: add it to the solution.`,
    at: { uri: flow.uri, span: name.span },
  };
}

/** The flow and the definition do not agree on the connector. */
export function otherConnector(
  connector: ConnectorName,
  reference: ConnectionReference,
  name: Word,
  flow: Flow,
  neighbours: Neighbours,
): Reason {
  return {
    kind: 'wrong-connector',
    isBlocking: true,
    subject: reference.logicalName.value,
    message: `It wants ${connectorLabel(connector, neighbours)} from the connection reference '${reference.label}', which goes to ${connectorLabel(reference, neighbours)}: use one that goes there.`,
    at: { uri: flow.uri, span: name.span },
  };
}

/** Something that a solution outside the workspace brings along; `by` is written `Name (version)`. */
export function provided(
  kind: 'external-reference' | 'child-flow',
  what: string,
  subject: string,
  by: string,
  isThere: boolean,
  at: Location,
): Reason {
  const provider = providerNamed(by);
  const todo = isThere ? 'that has to be there' : 'install that first';
  const message = `${what} comes with the solution ${providerInWords(provider)}: ${todo}.`;
  return { kind, isBlocking: !isThere, subject, message, at, solution: provider.name };
}

/** A reference of another solution of the workspace. */
export function ofSibling({ logicalName, label, uri }: ConnectionReference, solution: string): Reason {
  return {
    kind: 'external-reference',
    isBlocking: false,
    subject: logicalName.value,
    message: `The connection reference '${label}' comes with the solution '${solution}': install that first.`,
    at: { uri, span: logicalName.span },
    solution,
  };
}

/** Why no connection is bound as it should; undefined where one is. */
export function unbound(
  reference: ConnectionReference,
  binding: Binding,
  environment: string | undefined,
  neighbours: Neighbours,
): Reason | undefined {
  if (binding.kind === 'bound') return undefined;
  const { label, logicalName, uri, connector } = reference;
  const to = connector === '' ? 'a connection' : `a connection to ${connectorLabel(reference, neighbours)}`;
  const its = { isBlocking: true, subject: logicalName.value };
  switch (binding.kind) {
    case 'wrong': {
      const { file, setting } = binding;
      const other = connectorLabel({ connector: binding.connector }, neighbours);
      return {
        ...its,
        kind: 'wrong-connector',
        message: `'${label}' is bound to a connection to ${other}${inEnvironment(environment)} and needs ${to}: put in the id and the connector of such a one.`,
        at: { uri: file.uri, span: (setting.connectorId ?? setting).span },
      };
    }
    case 'empty': {
      const { file, setting } = binding;
      return {
        ...its,
        kind: 'unbound-reference',
        message: `'${label}' has no connection${inEnvironment(environment)}: put the id of ${to} into ${settingsLabel(file.uri)}.`,
        at: { uri: file.uri, span: (setting.connectionId ?? setting).span },
      };
    }
    case 'missing':
      return {
        ...its,
        kind: 'unbound-reference',
        message: isIncomplete(binding.file.faults)
          ? `${settingsLabel(binding.file.uri)} does not parse, so nothing tells whether '${label}' has a connection: mend that file first.`
          : `${settingsLabel(binding.file.uri)} has no entry for '${label}': add one with the id of ${to}.`,
        at: { uri: binding.file.uri, span: binding.file.start },
      };
    case 'no-settings':
      return {
        ...its,
        kind: 'unbound-reference',
        message: `${noSettings(environment, binding.besides, 'binds nothing')} '${label}' has to be bound to ${to}.`,
        at: { uri, span: logicalName.span },
      };
  }
}

/** `besides` is a file that is there all the same, and what it does not do. */
function noSettings(environment: string | undefined, besides: SettingsFile | undefined, does: string): string {
  const but = besides ? ` but ${settingsLabel(besides.uri)}, which ${does}:` : ':';
  return `There are no ${environment === undefined ? 'deployment settings' : `settings for ${environment}`}${but}`;
}

/** Why a variable has no value; undefined where it has one. */
export function withoutValue(variable: EnvironmentVariable, value: VariableValue, environment: string | undefined): Reason | undefined {
  const { label, schemaName, uri } = variable;
  const reason = (message: string, at: Location): Reason => ({
    kind: 'missing-value',
    isBlocking: true,
    subject: schemaName.value,
    message,
    at,
  });
  const place = (file: SettingsFile): string => settingsLabel(file.uri);
  switch (value.kind) {
    case 'empty': {
      const { file, setting } = value;
      return reason(`The environment variable '${label}' has no value${inEnvironment(environment)}: put one into ${place(file)}.`, {
        uri: file.uri,
        span: (setting.value ?? setting).span,
      });
    }
    case 'missing': {
      const { file } = value;
      const message = isIncomplete(file.faults)
        ? `${place(file)} does not parse, so nothing tells whether the environment variable '${label}' has a value: mend that file first.`
        : `${place(file)} has no entry for the environment variable '${label}', which has no default: add one with a value.`;
      return reason(message, { uri: file.uri, span: file.start });
    }
    case 'no-settings':
      return reason(
        `${noSettings(environment, value.besides, 'sets no values')} the environment variable '${label}' has to be given a value.`,
        {
          uri,
          span: schemaName.span,
        },
      );
    case 'set':
    case 'shipped':
    case 'default':
      return undefined;
  }
}

export function undefinedVariable(name: Word, flow: Flow): Reason {
  return {
    kind: 'missing-value',
    isBlocking: true,
    subject: name.value,
    message: `The environment variable '${name.value}' is defined in no solution here, so nothing gives it a value: add it to the solution.`,
    at: { uri: flow.uri, span: name.span },
  };
}

export function missingChild(flowId: Word, action: string, flow: Flow): Reason {
  return {
    kind: 'child-flow',
    isBlocking: true,
    subject: flowId.value,
    message: `The action '${action}' runs a child flow that no solution here holds: add that flow to the solution, or call another.`,
    at: { uri: flow.uri, span: flowId.span },
  };
}

/** `isSettled`: whether the solution of the child flow goes to the environment, so that what it needs is told there. */
export function childNotOn(
  { flow: child, solution, call }: Child,
  state: 'off' | 'needs',
  flow: Flow,
  isSettled: boolean,
  environment: string | undefined,
): Reason {
  const its = `Its child flow '${child.name}'${solution.root === flow.solution ? '' : ` of '${solution.name}'`}`;
  const why = isSettled ? '' : ` There are no settings for '${solution.name}'${inEnvironment(environment)}.`;
  return {
    kind: 'child-flow',
    isBlocking: true,
    subject: call.value,
    message: state === 'off' ? `${its} stays off: turn that on first.` : `${its} will not be on: see to what that needs.${why}`,
    at: { uri: flow.uri, span: call.span },
  };
}

/** A connection that whoever runs the flow brings. */
export function runOnly(connection: Connection, connector: ConnectorName | undefined, flow: Flow, neighbours: Neighbours): Reason {
  const { key, runtimeSource } = connection;
  return {
    kind: 'run-only',
    isBlocking: false,
    subject: key.value,
    message: `Whoever runs it brings the connection to ${connector ? connectorLabel(connector, neighbours) : `'${key.value}'`}.`,
    at: { uri: flow.uri, span: (runtimeSource ?? key).span },
  };
}
