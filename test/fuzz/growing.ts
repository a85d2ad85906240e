import { counted } from './counting';
import { parentPort, workerData } from 'node:worker_threads';
import { fixAll, fixesOf, rules, type Finding } from '../../server/src/core';
import { readFixture } from '../support/fixture';
import { faulty, large, many } from './large';
import { Looking } from './looking';

/** What is counted of a solution with so many of something. */
export interface Steps {
  readonly reading: number;
  readonly checking: number;
  readonly naming: number;
  /** The first fix of the first finding. */
  readonly changing: number;
}

function stepsOf(what: string, size: number): Steps {
  const { files } = readFixture((faulty[what] ?? large[what]!)(size));
  const looking = new Looking(files, [...files.keys()].at(-1)!, () => 0);
  const reading = counted(() => {
    for (const uri of files.keys()) looking.read(uri);
  });
  let findings: readonly Finding[] = [];
  const checking = counted(() => (findings = looking.findings()));
  const { scene } = looking;
  const naming = counted(() => {
    for (const it of findings) if (it.rule.id === what) for (const fix of fixesOf(it, scene)) if (!fix.title) throw new Error(what);
  });
  const [its] = findings.filter((it) => it.rule.id === what);
  const changing = counted(() => its && fixesOf(its, scene)[0]?.edits());
  return { reading, checking, naming, changing };
}

/** What it takes to make every fix of one rule in so many solutions. */
function stepsOfMending(what: string, size: number): number {
  const { files } = readFixture(many[what]!(size));
  const looking = new Looking(files, [...files.keys()].at(-1)!, () => 0);
  for (const uri of files.keys()) looking.read(uri);
  const { linter, workspace } = looking;
  looking.findings();
  return counted(() => {
    const mended = fixAll(workspace, {
      rules: rules.filter((it) => it.id === what),
      linter,
      text: (uri) => files.get(uri)!,
      accept: () => true,
    });
    if (mended.applied.length !== size) throw new Error(`${what}: ${mended.applied.length} fixes are applied`);
  });
}

const all = Object.keys({ ...large, ...faulty });
for (const what of all) stepsOf(what, 1); // what is looked at once for all is not of interest
for (const what of Object.keys(many)) stepsOfMending(what, 1);
const { sizes } = workerData as { readonly sizes: readonly number[] };
const counts = (of: readonly string[], count: (what: string, size: number) => unknown): object =>
  Object.fromEntries(of.map((what) => [what, sizes.map((size) => count(what, size))]));
parentPort!.postMessage({ steps: counts(all, stepsOf), mending: counts(Object.keys(many), stepsOfMending) });
