/** `npm test`: sets up what is missing and runs every test. Its last line counts them. */
import { stripVTControlCharacters } from 'node:util';
import { build, install, listen, npmCommand } from './setup.mjs';

const parts = [
  {
    what: 'the checks',
    command: ['run', 'check', '--silent'],
    passed: /^ *(\d+) passing/m,
    failed: /^ *(\d+) failing/m,
    skipped: /^ *(\d+) pending/m,
  },
  {
    what: 'the tests in an editor',
    command: ['run', 'test:host', '--silent'],
    passed: /^(\d+) passed,/m,
    failed: /\b(\d+) failed/m,
    skipped: /\b(\d+) skipped/m,
  },
];

install();
build();
const total = { passed: 0, failed: 0, skipped: 0 };
for (const { what, command, ...counts } of parts) {
  const { status, text } = await listen(...npmCommand(), ...command);
  const plain = stripVTControlCharacters(text);
  const count = (pattern) => Number(pattern.exec(plain)?.[1] ?? 0);
  const failed = count(counts.failed);
  total.passed += count(counts.passed);
  total.skipped += count(counts.skipped);
  // a check that is no test, the formatter for instance, has failed too
  total.failed += status !== 0 && failed === 0 ? 1 : failed;
  if (status !== 0) console.log(`\nFailed: ${what}.`);
}
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exit(total.failed > 0 ? 1 : 0);
