import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createColors } from 'picocolors';
import { main } from '../../server/src/cli/main';
import { entryOf, inMemory, placeOf, type CheckReport, type Inventory } from '../../server/src/core';
import { decode, uriOf } from '../../server/src/host/disk';

/** Real solutions, kept beside the repository. They are not part of it: without them these tests are skipped. */
export const CORPUS = resolve(process.env['KEYHOOK_CORPUS'] ?? '../shared/corpus');

/** The folders that a program of its own has counted. */
export const FOLDERS = [
  'agent-review-tool',
  'automation-kit',
  'business-approvals-kit',
  'direct-connections',
  'legacy-packages',
  'managed-and-unmanaged',
  'pnp-samples',
  'raw-layout',
  'utf16',
] as const;
export type Folder = (typeof FOLDERS)[number];

/** For `before`: skips everything beside it where the corpus is not there. */
export function needCorpus(this: Mocha.Context): void {
  if (existsSync(CORPUS)) return;
  console.log(`      skipped: there is no corpus in ${CORPUS}`);
  this.skip();
}

/** What the counting program wrote down of a folder; the members the tests look at. */
export interface FolderFacts {
  readonly solutions: readonly SolutionFacts[];
}

/** 1-based line and UTF-16 column. */
export type Place = readonly [line: number, column: number];

export interface SolutionFacts {
  readonly root: string;
  readonly layout: 'xml' | 'raw';
  readonly manifest: string;
  readonly customizations: string;
  readonly uniqueName: string;
  readonly version: string;
  readonly managed: '0' | '1' | '2';
  readonly prefix: string;
  readonly flows: readonly FlowFacts[];
  readonly connectionReferences: readonly DefinitionFacts[];
  readonly canvasApps: readonly AppFacts[];
  readonly botReferences: readonly string[];
  readonly facts: {
    readonly directConnections: readonly { readonly path: string; readonly key: string; readonly pos: Place }[];
    readonly undefinedReferences: readonly {
      readonly logicalName: string;
      readonly flows: readonly { readonly path: string; readonly key: string; readonly pos: Place }[];
      readonly missingDependency: string | null;
      readonly definedInOtherSolutions: readonly string[];
    }[];
    readonly unusedStrict: readonly string[];
    readonly duplicateConnectors: readonly {
      readonly connector: string;
      readonly references: readonly { readonly logicalName: string; readonly line: number }[];
    }[];
    readonly duplicateDisplayNames: readonly { readonly displayName: string; readonly references: readonly string[] }[];
    readonly nonConformingDisplayNames: readonly { readonly logicalName: string }[];
    readonly defaultNamed: readonly { readonly logicalName: string; readonly displaySuffix: boolean; readonly logicalSuffix: boolean }[];
    /** Empty in the whole corpus, so their shape does not matter. */
    readonly caseOnlyMismatches: readonly never[];
    readonly unusedKeys: readonly never[];
    readonly undeclaredKeys: readonly never[];
    readonly connectorMismatch: readonly never[];
    readonly actionApiMismatch: readonly never[];
    readonly duplicateLogicalNames: readonly never[];
    readonly rootComponentsWithoutFile: readonly never[];
    readonly flowsNotInRootComponents: readonly never[];
    readonly childFlowsOutsideSolution: readonly never[];
    readonly parseErrors: readonly never[];
  };
}

export interface FlowFacts {
  readonly path: string;
  readonly id: string;
  readonly name: string;
  readonly state: 'activated' | 'draft';
  readonly encoding: string;
  readonly eol: string;
  readonly triggers: readonly string[];
  readonly keysUsed: readonly string[];
  readonly childFlows: readonly string[];
  readonly connections: readonly ConnectionFacts[];
  readonly uses: readonly { readonly key: string; readonly operation: string; readonly pos: Place }[];
}

export interface ConnectionFacts {
  readonly key: string;
  readonly logicalName: string | null;
  readonly api: string;
  readonly runtimeSource: string;
  readonly impersonation: string | null;
  readonly pos: Place;
}

export interface DefinitionFacts {
  readonly logicalName: string;
  readonly displayName: string;
  readonly connector: string;
  readonly customConnector: string | null;
  readonly description: string | null;
  readonly line: number;
}

export interface AppFacts {
  readonly name: string;
  readonly path: string;
  readonly refs: readonly {
    readonly key: string;
    readonly connector: string;
    readonly logicalName: string | null;
    readonly flowId: string | null;
    readonly flowKeys: readonly string[] | null;
  }[];
}

export function factsOf(folder: Folder): FolderFacts {
  return JSON.parse(readFileSync(join(CORPUS, 'facts', `${folder}.json`), 'utf8')) as FolderFacts;
}

/** A file's text, decoded as the product decodes it. */
export function textOf(folder: string, path: string): string {
  return decode(readFileSync(join(CORPUS, folder, path)));
}

export type CheckedFinding = CheckReport['findings'][number];

/** What `keyhook list` says of a folder when it is called there. */
export async function listed(folder: Folder): Promise<Inventory> {
  const { code, out } = await command(['list', '.', '--format', 'json'], folder);
  if (code !== 0) throw new Error(`keyhook list ended with ${code} in ${folder}`);
  return JSON.parse(out) as Inventory;
}

const reports = new Map<Folder, Promise<CheckReport>>();

/** What `keyhook check` says of a folder when it is called there, with the rules that are off switched on. */
export function checked(folder: Folder): Promise<CheckReport> {
  const known = reports.get(folder);
  if (known) return known;
  const on = ['default-logical-name', 'missing-description', 'miscased-action', 'default-action-name'].flatMap((it) => [
    '--rule',
    `${it}=info`,
  ]);
  const report = command(['check', '.', '--format', 'json', ...on], folder).then(({ code, out }) => {
    if (code > 1) throw new Error(`keyhook check ended with ${code} in ${folder}`);
    return JSON.parse(out) as CheckReport;
  });
  reports.set(folder, report);
  return report;
}

/** What `keyhook check` says of all folders as one workspace. */
export async function checkedTogether(): Promise<CheckReport> {
  const { out } = await command(['check', ...FOLDERS, '--format', 'json'], '.');
  return JSON.parse(out) as CheckReport;
}

async function command(args: readonly string[], folder: Folder | '.'): Promise<{ code: number; out: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(args, join(CORPUS, folder), {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    colors: createColors(false),
    progress: false,
  });
  if (err.length > 0) throw new Error(err.join(''));
  return { code, out: out.join('') };
}

/** The offset of a 1-based place, counted without the product. */
export function offsetOf(text: string, [line, column]: Place): number {
  let at = 0;
  for (let i = 1; i < line; i++) at = text.indexOf('\n', at) + 1;
  return at + column - 1;
}

/** The 1-based place of an offset, counted without the product. */
export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset).split('\n');
  return [before.length, before.at(-1)!.length + 1];
}

/** The paths of all files of ours below a folder of the corpus, in order. */
export function filesIn(folder: string): string[] {
  return readdirSync(join(CORPUS, folder), { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile())
    .map((it) => join(it.parentPath, it.name))
    .filter(isOurs)
    .sort();
}

/** Whether a file is one that is read; of a JSON file that may hold deployment settings only the text tells. */
function isOurs(path: string): boolean {
  const place = placeOf(uriOf(path));
  if (place?.kind !== 'deployment-settings') return place !== undefined;
  const text = decode(readFileSync(path));
  return entryOf(inMemory(uriOf(path), text), text) !== undefined;
}
