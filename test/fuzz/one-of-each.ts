import { createLinter, entryOf, inMemory, rules, Workspace, type Entry, type Finding, type Uri } from '../../server/src/core';
import { readFixture, ROOT } from '../support/fixture';
import { assertFindingsInside, assertInside } from '../support/inside';
import {
  app,
  appConnection,
  binding,
  CONNECTOR,
  customConnector,
  entry,
  flow,
  ID,
  metadata,
  oldOperation,
  operation,
  reference,
  settings,
  solution,
  workflow,
} from '../support/solution';
import { inTime } from './limit';

/** A small solution with a file of every kind we read. */
export const files: ReadonlyMap<Uri, string> = readFixture(
  [
    solution({ flows: [ID], references: [reference('con_teams')] }),
    flow({ connections: { shared_teams: entry('con_teams') }, actions: { A: operation('shared_teams'), B: oldOperation('shared_teams') } }),
    metadata(),
    customConnector(),
    app({ '362c4cb3-aaaa-4b0e-8f0a-0123456789ab': appConnection('shared_teams') }),
    '--- src/Assets/botcomponent_connectionreferenceset.xml\n<botcomponent_connectionreferenceset><botcomponent_connectionreference connectionreferenceid.connectionreferencelogicalname="con_teams" /></botcomponent_connectionreferenceset>\n',
    '--- src/botcomponents/con_bot.topic.X/data\nkind: X\nconnectionReference: con_teams\n',
    '--- src/environmentvariabledefinitions/con_site/environmentvariabledefinition.xml\n<environmentvariabledefinition schemaname="con_site"><displayname default="Site"><label description="Site" languagecode="1033" /></displayname></environmentvariabledefinition>\n',
    '--- src/environmentvariabledefinitions/con_site/environmentvariablevalues.json\n{ "environmentvariablevalues": { "environmentvariablevalue": { "value": "x" } } }\n',
    '--- src/manifest.ppkg.json\n{ "ConnectionReferences": [{ "LogicalName": "con_teams" }] }\n',
    `--- raw/solution.xml\n<ImportExportXml><SolutionManifest><UniqueName>Raw</UniqueName></SolutionManifest></ImportExportXml>\n`,
    `--- raw/customizations.xml\n<ImportExportXml><Workflows>${workflow()}</Workflows><Connectors>${CONNECTOR}</Connectors></ImportExportXml>\n`,
    flow({ root: 'raw' }),
    `--- package/Microsoft.Flow/flows/${ID}/definition.json\n{"properties":{"displayName":"P","definition":{},"connectionReferences":{}}}\n`,
    '--- yaml/solutions/X/solution.yml\nsolution: {}\n',
    flow({ root: 'yaml', folder: 'modernflows' }),
    '--- src/Absence.cdsproj\n<Project />\n',
    settings('deployment/test.deploymentsettings.json', { references: [binding('con_teams')], variables: { con_site: 'x' } }),
    settings('deployment/prod.deploymentsettings.json', { references: [binding('con_gone')], variables: {} }),
    '--- keyhook.json\n{ "rules": { "trigger-loop": "off" }, "environments": { "Test": [] }, "ignore": [{ "rule": "inactive-flow", "reason": "x" }] }\n',
    '--- keyhook-baseline.json\n{ "version": 1, "findings": [] }\n',
  ].join(''),
).files;

export const before = new Map([...files].map(([uri, text]) => [uri, reading(uri, text)]));

export function reading(uri: Uri, text: string): Entry {
  return entryOf(inMemory(uri, text), text)!;
}

/** Reads this text as a file of each kind, and lints its solution with it. */
export function survive(text: string, only: (uri: Uri) => boolean = () => true): void {
  for (const uri of files.keys()) {
    if (!only(uri)) continue;
    const what = `${uri.slice(ROOT.length)} with ${text.length} characters '${text.slice(0, 40)}'`;
    const its = inTime(
      () => `reading ${what}`,
      1,
      () => entryOf(inMemory(uri, text), text),
    );
    if (its) assertInside(its.facts, text.length, what); // JSON may have lost what made it one of ours
    const found = inTime(
      () => `checking ${what}`,
      files.size,
      () => lint(its ? new Map(before).set(uri, its) : new Map([...before].filter(([other]) => other !== uri))),
    );
    assertFindingsInside(found, (it) => (it === uri ? text.length : files.get(it)?.length), what);
  }
}

export function lint(entries: ReadonlyMap<Uri, Entry>): Finding[] {
  const linter = createLinter({
    rules,
    severityOf: (it) => (it.severity === 'off' ? 'info' : it.severity),
    onCrash: (rule, error) => {
      throw new Error(`${rule.id} threw ${String(error)}`, { cause: error });
    },
  });
  return [...linter.run(new Workspace().apply([...entries].map(([uri, its]) => ({ uri, entry: its }))))].flatMap((it) => it.findings);
}
