import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../server/src/core';
import { flowPath, flowUsing, reference, solution } from '../support/solution';
import { Client, type Setup } from '../support/client';
import { PROBE } from '../support/probe';

/** Initialization options that switch on these rules, and the one that `settled` needs; all others are off. */
export function only(...ids: readonly string[]): { rules: Record<string, string> } {
  const on = [PROBE, ...ids];
  return { rules: Object.fromEntries(rules.map(({ id }) => [id, on.includes(id) ? 'warning' : 'off'])) };
}

export const UNUSED = 'unused-connection-reference';
export const UNDEFINED = 'undefined-connection-reference';

/** A solution that defines references, and a flow that uses one of them. Clean when it uses the only one. */
export function small(root: string, defined: readonly string[] = ['con_teams'], used = 'con_teams'): string {
  return solution({ root, references: defined.map((it) => reference(it)) }) + flowUsing(used, { root });
}

export const flowOf = (folder: string, root: string): string => join(folder, flowPath({ root }));
export const customizationsOf = (folder: string, root: string): string => join(folder, root, 'Other', 'Customizations.xml');
export const textOf = (path: string): string => readFileSync(path, 'utf8');

/** The files of a solution in `a` that findings stand in. */
export const FLOW = flowPath({ root: 'a' });
export const CUSTOMIZATIONS = 'a/Other/Customizations.xml';

/** Ids for flows in numbers. */
export function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

const started: Client[] = [];

/** A client with these rules on; stopped after the test. */
export async function start(setup: Setup): Promise<Client> {
  const client = await Client.start({ options: only(UNUSED, UNDEFINED), ...setup });
  started.push(client);
  return client;
}

afterEach(() => {
  for (const client of started.splice(0)) client.stop();
});
