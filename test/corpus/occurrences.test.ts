import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Snapshot, Uri } from '../../server/src/core';
import { mentionsIn, mentionsOf, type Mention } from '../../server/src/core/mentions';
import { occurrencesOf } from '../../server/src/core/occurrences';
import { decode, uriOf } from '../../server/src/host/disk';
import { snapshotOf } from '../support/fixture';
import { CORPUS, filesIn, needCorpus, placeAt } from './corpus';

/** Places of a text search that are meant otherwise. Each must be there, so that none is forgotten here. */
interface Exception {
  /** What stands before and behind the name. */
  readonly before: RegExp;
  readonly behind: RegExp;
  readonly reason: string;
}

const otherwiseNamed: readonly Exception[] = [
  {
    before: /<connectionreferencedisplayname>$/,
    behind: /^<\/connectionreferencedisplayname>/,
    reason: 'a display name, for people: the portal calls the reference of an agent by its logical name at first, and it may be changed',
  },
];

const otherIds: readonly Exception[] = [
  {
    before: /<JsonFileName>\/Workflows\/[^<]*-$/i,
    behind: /^\.json<\/JsonFileName>/i,
    reason: 'part of the name of a file; what it is to be called is for the exporter to say',
  },
  {
    before: /"subscriptionRequest\/name": "$/,
    behind: /^"/,
    reason: 'an input of the trigger: how its registration with Dataverse is called, which is any text',
  },
  {
    before: /"subscriptionRequest\/filterexpression": "[^"]* eq $/,
    behind: /^"/,
    reason: 'an input of the trigger: it compares a column of a table, which is data',
  },
  {
    before: /#\{[^{}#"]*$/,
    behind: /^\}#/,
    reason: "part of a pipeline's token in deployment settings: the name of the pipeline's own variable",
  },
];

const CONTEXT = 300;

/** The places that only a text search finds, and are not excepted, and those that only the product finds. */
function compare(searched: Iterable<Found>, known: Iterable<Found>, exceptions: readonly Exception[]): void {
  const unused = new Set(exceptions);
  const expected = new Set<string>();
  for (const { uri, text, start, end } of searched) {
    const [before, behind] = [text.slice(Math.max(0, start - CONTEXT), start), text.slice(end, end + CONTEXT)];
    const exception = exceptions.find((it) => it.before.test(before) && it.behind.test(behind));
    if (exception) unused.delete(exception);
    else expected.add(inWords({ uri, text, start, end }));
  }
  const found = new Set([...known].map(inWords));
  assert.deepEqual(
    [...expected].filter((it) => !found.has(it)),
    [],
    'only the text search finds them',
  );
  assert.deepEqual(
    [...found].filter((it) => !expected.has(it)),
    [],
    'the text search does not find them',
  );
  assert.deepEqual([...unused], []);
}

interface Found {
  readonly uri: Uri;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function inWords({ uri, text, start, end }: Found): string {
  return `${decodeURIComponent(uri.slice(uriOf(CORPUS).length + 1))}:${placeAt(text, start).join(':')} ${text.slice(start, end)}`;
}

describe('corpus: names and the places where they stand', () => {
  let files: ReadonlyMap<Uri, string>;
  let snapshot: Snapshot;

  before(needCorpus);
  before(() => {
    files = new Map(filesIn('.').map((it) => [uriOf(it), decode(readFileSync(it))]));
    snapshot = snapshotOf(files);
  });

  function* all(pattern: RegExp, take: (uri: Uri) => boolean = () => true): Iterable<RegExpExecArray> {
    for (const [uri, text] of files) if (take(uri)) yield* text.matchAll(pattern);
  }

  function* search(pattern: RegExp, prepare: (text: string) => string = (text) => text): Iterable<Found> {
    for (const [uri, text] of files)
      for (const { index, 0: it } of prepare(text).matchAll(pattern)) yield { uri, text, start: index, end: index + it.length };
  }

  const toFound = ({ uri, span: { start, end } }: Pick<Mention, 'uri' | 'span'>): Found => ({ uri, text: files.get(uri)!, start, end });

  it('agree with a plain text search for every logical name that is defined', () => {
    const names = new Set([...all(/<connectionreference\s+connectionreferencelogicalname="([^"]+)"/g)].map((it) => it[1]!.toLowerCase()));
    assert.ok(names.size > 100);
    const either = [...names].sort((a, b) => b.length - a.length).map((it) => it.replaceAll('.', '\\.'));
    // whole names only; the `n` of a `\n` in a JSON string is no letter of a name
    const whole = new RegExp(`(?:(?<![\\w-]|\\w\\.)|(?<=\\\\[bfnrt]))(?:${either.join('|')})(?![\\w-]|\\.\\w)`, 'gi');
    const withoutTokens = (text: string): string => text.replace(/#\{[^{}#]*\}#/g, (it) => ' '.repeat(it.length));
    const known = [...names].flatMap((it) => occurrencesOf(it, snapshot)).map(({ uri, name: { span } }) => toFound({ uri, span }));
    assert.ok(known.length > 400);
    compare(search(whole, withoutTokens), known, otherwiseNamed);
  });

  it('agree with a plain text search for the id of every flow', () => {
    const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
    const inPath = /\/workflows\/[^/]*\.json$|\/microsoft\.flow\/flows\/[^/]*\/definition\.json$/i;
    const inMetadata = all(/<Workflow WorkflowId="\{([^}]+)\}"(?:(?!<\/Workflow>)[^])*<Category>5</g);
    const ids = new Set(
      [...[...files.keys()].flatMap((it) => (inPath.test(it) ? (it.match(guid) ?? []) : [])), ...[...inMetadata].map((it) => it[1]!)].map(
        (it) => it.toLowerCase(),
      ),
    );
    assert.ok(ids.size > 120);
    const searched = [...search(guid)].filter(({ text, start, end }) => ids.has(text.slice(start, end).toLowerCase()));
    const known = [...ids].flatMap((name) => mentionsOf({ kind: 'flow', name }, snapshot)).map(toFound);
    assert.ok(known.length > 300);
    compare(searched, known.map(withoutBraces), otherIds);
  });

  it('are each one thing: no two lie over each other', () => {
    let number = 0;
    for (const uri of files.keys()) {
      let end = -1;
      for (const mention of mentionsIn(uri, snapshot)) {
        assert.ok(mention.span.start >= end, `${inWords(toFound(mention))} lies over another`);
        end = mention.span.end;
        number++;
      }
    }
    assert.ok(number > 1_500);
  });
});

/** Ids in XML stand in braces, which belong to what is marked there. */
function withoutBraces({ uri, text, start, end }: Found): Found {
  return text[start] === '{' ? { uri, text, start: start + 1, end: end - 1 } : { uri, text, start, end };
}
