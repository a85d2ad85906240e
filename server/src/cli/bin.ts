import { createColors } from 'picocolors';
import { reasonOf } from '../host/files';
import { isReadingThread, programIn } from '../host/threads';
import { today } from '../host/today';
import { main } from './main';

const program = programIn(__filename);

function run(): void {
  const colors = process.env['NO_COLOR'] ? false : process.stdout.isTTY;

  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') return; // whoever read our output has seen enough, and the code still tells what was found
      if (stream === process.stdout) process.stderr.write(`The output cannot be written: ${reasonOf(error)}.\n`);
      process.exit(2);
    });

  void main(process.argv.slice(2), process.cwd(), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    colors: createColors(colors === true),
    progress: process.stderr.isTTY === true,
    screen: process.stdout.isTTY === true,
    environment: process.env,
    today: today(),
    platform: process.platform,
    program,
    known: async () => (await import('../host/known-files.js')).knownFiles(process.env),
  }).then((code) => {
    process.exitCode = code;
  });
}

if (isReadingThread()) void import('../host/reading-thread.js').then((it) => it.readForOther(program));
else run();
