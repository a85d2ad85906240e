/** `npm start [-- PATH…]`: sets up what is missing and lints the paths, or the examples. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { build, install, run } from './setup.mjs';

const from = process.env.INIT_CWD ?? process.cwd();
const args = process.argv.slice(2).map((it) => (existsSync(resolve(from, it)) ? resolve(from, it) : it));

install();
build();
const status = run(process.execPath, 'dist/cli.js', 'check', ...(args.length > 0 ? args : ['examples']));
// the examples are there for their findings; a fault of ours is still one
process.exit(args.length === 0 && status === 1 ? 0 : status);
