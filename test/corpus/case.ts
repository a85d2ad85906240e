import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter, entryOf, inMemory, rules, Workspace, type Entry, type Finding, type Uri } from '../../server/src/core';
import { decode, uriOf } from '../../server/src/host/disk';
import {
  CORPUS,
  factsOf,
  filesIn,
  FOLDERS,
  type ConnectionFacts,
  type DefinitionFacts,
  type FlowFacts,
  type Folder,
  type SolutionFacts,
} from './corpus';
import { TODAY } from '../support/fixture';

/** One real solution with its text, to be broken. */
export interface Case {
  readonly folder: Folder;
  readonly root: Uri;
  readonly facts: SolutionFacts;
  readonly files: ReadonlyMap<Uri, string>;
  /** What is special about its text and its layout. */
  readonly traits: ReadonlySet<string>;
}

/** Every solution of the corpus that has flows. */
export function cases(): Case[] {
  return FOLDERS.flatMap((folder) =>
    factsOf(folder)
      .solutions.filter((it) => it.flows.length > 0)
      .map((it) => readCase(folder, it)),
  );
}

function readCase(folder: Folder, facts: SolutionFacts): Case {
  const path = join(CORPUS, folder, facts.root);
  const files = new Map(filesIn(join(folder, facts.root)).map((it) => [uriOf(it), decode(readFileSync(it))]));
  const traits = new Set([facts.layout === 'raw' ? 'raw layout' : 'packager layout']);
  if (/\/(?:other|workflows)\//.test(facts.manifest + facts.flows[0]!.path)) traits.add('lower-case folders');
  for (const { encoding, eol, path: flow } of facts.flows) {
    traits.add(encoding);
    traits.add(eol === 'none' ? 'minified' : eol);
    if (/\/workflows\//.test(flow)) traits.add('lower-case folders');
  }
  return { folder, root: uriOf(path), facts, files, traits };
}

/** The URI of a file that the facts name. */
export function uriIn({ folder }: Pick<Case, 'folder'>, path: string): Uri {
  return uriOf(join(CORPUS, folder, path));
}

const entries = new Map<Uri, { text: string; entry: Entry | undefined }>();

/** Every finding of all rules in these files, as if they were a workspace. The rules that are off are on. */
export function findingsIn(files: ReadonlyMap<Uri, string>): Finding[] {
  const workspace = new Workspace();
  const changes = [...files].map(([uri, text]) => {
    const known = entries.get(uri);
    if (known?.text === text) return { uri, entry: known.entry };
    const entry = entryOf(inMemory(uri, text), text);
    entries.set(uri, { text, entry });
    return { uri, entry };
  });
  const linter = createLinter({
    rules,
    severityOf: (it) => (it.severity === 'off' ? 'info' : it.severity),
    today: TODAY,
    onCrash: (rule, error) => {
      throw new Error(`${rule.id} failed`, { cause: error });
    },
  });
  return [...linter.run(workspace.apply(changes))].flatMap((it) => it.findings);
}

/** The definition that an entry names, when it is the only one of its connector and no other entry of the flow names it. */
export function loneDefinition({ facts }: Case, flow: FlowFacts, { logicalName }: ConnectionFacts): DefinitionFacts | undefined {
  const definition = facts.connectionReferences.find((it) => it.logicalName === logicalName);
  if (!definition || flow.connections.filter((it) => it.logicalName === logicalName).length > 1) return undefined;
  return isLone(definition, facts) ? definition : undefined;
}

/** Whether no other definition of the solution has the same connector. */
export function isLone(definition: DefinitionFacts, { connectionReferences }: SolutionFacts): boolean {
  return connectionReferences.filter((it) => it.connector.toLowerCase() === definition.connector.toLowerCase()).length === 1;
}
