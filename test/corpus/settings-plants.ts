import { dirname } from 'node:path';
import type { Uri } from '../../server/src/core';
import type { Case } from './case';
import { Draft, marked } from './draft';
import { memberAt } from './places';
import type { Plant, Planter } from './plants';
import { addMember, APIS, textFile } from './sites';

interface Binding {
  LogicalName: string;
  ConnectionId: string;
  ConnectorId: string;
}

/** Deployment settings as people and pipelines write them. */
interface Settings {
  EnvironmentVariables: { SchemaName: string; Value: string }[];
  ConnectionReferences: Binding[];
}

/** Ways to break the settings of a solution, which are complete before. */
export const settingsPlants: Readonly<Record<string, Readonly<Record<string, Planter>>>> = {
  'missing-deployment-setting': {
    'a reference that is not listed': broken((settings, it) => {
      const { LogicalName } = settings.ConnectionReferences.splice(it.index, 1)[0]!;
      return { subject: LogicalName, at: 'ConnectionReferences' };
    }),
  },

  'missing-variable-setting': {
    *'a variable without a value that is not listed'(it) {
      for (const [index, variable] of variablesIn(it).entries()) {
        if (variable.hasValue) continue;
        const settings = complete(it);
        settings.EnvironmentVariables.splice(index, 1);
        yield plant(it, written(settings).replace('EnvironmentVariables', marked('EnvironmentVariables')), variable.name);
      }
    },
  },

  'unbound-connection-reference': {
    'an empty connection': broken((_, { binding }) => {
      binding.ConnectionId = '';
      return mark(binding);
    }),
    'no connection': broken((_, { binding }) => {
      Reflect.deleteProperty(binding, 'ConnectionId');
      return mark(binding);
    }),
  },

  'stale-deployment-setting': {
    'a reference that there is not': broken((settings, { index, binding }) => {
      const gone = { ...binding, LogicalName: 'planted_gone' };
      settings.ConnectionReferences.splice(index, 0, gone);
      return mark(gone);
    }),
    'a variable that there is not': broken((settings) => {
      settings.EnvironmentVariables.unshift({ SchemaName: marked('planted_Gone'), Value: '' });
      return { subject: 'planted_Gone' };
    }),
  },

  'mismatched-deployment-setting': {
    'another connector': broken((_, { binding }) => {
      binding.ConnectorId = `${APIS}shared_planted`;
      return mark(binding);
    }),
    'no connector': broken((_, { binding }) => {
      binding.ConnectorId = '';
      return mark(binding);
    }),
  },

  'duplicate-deployment-setting': {
    'an entry that stands twice': broken((settings, { binding }) => {
      const again = { ...binding };
      settings.ConnectionReferences.push(again);
      return mark(again);
    }),
  },

  'reused-connection': {
    *'a connection in two environments'(it) {
      for (const { index, name } of names(it)) {
        const bound = (id: string, write: (name: string) => string): string => {
          const settings = complete(it);
          const binding = settings.ConnectionReferences[index]!;
          Object.assign(binding, { LogicalName: write(name), ConnectionId: id });
          return written(settings);
        };
        const [test, prod] = [pathOf(it, 'Test'), pathOf(it, 'Prod')];
        const plain = (text: string): string => text;
        const before = new Map(it.files).set(test, bound('planted-1', plain)).set(prod, bound('planted-2', plain));
        const draft = new Draft(before).add(test, bound('planted-1', marked)).add(prod, bound('planted-1', marked));
        yield { before, draft, subject: name };
      }
    },
  },

  'shipped-variable-value': {
    *'a value beside a definition'(it) {
      for (const { uri, name } of variablesIn(it)) {
        const values = `${dirname(uri)}/environmentvariablevalues.json`;
        if (it.files.has(values)) continue;
        const text = JSON.stringify({ environmentvariablevalues: { environmentvariablevalue: { value: marked('planted') } } });
        yield { before: it.files, draft: new Draft(it.files).add(values, text), subject: name };
      }
    },
  },

  'undefined-environment-variable': {
    *'a parameter of a flow'(it) {
      for (const flow of it.facts.flows) {
        const [uri, text] = textFile(it, flow.path);
        const parameters = memberAt(text, 'properties', 'definition', 'parameters');
        if (!parameters) continue;
        const draft = new Draft(it.files);
        const its = { type: 'String', metadata: { schemaName: marked('planted_Gone') } };
        addMember(draft, uri, parameters, `"planted":${JSON.stringify(its)}`);
        yield { before: it.files, draft, subject: 'planted_Gone' };
      }
    },
  },
};

interface Site {
  readonly index: number;
  readonly binding: Binding;
}

interface Fault {
  readonly subject: string;
  /** The list's name that is to be marked, where no entry is. */
  readonly at?: keyof Settings;
}

/** Breaks complete settings at each of their references. */
function broken(fault: (settings: Settings, site: Site) => Fault): Planter {
  return function* (it) {
    for (const { index } of names(it)) {
      const settings = complete(it);
      const { subject, at } = fault(settings, { index, binding: settings.ConnectionReferences[index]! });
      const text = written(settings);
      yield plant(it, at === undefined ? text : text.replace(`"${at}"`, `"${marked(at)}"`), subject);
    }
  };
}

function mark(binding: Binding): Fault {
  const subject = binding.LogicalName;
  binding.LogicalName = marked(subject);
  return { subject };
}

function plant(it: Case, text: string, subject: string): Plant {
  const before = new Map(it.files).set(pathOf(it, 'Test'), written(complete(it)));
  return { before, draft: new Draft(before).add(pathOf(it, 'Test'), text), subject };
}

/** The references of a solution that has several, so that its settings are its own whichever of them is missing. */
function* names({ facts: { connectionReferences } }: Case): Iterable<{ readonly index: number; readonly name: string }> {
  if (connectionReferences.length < 2) return;
  for (const [index, { logicalName }] of connectionReferences.entries()) yield { index, name: logicalName };
}

function complete(it: Case): Settings {
  return {
    EnvironmentVariables: variablesIn(it).map(({ name }) => ({ SchemaName: name, Value: `#{environmentvariable.${name}}#` })),
    ConnectionReferences: it.facts.connectionReferences.map(({ logicalName, connector }) => ({
      LogicalName: logicalName,
      ConnectionId: `#{connectionreference.${logicalName}}#`,
      ConnectorId: APIS + connector,
    })),
  };
}

function variablesIn({ files }: Case): { readonly uri: Uri; readonly name: string; readonly hasValue: boolean }[] {
  return [...files].flatMap(([uri, text]) => {
    const name = uri.endsWith('/environmentvariabledefinition.xml') && /schemaname="([^"]+)"/.exec(text)?.[1];
    if (!name) return [];
    const hasValue = /<defaultvalue>[^<]/.test(text) || files.has(`${dirname(uri)}/environmentvariablevalues.json`);
    return [{ uri, name, hasValue }];
  });
}

const pathOf = ({ root }: Case, environment: string): Uri => `${root}/planted/${environment}/deploymentSettings.json`;
const written = (settings: Settings): string => `${JSON.stringify(settings, null, 4)}\n`;
