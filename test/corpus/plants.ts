import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, Uri } from '../../server/src/core';
import { decode } from '../../server/src/host/disk';
import { isLone, loneDefinition, uriIn, type Case } from './case';
import { CORPUS, factsOf, offsetOf, type FlowFacts } from './corpus';
import { Draft, marked } from './draft';
import { memberAt, memberIn } from './places';
import { configurationPlants } from './configuration-plants';
import { expressionPlants, sound } from './expression-plants';
import { flowPlants } from './flow-plants';
import { namePlants } from './name-plants';
import { settingsPlants } from './settings-plants';
import {
  addAction,
  addDependency,
  addMember,
  aPackage,
  APIS,
  between,
  bindings,
  child,
  cousin,
  entriesOf,
  entry,
  host,
  logicalNameIn,
  logicalNameOf,
  metadataOf,
  movable,
  nameOf,
  operationsOf,
  otherCase,
  otherDigit,
  quiet,
  textFile,
  withSiblings,
  withUsers,
  xmlFiles,
} from './sites';
import {
  addReference,
  type Connector,
  connectorFile,
  connectors,
  customConnector,
  customReference,
  nameFor,
  otherNameOf,
  plain,
  plantedName,
  type Reference,
  twoNames,
  unusedConnector,
} from './reference';

/** A fault in real files: what they are before it, what they are with it, and what the one finding is about. */
export interface Plant {
  readonly before: ReadonlyMap<Uri, string>;
  /** With a mark where each finding must stand: one, unless the rule says it on both sides. */
  readonly draft: Draft;
  readonly subject: string;
}

/** Every way to break this solution in this way; `found` is what is found in it as it is. */
export type Planter = (it: Case, found: readonly Finding[]) => Iterable<Plant>;

