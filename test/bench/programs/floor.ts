import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The least that a linter in Node has to do: walk the tree, read every flow and parse it, and forget it. Prints what is thus found. */

let flows = 0;
let broken = 0;

function walk(folder: string): void {
  const isFlows = /^workflows$/i.test(basename(folder));
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules' && !entry.name.startsWith('.')) walk(join(folder, entry.name));
    } else if (isFlows && entry.name.toLowerCase().endsWith('.json')) {
      flows++;
      if (!parses(readFileSync(join(folder, entry.name)))) broken++;
    }
  }
}

function parses(bytes: Buffer): boolean {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  const text = bytes.toString(isWide ? 'utf16le' : 'utf8');
  try {
    JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
    return true;
  } catch {
    return false;
  }
}

walk(process.argv[2]!);
console.log(`${flows} flows, ${broken} of them not JSON`);
