import * as assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from '../cli/run';
import { FAULTS } from './faults';
import { percentile } from './figures';
import { survey } from './survey';
import { writeWorkspace } from './workspace';

/** Enough for every kind of fault. */
const FLOWS = 160;

describe('The workspaces of the benchmark', () => {
  const folders: string[] = [];
  const made = (flows: number, seed?: number): { readonly folder: string; readonly planted: ReadonlyMap<string, number> } => {
    const folder = mkdtempSync(join(tmpdir(), 'keyhook-workspace-'));
    folders.push(folder);
    return { folder, planted: writeWorkspace(folder, { flows, ...(seed === undefined ? {} : { seed }) }) };
  };
  after(() => folders.forEach((it) => rmSync(it, { recursive: true, force: true })));

  it('are the same bytes from the same seed, and others from another', () => {
    const [one, same, other] = [made(12).folder, made(12).folder, made(12, 2).folder].map(digestOf);
    assert.equal(one, same);
    assert.notEqual(one, other);
  });

  it('begin with the same bytes, however many solutions follow', () => {
    const [few, more] = [made(1_000), made(1_001)].map(({ folder }) => digestOf(join(folder, 'solutions', largestSolution(folder))));
    assert.equal(few, more);
  });

  it('hold every kind of fault, and nothing else is found in them', async () => {
    const { folder, planted } = made(FLOWS);
    const { findings, problems } = await check(['.'], folder);
    const found: Record<string, number> = {};
    for (const { rule } of findings) found[rule] = (found[rule] ?? 0) + 1;
    assert.deepEqual(problems, []);
    assert.deepEqual(found, Object.fromEntries(planted));
    assert.deepEqual([...planted.keys()].sort(), FAULTS.map((it) => it.rule).sort());
  });

  it('have flows of the sizes of real ones', () => {
    const sizes = flowsIn(made(FLOWS).folder).map((it) => statSync(it).size / 1_000);
    const rounded = [percentile(sizes, 0.5), sizes.reduce((sum, it) => sum + it, 0) / sizes.length, Math.max(...sizes)];
    const wanted = [15, 28, 175];
    for (const [i, it] of rounded.entries()) assert.ok(Math.abs(it / wanted[i]! - 1) < 0.1, `${it} is not about ${wanted[i]} KB`);
  });

  it('have no flow that looks like another', () => {
    const lines = flowsIn(made(40).folder).map(
      (it) =>
        new Set(
          readFileSync(it, 'utf8')
            .split('\n')
            .filter((line) => line.includes('operationMetadataId')),
        ),
    );
    const all = lines.flatMap((it) => [...it].map((line) => line.trim()));
    assert.ok(all.length > 500);
    assert.equal(new Set(all).size, all.length);
  });

  it('are typed in at the largest flow and at a small one beside it', () => {
    const { folder } = made(FLOWS);
    const { flows, largest, small } = survey(folder);
    assert.equal(flows, FLOWS);
    assert.equal(statSync(largest).size, Math.max(...flowsIn(folder).map((it) => statSync(it).size)));
    assert.match(readFileSync(largest, 'utf8'), /shared_planner/, 'it has something that can be mended when it is saved');
    assert.ok(statSync(small).size < 7_000);
  });
});

function largestSolution(folder: string): string {
  return readdirSync(join(folder, 'solutions')).find(
    (it) => it.endsWith('0') && readdirSync(join(folder, 'solutions', it, 'src/Workflows')).length > 500,
  )!;
}

function flowsIn(folder: string): readonly string[] {
  return filesIn(folder).filter((it) => /Workflows[\\/].*\.json$/.test(it));
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile())
    .map((it) => join(it.parentPath, it.name))
    .sort();
}

function digestOf(folder: string): string {
  const hash = createHash('sha1');
  for (const path of filesIn(folder)) hash.update(path.slice(folder.length)).update(readFileSync(path));
  return hash.digest('hex');
}