/** By rule, then by the way it is broken. */
export const plants: Readonly<Record<string, Readonly<Record<string, Planter>>>> = {
  'direct-connection': {
    'the connection emptied': directBy('connection', () => '{}'),
    'the name of a connection in place of the reference': directBy('connection', () => '{ "name": "shared-planted-114efb88" }'),
    'the form of the flow service': directBy(undefined, (api) =>
      JSON.stringify({ connectionName: 'shared-planted-114efb88', source: 'Embedded', id: APIS + api, tier: 'NotSpecified' }),
    ),
    *'a connection in the default of $connections'(it) {
      for (const { flow, uri, text, connection } of entriesOf(it)) {
        if (flow.connections[0] !== connection || !connection.logicalName) continue;
        const defaults = memberAt(text, 'properties', 'definition', 'parameters', '$connections', 'defaultValue');
        const parameters = memberAt(text, 'properties', 'definition', 'parameters');
        const value = `{"${marked(connection.key)}":{"connectionId":"${APIS}${connection.api}/connections/planted"}}`;
        const draft = new Draft(it.files);
        if (defaults) draft.replace(uri, defaults.start, defaults.end, value);
        else if (parameters) addMember(draft, uri, parameters, `"$connections":{"defaultValue":${value},"type":"Object"}`);
        yield { before: it.files, draft, subject: connection.key };
      }
    },
    *'a connection named by an action'(it) {
      const uri = uriIn(it, it.facts.flows[0]!.path);
      const draft = new Draft(it.files);
      addAction(
        draft,
        uri,
        'Planted',
        { host: { connection: { name: marked('shared-planted-114efb88') } }, method: 'get', path: '/x' },
        'ApiConnection',
      );
      yield { before: it.files, draft, subject: 'Planted' };
    },
  },

  'flow-outside-solution': {
    *'a package laid into the solution'(it) {
      const { id, text } = aPackage();
      const uri = `${it.root}/Microsoft.Flow/flows/${id}/definition.json`;
      yield { before: it.files, draft: new Draft(it.files).add(uri, text).mark(uri, 0, 1), subject: id };
    },
  },

  'undefined-connection-reference': {
    *'another name in the flow'(it) {
      for (const site of movable(it)) {
        const { start, end } = logicalNameOf(site)!;
        const name = `${site.definition.logicalName}x`;
        const before = withUsers(it);
        yield { before, draft: new Draft(before).replace(site.uri, start, end, `"${marked(name)}"`), subject: name };
      }
    },
  },

  'miscased-logical-name': {
    *'a capital letter in the flow'(it) {
      for (const site of entriesOf(it)) {
        const { logicalName } = site.connection;
        if (!it.facts.connectionReferences.some((definition) => definition.logicalName === logicalName)) continue;
        const { start, end } = logicalNameOf(site)!;
        const name = otherCase(logicalName!);
        yield { before: it.files, draft: new Draft(it.files).replace(site.uri, start, end, `"${marked(name)}"`), subject: name };
      }
    },
  },

  'unshipped-connection-reference': { 'a name that was left behind': missing('Active') },

  'external-connection-reference': {
    'a name that another solution provides': missing('Contoso Core (1.2.3.4)'),
    *'a name that a solution beside it defines'(it) {
      for (const other of factsOf(it.folder).solutions) {
        if (other.root === it.facts.root || other.uniqueName === it.facts.uniqueName) continue;
        for (const site of movable(it)) {
          const theirs = other.connectionReferences.find((def) => def.connector === site.definition.connector && isLone(def, other));
          if (!theirs || it.facts.connectionReferences.some((def) => def.logicalName === theirs.logicalName)) continue;
          const { start, end } = logicalNameOf(site)!;
          const before = withUsers(it);
          for (const path of [other.manifest, other.customizations])
            before.set(uriIn(it, path), decode(readFileSync(join(CORPUS, it.folder, path))));
          before.set(`${it.root}/more.ppkg.json`, `{"a":[{"LogicalName":"${theirs.logicalName}"}]}`);
          yield {
            before,
            draft: new Draft(before).replace(site.uri, start, end, `"${marked(theirs.logicalName)}"`),
            subject: theirs.logicalName,
          };
        }
      }
    },
  },

  'undeclared-connection-key': {
    'another key in an operation': undeclared((key) => `${key}_gone`),
    'a capital letter in the key of an operation': undeclared(otherCase),
    *'the older form'(it) {
      const uri = uriIn(it, it.facts.flows[0]!.path);
      const draft = new Draft(it.files);
      addAction(
        draft,
        uri,
        'Planted',
        {
          host: { connection: { name: `@parameters('$connections')['${marked('gone')}']['connectionId']` } },
          method: 'get',
          path: '/x',
        },
        'ApiConnection',
      );
      yield { before: it.files, draft, subject: 'gone' };
    },
  },

  'unused-connection-key': { 'an entry more, first': unusedKey('first'), 'an entry more, last': unusedKey('last') },

  'redundant-connection-key': {
    *'a copy behind the entry'(it) {
      for (const { flow, uri, text, connection, entry } of movable(it)) {
        if (!flow.keysUsed.includes(connection.key) || connection.runtimeSource !== 'embedded') continue;
        const draft = new Draft(it.files).insert(uri, entry.end, `,"${marked('planted')}":${text.slice(entry.start, entry.end)}`);
        addAction(draft, uri, 'Planted', host('planted', connection.api));
        yield { before: it.files, draft, subject: 'planted' };
      }
    },
    *'a copy before the entry'(it) {
      for (const { flow, uri, text, connection, entry } of movable(it)) {
        if (!flow.keysUsed.includes(connection.key) || connection.runtimeSource !== 'embedded') continue;
        const draft = new Draft(it.files)
          .insert(uri, entry.keyStart - 1, `"planted":${text.slice(entry.start, entry.end)},`)
          .mark(uri, entry.keyStart, entry.keyEnd);
        addAction(draft, uri, 'Planted', host('planted', connection.api));
        yield { before: it.files, draft, subject: connection.key };
      }
    },
  },

  'several-references-for-connector': {
    *'a second reference in one flow'(it) {
      const connector = unusedConnector(it, twoNames);
      const prepared = new Draft(it.files);
      addReference(it, prepared, { displayName: nameFor(connector), connector: connector.id });
      const before = prepared.build().files;
      const draft = new Draft(before);
      addReference(it, draft, {
        logicalName: `${plantedName(it)}.second`, // an agent's own, so that nothing is said of there being two
        displayName: nameFor({ ...connector, shortName: otherNameOf(connector) }),
        connector: connector.id,
        key: marked('second'),
        where: 'last',
      });
      yield { before, draft, subject: 'second' };
    },
  },

  'mismatched-connector': {
    *'another connector in the entry'(it) {
      for (const site of movable(it)) {
        if (site.connection.runtimeSource !== 'embedded') continue; // who calls it would have something to say
        const api = memberIn(site.text, site.entry.start, 'api', 'name')!;
        const name = logicalNameOf(site)!;
        const draft = new Draft(it.files)
          .replace(site.uri, api.start, api.end, `"${unusedConnector(it, plain).id}"`)
          .mark(site.uri, name.start + 1, name.end - 1);
        yield { before: it.files, draft, subject: site.connection.key };
      }
    },
    *'another connector in an operation'(it, found) {
      const hasValues = new Set(found.flatMap(({ rule, subject }) => (rule.id === 'hard-coded-value' ? subject.split('/')[0] : []))); // which parameters are looked at depends on the connector
      for (const { uri, object, text, use } of operationsOf(it)) {
        if (hasValues.has(use.operation)) continue;
        const apiId = memberIn(text, object, 'apiId');
        if (!apiId || !text.slice(apiId.start, apiId.end).startsWith(`"${APIS}`)) continue;
        const draft = new Draft(it.files).replace(uri, apiId.start, apiId.end, `"${marked(APIS + unusedConnector(it, plain).id)}"`);
        yield { before: it.files, draft, subject: use.operation };
      }
    },
  },

  'invoker-without-caller': { 'an entry that waits for a caller': invoker((flow) => !flow.triggers[0]!.startsWith('Request')) },

  'invoker-in-child-flow': {
    'an entry that waits for a caller': invoker(
      (flow, it) =>
        flow.triggers[0]!.startsWith('Request') && it.facts.flows.some((other) => other !== flow && other.childFlows.includes(flow.id)),
    ),
  },

  'inactive-flow': {
    *'a flow switched off'(it) {
      for (const flow of it.facts.flows) {
        const metadata = flow.state === 'activated' ? metadataOf(it, flow) : undefined;
        const state = metadata && between(metadata.text, metadata.start, metadata.end, '<StateCode>', '</StateCode>');
        if (!state) continue;
        yield { before: it.files, draft: new Draft(it.files).replace(metadata.uri, state.start, state.end, marked('0')), subject: flow.id };
      }
    },
  },

  'undefined-child-flow': {
    *'another id in a call'(it) {
      for (const flow of it.facts.flows)
        for (const id of new Set(flow.childFlows)) {
          const callee = it.facts.flows.find((other) => other.id === id);
          if (callee?.connections.some((connection) => connection.runtimeSource === 'invoker')) continue;
          const [uri, text] = textFile(it, flow.path);
          const at = text.indexOf(`"${id}"`, text.indexOf('"workflowReferenceName"'));
          yield {
            before: it.files,
            draft: new Draft(it.files).replace(uri, at + 1, at + 37, marked(otherDigit(id))),
            subject: otherDigit(id),
          };
        }
    },
    *'a call more'(it) {
      const draft = new Draft(it.files);
      const inputs = { host: { workflowReferenceName: marked('00000000-add4-ec11-a7b5-000000000000') }, body: {} };
      addAction(draft, uriIn(it, it.facts.flows[0]!.path), 'Planted', inputs, 'Workflow');
      yield { before: it.files, draft, subject: '00000000-add4-ec11-a7b5-000000000000' };
    },
  },

  'misplaced-flow': {
    *'metadata taken away'(it, found) {
      for (const flow of quiet(it, found)) {
        const metadata = metadataOf(it, flow);
        if (!metadata) continue;
        const draft = new Draft(it.files).mark(uriIn(it, flow.path), 0, 1);
        if (it.facts.layout === 'xml') draft.remove(metadata.uri);
        else draft.replace(metadata.uri, metadata.start, metadata.end + '</Workflow>'.length, '');
        yield { before: it.files, draft, subject: flow.id };
      }
    },
    *'another file name in the metadata'(it, found) {
      for (const flow of quiet(it, found)) {
        const metadata = metadataOf(it, flow);
        const name = metadata && between(metadata.text, metadata.start, metadata.end, '<JsonFileName>', '</JsonFileName>');
        if (!name) continue;
        const text = metadata.text.slice(name.start, name.end).replace('/Workflows/', '/Workflows/Planted');
        yield { before: it.files, draft: new Draft(it.files).replace(metadata.uri, name.start, name.end, marked(text)), subject: flow.id };
      }
    },
    *'another id in the metadata'(it, found) {
      for (const flow of quiet(it, found)) {
        const metadata = metadataOf(it, flow);
        const id = metadata && between(metadata.text, metadata.start, metadata.end, 'WorkflowId="', '"');
        if (!id) continue;
        const written = otherDigit(metadata.text.slice(id.start, id.end));
        yield {
          before: it.files,
          draft: new Draft(it.files).replace(metadata.uri, id.start, id.end, marked(written)),
          subject: written.replace(/[{}]/g, '').toLowerCase(),
        };
      }
    },
    *'no component in the manifest'(it) {
      const [uri, text] = textFile(it, it.facts.manifest);
      for (const flow of it.facts.flows) {
        const [component] = new RegExp(`<RootComponent type="29" id="\\{${flow.id}\\}"[^>]*>`, 'i').exec(text) ?? [];
        if (!component) continue;
        const at = text.indexOf(component);
        const draft = new Draft(it.files).replace(uri, at, at + component.length, '').mark(uriIn(it, flow.path), 0, 1);
        yield { before: it.files, draft, subject: flow.id };
      }
    },
    *'a flow renamed'(it, found) {
      for (const flow of quiet(it, found)) {
        const metadata = metadataOf(it, flow);
        const name = metadata && between(metadata.text, metadata.start, metadata.end, '<JsonFileName>', '</JsonFileName>');
        if (!name) continue;
        const uri = uriIn(it, flow.path);
        const draft = new Draft(it.files).mark(metadata.uri, name.start, name.end);
        yield {
          before: it.files,
          draft: draft.rename(uri, uri.replace(/(-[^/-]+-[^/-]+-[^/-]+-[^/-]+-[^/-]+\.json)$/, 'Planted$1')),
          subject: flow.id,
        };
      }
    },
    *'a flow taken away'(it, found) {
      for (const flow of quiet(it, found)) {
        const metadata = metadataOf(it, flow);
        const name = metadata && between(metadata.text, metadata.start, metadata.end, '<JsonFileName>', '</JsonFileName>');
        if (!name || !flow.connections.every((connection) => loneDefinition(it, flow, connection))) continue;
        const before = withUsers(it);
        yield { before, draft: new Draft(before).remove(uriIn(it, flow.path)).mark(metadata.uri, name.start, name.end), subject: flow.id };
      }
    },
  },

  'invalid-json': {
    'a character that is no JSON': sound(function* (it) {
      for (const { uri, entry } of entriesOf(it))
        yield { before: it.files, draft: new Draft(it.files).insert(uri, entry.keyStart - 1, marked('@')), subject: nameOf(uri) };
    }),
    'a comma taken away': sound(function* (it) {
      for (const { uri, text, entry } of entriesOf(it)) {
        const comma = /^\s*,\s*(?=")/.exec(text.slice(entry.end));
        if (!comma) continue;
        const next = entry.end + comma[0].length;
        const draft = new Draft(it.files).replace(uri, text.indexOf(',', entry.end), text.indexOf(',', entry.end) + 1, '');
        yield { before: it.files, draft: draft.mark(uri, next, next + 1), subject: nameOf(uri) };
      }
    }),
    'merge markers': sound(function* (it) {
      for (const flow of it.facts.flows) {
        const [uri, text] = textFile(it, flow.path);
        const eol = flow.eol === 'crlf' ? '\r\n' : '\n';
        const line = /\r?\n( *"schemaVersion"[^\r\n]*)/.exec(text);
        if (!line) continue;
        const at = line.index + line[0].length;
        const conflict = `${eol}=======${eol}  "schemaVersion": "2.0.0.0"${eol}>>>>>>> 4c8baf9204d8a0f88d63ef2fe127b323103ebbb2`;
        const draft = new Draft(it.files)
          .insert(uri, line.index + line[0].length - line[1]!.length, `${marked('<<<<<<< HEAD')}${eol}`)
          .insert(uri, at, conflict);
        yield { before: it.files, draft, subject: nameOf(uri) };
      }
    }),
    *'a member twice'(it) {
      for (const { uri, entry, text } of entriesOf(it)) {
        const member = memberIn(text, entry.start, 'runtimeSource');
        if (!member) continue;
        const draft = new Draft(it.files)
          .insert(uri, entry.start + 1, '"runtimeSource":"embedded",')
          .mark(uri, member.keyStart, member.keyEnd);
        yield { before: it.files, draft, subject: nameOf(uri) };
      }
    },
    *'an entry twice'(it) {
      for (const { uri, entry, text, connection } of entriesOf(it)) {
        if (connection.logicalName === null) continue;
        const draft = new Draft(it.files).insert(uri, entry.end, `,"${marked(connection.key)}":${text.slice(entry.start, entry.end)}`);
        yield { before: it.files, draft, subject: nameOf(uri) };
      }
    },
    *'a value of an environment variable'(it) {
      for (const [uri, text] of it.files)
        if (uri.endsWith('environmentvariablevalues.json'))
          yield {
            before: it.files,
            draft: new Draft(it.files).insert(uri, text.indexOf('"iscustomizable"'), marked('@')),
            subject: nameOf(uri),
          };
    },
    *'the JSON inside an app'(it) {
      for (const [uri, text] of it.files) {
        const at = text.indexOf('<ConnectionReferences>{');
        if (!uri.endsWith('.meta.xml') || at < 0 || text.startsWith('<ConnectionReferences>{}', at)) continue;
        yield {
          before: it.files,
          draft: new Draft(it.files).insert(uri, at + '<ConnectionReferences>{'.length, marked('@')),
          subject: nameOf(uri),
        };
      }
    },
  },

  'invalid-xml': {
    *'a bare ampersand'(it) {
      for (const [uri, text, end] of xmlFiles(it))
        yield {
          before: it.files,
          draft: new Draft(it.files).insert(uri, text.lastIndexOf('</', end), `<Planted>a ${marked('&')} b</Planted>`),
          subject: nameOf(uri),
        };
    },
    *'merge markers'(it) {
      for (const [uri, text, end] of xmlFiles(it)) {
        const at = text.lastIndexOf('\n', text.lastIndexOf('</', end)) + 1;
        if (at === 0) continue;
        const eol = text[at - 2] === '\r' ? '\r\n' : '\n';
        const conflict = `${marked('<<<<<<< HEAD')}${eol}<Planted>1</Planted>${eol}=======${eol}<Planted>2</Planted>${eol}>>>>>>> 4c8baf9204${eol}`;
        yield { before: it.files, draft: new Draft(it.files).insert(uri, at, conflict), subject: nameOf(uri) };
      }
    },
    *'an attribute twice'(it) {
      for (const [uri, text, end] of xmlFiles(it))
        yield {
          before: it.files,
          draft: new Draft(it.files).insert(uri, text.lastIndexOf('</', end), `<Planted a="1" ${marked('a')}="2"/>`),
          subject: nameOf(uri),
        };
    },
  },

  'unused-connection-reference': {
    'a definition that nobody uses': faultyReference(plain, (it) => ({ used: false, logicalName: marked(plantedName(it)) })),
  },

  'duplicate-connection-reference': {
    *'a second definition'(it) {
      const connector = unusedConnector(it, twoNames);
      const prepared = new Draft(it.files);
      addReference(it, prepared, { displayName: nameFor(connector), connector: connector.id });
      const before = prepared.build().files;
      const draft = new Draft(before);
      const flow = it.facts.flows.length - 1;
      if (flow === 0) return; // two references in one flow are a fault of their own
      addReference(it, draft, {
        logicalName: marked(`${plantedName(it)}2`),
        displayName: nameFor({ ...connector, shortName: otherNameOf(connector) }),
        connector: connector.id,
        flow,
      });
      yield { before, draft, subject: `${plantedName(it)}2` };
    },
  },

  'duplicate-logical-name': {
    'a definition twice': secondDefinition((text) => text),
    'a definition twice in other letters': secondDefinition(otherCase),
  },

  'duplicate-display-name': {
    *'a name given twice'(it) {
      const connector = unusedConnector(it, plain);
      const prepared = new Draft(it.files);
      addReference(it, prepared, { displayName: nameFor(connector), connector: connector.id });
      const before = prepared.build().files;
      const flow = it.facts.flows.length - 1;
      if (flow === 0) return;
      const draft = new Draft(before);
      const logicalName = `${plantedName(it)}.second`; // an agent's own, so that nothing is said of there being two
      addReference(it, draft, { logicalName, displayName: marked(nameFor(connector)), connector: connector.id, flow });
      yield { before, draft, subject: logicalName };
    },
  },

  'default-name': {
    'the name the portal gives after another one': faultyReference(plain, (_, { name }) => ({
      displayName: marked(`Planted – ${name} – User_1`),
    })),
  },

  'off-scheme-name': {
    'a name of its own': faultyReference(plain, () => ({ displayName: marked('The database') })),
    'hyphens for dashes': faultyReference(plain, (_, connector) => ({ displayName: marked(nameFor(connector).replaceAll('–', '-')) })),
    'another connector in the name': faultyReference(plain, () => ({ displayName: marked('Planted – Outlook – User') })),
    'no name': faultyReference(plain, (it) => ({ displayName: '', logicalName: marked(plantedName(it)) })),
  },

  'default-logical-name': {
    'five digits at the end': faultyReference(
      plain,
      (it) => ({ logicalName: marked(`${plantedName(it)}_4b001`) }),
      (it) => `${plantedName(it)}_4b001`,
    ),
  },

  'foreign-prefix': {
    "another publisher's": faultyReference(
      plain,
      () => ({ logicalName: marked('fabrikam_planted') }),
      () => 'fabrikam_planted',
    ),
    *'another publisher in the manifest'(it) {
      const [uri, text] = textFile(it, it.facts.manifest);
      const prefix = between(text, 0, text.length, '<CustomizationPrefix>', '</CustomizationPrefix>')!;
      const [definition, ...others] = it.facts.connectionReferences;
      if (!definition || others.length > 0 || !definition.logicalName.startsWith(`${it.facts.prefix}_`)) return;
      const [customizations, definitions] = textFile(it, it.facts.customizations);
      const name = logicalNameIn(definitions, definition);
      const draft = new Draft(it.files).replace(uri, prefix.start, prefix.end, 'fabrikam').mark(customizations, name.start, name.end);
      yield { before: it.files, draft, subject: definition.logicalName };
    },
  },

  'missing-description': {
    *'a description taken away'(it) {
      const [uri, text] = textFile(it, it.facts.customizations);
      for (const definition of it.facts.connectionReferences) {
        const at = child(text, definition, 'description');
        if (!at) continue;
        const name = logicalNameIn(text, definition);
        const draft = new Draft(it.files).replace(uri, at.start - '<description>'.length, at.end + '</description>'.length, '');
        yield { before: it.files, draft: draft.mark(uri, name.start, name.end), subject: definition.logicalName };
      }
    },
    'no description': faultyReference(plain, (it) => ({ description: '', logicalName: marked(plantedName(it)) })),
  },

  'missing-connector': {
    'an empty connectorid': noConnector((draft, uri, { start, end }) => draft.replace(uri, start, end, '')),
    'no connectorid': noConnector((draft, uri, { start, end }) =>
      draft.replace(uri, start - '<connectorid>'.length, end + '</connectorid>'.length, ''),
    ),
  },

  'missing-custom-connector': {
    'a custom connector that is nowhere': function* (it) {
      if (it.facts.prefix.endsWith('_')) return; // the name that is spelt in its id begins with an underscore then
      const draft = new Draft(it.files);
      addReference(it, draft, { ...customReference(it), displayName: 'Planted – leave – User' });
      yield { before: it.files, draft, subject: plantedName(it) };
    },
    *'a custom connector taken away'(it) {
      const [definition] = it.facts.connectionReferences.filter((def) => def.customConnector !== null);
      if (!definition) return;
      const before = withSiblings(it);
      const draft = new Draft(before);
      let removed = 0;
      for (const [uri, text] of before)
        if (/\/connectors?\/[^/]+\.xml$/i.test(uri) && text.includes(definition.customConnector!)) {
          draft.remove(uri);
          removed++;
        }
      const [uri, text] = textFile(it, it.facts.customizations);
      const name = logicalNameIn(text, definition);
      const alone = it.facts.connectionReferences.filter((def) => def.customConnector === definition.customConnector).length === 1;
      if (removed > 0 && alone) yield { before, draft: draft.mark(uri, name.start, name.end), subject: definition.logicalName };
    },
  },

  'custom-connector-with-its-users': {
    *'the connector moved in'(it) {
      const sibling = `${it.root}-connectors`;
      const prepared = new Draft(it.files)
        .add(
          `${sibling}/Other/Solution.xml`,
          '<ImportExportXml><SolutionManifest><UniqueName>PlantedConnectors</UniqueName></SolutionManifest></ImportExportXml>',
        )
        .add(`${sibling}/Connectors/planted.xml`, connectorFile(it));
      addReference(it, prepared, { ...customReference(it), logicalName: plantedName(it), displayName: 'Planted – Leave Service – User' });
      const before = prepared.build().files;
      const uri = uriIn(it, it.facts.customizations);
      const at = before.get(uri)!.indexOf(`"${plantedName(it)}"`) + 1;
      const draft = new Draft(before)
        .add(`${it.root}/Connectors/planted.xml`, connectorFile(it))
        .mark(uri, at, at + plantedName(it).length);
      yield { before, draft, subject: plantedName(it) };
    },
  },

  'custom-connector-in-canvas-app': {
    *'a custom connector in an app'(it) {
      for (const app of it.facts.canvasApps) {
        const ref = app.refs.find(({ flowId, connector }) => flowId === null && !/-5f[0-9a-f]{16}$/.test(connector));
        if (!ref || app.refs.filter(({ connector }) => connector === ref.connector).length > 1) continue;
        if (it.facts.connectionReferences.some((def) => def.connector === ref.connector)) continue;
        const [uri, text] = textFile(it, app.path);
        const key = text.indexOf(ref.key);
        const id = text.indexOf(`/apis/${ref.connector}`, key) + '/apis/'.length;
        const draft = new Draft(it.files)
          .mark(uri, key, key + ref.key.length)
          .replace(uri, id, id + ref.connector.length, customConnector(it));
        yield { before: it.files, draft, subject: `${app.name}/${ref.key}` };
      }
    },
  },

  'deprecated-connector': {
    'a deprecated connector': faultyReference(
      (it) => it.deprecated === true && !/[&()[\]]/.test(it.name),
      (it) => ({ logicalName: marked(plantedName(it)) }),
    ),
  },

  'locked-connection-reference': {
    'iscustomizable 0': changedChild('iscustomizable', '1', '0'),
    'statecode 1': changedChild('statecode', '0', '1'),
  },

  'shared-across-solutions': {
    *'a name in a second solution'(it) {
      const other = cousin(it);
      if (!other) return;
      const connector = unusedConnector({ ...it, files: new Map([...it.files, ...other.files]) }, plain);
      const prepared = new Draft(new Map([...it.files, ...other.files]));
      addReference(it, prepared, { displayName: nameFor(connector), connector: connector.id, logicalName: plantedName(it) });
      const before = prepared.build().files;
      const draft = new Draft(before);
      const theirs = { ...other, facts: { ...other.facts, prefix: it.facts.prefix } };
      if (other.facts.prefix !== it.facts.prefix) return;
      addReference(theirs, draft, { displayName: nameFor(connector), connector: connector.id, logicalName: marked(plantedName(it)) });
      const uri = uriIn(it, it.facts.customizations);
      const at = before.get(uri)!.indexOf(`"${plantedName(it)}"`) + 1;
      yield { before, draft: draft.mark(uri, at, at + plantedName(it).length), subject: plantedName(it) };
    },
  },

  'misleading-type': {
    'a service principal that cannot be': faultyReference(
      (it) => it.servicePrincipal === false,
      (_, connector) => ({ displayName: marked(nameFor(connector, 'Service Principal')) }),
    ),
  },

  'stale-app-binding': {
    *'another key in the app'(it) {
      for (const { app, uri, key, at, connection } of bindings(it)) {
        const other = `${connection.api}_77`;
        const draft = new Draft(it.files).replace(uri, at, at + key.length, marked(other));
        yield { before: it.files, draft, subject: `${app.name}/${other}` };
      }
    },
    *'another key in the flow'(it) {
      for (const { app, uri, flow, key, at, connection } of bindings(it)) {
        const refs = it.facts.canvasApps.flatMap((other) => other.refs);
        if (connection.logicalName === null || refs.filter((ref) => ref.flowId === flow.id && ref.flowKeys?.includes(key)).length > 1)
          continue;
        const [flowUri, text] = textFile(it, flow.path);
        const draft = new Draft(it.files).mark(uri, at, at + key.length);
        for (const { pos } of [...flow.connections, ...flow.uses].filter((other) => other.key === key)) {
          const start = text.indexOf(key, offsetOf(text, pos));
          draft.replace(flowUri, start, start + key.length, 'planted_key');
        }
        yield { before: it.files, draft, subject: `${app.name}/${key}` };
      }
    },
  },

  ...settingsPlants,
  ...expressionPlants,
  ...flowPlants,
  ...namePlants,
  ...configurationPlants,
};

// ---- what several ways share ----

/** Plants one reference that is clean but for what `fault` says. */
function faultyReference(
  isOne: (it: Connector) => boolean,
  fault: (it: Case, connector: Connector) => Partial<Reference>,
  subject = plantedName,
): Planter {
  return function* (it) {
    const connector = unusedConnector(it, isOne);
    const draft = new Draft(it.files);
    addReference(it, draft, { displayName: nameFor(connector), connector: connector.id, ...fault(it, connector) });
    yield { before: it.files, draft, subject: subject(it) };
  };
}

function directBy(member: 'connection' | undefined, value: (api: string) => string): Planter {
  return function* (it) {
    const before = withUsers(it);
    for (const { uri, text, entry, connection } of movable(it)) {
      if (connection.runtimeSource !== 'embedded') continue; // who calls it would have something to say
      const target = member ? memberIn(text, entry.start, member)! : entry;
      const draft = new Draft(before).replace(uri, target.start, target.end, value(connection.api)).mark(uri, entry.keyStart, entry.keyEnd);
      yield { before, draft, subject: connection.key };
    }
  };
}

function missing(solution: string): Planter {
  return function* (it) {
    for (const site of movable(it)) {
      const { start, end } = logicalNameOf(site)!;
      const name = `${site.definition.logicalName}x`;
      const before = withUsers(it);
      const draft = new Draft(before).replace(site.uri, start, end, `"${marked(name)}"`);
      addDependency(it, draft, name, solution, site.flow);
      yield { before, draft, subject: name };
    }
  };
}

function undeclared(other: (key: string) => string): Planter {
  return function* (it) {
    for (const { flow, uri, use, at } of operationsOf(it)) {
      const connection = flow.connections.find((known) => known.key === use.key)!;
      if (flow.uses.filter((known) => known.key === use.key).length < 2 || !loneDefinition(it, flow, connection)) continue;
      const draft = new Draft(it.files).replace(uri, at, at + use.key.length + 2, `"${marked(other(use.key))}"`);
      yield { before: it.files, draft, subject: other(use.key) };
    }
  };
}

function unusedKey(where: 'first' | 'last'): Planter {
  return function* (it) {
    const [definition] = it.facts.connectionReferences.filter((def) => isLone(def, it.facts));
    if (!definition) return;
    const before = withUsers(it);
    for (const flow of it.facts.flows) {
      const [uri, text] = textFile(it, flow.path);
      const draft = new Draft(before);
      addMember(
        draft,
        uri,
        memberAt(text, 'properties', 'connectionReferences')!,
        `"${marked('planted')}":${entry(definition.logicalName, definition.connector)}`,
        where,
      );
      yield { before, draft, subject: 'planted' };
    }
  };
}

function invoker(isOne: (flow: FlowFacts, it: Case) => boolean): Planter {
  return function* (it) {
    for (const site of entriesOf(it)) {
      if (!isOne(site.flow, it) || site.connection.runtimeSource !== 'embedded') continue;
      if (site.flow.connections.filter((other) => other.logicalName === site.connection.logicalName).length > 1) continue;
      const { start, end } = memberIn(site.text, site.entry.start, 'runtimeSource')!;
      yield {
        before: it.files,
        draft: new Draft(it.files).replace(site.uri, start, end, `"${marked('invoker')}"`),
        subject: site.connection.key,
      };
    }
  };
}

function secondDefinition(other: (logicalName: string) => string): Planter {
  return function* (it) {
    const [uri, text] = textFile(it, it.facts.customizations);
    for (const definition of it.facts.connectionReferences) {
      const start = text.indexOf('<connectionreference ', offsetOf(text, [definition.line, 1]));
      const end = text.indexOf('</connectionreference>', start) + '</connectionreference>'.length;
      const name = other(definition.logicalName);
      const copy = text.slice(start, end).replace(`"${definition.logicalName}"`, `"${marked(name)}"`);
      yield { before: it.files, draft: new Draft(it.files).insert(uri, end, copy), subject: name };
    }
  };
}

function noConnector(edit: (draft: Draft, uri: Uri, at: { start: number; end: number }) => Draft): Planter {
  return function* (it) {
    const [uri, text] = textFile(it, it.facts.customizations);
    const deprecated = connectors().filter((known) => known.deprecated);
    for (const definition of it.facts.connectionReferences) {
      if (!isLone(definition, it.facts) || definition.customConnector !== null) continue;
      if (deprecated.some((known) => known.id === definition.connector)) continue;
      const name = logicalNameIn(text, definition);
      const before = withUsers(it);
      const draft = edit(new Draft(before), uri, child(text, definition, 'connectorid')!);
      yield { before, draft: draft.mark(uri, name.start, name.end), subject: definition.logicalName };
    }
  };
}

function changedChild(name: string, from: string, to: string): Planter {
  return function* (it) {
    const [uri, text] = textFile(it, it.facts.customizations);
    for (const definition of it.facts.connectionReferences) {
      const at = child(text, definition, name);
      if (!at || text.slice(at.start, at.end) !== from) continue;
      const place = logicalNameIn(text, definition);
      const draft = new Draft(it.files).replace(uri, at.start, at.end, to).mark(uri, place.start, place.end);
      yield { before: it.files, draft, subject: definition.logicalName };
    }
  };
}
