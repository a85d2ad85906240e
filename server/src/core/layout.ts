import type { Uri } from './text';

/** The kinds of files we read. */
export type FileKind =
  | 'flow'
  | 'yaml-flow'
  | 'package-flow'
  | 'flow-metadata'
  | 'customizations'
  | 'raw-customizations'
  | 'solution'
  | 'raw-solution'
  | 'canvas-app'
  | 'bot-references'
  | 'bot-data'
  | 'connector'
  | 'environment-variable'
  | 'environment-variable-value'
  | 'package-manifest'
  | 'yaml-solution'
  | 'project'
  | 'configuration'
  | 'baseline'
  | 'deployment-settings';

export interface Place {
  readonly kind: FileKind;
  /** The folder that is the solution's root if it is a solution at all. */
  readonly root: Uri;
}

/**
 * Paths from the root down, names without letter case (`other/` and `workflows/` occur in real repositories).
 * A path alone tells the kind and the root, so solutions may nest and repeat: the folder that holds `Workflows` is the flow's root.
 */
const patterns: readonly (readonly [kind: FileKind, path: RegExp])[] = [
  ['baseline', /\/keyhook-baseline\.json$/i],
  ['configuration', /\/keyhook[^/]*\.json$/i], // only `keyhook.json` speaks for its folder; others may be extended
  ['project', /\/[^/]+\.cdsproj$/i],
  ['package-flow', /\/microsoft\.flow\/flows\/[^/]+\/definition\.json$/i],
  ['flow', /\/workflows\/[^/]+\.json$/i],
  ['flow-metadata', /\/workflows\/[^/]+\.json\.data\.xml$/i],
  ['yaml-flow', /\/modernflows\/(?:[^/]+\/)*?[^/]+\.json$/i],
  ['yaml-solution', /\/solutions\/[^/]+\/solution\.yml$/i],
  ['customizations', /\/other\/customizations\.xml$/i],
  ['solution', /\/other\/solution\.xml$/i],
  ['raw-customizations', /\/customizations\.xml$/i],
  ['raw-solution', /\/solution\.xml$/i],
  ['canvas-app', /\/canvasapps\/[^/]+\.meta\.xml$/i],
  ['bot-references', /\/assets\/botcomponent_connectionreferenceset\.xml$/i],
  ['bot-data', /\/botcomponents\/[^/]+\/data$/i],
  ['connector', /\/connectors?\/[^/]+\.xml$/i],
  ['environment-variable', /\/environmentvariabledefinitions\/[^/]+\/environmentvariabledefinition\.xml$/i],
  ['environment-variable-value', /\/environmentvariabledefinitions\/[^/]+\/environmentvariablevalues\.json$/i],
  ['package-manifest', /\/[^/]*\.ppkg\.json$/i],
  ['deployment-settings', /\/[^/]+\.json$/i], // may be: only what is in it tells
];

/** Folders whose files look like a solution's and are not: GitHub's workflows, the unpacked sources of canvas apps, other people's packages. */
const foreign = /\/(?:\.git|\.github|node_modules|[^/]*_msapp_src)\//i;

/** The kind of a file and its root, from its path alone; undefined for a file we do not read. Any other JSON file may hold deployment settings, which have no name of their own. */
export function placeOf(uri: Uri): Place | undefined {
  if (foreign.test(uri)) return undefined;
  for (const [kind, pattern] of patterns) {
    const match = pattern.exec(uri);
    if (match) return { kind, root: uri.slice(0, match.index) };
  }
  return undefined;
}

/** Whether nothing in a folder with this name is ours, however much it may look like it. */
export function isForeignFolder(name: string): boolean {
  return foreign.test(`/${name}/`);
}
