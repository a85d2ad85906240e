import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as fc from 'fast-check';
import {
  checkedIn,
  createLinter,
  entryOf,
  haveOwnIds,
  inMemory,
  Lines,
  placeOf,
  rules,
  unreadEntry,
  whileReading,
  Workspace,
  type Entry,
  type FileChange,
  type Finding,
  type Linter,
  type Snapshot,
  type Uri,
} from '../server/src/core';
import { decode, load, pathOf } from '../server/src/host/disk';
import { findingsIn } from './support/check';
import { readFixture, ROOT } from './support/fixture';
import { toldReadiness } from './support/readiness';

/** `SEED=n npm run test:unit` draws others. A failure prints the seed it was found with. */
const SEED = Number(process.env['SEED'] ?? 1);
/** `RUNS=n` draws more. */
const RUNS = Number(process.env['RUNS'] ?? 60);

type Files = ReadonlyMap<Uri, string>;

const EXAMPLE = 'examples/contoso';
const example: Files = new Map([...load(resolve(EXAMPLE), () => {})].map(({ uri }) => [uri, decode(readFileSync(pathOf(uri)))]));

const PAGES = 'docs/rules';
/** Every ```solution block of the rules' pages, without its marks. */
const blocks: readonly (readonly [name: string, files: Files])[] = readdirSync(PAGES)
  .sort()
  .flatMap((page) =>
    [...readFileSync(`${PAGES}/${page}`, 'utf8').matchAll(/^```solution\n([\s\S]*?)^```$/gm)].map(
      (it, index) => [`${page} ${index + 1}`, readFixture(it[1]!).files] as const,
    ),
  );
const everything: readonly (readonly [name: string, files: Files])[] = [[EXAMPLE, example], ...blocks];

const loud = (): Linter =>
  createLinter({
    rules,
    severityOf: (it) => (it.severity === 'off' ? 'info' : it.severity), // the rules that are off take part
    onCrash: (_, error) => {
      throw error;
    },
  });

function show({ rule, severity, at, message, subject, related }: Finding): unknown {
  return { rule: rule.id, severity, at, message, subject, related };
}

function lint(linter: Linter, snapshot: Snapshot): unknown[] {
  return [...linter.run(snapshot)].flatMap((it) => it.findings.map(show));
}

const known = new Map<string, Entry | undefined>();

/** The entry of a text; one that was read before is taken again, as nothing in it ever changes. */
function entry(uri: Uri, text: string): Entry | undefined {
  const key = `${uri}\n${text}`;
  if (!known.has(key)) known.set(key, entryOf(inMemory(uri, text), text));
  return known.get(key);
}

function changesOf(files: Files): FileChange[] {
  return [...files].map(([uri, text]) => ({ uri, entry: entry(uri, text) }));
}

function fresh(files: Files): unknown[] {
  const workspace = new Workspace();
  return lint(loud(), workspace.apply(changesOf(files)));
}

