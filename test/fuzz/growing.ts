import { counted } from './counting';
import { parentPort, workerData } from 'node:worker_threads';
import { fixesOf, type Finding } from '../../server/src/core';
import { readFixture } from '../support/fixture';
import { faulty, large } from './large';
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

const all = Object.keys({ ...large, ...faulty });
for (const what of all) stepsOf(what, 1); // what is looked at once for all is not of interest
const { sizes } = workerData as { readonly sizes: readonly number[] };
parentPort!.postMessage(Object.fromEntries(all.map((what) => [what, sizes.map((size) => stepsOf(what, size))])));
