import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { placeOf, type Span } from '../../server/src/core';
import { decode, uriOf } from '../../server/src/host/disk';
import { CORPUS, filesIn, FOLDERS, needCorpus } from '../corpus/corpus';
import { said } from './reading';

/** Every word with its place in plain data, wherever it stands, with the way to it. A name may have its place beside it. */
function* wordsIn(value: unknown, way: string): Iterable<{ readonly way: string; readonly value: string; readonly span: Span }> {
  if (typeof value !== 'object' || value === null) return;
  const word = value as { value?: unknown; span?: Span };
  if (typeof word.value === 'string' && word.span) yield { way, value: word.value, span: word.span };
  const { name, action = name, at } = value as { name?: string; action?: string; at?: Partial<Span> };
  if (action !== undefined && at?.start !== undefined) yield { way: `${way}.at`, value: action, span: at as Span };
  for (const [name, member] of Object.entries(value)) yield* wordsIn(member, /^\d+$/.test(name) ? way : `${way}.${name}`);
}

const fromJson = (text: string): string => JSON.parse(`"${text}"`) as string;
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const fromXml = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_, hex?: string, number?: string, name?: string) =>
    name !== undefined ? named[name]! : String.fromCodePoint(hex !== undefined ? Number.parseInt(hex, 16) : Number(number)),
  );

/** What the file itself says at the place of a word, read by other means. */
function saidAt(kind: string, way: string, raw: string): string {
  if (kind === 'flow')
    return /\b(?:operations\.key|uses\.name|outputs\.name)$/.test(way) ? fromJson(raw).replaceAll("''", "'") : fromJson(raw);
  if (/\bworkflows?\.id$|\brootComponents\.id$|\bflows$/.test(way)) return raw.replace(/[{}]/g, '').toLowerCase();
  if (/\bconnections\.flowId$|\bapps?\.flowIds$/.test(way)) return fromJson(fromXml(raw)).toLowerCase();
  if (kind === 'environment-variable-value' || kind === 'package-manifest') return fromJson(raw);
  if (/\bapps?\./.test(way)) return fromJson(fromXml(raw));
  return fromXml(raw);
}

describe('facts of the corpus', () => {
  before(needCorpus);

  const seen = new Map<string, number>();

  for (const folder of FOLDERS)
    it(`are cut exactly out of the files of ${folder}`, () => {
      for (const path of filesIn(folder)) {
        const text = decode(readFileSync(path));
        const { kind } = placeOf(uriOf(path))!;
        const facts = said(kind, text);
        if (!facts) continue; // a JSON file that holds no deployment settings
        assert.deepEqual(facts.faults, [], path);
        for (const { way, value, span } of wordsIn(facts, facts.kind)) {
          seen.set(way, (seen.get(way) ?? 0) + 1);
          const raw = text.slice(span.start, span.end);
          assert.equal(saidAt(facts.kind, way, raw), value, `${path.slice(CORPUS.length + 1)}:${span.start} ${way}`);
        }
      }
    });

  it('are of every kind', () => {
    for (const way of [
      'flow.connections.key',
      'flow.connections.logicalName',
      'flow.connections.runtimeSource',
      'flow.operations.key',
      'flow.operations.apiId',
      'flow.operations.at',
      'flow.triggerName',
      'flow.childFlows.at',
      'flow.childFlows.flowId',
      'flow-metadata.workflow.id',
      'flow-metadata.workflow.jsonFileName',
      'flow-metadata.workflow.stateCode',
      'customizations.references.logicalName',
      'customizations.references.displayName',
      'customizations.references.connectorId',
      'customizations.workflows.id',
      'canvas-app.app.connections.key',
      'canvas-app.app.connections.logicalName',
      'canvas-app.app.connections.flowId',
      'canvas-app.app.connections.flowKeys.key',
      'canvas-app.app.connections.keyPlaces',
      'canvas-app.app.flowIds',
      'solution.rootComponents.id',
      'solution.missingDependencies.mentions',
      'solution.missingDependencies.flows',
      'bot.references',
      'environment-variable.schemaName',
      'environment-variable.defaultValue',
      'environment-variable-value.value',
      'package-manifest.references',
    ])
      assert.ok((seen.get(way) ?? 0) > 0, `no ${way}; there are ${[...seen.keys()].join(', ')}`);
  });
});
