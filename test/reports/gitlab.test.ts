import * as assert from 'node:assert/strict';
import Ajv from 'ajv';
import { fingerprintOf, gitlabReport, identitiesOf } from '../../server/src/core';
import { check, folderWith, run } from '../cli/run';
import { solution } from '../support/solution';

/** What GitLab's documentation says of its Code Quality report (docs.gitlab.com/ci/testing/code_quality, "Code Quality report format"). */
const validate = new Ajv({ strict: true }).compile({
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'location', 'severity'],
    additionalProperties: false,
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', pattern: '^[0-9a-f]{16}$' },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        additionalProperties: false,
        properties: {
          path: { type: 'string', pattern: '^(?!\\./|/)' },
          lines: {
            type: 'object',
            required: ['begin'],
            additionalProperties: false,
            properties: { begin: { type: 'integer', minimum: 1 }, end: { type: 'integer', minimum: 1 } },
          },
        },
      },
    },
  },
});

describe('Code Quality of GitLab', () => {
  it('is valid, and holds every finding', async () => {
    const { findings } = await check(['examples']);
    const { out } = await run(['check', 'examples', '--format', 'gitlab']);
    const report: unknown = JSON.parse(out);
    assert.ok(validate(report), JSON.stringify(validate.errors));
    const severities = { error: 'major', warning: 'minor', info: 'info' };
    assert.deepEqual(
      report,
      findings.map(({ message, rule, severity, path, line, endLine }, index) => ({
        description: message,
        check_name: rule,
        fingerprint: fingerprintOf(identitiesOf(findings)[index]!),
        severity: severities[severity],
        location: { path, lines: { begin: line, end: endLine } },
      })),
    );
  });

  it('has a fingerprint of its own for each finding, or GitLab would show only one of them', async () => {
    const report = gitlabReport((await check(['examples'])).findings) as { fingerprint: string }[];
    assert.equal(new Set(report.map((it) => it.fingerprint)).size, report.length);
  });

  it('is an empty list where nothing is found', async () => {
    const { out, code } = await run(['check', '.', '--format', 'gitlab'], folderWith(solution()));
    assert.deepEqual([out, code], ['[]\n', 0]);
  });

  it('has paths from the root of the project', async () => {
    const folder = folderWith(`${solution({ root: 'a/src' })}--- a/src/Workflows/a.json\n{\n`);
    const { out } = await run(['check', 'src', '--format', 'gitlab'], `${folder}/a`, { environment: { CI_PROJECT_DIR: folder } });
    assert.deepEqual(
      (JSON.parse(out) as { location: { path: string } }[]).map((it) => it.location.path),
      ['a/src/Workflows/a.json'],
    );
  });
});
