import { counted } from './counting';
import { parentPort, workerData } from 'node:worker_threads';
import {
  completions,
  definitions,
  fixAll,
  hover,
  readinessRows,
  rules,
  syncableSettings,
  treeRows,
  type TreeSource,
} from '../../server/src/core';
import { readFixture } from '../support/fixture';
import { entry, flow, operation, reference, settings, solution } from '../support/solution';
import { Looking } from './looking';

/** What somebody waits for in one flow, counted with so many solutions around. */
export interface Waiting {
  readonly key: number;
  readonly hover: number;
  readonly definition: number;
  readonly completion: number;
  readonly tree: number;
  readonly fixesOnSave: number;
  /** What the editor shows of deployment settings when nobody has typed for a moment. */
  readonly settings: number;
  /** The readiness after a key, for which each solution is asked whether it is as it was; and all of it anew. */
  readonly readiness: number;
  readonly readinessAnew: number;
}

/** As many of them have something to offer, however many there are. */
const OFFERING = 5;
const TYPED = 'con_teams_0';
const UNUSED = rules.filter((it) => it.id === 'unused-connection-key');

function workspaceOf(solutions: number): Looking {
  const one = (_: unknown, i: number): string => {
    const [root, connector] = [`s${i}`, i < OFFERING ? 'shared_teams' : 'shared_outlook'];
    const its = { root, name: `Flow${i}`, id: `5d2c8a70-1f7b-ed11-81ad-${String(i).padStart(12, '0')}` };
    const references = [reference(`con_teams_${i}`, connector, `Area ${i} – Teams – Service Account`)];
    const connections = { [connector]: entry(`con_teams_${i}`, connector), unused: entry(`con_teams_${i}`, connector) };
    return `${solution({ root, name: `Solution${i}`, references })}${flow({ ...its, connections, actions: { Act: operation(connector, connector) } })}`;
  };
  const apart = settings('settings/prod.json', { references: [] });
  const { files } = readFixture(Array.from({ length: solutions }, one).join('') + apart);
  const focus = [...files.keys()].find((it) => it.includes('/Flow0-'))!;
  const looking = new Looking(files, focus, () => 0);
  for (const uri of files.keys()) looking.read(uri);
  looking.findings();
  return looking;
}

function waiting(solutions: number): Waiting {
  const looking = workspaceOf(solutions);
  const { focus, linter, text, workspace } = looking;
  const root = workspace.snapshot.solutions[0]!.root;
  const findings = (): number => linter.findings(workspace.snapshot.folders.checked(root)!, workspace.snapshot).length;
  const source = (): TreeSource => ({ scene: looking.scene, view: { groupBy: 'connector', filter: 'all' }, linter });
  const [row] = treeRows([], source());
  const at = text.indexOf(TYPED) + 3;
  const onSave = (): void => {
    const roots = new Set([root]);
    const mended = fixAll(workspace.fork(), { rules: UNUSED, linter, roots, text: (uri) => looking.files.get(uri)!, accept: () => true });
    if (mended.applied.length !== 1) throw new Error(`${mended.applied.length} fixes are applied`);
  };
  const ready = (): unknown => readinessRows([], workspace.snapshot)[0]!.label;
  const readinessAnew = counted(ready);
  const asked: Readonly<Record<Exclude<keyof Waiting, 'readinessAnew'>, () => unknown>> = {
    key: () => findings(),
    hover: () => hover(focus, at, looking.scene)!.markdown,
    definition: () => definitions(focus, at, looking.scene)[0]!.name,
    completion: () => completions(focus, at, looking.scene, 50)[0]!.label,
    tree: () => treeRows(row!.path, source())[0]!.path,
    fixesOnSave: onSave,
    settings: () => syncableSettings(workspace.snapshot).length,
    readiness: ready,
  };
  const twice = ([what, ask]: readonly [string, () => unknown]): readonly [string, number] => {
    const afterKey = (): unknown => (looking.read(focus), ask());
    const asks = what === 'tree' ? ask : afterKey; // the first row after an edit makes the rows of all solutions, which stand there
    asks(); // what is looked at once is not what somebody waits for each time
    return [what, counted(asks)];
  };
  return { ...Object.fromEntries(Object.entries(asked).map(twice)), readinessAnew } as unknown as Waiting;
}

const { sizes } = workerData as { readonly sizes: readonly number[] };
waiting(1);
parentPort!.postMessage(sizes.map(waiting));
