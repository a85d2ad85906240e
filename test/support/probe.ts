import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The rule that says whether the server has got so far. */
export const PROBE = 'undefined-child-flow';

const CALLED = 'ffffffff-0000-4000-8000-000000000000';

/** Whether a file is one of the probe's; their folders come after all others of a test. */
export function isProbe(uri: string): boolean {
  return /\/zz[yz]\//.test(uri);
}

/** A flow on the disk that calls another in another solution, which is there only in the editor, and only in odd versions. */
export function probeIn(folder: string): { caller: string; called: string; write(): void; text(version: number): string } {
  const [other, workflows] = [join(folder, 'zzz', 'Other'), join(folder, 'zzz', 'Workflows')];
  const caller = join(workflows, 'Caller.json');
  return {
    caller,
    called: join(folder, 'zzy', 'Workflows', `Called-${CALLED}.json`),
    write() {
      for (const it of [other, workflows]) mkdirSync(it, { recursive: true });
      writeFileSync(join(other, 'Solution.xml'), '<ImportExportXml><SolutionManifest /></ImportExportXml>');
      writeFileSync(caller, flowThat({ Call: { type: 'Workflow', inputs: { host: { workflowReferenceName: CALLED } } } }));
    },
    text: (version) => (version % 2 === 1 ? flowThat({}) : '{}'),
  };
}

function flowThat(actions: object): string {
  return JSON.stringify({ properties: { connectionReferences: {}, definition: { triggers: {}, actions } } });
}
