import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, exampleFolder } from './support';

interface Inventory {
  readonly solutions: readonly { readonly connectionReferences: readonly Reference[] }[];
}

interface Reference {
  readonly logicalName: string;
  readonly path: string;
  readonly usedBy: { readonly flows: readonly string[]; readonly apps: readonly string[]; readonly bots: readonly string[] };
}

export interface SoleUse {
  readonly logicalName: string;
  /** The flow, its text, and the text with another name in this one place: nothing uses the reference then. */
  readonly flow: string;
  readonly text: string;
  readonly renamed: string;
  /** How the line begins that then says so, at the definition. */
  readonly finding: RegExp;
}

/** A reference of the example that one flow uses in one place. The command knows which. */
export async function soleUse(): Promise<SoleUse> {
  const { solutions } = (await command(exampleFolder(), 'list')) as Inventory;
  for (const { logicalName, path, usedBy } of solutions.flatMap((it) => it.connectionReferences)) {
    const [flow, ...others] = usedBy.flows;
    if (flow === undefined || others.length + usedBy.apps.length + usedBy.bots.length > 0 || !/Customizations\.xml$/i.test(path)) continue;
    const text = readFileSync(join(exampleFolder(), flow), 'utf8');
    if (text.split(`"${logicalName}"`).length !== 2) continue;
    const renamed = text.replace(`"${logicalName}"`, `"${logicalName}_gone"`);
    return {
      logicalName,
      flow: join(exampleFolder(), flow),
      text,
      renamed,
      finding: new RegExp(`^${escaped(path)} \\S+ \\w+ unused-connection-reference `),
    };
  }
  throw new Error('The example has no reference that one flow uses in one place.');
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
