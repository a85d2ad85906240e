import { comparablePath, dirname, encoded } from '../files';
import type { Scene } from '../fix';
import type { FileKind } from '../layout';
import { folderOf } from '../occurrences';
import type { Span, Uri } from '../text';
import { parseXml, type XmlElement } from '../xml';

/** A path in a file that means another file. Whether that one is there, the host knows. */
export interface Link {
  readonly span: Span;
  readonly target: Uri;
  readonly tooltip: string;
}

/** The elements that hold a path, and what it leads to. */
const tooltips: ReadonlyMap<string, string> = new Map([
  ['JsonFileName', 'Open the flow'],
  ['openapidefinition', "Open the connector's definition"],
  ['connectionparameters', "Open the connector's connection parameters"],
  ['policytemplateinstances', "Open the connector's policies"],
  ['iconblob', "Open the connector's icon"],
  ['customcodeblobcontent', "Open the connector's code"],
  ['scriptoperations', "Open the connector's operations with code"],
  ['DocumentUri', 'Open the app'],
  ['BackgroundImageUri', "Open the app's picture"],
  ['AdditionalUri', "Open the app's file"],
]);

/** Which files hold such paths, and whether each lies beside what it names; else its root does. */
const holders: Partial<Readonly<Record<FileKind, 'beside' | 'root'>>> = {
  'flow-metadata': 'beside',
  connector: 'beside',
  'canvas-app': 'beside',
  customizations: 'root',
  'raw-customizations': 'root',
};

/** As exports write a path: from the solution's root, and with `Connector` where an unpacked folder is called `Connectors`. */
const PATH = /^\/(Workflows|Connectors?|CanvasApps)\/([^/\\]+)$/i;

/** The files that a file names: a flow in its metadata, the parts of a custom connector and of an app. */
export function documentLinks(uri: Uri, scene: Scene): readonly Link[] {
  const folder = folderOf(uri, scene.snapshot);
  const kind = folder?.entries.get(uri)?.kind;
  const holder = kind && holders[kind];
  if (!folder || !holder) return [];
  const links = [...holding(parseXml(scene.text(uri)).roots)].flatMap((element) => {
    const { value, span } = element.text();
    const [, parent, name] = PATH.exec(value) ?? [];
    if (!parent || !name || name === '..') return [];
    const below = holder === 'beside' ? dirname(uri) : `${folder.root}/${encoded(parent)}`;
    return [{ span, target: `${below}/${encoded(name)}`, tooltip: tooltips.get(element.name)! }];
  });
  if (links.length === 0) return [];
  const files = new Map([...folder.entries.keys()].map((it) => [comparablePath(it), it])); // letter case may differ
  return links.map((it) => ({ ...it, target: files.get(comparablePath(it.target)) ?? it.target }));
}

function* holding(elements: readonly XmlElement[]): Iterable<XmlElement> {
  for (const element of elements) {
    if (tooltips.has(element.name)) yield element;
    else yield* holding(element.children);
  }
}
