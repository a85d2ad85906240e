import { customConnectorOf, isCustomConnector, type ConnectorName } from '../connector-identity';
import { connectorInfo, keyOfCustomName } from '../connectors';
import { guid } from '../facts/workflow';
import { neighboursOf, type Scene } from '../fix';
import type { Solution } from '../model';
import type { Neighbours } from '../neighbours';
import type { Span, Uri } from '../text';

/** An id of a connector where it is written. */
export interface ConnectorId {
  readonly name: ConnectorName;
  /** The id as it stands, a path before it included. */
  readonly span: Span;
}

/**
 * The connector whose id stands under an offset, whatever the file: `shared_…`, alone or in a path, and the GUID and the name
 * that a custom connector has in its solution. Only ids that are known to be a connector's, for keys and texts can look alike.
 */
export function connectorIdAt(uri: Uri, offset: number, folder: Solution, scene: Scene): ConnectorId | undefined {
  const text = scene.text(uri);
  const { start, end } = wordAround(offset, text);
  const word = text.slice(start, end);
  const neighbours = neighboursOf(folder, scene);
  const shared = /(?:^|\/)(shared_[\w-]+)(?=\/|$)/i.exec(word);
  if (!shared) {
    const name = customNameIn(word, neighbours);
    return name && { name, span: { start, end } };
  }
  const span = { start, end: start + shared.index + shared[0].length };
  const name = { connector: shared[1]! };
  const isKnown = connectorInfo(name.connector) !== undefined || isCustomConnector(name);
  return isKnown && offset <= span.end ? { name, span } : undefined;
}

/** A custom connector's GUID, or its name: letters and digits, with `_5F` for the underscore behind the publisher's prefix. */
function customNameIn(word: string, neighbours: Neighbours): ConnectorName | undefined {
  const isId = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(word);
  if (!isId && !(/^[a-z]\w*?_5f[\w-]/i.test(word) && /^[\w-]+$/.test(word))) return undefined;
  const [found] = neighbours.connectors(isId ? guid(word) : keyOfCustomName(word));
  return found && { connector: '', customConnectorId: found.id, customConnector: found.name };
}

function wordAround(offset: number, text: string): Span {
  const isPart = (at: number): boolean => /[\w./-]/.test(text[at] ?? '');
  let [start, end] = [offset, offset];
  while (start > 0 && isPart(start - 1)) start--;
  while (isPart(end)) end++;
  return { start, end };
}

/** The custom connectors that a name means: those of the solution that asks, else all copies of the workspace. */
export function customConnectorsOf(
  name: ConnectorName,
  folder: Solution,
  scene: Scene,
): readonly { readonly id: string; readonly uri: Uri }[] {
  const neighbours = neighboursOf(folder, scene);
  const found = customConnectorOf(name, neighbours);
  if (!found) return [];
  const all = neighbours.connectors(found.id);
  const own = all.filter((it) => folder.entries.has(it.uri));
  return own.length > 0 ? own : all;
}
