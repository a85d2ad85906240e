import { writeFileSync } from 'node:fs';

/** Loaded into a measured process before its program (`node --require`): at the end it leaves its peak of memory, in KiB. */

const file = process.env['KEYHOOK_BENCH_PEAK'];
if (file !== undefined) process.on('exit', () => writeFileSync(file, String(process.resourceUsage().maxRSS)));
