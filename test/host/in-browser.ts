import { findChromium, launch } from './chromium';
import { installCodeServer, installExtension, startCodeServer, type CodeServer } from './code-server';
import type { Editor, SuiteRun } from './editor';
import { suite, temporaryFolder } from './place';
import { openWorkbench } from './workbench';
import type { Browser } from 'playwright-core';

/** A VS Code whose workbench is in a browser without a window, and whose extension host is an ordinary one. */
export interface InBrowser extends Editor {
  /** Starts both, gives them to the work, and ends them whatever comes of it. */
  with<Result>(
    options: { readonly extensions?: string; readonly environment?: SuiteRun['environment'] },
    work: (browser: Browser, server: CodeServer) => Promise<Result>,
  ): Promise<Result>;
}

export async function inBrowser(): Promise<InBrowser> {
  const chromium = await findChromium();
  if (!chromium) throw new Error('no Chromium is on this machine; CHROMIUM can name one');
  const folder = await installCodeServer();

  const editor: InBrowser = {
    name: "VS Code 1.100.3, code-server's, in Chromium",

    async with({ extensions = temporaryFolder(), environment = {} }, work) {
      const server = await startCodeServer(folder, extensions, environment);
      try {
        const browser = await launch(chromium, temporaryFolder());
        try {
          return await work(browser, server);
        } finally {
          await browser.close();
        }
      } finally {
        await server.stop();
      }
    },

    runSuite: ({ extension, workspace, environment, ended, hasFailed }) =>
      editor.with({ environment }, async (browser, server) => {
        const page = await openWorkbench(browser, server, { open: workspace, development: { extension, suite } });
        await ended.catch(async (error: unknown) => console.log(`${String(error)}\nThe page is "${await page.title()}".`));
        if (hasFailed()) console.log(server.log());
      }),

    install: (vsix) => installExtension(folder, temporaryFolder(), vsix),
  };
  return editor;
}
