import { resolve } from 'node:path';
import type { Command } from 'commander';
import { createConfiguration, Draft } from '../core';
import { isFolder, uriOf } from '../host/disk';
import { carryOut } from './carry-out';
import { dryRunOption, examples, type Shell } from './options';
import { BadUsage, readToChange, relativePath } from './read';
import type { Terminal } from './terminal';

export interface InitOptions {
  readonly dryRun?: boolean;
}

/** Writes a first configuration of what is seen in a folder; 0 unless it throws. */
async function init(folder: string, { dryRun = false }: InitOptions, cwd: string, terminal: Terminal): Promise<number> {
  const path = resolve(cwd, folder);
  const { workspace, scene } = await readToChange([folder], cwd, terminal);
  if (!isFolder(path)) throw new BadUsage(`'${folder}' is not a folder: name the one that the configuration is to be in.`);
  const draft = new Draft(workspace, scene.naming, (uri) => scene.text(uri));
  draft.apply(createConfiguration(uriOf(path), scene).edits);
  const [file] = draft.files.values();
  const name = relativePath(cwd, resolve(path, 'keyhook.json'));
  const told = (written: boolean): string => (written ? `Wrote ${name}: look at what it says, and change it as you like\n` : file!.after!);
  carryOut(draft.files, { format: 'text', dryRun }, told, (text) => text, cwd, terminal);
  return 0;
}

export function defineInit(program: Command, { cwd, terminal, end }: Shell): void {
  program
    .command('init')
    .description('write a keyhook.json made of what is seen, with every choice explained')
    .argument('[folder]', 'the folder that it is to be in; the working directory when not given', '.')
    .addOption(dryRunOption())
    .addHelpText('after', examples(['keyhook init --dry-run', 'show what it would say']))
    .action(async (folder: string, options: InitOptions) => end(await init(folder, options, cwd, terminal)));
}
