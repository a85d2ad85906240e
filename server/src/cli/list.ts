import { inventory, inventoryText } from '../core';
import { readPaths } from './read';
import { complain, jsonOf, paintOf, type Terminal } from './terminal';

/** Prints what is in the solutions; 0 unless it throws. */
export function list(paths: readonly string[], format: 'text' | 'json', cwd: string, terminal: Terminal): number {
  const { workspace, locator, problems } = readPaths(paths, cwd, terminal);
  const found = inventory(workspace.snapshot, locator);
  terminal.out(format === 'json' ? jsonOf(found) : inventoryText(found, paintOf(terminal)));
  for (const { path, message } of problems) complain(terminal, `${path} ${message}\n`);
  return 0;
}
