import type { TextOf } from '../files';
import type { Fix } from '../fix';
import { Lines } from '../lines';
import { recent } from '../memo';
import type { Finding } from '../rule';
import type { Location, Uri } from '../text';

/** A finding as reports show it: the members of `check --format json`, an interface (docs/json.md). Lines and columns are 1-based, columns in UTF-16 units. */
export interface LocatedFinding {
  readonly rule: string;
  readonly severity: Finding['severity'];
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  readonly subject: string;
  /** The path of the solution's root, or of a folder of settings or of a configuration. */
  readonly solution: string;
  readonly related: readonly { readonly path: string; readonly line: number; readonly column: number; readonly message: string }[];
  readonly fixes: readonly { readonly title: string; readonly safety: Fix['safety']; readonly preferred: boolean }[];
}

/** So many texts are kept: who tells of many findings tells of those in one file together. */
const TEXTS = 32;

/** Turns offsets into lines and columns. Texts are not kept by the core, so the host brings them. */
export class Locator {
  readonly #linesOf = recent(TEXTS, (uri: Uri) => this.#read(uri));
  readonly #changed = new Set<Uri>();

  constructor(
    private readonly textOf: TextOf,
    readonly pathOf: (uri: Uri) => string,
  ) {}

  /** Files that were no longer the same when their text was asked for; what is said of them stands at their beginning. */
  get changed(): ReadonlySet<Uri> {
    return this.#changed;
  }

  /** For files of which some have other texts now, or are gone. */
  after(changed: ReadonlyMap<Uri, { readonly after: string | undefined }>): Locator {
    return new Locator((uri) => (changed.has(uri) ? changed.get(uri)!.after : this.textOf(uri)), this.pathOf);
  }

  /** For paths as they are called elsewhere. */
  calling(place: (path: string) => string): Locator {
    return new Locator(this.textOf, (uri) => place(this.pathOf(uri)));
  }

  locate({ uri, span }: Location): { path: string; line: number; column: number; endLine: number; endColumn: number } {
    const range = this.#linesOf(uri).rangeOf(span);
    return {
      path: this.pathOf(uri),
      line: range.start.line + 1,
      column: range.start.character + 1,
      endLine: range.end.line + 1,
      endColumn: range.end.character + 1,
    };
  }

  #read(uri: Uri): Lines {
    const text = this.textOf(uri);
    if (text === undefined) this.#changed.add(uri);
    return new Lines(text ?? '');
  }

  finding(finding: Finding, solution: Uri, fixes: readonly Fix[]): LocatedFinding {
    const { rule, severity, message, subject, related = [] } = finding;
    return {
      rule: rule.id,
      severity,
      ...this.locate(finding.at),
      message,
      subject,
      solution: this.pathOf(solution),
      related: related.map((it) => {
        const { path, line, column } = this.locate(it);
        return { path, line, column, message: it.message };
      }),
      fixes: fixes.map(({ title, safety, preferred }) => ({ title, safety, preferred })),
    };
  }
}

/** The order of every report: path, then position, then rule. */
export function byPlace(a: LocatedFinding, b: LocatedFinding): number {
  return compare(a.path, b.path) || a.line - b.line || a.column - b.column || compare(a.rule, b.rule) || compare(a.message, b.message);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
