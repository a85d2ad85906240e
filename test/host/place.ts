import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The repository: this file is compiled to `out/test/host`. */
export const repository = resolve(__dirname, '../../..');
export const example = join(repository, 'examples', 'contoso');
export const cli = join(repository, 'dist', 'cli.js');
export const suite = join(__dirname, 'suite', 'index.js');
/** What is fetched once and kept between runs. Not in git. */
export const cache = join(repository, '.vscode-test');
/** What is to be seen while the editor is driven by hand. Not in git. */
export const pictures = join(cache, 'pictures');

const folders: string[] = [];

/** An empty folder that is gone when the runner ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keyhook-'));
  folders.push(folder);
  return folder;
}

process.on('exit', () => folders.forEach((it) => rmSync(it, { recursive: true, force: true, maxRetries: 3 })));
