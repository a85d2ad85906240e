import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The pages by rule id, which the build writes into the bundle of the command, so that the one file is all of it. */
declare const KEYHOOK_PAGES: Readonly<Record<string, string>>;

/** The page of a rule (docs/rules), in Markdown. */
export function rulePage(id: string): string {
  if (typeof KEYHOOK_PAGES !== 'undefined') return KEYHOOK_PAGES[id]!;
  return readFileSync(join(__dirname, '../../../../docs/rules', `${id}.md`), 'utf8');
}
