import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding, Location, Solution, SourceFile, Uri } from '../core';
import type { Places } from './convert';
import { digestOf } from './digest';
import type { Mirror } from './mirror';

/** What the editor was told of a file, and from which states of which files. */
interface Told {
  readonly uri: string;
  readonly findings: readonly Finding[];
  /** The file, and those that its findings point at. */
  readonly files: ReadonlyMap<Uri, SourceFile | undefined>;
  readonly digest: number;
}

/** What was told of a solution. */
interface Reported {
  readonly told: Map<Uri, Told>;
  /** Set when all of it was told and follows from its own files: then there is nothing to tell as long as both are the same objects. */
  whole?: { readonly entries: Solution['entries']; readonly findings: readonly Finding[] } | undefined;
}

/** What is at hand while one solution is told. */
interface Round {
  readonly told: Map<Uri, Told>;
  readonly texts: Map<Uri, TextDocument>;
  fileOf(uri: Uri): SourceFile | undefined;
}

/** So many texts are kept while a solution is published: findings of many files often point at the same one. */
const KEPT_TEXTS = 16;

/** Remembers what the editor was last told, and tells it only what is different. */
export class Publisher {
  /** By solution, then by file: a finding stands in a file of its own solution. */
  readonly #told = new Map<Uri, Reported>();

  constructor(
    private readonly mirror: Mirror,
    private readonly convert: (finding: Finding, places: Places) => Diagnostic,
    private readonly send: (params: PublishDiagnosticsParams) => void,
  ) {}

  /** Tells all findings of a solution, one file a step, those in front of the user first. May be stopped after any step. */
  *publish({ root, entries }: Solution, findings: readonly Finding[]): Generator<void> {
    const reported = this.#told.get(root) ?? { told: new Map<Uri, Told>() };
    const { told, whole } = reported;
    if (whole?.entries === entries && whole.findings === findings) return;
    reported.whole = undefined;
    this.#told.set(root, reported);
    const round: Round = { told, texts: new Map(), fileOf: (uri) => (entries.get(uri) ?? this.mirror.workspace.entry(uri))?.file };
    const now = byFile(findings);
    const uris = [...new Set([...now.keys(), ...told.keys()])];
    let isWhole = true;
    for (const open of [true, false])
      for (const uri of uris) {
        if (this.mirror.isOpen(uri) !== open) continue;
        if (!this.#tell(uri, now.get(uri) ?? [], round)) isWhole = false;
        yield;
      }
    for (const { files } of told.values()) isWhole &&= [...files.keys()].every((it) => entries.has(it));
    if (isWhole) reported.whole = { entries, findings };
  }

  /** Clears what was told of solutions that are not among these. */
  keep(roots: ReadonlySet<Uri>): void {
    for (const [root, { told }] of this.#told) {
      if (roots.has(root)) continue;
      for (const { uri } of told.values()) this.send({ uri, diagnostics: [] });
      this.#told.delete(root);
    }
  }

  /** Gives whether the editor knows now what is found in a file. */
  #tell(uri: Uri, findings: readonly Finding[], { told, texts, fileOf }: Round): boolean {
    const before = told.get(uri);
    const spelling = this.mirror.spelling(uri);
    const version = fileOf(uri)?.version;
    if (before && (findings.length === 0 || before.uri !== spelling)) {
      const now = this.mirror.openedAs(before.uri);
      const isRenamed = now !== undefined && now !== uri && told.get(now)?.uri === before.uri; // told of the same document a moment ago
      if (!isRenamed)
        this.send({ uri: before.uri, diagnostics: [], ...(version === undefined || before.uri !== spelling ? {} : { version }) });
      told.delete(uri);
    }
    if (findings.length === 0) return true;
    if (before && isOfSameFiles(before, fileOf) && same(before.findings, findings)) {
      const areSame = findings.every((it, i) => it === before.findings[i]);
      if (!areSame) told.set(uri, { ...before, findings }); // those of before know how they are mended in a solution that is no more
      return true;
    }

    const files = new Map<Uri, SourceFile | undefined>([[uri, fileOf(uri)]]);
    for (const { related } of findings) for (const it of related ?? []) files.set(it.uri, fileOf(it.uri));
    const documents = new Map<Uri, TextDocument>();
    for (const it of files.keys()) {
      const document = this.#text(it, texts);
      if (!document) return false; // it has changed since it was read, and what is said of the new state comes with the next round
      documents.set(it, document);
    }
    const places: Places = {
      uriOf: (it) => this.mirror.spelling(it.uri),
      rangeOf: ({ uri: its, span }) => ({
        start: documents.get(its)!.positionAt(span.start),
        end: documents.get(its)!.positionAt(span.end),
      }),
    };
    const params: PublishDiagnosticsParams = {
      uri: spelling,
      diagnostics: findings.map((it) => this.convert(it, places)),
      ...(version === undefined ? {} : { version }),
    };
    const digest = digestOf(JSON.stringify(params));
    if (told.get(uri)?.digest !== digest) this.send(params);
    told.set(uri, { uri: spelling, findings, files, digest });
    return true;
  }

  #text(uri: Uri, texts: Map<Uri, TextDocument>): TextDocument | undefined {
    const known = texts.get(uri);
    if (known) return known;
    const document = this.mirror.document(uri);
    if (texts.size >= KEPT_TEXTS) texts.clear();
    if (document && !this.mirror.isOpen(uri)) texts.set(uri, document);
    return document;
  }
}

function isOfSameFiles({ files }: Told, fileOf: Round['fileOf']): boolean {
  for (const [uri, file] of files) if (fileOf(uri) !== file) return false;
  return true;
}

function byFile(findings: readonly Finding[]): ReadonlyMap<Uri, readonly Finding[]> {
  const files = new Map<Uri, Finding[]>();
  for (const finding of findings) {
    const its = files.get(finding.at.uri);
    if (its) its.push(finding);
    else files.set(finding.at.uri, [finding]);
  }
  return files;
}

function same(before: readonly Finding[], now: readonly Finding[]): boolean {
  return (
    before.length === now.length &&
    now.every((it, i) => {
      const other = before[i]!;
      if (it === other) return true;
      const [related = [], others = []] = [it.related, other.related];
      return (
        it.rule === other.rule &&
        it.severity === other.severity &&
        it.message === other.message &&
        samePlace(it.at, other.at) &&
        related.length === others.length &&
        related.every((one, j) => one.message === others[j]!.message && samePlace(one, others[j]!))
      );
    })
  );
}

function samePlace(a: Location, b: Location): boolean {
  return a.uri === b.uri && a.span.start === b.span.start && a.span.end === b.span.end;
}
