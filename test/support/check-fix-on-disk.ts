import * as assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { defaultNaming, fixesOf, rules, textAfter } from '../../server/src/core';
import { pathOf } from '../../server/src/host/disk';
import { writeFiles } from '../../server/src/host/write';
import { readFixture, ROOT } from './fixture';
import { findingsOf, onDisk } from './workspace-on-disk';

const encodings: Readonly<Record<string, (text: string) => Buffer>> = {
  'UTF-8': (text) => Buffer.from(text),
  'UTF-8 with a byte order mark': (text) => Buffer.from(`\uFEFF${text}`),
  'UTF-16 LE': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'UTF-16 BE': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
};

/** As `checkFix`, with files on a disk, in each encoding, without a line end after the last line: every byte is compared. */
export function checkFixOnDisk(ruleId: string, source: string, title: string, expected: string): void {
  const rule = rules.find((it) => it.id === ruleId)!;
  const [before, after] = [filesOf(source), filesOf(expected)];
  for (const [encoding, encode] of Object.entries(encodings)) {
    const folder = mkdtempSync(join(tmpdir(), 'keyhook-'));
    try {
      for (const [path, text] of before) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), encode(text));
      }
      const { findings, scene } = findingsOf(onDisk(folder), { ...rule, severity: 'warning' }, defaultNaming);
      const fix = findings.flatMap((it) => fixesOf(it, scene)).find((it) => it.title === title)!;
      const rewrites = fix.edits().map((it) => ({
        path: pathOf(it.uri),
        before: it.kind === 'create' ? undefined : scene.text(it.uri),
        after: textAfter(it, (uri) => scene.text(uri)),
      }));
      writeFiles(rewrites, (path) => path);
      const deleted = readFixture(expected).deleted.map((it) => it.slice(ROOT.length));
      for (const path of deleted) assert.ok(!existsSync(join(folder, path)), `${path} is still there`);
      for (const [path, text] of new Map([...before, ...after]))
        if (!deleted.includes(path))
          assert.equal(
            readFileSync(join(folder, path), 'latin1'),
            (before.has(path) ? encode(text) : Buffer.from(text)).toString('latin1'), // what is made is in UTF-8
            `${path} in ${encoding}`,
          );
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}

function filesOf(source: string): Map<string, string> {
  return new Map([...readFixture(source).files].map(([uri, text]) => [uri.slice(ROOT.length), text.trimEnd()]));
}
