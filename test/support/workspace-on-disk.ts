import { createLinter, Workspace, type Finding, type Naming, type Rule, type Scene, type Uri } from '../../server/src/core';
import { load } from '../../server/src/host/disk';
import { TODAY } from './fixture';

export interface OnDisk {
  readonly workspace: Workspace;
  text(uri: Uri): string;
}

/** What a folder holds now. */
export function onDisk(folder: string): OnDisk {
  const workspace = new Workspace();
  workspace.apply([...load(folder, () => {})]);
  return { workspace, text: (uri) => workspace.text(uri)! };
}

/** The findings of one rule, and what its fixes are computed from. */
export function findingsOf({ workspace, text }: OnDisk, rule: Rule, naming: Naming): { findings: readonly Finding[]; scene: Scene } {
  const onCrash = (_: unknown, error: unknown): never => {
    throw error;
  };
  const linter = createLinter({ rules: [rule], naming, today: TODAY, onCrash });
  const { snapshot } = workspace;
  return { findings: [...linter.run(snapshot)].flatMap((it) => it.findings), scene: { snapshot, naming, text } };
}
