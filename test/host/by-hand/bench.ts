import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { CodeServer } from '../code-server';
import { makeThreeDuplicates } from '../duplicates';
import { changedSince, filesIn, type Files } from '../files';
import { none, sum, type Outcome } from '../outcome';
import { pictures, repository } from '../place';
import { check, playground, type Report } from '../playground';
import { tried } from '../tried';
import { waitFor } from '../wait-for';
import { openFile, openWorkbench, runCommand, saveAll, undo, untilCounted } from '../workbench';

/** A workbench with a copy of the example in it. */
export interface Bench {
  readonly page: Page;
  readonly folder: string;
  /** Every file's bytes, and what the command said, before anything was done. */
  readonly before: Files;
  readonly report: Report;
}

/** What a person does and sees, by what it is called. */
export type Tests = Readonly<Record<string, (bench: Bench) => Promise<void>>>;

/** The example has a third duplicate, so that two of the three can be merged. */
export async function openBench(browser: Browser, server: CodeServer): Promise<Bench> {
  const { folder } = await playground();
  makeThreeDuplicates(folder);
  const report = await check(folder);
  const page = await openWorkbench(browser, server, { open: folder, development: { extension: repository } });
  await page.getByRole('button', { name: 'Yes, I trust the authors' }).click();
  await untilCounted(page, report.summary);
  return { page, folder, before: filesIn(folder), report };
}

/** One after the other: each begins where the one before it has left the editor, so those after one that fails are left out. */
export async function tryAll(bench: Bench, tests: Tests): Promise<Outcome> {
  let outcome = none;
  for (const [title, work] of Object.entries(tests))
    outcome = sum(outcome, outcome.failed > 0 ? { ...none, skipped: 1 } : await tried(title, () => photographed(bench, title, work)));
  return outcome;
}

/** Keeps a picture of what is to be seen now. */
export async function photograph(page: Page, name: string): Promise<string> {
  mkdirSync(pictures, { recursive: true });
  const path = join(pictures, `${name}.png`);
  await page.screenshot({ path });
  return path;
}

/** Leaves a picture of what was to be seen when it failed. */
async function photographed(bench: Bench, title: string, work: Tests[string]): Promise<void> {
  try {
    await work(bench);
  } catch (error) {
    const picture = await photograph(bench.page, `failed-${title.replace(/\W+/g, '-')}`);
    throw new Error(`${String(error)}\n${picture} shows the editor.`);
  }
}

export async function openFinding({ page, report }: Bench, rule: string, path: string): Promise<void> {
  const finding = report.findings.find((it) => it.rule === rule && it.path.endsWith(path));
  if (!finding) throw new Error(`The example has no ${rule} in ${path}.`);
  await openFile(page, `${finding.path}:${finding.line}:${finding.column}`);
}

/** Until these files, by their names, are different on the disk and no others, and the editor counts what the command counts in them. */
export async function untilChanged({ page, folder, before }: Bench, names: readonly string[]): Promise<void> {
  const expected = [...names].sort().join();
  await waitFor(
    () => changedSince(before, folder),
    (it) =>
      it
        .map((path) => basename(path))
        .sort()
        .join() === expected,
    `${expected} to be changed on the disk`,
  );
  await untilCounted(page, (await check(folder)).summary);
}

/** One undo, in the file in front. */
export async function takeBack(bench: Bench): Promise<void> {
  await undo(bench.page);
  await untilAsBefore(bench);
}

export async function untilAsBefore({ page, folder, before, report }: Bench): Promise<void> {
  await untilCounted(page, report.summary);
  await saveAll(page);
  await waitFor(
    () => changedSince(before, folder),
    (it) => it.length === 0,
    'every file to be what it was, byte for byte',
  );
  await runCommand(page, 'View: Close All Editors');
}
