import {
  CodeLensRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  InlayHintRefreshRequest,
  ShowMessageNotification,
  TextDocuments,
  WatchKind,
  type ClientCapabilities,
  type Connection,
  type InitializeParams,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { placeOf, type Uri } from '../core';
import { canonical, isOn, uriOf } from '../host/uris';
import { version } from '../../../package.json';
import type { InitializationOptions, Notifications, Status } from '../protocol';
import { abilitiesOf, capabilitiesFor } from './abilities';
import { Checker } from './checker';
import { lintingFor, member, showsFor, type Linting, type Shows } from './configuration';
import { toDiagnostic } from './convert';
import { deskFor, type Desk } from './desk';
import type { Disk } from './disks/disk';
import { answerRequests } from './handlers';
import { Mirror } from './mirror';
import { newcomers } from './newcomers';
import { readerFor } from './progress';
import { Publisher } from './publisher';
import { NOTHING_YET, statusTeller } from './status';
import { turn } from './turns';

/** What is read of a solution. A folder that comes or goes is one event without its files, so of those all are wanted. */
const WATCHERS = [
  { globPattern: '**', kind: WatchKind.Create | WatchKind.Delete },
  { globPattern: '**/*.{json,xml,yml}', kind: WatchKind.Change },
  { globPattern: '**/botcomponents/*/data', kind: WatchKind.Change },
];

/** Answers an editor: keeps the workspace, has it checked, and tells what was found. */
export function serve(connection: Connection, disk: Disk): void {
  let client: ClientCapabilities = {};
  let options: unknown;
  let schemes: readonly string[] = ['file'];
  let folders: readonly Uri[] = [];
  let linting: Linting | undefined;
  let shows: Shows = showsFor(undefined);
  let told: Status | undefined;
  const tell = statusTeller();

  const canRead = (uri: unknown): boolean => isOn(schemes, uri);
  const readable = (uris: readonly string[]): Uri[] => uris.filter(canRead).map(canonical);
  const onError = (error: unknown): void => connection.console.error(traceOf(error));
  const documents = new TextDocuments({ ...TextDocument, create: createDocument });
  const mirror = new Mirror(
    disk,
    readerFor(connection, () => tellStatus(true)),
    { told: () => checker.ahead(), first: () => checker.front },
  );
  const publisher = new Publisher(
    mirror,
    (finding, places) => toDiagnostic(finding, places, rulePagesIn(options)),
    (params) => void connection.sendDiagnostics(params).catch(onError),
  );
  const checker: Checker = new Checker(mirror, () => linting?.linter, publisher, checked, onError);

  const lookAgain = newcomers(disk, (grown) => {
    if (mirror.changed(grown).length > 0) checker.later();
  });

  const desk = (): Desk =>
    deskFor(mirror, {
      linting,
      shows,
      abilities: abilitiesOf(client),
      hasCommands: isOurs(),
      folders: mirror.folders,
      rulePages: rulePagesIn(options),
      isFile: (uri) => disk.isFile(uri),
      tell: (type, message) =>
        void turn().then(() => connection.sendNotification(ShowMessageNotification.type, { type, message }).catch(onError)),
    });

  const isOurs = (): boolean => optionIn(options, 'hasCommands') === true;

  /** Only our own client knows what to do with it. While it reads, the numbers of before still stand. */
  function tellStatus(busy: boolean): void {
    if (!isOurs()) return;
    told = busy ? { ...(told ?? NOTHING_YET), busy } : tell(desk());
    void connection.sendNotification('keyhook/status' satisfies keyof Notifications, told).catch(onError);
  }

  /** What is shown in one file may say how often it is used in others; what is switched off must go. */
  function checked(): void {
    tellStatus(false);
    const { refreshesLenses, refreshesHints } = abilitiesOf(client);
    if (refreshesLenses) void connection.sendRequest(CodeLensRefreshRequest.type).catch(onError);
    if (refreshesHints) void connection.sendRequest(InlayHintRefreshRequest.type).catch(onError);
    void remember().catch(onError);
  }

  const remember = async (): Promise<void> => {
    await checker.quiet();
    for (const _ of disk.settled?.() ?? []) await checker.quiet();
  };

  /** What the client says when it is asked, else what it sent along, else what it said when it began. */
  const configure = async (sent?: unknown): Promise<void> => {
    const asked: unknown = client.workspace?.configuration ? await connection.workspace.getConfiguration('keyhook').catch(onError) : sent;
    linting = lintingFor(member(asked, 'rules') ? asked : options, (message) => connection.console.warn(message));
    shows = showsFor(asked ?? options);
    void checker.ahead();
    checker.later(0);
  };

  connection.onInitialize((params) => {
    client = params.capabilities;
    options = params.initializationOptions;
    schemes = schemesIn(options);
    mirror.folders = folders = readable(foldersOf(params));
    return { capabilities: capabilitiesFor(client), serverInfo: { name: 'keyhook', version } };
  });
  connection.onInitialized(async () => {
    const { didChangeWatchedFiles, didChangeConfiguration, workspaceFolders } = client.workspace ?? {};
    if (workspaceFolders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = readable(removed.map((it) => it.uri));
        folders = [...new Set([...folders.filter((it) => !gone.includes(it)), ...readable(added.map((it) => it.uri))])];
        mirror.folders = folders;
        checker.later(0);
      });
    const registering = [
      didChangeWatchedFiles?.dynamicRegistration &&
        connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: WATCHERS }),
      didChangeConfiguration?.dynamicRegistration &&
        connection.client.register(DidChangeConfigurationNotification.type, { section: 'keyhook' }),
    ];
    void Promise.all(registering).catch(onError);
    void mirror.read().catch(onError);
    await configure();
  });
  answerRequests(connection, {
    mayBeOurs: (uri) => canRead(uri) && mirror.mayBeOurs(uri),
    settled: () => checker.settled(),
    there: (uri) => checker.there(uri),
    hasMoved: () => mirror.hasMoved(),
    desk,
    versionOf: (uri) => documents.get(uri)?.version,
    failed: (method, error) => connection.console.error(`'${method}' failed: ${traceOf(error)}`),
  });
  connection.onDidChangeConfiguration(({ settings }: { settings: unknown }) => configure(member(settings, 'keyhook')).catch(onError));
  connection.onDidChangeWatchedFiles(({ changes }) => {
    // that something in a folder has changed says nothing: the files in it speak for themselves
    const telling = changes.filter(({ uri, type }) => type !== FileChangeType.Changed || placeOf(uri));
    const ours = mirror.changed(readable(telling.map((it) => it.uri)));
    if (ours.length > 0) checker.later();
    lookAgain(ours.filter((it) => !placeOf(it) && disk.isFolder(it)));
  });
  documents.onDidChangeContent(({ document }) => {
    if (!canRead(document.uri)) return;
    mirror.opened(document);
    checker.edited();
  });
  documents.onDidClose(({ document }) => {
    mirror.closed(document);
    checker.edited();
  });
  documents.listen(connection);
  connection.listen();
}

/** Whatever a client calls a text: one that could not be read would keep all other edits from being taken in. */
function createDocument(uri: string, languageId: string, version: number, text: unknown): TextDocument {
  return TextDocument.create(uri, languageId, version, String(text ?? ''));
}

function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function foldersOf({ workspaceFolders, rootUri, rootPath }: Pick<InitializeParams, 'workspaceFolders' | 'rootUri' | 'rootPath'>): string[] {
  return workspaceFolders?.map((it) => it.uri) ?? (rootUri ? [rootUri] : rootPath ? [uriOf(rootPath)] : []);
}

function optionIn(options: unknown, name: keyof InitializationOptions): unknown {
  return (options as InitializationOptions | null | undefined)?.[name];
}

/** What came with `initialize` may be anything: another editor's client knows nothing of it. */
function rulePagesIn(options: unknown): string | undefined {
  const pages = optionIn(options, 'rulePages');
  return typeof pages === 'string' ? pages : undefined;
}

/** The schemes of files that are read: those of the disk of this machine, and those that the client reads for us. */
function schemesIn(options: unknown): readonly string[] {
  const read = optionIn(options, 'schemes');
  return ['file', ...(Array.isArray(read) ? read.map(String) : [])];
}
