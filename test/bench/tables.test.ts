import * as assert from 'node:assert/strict';
import type { FigureId, Results } from './figures';
import { writtenInto } from './page';
import { asMarkdown, asText, featureTable, figureTable, growthTable, targetTable } from './tables';
import { TARGETS } from './targets';

const values: readonly (readonly [FigureId, flows: number, value: number | string])[] = [
  ['floor-time', 1_000, 120],
  ['check', 1_000, 132],
  ['floor-time', 10_000, 1_150],
  ['floor-memory', 10_000, 80],
  ['check', 10_000, 862.5],
  ['check-memory', 10_000, 160],
  ['check-again', 10_000, 'not within 120 s'],
  ['eslint', 10_000, 17_250],
  ['hover', 1_000, 0.5],
  ['hover', 10_000, 0.65],
];
const results: Results = {
  date: '2026-03-04T05:06:07.000Z',
  version: '1.2.3',
  machine: { cpu: 'Abacus 3', cores: 2, memoryGib: 24, system: 'Linux 6.1', node: '20.1.0' },
  measured: values.map(([figure, flows, it]) => ({ figure, flows, ...(typeof it === 'string' ? { failed: it } : { value: it }) })),
  features: [{ name: 'hover: a key', flows: 10_000, first: 12.34, p50: 0.514, p99: 2, answer: '1' }],
};

describe('The tables of the benchmark', () => {
  it('show each figure with its floor, what failed, and what was not measured', () => {
    assert.equal(
      asText(figureTable(results)),
      [
        '                                          1,000 flows            10,000 flows',
        '----------  ----------------------------  ---------------------  ------------------------',
        'the floor   read and parse every flow     120 ms                 1.15 s',
        '            the same, peak memory         –                      80 MiB',
        'keyhook     check, for the first time     132 ms (1.1 × 120 ms)  863 ms (0.75 × 1.15 s)',
        '            check again, nothing changed  –                      failed: not within 120 s',
        '            check, peak memory            –                      160 MiB (2 × 80 MiB)',
        'the server  hover, p50                    0.5 ms                 0.65 ms',
        'others      ESLint, one rule              –                      17.3 s (15 × 1.15 s)',
      ].join('\n'),
    );
  });

  it('say of each target whether it is met', () => {
    const { head, rows } = targetTable(results);
    assert.deepEqual(head, ['target', 'wanted', 'reached', '']);
    assert.equal(rows.length, TARGETS.length);
    assert.deepEqual(
      rows.filter((it) => it[3] !== 'not measured'),
      [
        ['check at 10,000 flows against the floor', 'at most 0.75 ×', '0.75 ×', 'met'],
        ['check at 1,000 flows against the floor', 'at most 1.1 ×', '1.1 ×', 'met'],
        ['check faster than ESLint at 10,000 flows', 'at least 40 ×', '20 ×', 'not met'],
        ['peak memory at 10,000 flows against the floor', 'at most 1.5 ×', '2 ×', 'not met'],
        ['check again at 10,000 flows against the floor', 'at most 0.35 ×', 'failed', 'not met'],
      ],
    );
  });

  it('show what grows with the workspace', () => {
    const { head, rows } = growthTable(results);
    assert.deepEqual(head, ['10,000 flows against 1,000', 'wanted', 'reached', '']);
    assert.deepEqual(
      rows.filter((it) => it[3] !== 'not measured'),
      [
        ['check, for the first time', 'at most 11 ×', '6.53 ×', 'met'],
        ['hover, p50', 'at most 1.2 ×', '1.3 ×', 'not met'],
      ],
    );
  });

  it('show no growth of one workspace alone', () => {
    assert.deepEqual(growthTable({ ...results, measured: results.measured.filter((it) => it.flows === 1_000) }).rows, []);
  });

  it('show the language features', () => {
    assert.equal(
      asMarkdown(featureTable(results)),
      '| with 10,000 flows, ms | first | p50 | p99 | items |\n| --- | --- | --- | --- | --- |\n| hover: a key | 12.3 | 0.51 | 2 | 1 |',
    );
  });

  it('go into a page, and all around them is kept', () => {
    const page =
      'Before.\n\n<!-- bench: machine -->\n\nold\n\n<!-- bench: end -->\n\nAfter.\n\n<!-- bench: growth -->\n<!-- bench: end -->\n';
    const nothing: Results = { ...results, measured: [] };
    assert.equal(
      writtenInto(page, nothing),
      'Before.\n\n<!-- bench: machine -->\n\nKeyhook 1.2.3 on 2026-03-04: Abacus 3, 2 cores, 24 GiB, Linux 6.1, Node 20.1.0.\n\n<!-- bench: end -->\n\nAfter.\n\n<!-- bench: growth -->\n\nNot measured in this run.\n\n<!-- bench: end -->\n',
    );
    assert.equal(writtenInto(writtenInto(page, results), nothing), writtenInto(page, nothing));
  });
});
