import type { Results } from './figures';
import { asMarkdown, featureTable, figureTable, growthTable, targetTable, type Table } from './tables';

/** The parts of a page that are written by the benchmark; all around them is kept. */
const PARTS: Readonly<Record<string, (results: Results) => string>> = {
  machine: machineOf,
  targets: (results) => asMarkdown(targetTable(results)),
  growth: (results) => orNothing(growthTable(results)),
  figures: (results) => asMarkdown(figureTable(results)),
  features: (results) => orNothing(featureTable(results)),
};

/** The page with its tables made anew, each between `<!-- bench: name -->` and `<!-- bench: end -->`. */
export function writtenInto(page: string, results: Results): string {
  return page.replace(/(<!-- bench: (\w+) -->\n)[\s\S]*?(<!-- bench: end -->)/g, (all, begin: string, name: string, end: string) => {
    const part = PARTS[name];
    return part ? `${begin}\n${part(results)}\n\n${end}` : all;
  });
}

export function machineOf({ date, version, machine: { cpu, cores, memoryGib, system, node } }: Results): string {
  return `Keyhook ${version} on ${date.slice(0, 10)}: ${cpu}, ${cores} cores, ${memoryGib} GiB, ${system}, Node ${node}.`;
}

function orNothing(table: Table): string {
  return table.rows.length === 0 ? 'Not measured in this run.' : asMarkdown(table);
}
