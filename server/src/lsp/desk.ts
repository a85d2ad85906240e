import type { MessageType } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { FileChanged, type Scene, type Uri, type Workspace } from '../core';
import type { Abilities } from './abilities';
import type { Linting, Shows } from './configuration';
import type { Places } from './convert';
import type { Mirror } from './mirror';

/** What an answer is made of: the workspace at one moment, and what is known of the client. */
export interface Desk {
  readonly scene: Scene;
  readonly documents: Documents;
  /** Undefined as long as the configuration is not known. */
  readonly linting: Linting | undefined;
  readonly abilities: Abilities;
  /** What the settings want to be shown in files. */
  readonly shows: Shows;
  /** Whether answers may name the client's own commands. */
  readonly hasCommands: boolean;
  /** The folders of the workspace. */
  readonly folders: readonly Uri[];
  /** The folder of the rules' pages, when the client brings them. */
  readonly rulePages: string | undefined;
  /** Whether there is a file, as far as is known. */
  isFile(uri: Uri): boolean;
  /** For who may be asked before all is read, and needs all. Throws `MoreToRead`. */
  needsAll(): void;
  /** Where something can be tried. */
  fork(): Workspace;
  /** Tells the user something once the answer is out. */
  tell(type: MessageType, message: string): void;
}

/** The files as the editor knows them. A text that is no longer at hand throws `FileChanged`. */
export interface Documents extends Places {
  /** The file of ours that a URI of the editor means; undefined for any other. */
  fileOf(uri: string): Uri | undefined;
  /** The URI by which we know what the editor means, be it a file of ours, a folder or not there at all. */
  ours(uri: string): Uri;
  documentOf(uri: Uri): TextDocument;
  /** Null for a file that is not open. */
  versionOf(uri: Uri): number | null;
}

/** Ask again when all is read. */
export class MoreToRead extends Error {}

export function deskFor(mirror: Mirror, client: Omit<Desk, 'scene' | 'documents' | 'needsAll' | 'fork'>): Desk {
  const documents = documentsOf(mirror);
  const { workspace } = mirror;
  const scene = { snapshot: workspace.snapshot, naming: {}, text: (uri: Uri) => documents.documentOf(uri).getText() };
  const needsAll = (): void => {
    if (!mirror.settled) throw new MoreToRead();
  };
  return { ...client, scene, documents, needsAll, fork: () => workspace.fork() };
}

/** Each closed file is read once. */
function documentsOf(mirror: Mirror): Documents {
  const known = new Map<Uri, TextDocument>();
  const documentOf = (uri: Uri): TextDocument => {
    const document = known.get(uri) ?? mirror.document(uri);
    if (!document) throw new FileChanged(uri);
    known.set(uri, document);
    return document;
  };
  const beginnings = new Map<Uri, { readonly length: number; readonly document: TextDocument }>();
  /** As much of a closed file as tells where a place in it is: most are asked for one, and to count all lines takes longer than all else. */
  const beginningOf = (whole: TextDocument, offset: number): TextDocument => {
    const { uri } = whole;
    const known = beginnings.get(uri);
    if (known && offset < known.length) return known.document;
    const length = 2 * offset + 1; // with what stands there: it may be the second half of a line break
    const document = TextDocument.create(uri, '', 0, whole.getText().slice(0, length));
    beginnings.set(uri, { length, document });
    return document;
  };
  return {
    fileOf: (uri) => mirror.workspace.entry(mirror.ours(uri))?.file.uri,
    ours: (uri) => mirror.ours(uri),
    documentOf,
    uriOf: ({ uri }) => mirror.spelling(uri),
    rangeOf: ({ uri, span }) => {
      const document = mirror.isOpen(uri) ? documentOf(uri) : beginningOf(documentOf(uri), span.end);
      return { start: document.positionAt(span.start), end: document.positionAt(span.end) };
    },
    versionOf: (uri) => (mirror.isOpen(uri) ? documentOf(uri).version : null),
  };
}
