import { FIGURE_IDS, FIGURES, sizesOf, type FigureId, type Measured, type Part, type Results, type Unit } from './figures';
import { growths, judge } from './targets';

/** A table before it is laid out. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const PARTS: Readonly<Record<Part, string>> = {
  floor: 'the floor',
  command: 'keyhook',
  server: 'the server',
  peers: 'others',
};
const NOTHING = '–';

/** A row for each figure, a column for each workspace; in each cell the value, how many times its floor that is, and the floor. */
export function figureTable(results: Results): Table {
  const sizes = sizesOf(results);
  const measured = FIGURE_IDS.filter((it) => results.measured.some(({ figure }) => figure === it));
  return {
    head: ['', '', ...sizes.map((it) => `${grouped(it)} flows`)],
    rows: measured.map((figure, i) => {
      const { part, title } = FIGURES[figure];
      const isNew = i === 0 || FIGURES[measured[i - 1]!].part !== part;
      return [isNew ? PARTS[part] : '', title, ...sizes.map((flows) => cell(results, figure, flows))];
    }),
  };
}

export function targetTable(results: Results): Table {
  return {
    head: ['target', 'wanted', 'reached', ''],
    rows: judge(results).map(({ target: { title, limit, isLeast, unit }, reached, isMet }) => [
      title,
      `${isLeast ? 'at least' : 'at most'} ${limit} ${unit}`,
      times(reached, unit),
      isMet === undefined ? 'not measured' : verdict(isMet),
    ]),
  };
}

export function growthTable(results: Results): Table {
  const grown = growths(results);
  const { from, to } = grown[0] ?? { from: 0, to: 0 };
  return {
    head: [`${grouped(to)} flows against ${grouped(from)}`, 'wanted', 'reached', ''],
    rows: grown.map(({ figure, ratio, limit }) => [
      FIGURES[figure].title,
      `at most ${digits(limit)} ×`,
      times(ratio, '×'),
      ratio === undefined ? 'not measured' : verdict(ratio <= limit),
    ]),
  };
}

export function featureTable({ features }: Results): Table {
  return {
    head: [`with ${grouped(features[0]?.flows ?? 0)} flows, ms`, 'first', 'p50', 'p99', 'items'],
    rows: features.map(({ name, first, p50, p99, answer }) => [name, digits(first), digits(p50), digits(p99), answer]),
  };
}

export function asText({ head, rows }: Table): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((it) => it[column]!.length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((it, column) => it.padEnd(widths[column]!))
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((it) => '-'.repeat(it))), ...rows.map(line)].join('\n');
}

export function asMarkdown({ head, rows }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function cell({ measured }: Results, figure: FigureId, flows: number): string {
  const of = (id: FigureId | undefined): Measured | undefined => measured.find((it) => it.figure === id && it.flows === flows);
  const { unit, floor } = FIGURES[figure];
  const its = of(figure);
  if (!its) return NOTHING;
  if (its.value === undefined) return `failed: ${its.failed}`;
  const least = of(floor)?.value;
  return least === undefined
    ? amount(its.value, unit)
    : `${amount(its.value, unit)} (${digits(its.value / least)} × ${amount(least, unit)})`;
}

function amount(value: number, unit: Unit): string {
  return unit === 'ms' && value >= 1_000 ? `${digits(value / 1_000)} s` : `${digits(value)} ${unit}`;
}

function times(reached: number | undefined, unit: string): string {
  if (reached === undefined) return NOTHING;
  return Number.isFinite(reached) ? `${digits(reached)} ${unit}` : 'failed';
}

/** Three digits that say something. */
function digits(value: number): string {
  if (value >= 100) return grouped(Math.round(value));
  return value >= 10 ? value.toFixed(1).replace(/\.0$/, '') : value.toFixed(2).replace(/\.?0+$/, '');
}

function verdict(isMet: boolean): string {
  return isMet ? 'met' : 'not met';
}

function grouped(value: number): string {
  return value.toLocaleString('en');
}
