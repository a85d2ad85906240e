import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Says in words why git cannot tell what has changed. */
export class GitError extends Error {}

/** What is different in a repository. */
export interface GitChanges {
  /** The folder that holds the repository. */
  readonly root: string;
  /** Files that are there, and folders that are changed as a whole: a submodule, or a repository that git does not know. */
  readonly changed: readonly string[];
  /** Files that are gone, also when only their name is another now. */
  readonly deleted: readonly string[];
}

/**
 * What differs from a reference in the repository that a folder is in: since the merge base with HEAD, and in the working tree
 * with staged and new files; without a reference what is not committed yet. Nothing that the repository names is run, and nothing
 * is fetched; git may take note in its index of files that were only touched. Throws `GitError`.
 */
export async function changesSince(ref: string | undefined, folder: string): Promise<GitChanges> {
  const up = await run(folder, ['rev-parse', '--show-cdup']);
  if (up === undefined)
    throw new GitError('The working directory is in no git repository, so nothing tells what has changed: leave out --changed.');
  const root = resolve(folder, up.replace(/\n$/, ''));
  const git = await harmless(root);
  const base = await baseOf(ref, git);
  const fresh = await git('ls-files', '-z', '--others', '--exclude-standard');
  if (base === undefined) return { root, changed: pathsIn((await git('ls-files', '-z')) + fresh, root), deleted: [] };
  const options = ['-z', '--no-renames', '--no-ext-diff', '--no-textconv', '--ignore-submodules=dirty', '--name-status'];
  const fields = (await git('diff', ...options, base, '--')).split('\0');
  const named = (isMeant: (status: string) => boolean): string =>
    fields.flatMap((it, index) => (index % 2 === 1 && isMeant(fields[index - 1]!) ? `${it}\0` : [])).join('');
  return {
    root,
    changed: pathsIn(named((it) => it !== 'D') + fresh, root),
    deleted: pathsIn(
      named((it) => it === 'D'),
      root,
    ),
  };
}

/** The commit to compare with; undefined when there is none yet. */
async function baseOf(ref: string | undefined, git: Git): Promise<string | undefined> {
  const commitOf = async (name: string): Promise<string | undefined> =>
    (await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`).catch(() => undefined))?.trim();
  const head = await commitOf('HEAD');
  if (ref === undefined) return head;
  const other = ref === '' ? undefined : await commitOf(ref);
  if (other === undefined) throw new GitError(`git knows no commit '${ref}'. To name a path after --changed, put -- before it.`);
  if (head === undefined) throw new GitError('Nothing is committed here yet: leave out the reference after --changed.');
  const base = await git('merge-base', other, head).catch(() => undefined);
  if (base === undefined)
    throw new GitError(`'${ref}' and HEAD have no commit in common that is here: fetch more of the history, or name another reference.`);
  return base.trim();
}

/** Gives what a git command prints. Throws `GitError` when it fails. */
type Git = (...args: readonly string[]) => Promise<string>;

type Setting = readonly [name: string, value: string];

/** Git without the filters of contents and the hooks that a repository's configuration may name, for each is a program. */
async function harmless(root: string): Promise<Git> {
  const names = ((await run(root, ['config', '-z', '--name-only', '--get-regexp', '^(filter|hook)\\.'])) ?? '').split('\0');
  const programs = names.filter((it) => /\.(?:clean|smudge|process)$/.test(it)).map((it): Setting => [it, '']);
  const required = names.filter((it) => it.endsWith('.required')).map((it): Setting => [it, 'false']);
  const hooks = names.filter((it) => /^hook\..*\.command$/.test(it)).map((it): Setting => [it.replace(/command$/, 'enabled'), 'false']);
  return async (...args) => {
    const out = await run(root, args, [...programs, ...required, ...hooks]);
    if (out === undefined) throw new GitError(`'git ${args[0]}' failed in '${root}': run it there to see why.`);
    return out;
  };
}

/** Undefined when git has failed. */
function run(folder: string, args: readonly string[], settings: readonly Setting[] = []): Promise<string | undefined> {
  const options = { cwd: dirname(process.execPath), env: environment(settings), maxBuffer: 1 << 30 }; // Windows looks for programs in the working directory first
  return new Promise((done, failed) => {
    execFile('git', ['-C', folder, ...args], options, (error, out, complaint) => {
      if (!error) return done(out);
      if (error.code === 'ENOENT')
        return failed(new GitError('There is no git here, which would tell what has changed: leave out --changed.'));
      if (complaint.includes('dubious ownership'))
        return failed(new GitError(`git does not read '${folder}', which somebody else owns: add it to git's setting safe.directory.`));
      done(undefined);
    });
  });
}

/** Nothing is run that watches or hooks, and nothing is fetched. */
function environment(settings: readonly Setting[]): NodeJS.ProcessEnv {
  const before = Number(process.env['GIT_CONFIG_COUNT'] ?? 0);
  const all: readonly Setting[] = [['core.fsmonitor', 'false'], ['core.hooksPath', devNull], ...settings];
  const entries = all.flatMap(([name, value], index) => [
    [`GIT_CONFIG_KEY_${before + index}`, name],
    [`GIT_CONFIG_VALUE_${before + index}`, value],
  ]);
  return {
    ...process.env,
    ...(Object.fromEntries(entries) as NodeJS.ProcessEnv),
    GIT_CONFIG_COUNT: `${before + all.length}`,
    GIT_ALLOW_PROTOCOL: '',
    GIT_NO_LAZY_FETCH: '1',
    LC_ALL: 'C',
  };
}

function pathsIn(list: string, root: string): readonly string[] {
  return list
    .split('\0')
    .filter((it) => it !== '')
    .map((it) => join(root, it.replace(/\/$/, '')));
}
