import { createColors } from 'picocolors';
import { main } from './main';

const colors = process.env['NO_COLOR'] ? false : process.stdout.isTTY;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(); // whoever read our output has seen enough
  throw error;
});

void main(process.argv.slice(2), process.cwd(), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  colors: createColors(colors === true),
  progress: process.stderr.isTTY === true,
  screen: process.stdout.isTTY === true,
}).then((code) => {
  process.exitCode = code;
});
