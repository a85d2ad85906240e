import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createLinter, placeOf, rules, type Rule, type Scene, type Uri } from '../../server/src/core';
import type { Flow } from '../../server/src/core/model';
import { decode, uriOf } from '../../server/src/host/disk';
import { ROOT, TODAY } from '../support/fixture';
import { filesIn, FOLDERS } from './corpus';

export type Texts = ReadonlyMap<Uri, string>;

/** Each flow of the corpus once, in a folder of its own. */
export function flowTexts(): Texts {
  const paths = FOLDERS.flatMap((it) => filesIn(it)).filter((it) => /flow$/.test(placeOf(uriOf(it))!.kind));
  const names = new Map(paths.map((it) => [decode(readFileSync(it)), basename(it)]));
  return new Map([...names].map(([text, name], i) => [`${ROOT}${i}/Workflows/${name}`, text]));
}

export function flowsIn({ snapshot }: Scene): readonly Flow[] {
  return snapshot.solutions.flatMap((it) => it.flows);
}

/** How many findings each flow has, by rule; every rule is on. */
export function findingsIn({ snapshot, naming }: Scene, using: readonly Rule[] = rules): Map<string, number> {
  const found = new Map<string, number>();
  const severityOf = (): 'warning' => 'warning';
  const linter = createLinter({ rules: using, naming, today: TODAY, severityOf, onCrash: (_, error) => assert.fail(String(error)) });
  for (const { at, rule } of [...linter.run(snapshot)].flatMap((it) => it.findings))
    found.set(`${at.uri} ${rule.id}`, (found.get(`${at.uri} ${rule.id}`) ?? 0) + 1);
  return found;
}