describe('laws', () => {
  it('are tried on many files', () => {
    assert.ok(example.size > 50);
    assert.ok(blocks.length >= 2 * rules.length);
    assert.ok(fresh(example).length > 50);
  });

  describe('line ends and byte order marks', () => {
    /** What is found, with lines and columns in the place of offsets. */
    const places = (files: Files): unknown[] => {
      const lines = new Map([...files].map(([uri, text]) => [uri, new Lines(text)]));
      const range = ({ uri, span }: { uri: Uri; span: Finding['at']['span'] }): unknown => ({ uri, ...lines.get(uri)!.rangeOf(span) });
      return findingsIn(files, rules, () => 'warning').map(({ rule, at, message, subject, related = [] }) => ({
        rule: rule.id,
        at: range(at),
        message,
        subject,
        related: related.map((it) => ({ at: range(it), message: it.message })),
      }));
    };
    const mapped = (files: Files, change: (text: string) => string): Files => new Map([...files].map(([uri, text]) => [uri, change(text)]));

    for (const [name, files] of everything)
      it(name, () => {
        const lf = mapped(files, (it) => it.replaceAll('\r\n', '\n'));
        const expected = places(lf);
        assert.deepEqual(places(mapped(lf, (it) => it.replaceAll('\n', '\r\n'))), expected, 'CRLF');
        assert.deepEqual(places(mapped(lf, (it) => it.replace('\n', '\r\n'))), expected, 'mixed');
        assert.deepEqual(places(mapped(lf, (it) => decode(Buffer.from(`\uFEFF${it}`)))), expected, 'a byte order mark');
      });
  });

  describe('the order in which files are read changes nothing', () => {
    for (const [name, files] of everything)
      it(name, () => {
        const expected = fresh(files);
        const changes = changesOf(files);
        fc.assert(
          fc.property(fc.shuffledSubarray(changes, { minLength: changes.length }), fc.boolean(), (shuffled, single) => {
            const workspace = new Workspace();
            const linter = loud();
            if (single) for (const change of shuffled) lint(linter, workspace.apply([change]));
            else workspace.apply(shuffled);
            assert.deepEqual(lint(linter, workspace.snapshot), expected);
          }),
          { seed: SEED, numRuns: files === example ? 10 : 5 },
        );
      });
  });

  describe('what is found in a folder before the others are read is found in the end, too', () => {
    const NOT_READ = 'the rest is not read';
    const rootOf = (uri: Uri): Uri => placeOf(uri)!.root;
    const speaks = (uri: Uri): boolean => ['configuration', 'baseline'].includes(placeOf(uri)!.kind);
    const isFlow = (uri: Uri): boolean => ['flow', 'yaml-flow', 'package-flow'].includes(placeOf(uri)!.kind);
    /** What lies in a folder that is a solution may belong to that. */
    const isApart = (root: Uri, all: readonly Uri[]): boolean => !all.some((it) => root.startsWith(`${it}/`));

    let early = 0;
    for (const [name, files] of everything)
      it(name, () => {
        const changes = changesOf(files).filter((it) => it.entry);
        const expected = fresh(files);
        const final = new Set(expected.map((it) => JSON.stringify(it)));
        const solutions = [...new Workspace().apply(changes).solutions].filter((it) => it.layout !== 'loose').map((it) => it.root);
        const roots = [...new Set(changes.map((it) => rootOf(it.uri)))].filter((it) => isApart(it, solutions));
        if (roots.length === 0) return;
        const cuts = fc.record({
          root: fc.constantFrom(...roots),
          others: fc.subarray(changes),
          flows: fc.subarray(changes.filter((it) => isFlow(it.uri))),
          isWhole: fc.boolean(),
        });
        fc.assert(
          fc.property(cuts, fc.shuffledSubarray(changes, { minLength: changes.length }), ({ root, others, flows, isWhole }, rest) => {
            const workspace = new Workspace();
            const linter = loud();
            const its = changes.filter((it) => rootOf(it.uri) === root);
            const isRead = (it: FileChange): boolean => isWhole || !isFlow(it.uri) || flows.includes(it);
            const extent = its.every(isRead) ? 'folder' : 'some flows';
            const check = (): void => {
              const snapshot = whileReading(workspace.snapshot, extent);
              const folder = checkedIn(snapshot).find((it) => it.root === root);
              const found = folder ? linter.findings(folder, snapshot).map(show) : [];
              early += found.length;
              assert.deepEqual(
                found.filter((it) => !final.has(JSON.stringify(it))),
                [],
              );
            };
            if (extent === 'some flows' && !haveOwnIds(its.map((it) => it.uri).filter(isFlow))) return;
            workspace.apply(changes.filter((it) => speaks(it.uri)).map((it) => ({ ...it, isOutside: true })));
            workspace.apply(its.map((it) => (isRead(it) ? it : { uri: it.uri, entry: unreadEntry(inMemory(it.uri, NOT_READ)) })));
            check();
            workspace.apply(others.filter((it) => rootOf(it.uri) !== root));
            check();
            workspace.apply(rest.filter((it) => !its.includes(it) || !isRead(it)));
            assert.deepEqual(lint(linter, workspace.snapshot), expected, 'and nothing is taken for the whole');
          }),
          { seed: SEED, numRuns: files === example ? 20 : 5 },
        );
      });

    after(() => assert.ok(early > 1000, `${early} were found early`));
  });

  describe('no files, no findings', () => {
    for (const [name, files] of everything)
      it(name, () => {
        const workspace = new Workspace();
        const linter = loud();
        lint(linter, workspace.apply(changesOf(files)));
        const gone = [...files.keys()].map((uri) => ({ uri, entry: undefined }));
        for (const change of gone.slice(1)) lint(linter, workspace.apply([change]));
        workspace.apply(gone.slice(0, 1));
        assert.deepEqual([lint(linter, workspace.snapshot), workspace.snapshot.solutions, [...workspace.uris()]], [[], [], []]);
        assert.deepEqual(lint(linter, workspace.apply(changesOf(files))), fresh(files), 'and all again when they are back');
      });
  });

  describe('a workspace that was edited is like one that was read', () => {
    /** What an edit does to a text; `original` is what the file said at first, `other` another file's text. */
    type Edit = (text: string | undefined, original: string, other: string, names: readonly string[]) => string | undefined;
    const pick = <Item>(items: readonly Item[], at: number): Item | undefined => items[at % Math.max(1, items.length)];
    const element = /[ \t]*<connectionreference [^]*?<\/connectionreference>\r?\n?/g;

    const edits: fc.Arbitrary<Edit> = fc.oneof(
      { weight: 3, arbitrary: fc.constant<Edit>((_, original) => original) },
      { weight: 1, arbitrary: fc.constant<Edit>(() => undefined) },
      { weight: 1, arbitrary: fc.constant<Edit>((_, __, other) => other) },
      {
        weight: 1,
        arbitrary: fc.nat(1000).map(
          (at): Edit =>
            (text, original) =>
              (text ?? original).slice(0, Math.floor(((text ?? original).length * at) / 1000)),
        ),
      },
      // one name for another: definitions, uses, calls, connectors, ids and solutions all change in this way
      {
        weight: 8,
        arbitrary: fc.tuple(fc.nat(), fc.nat()).map(([from, to]): Edit => (text = '', _, __, names) => {
          const present = names.filter((it) => text.includes(it));
          return text.replaceAll(pick(present, from) ?? '\0', pick(names, to) ?? '');
        }),
      },
      {
        weight: 2,
        arbitrary: fc.nat().map(
          (at): Edit =>
            (text = '') =>
              text.replace(pick([...text.matchAll(element)], at)?.[0] ?? '\0', ''),
        ),
      },
      // a definition of another file
      {
        weight: 2,
        arbitrary: fc.nat().map(
          (at): Edit =>
            (text = '', _, other) =>
              text.replace('</connectionreferences>', () => `${pick([...other.matchAll(element)], at)?.[0] ?? ''}</connectionreferences>`),
        ),
      },
      { weight: 1, arbitrary: fc.constant<Edit>((text) => text?.toUpperCase()) },
      { weight: 1, arbitrary: fc.constant<Edit>((text) => text && `\n${text}`) },
    );

    const namesIn = (files: Files): string[] => {
      const texts = [...files.values()].join('\n');
      const found = texts.matchAll(
        /connectionreferencelogicalname="([^"]+)"|"connectionReferenceLogicalName": ?"([^"]+)"|([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})|(shared_[\w-]+)|<UniqueName>([^<]+)|>([^<>]+ – [^<>]+)</gi,
      );
      return [...new Set([...found].map((it) => it.slice(1).find((name) => name !== undefined)!))].sort();
    };

    const checkEdits = (files: Files, numRuns: number): void => {
      const uris = [...files.keys()];
      const names = namesIn(files);
      const step = fc.record({ file: fc.nat(uris.length - 1), other: fc.nat(uris.length - 1), edit: edits });
      fc.assert(
        fc.property(fc.array(step, { minLength: 1, maxLength: 12, size: 'max' }), (steps) => {
          known.clear();
          const now = new Map(files);
          const workspace = new Workspace();
          const linter = loud(); // one linter all along: what it remembers is what is tested
          const all = (): unknown => [lint(linter, workspace.snapshot), toldReadiness(workspace.snapshot)];
          const afresh = (of: Files): unknown => [fresh(of), toldReadiness(new Workspace().apply(changesOf(of)))];
          workspace.apply(changesOf(now));
          all();
          for (const { file, other, edit } of steps) {
            const uri = uris[file]!;
            const text = edit(now.get(uri), files.get(uri)!, files.get(uris[other]!)!, names);
            if (text === undefined) now.delete(uri);
            else now.set(uri, text);
            workspace.apply([{ uri, entry: text === undefined ? undefined : entry(uri, text) }]);
            assert.deepEqual(all(), afresh(now));
          }
          workspace.apply([...changesOf(files)]);
          assert.deepEqual(all(), afresh(files), 'all taken back');
        }),
        { seed: SEED, numRuns },
      );
    };

    it(EXAMPLE, () => {
      checkEdits(example, RUNS);
    });

    it('the examples of the pages, side by side', () => {
      // neighbours in the list have names in common, so that they are each other's siblings in more than the folder
      for (let i = 0; i < blocks.length; i += 3) {
        const files = new Map<Uri, string>();
        for (const [index, [, block]] of blocks.slice(i, i + 4).entries())
          for (const [uri, text] of block) files.set(`${ROOT}${index}/${uri.slice(ROOT.length)}`, text);
        checkEdits(files, Math.ceil(RUNS / 6));
      }
    });
  });
});
