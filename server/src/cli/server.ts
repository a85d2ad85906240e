import { join } from 'node:path';
import type { Command } from 'commander';

/** A bundle of its own: the other commands must not pay for it. */
export function defineServer(program: Command): void {
  program
    .command('server')
    .description('run the language server on standard input and output, for editors')
    .option('--stdio', 'the default; editors like to say it')
    .action(() => {
      require(join(__dirname, 'server.js'));
    });
}
