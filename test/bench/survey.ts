import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What there is in a workspace to be measured with: in the solution of the largest flow that has a connection. */
export interface Survey {
  readonly flows: number;
  readonly largest: string;
  /** The flow beside it that is nearest to 5 KB. */
  readonly small: string;
  readonly customizations: string | undefined;
}

const SMALL = 5_000;
/** An expression that names an action: a letter more, and there is no such action. */
const NAMED = /(?:outputs|body)\('[^']+(?=')/;

export function survey(folder: string): Survey {
  const flows = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((it) => /(?:^|[\\/])workflows[\\/][^\\/]+\.json$/i.test(it))
    .map((it) => join(folder, it));
  const sizes = new Map(flows.map((it) => [it, readFileSync(it).length]));
  const usable = (paths: readonly string[], holds = ''): string | undefined =>
    paths.find((it) => {
      const text = readFileSync(it, 'utf8');
      return spotIn(text) !== undefined && text.includes(holds);
    });
  const byDistance = (from: number): readonly string[] =>
    [...flows].sort((a, b) => Math.abs(sizes.get(a)! - from) - Math.abs(sizes.get(b)! - from));

  const byLength = byDistance(Number.MAX_SAFE_INTEGER);
  const largest = usable(byLength, '"connectionName"') ?? usable(byLength);
  if (largest === undefined) throw new Error(`There is no flow in ${folder} with an expression that names an action.`);
  const beside = byDistance(SMALL).filter((it) => dirname(it) === dirname(largest));
  const customizations = ['Other/Customizations.xml', 'other/customizations.xml', 'customizations.xml']
    .map((it) => join(dirname(dirname(largest)), it))
    .find((it) => existsSync(it));
  return { flows: flows.length, largest, small: usable(beside) ?? largest, customizations };
}

/** Where a letter that is typed makes an unknown action of a known one. */
export function spotIn(text: string): number | undefined {
  const match = NAMED.exec(text);
  return match ? match.index + match[0].length : undefined;
}
