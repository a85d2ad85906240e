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
 * Folders from the root down, and the name in them, without letter case (`other/` and `workflows/` occur in real repositories).
 * A path alone tells the kind and the root, so solutions may nest and repeat: the folder that holds `Workflows` is the flow's root.
 */
const patterns: readonly (readonly [kind: FileKind, folder: RegExp, name: RegExp])[] = [
  ['baseline', /$/, /^keyhook-baseline\.json$/i],
  ['configuration', /$/, /^keyhook.*\.json$/is], // only `keyhook.json` speaks for its folder; others may be extended
  ['project', /$/, /.\.cdsproj$/is],
  ['package-flow', /\/microsoft\.flow\/flows\/[^/]+$/i, /^definition\.json$/i],
  ['flow', /\/workflows$/i, /.\.json$/is],
  ['flow-metadata', /\/workflows$/i, /.\.json\.data\.xml$/is],
  ['yaml-flow', /\/modernflows(?:\/[^/]+){0,20}$/i, /.\.json$/is], // with any number of folders it would be slow on long paths
  ['yaml-solution', /\/solutions\/[^/]+$/i, /^solution\.yml$/i],
  ['customizations', /\/other$/i, /^customizations\.xml$/i],
  ['solution', /\/other$/i, /^solution\.xml$/i],
  ['raw-customizations', /$/, /^customizations\.xml$/i],
  ['raw-solution', /$/, /^solution\.xml$/i],
  ['canvas-app', /\/canvasapps$/i, /.\.meta\.xml$/is],
  ['bot-references', /\/assets$/i, /^botcomponent_connectionreferenceset\.xml$/i],
  ['bot-data', /\/botcomponents\/[^/]+$/i, /^data$/i],
  ['connector', /\/connectors?$/i, /.\.xml$/is],
  ['environment-variable', /\/environmentvariabledefinitions\/[^/]+$/i, /^environmentvariabledefinition\.xml$/i],
  ['environment-variable-value', /\/environmentvariabledefinitions\/[^/]+$/i, /^environmentvariablevalues\.json$/i],
  ['package-manifest', /$/, /\.ppkg\.json$/i],
  ['deployment-settings', /$/, /.\.json$/is], // may be: only what is in it tells
];

/** Folders whose files look like a solution's and are not: GitHub's workflows, the unpacked sources of canvas apps, other people's packages. */
const foreign = /\/(?:\.git|\.github|node_modules|[^/]*_msapp_src)\//i;

/** The kind of a file and its root, from its path alone; undefined for a file we do not read. Any other JSON file may hold deployment settings, which have no name of their own. */
export function placeOf(uri: Uri): Place | undefined {
  const end = uri.lastIndexOf('/');
  if (end < 0) return undefined;
  const name = uri.slice(end + 1);
  return placesIn(uri.slice(0, end)).find((it) => it.name.test(name))?.place;
}

interface PlaceIn {
  readonly name: RegExp;
  readonly place: Place;
}

let [lastFolder, lastPlaces]: [Uri, readonly PlaceIn[]] = ['', placesOf('')];

/** Files are asked for one after the other in each folder. */
function placesIn(folder: Uri): readonly PlaceIn[] {
  if (folder !== lastFolder) [lastFolder, lastPlaces] = [folder, placesOf(folder)];
  return lastPlaces;
}

/** What files in a folder are by their names; the first name that fits counts. */
function placesOf(folder: Uri): readonly PlaceIn[] {
  if (foreign.test(`${folder}/`)) return [];
  return patterns.flatMap(([kind, pattern, name]) => {
    const index = folder.search(pattern);
    return index < 0 ? [] : [{ name, place: { kind, root: folder.slice(0, index) } }];
  });
}

/** Whether nothing in a folder with this name is ours, however much it may look like it. */
export function isForeignFolder(name: string): boolean {
  return foreign.test(`/${name}/`);
}
