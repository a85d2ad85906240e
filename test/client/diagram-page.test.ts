import * as assert from 'node:assert/strict';
import { pageFor } from '../../client/src/diagram-page';
import type { PageStart } from '../../client/src/diagram-messages';
import { HOSTILE } from '../support/hostile';

const SCRIPT = 'https://file.vscode-resource/dist/diagram.js';
const start = (uri: string): PageStart => ({ uri, diagram: null, words: {} as PageStart['words'] });

describe('the page of a diagram', () => {
  it('may run its own script, known by a number that is used once, and nothing else', () => {
    const pages = [pageFor(SCRIPT, start('file:///a')), pageFor(SCRIPT, start('file:///a'))];
    const nonces = pages.map((page) => {
      const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)!;
      const [, nonce] = /'nonce-([^']{22,})'/.exec(policy!)!;
      assert.equal(policy, `default-src 'none'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`);
      assert.deepEqual(
        [...page.matchAll(/<script[^>]*>/g)].map((it) => it[0]),
        ['<script type="application/json" id="start">', `<script nonce="${nonce}" src="${SCRIPT}">`],
      );
      assert.doesNotMatch(page, /<style|<link|<img|<iframe|\son\w+=|\sstyle=/);
      return nonce;
    });
    assert.notEqual(nonces[0], nonces[1]);
  });

  it('holds what a workspace says as data', () => {
    for (const name of [...HOSTILE, '</script><script>alert(1)</script>', '<!-- <script>']) {
      const page = pageFor(SCRIPT, start(name));
      const [, data = ''] = /id="start">([^<]*)<\/script>/.exec(page)!;
      assert.equal((JSON.parse(data) as PageStart).uri, name);
      assert.equal([...page.matchAll(/<\/?script/g)].length, 4);
    }
  });
});
