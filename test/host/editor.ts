/** A way to have a real VS Code. */
export interface Editor {
  readonly name: string;
  /** Runs the suite in an extension host. It has told all in the file of events when this returns. */
  runSuite(run: SuiteRun): Promise<void>;
  /** Puts a packaged extension into an empty folder of extensions, as a user does. Gives the folder that it then lies in. */
  install(vsix: string): Promise<string>;
}

export interface SuiteRun {
  readonly extension: string;
  readonly workspace: string;
  /** What the suite needs to know, the file of events among it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Ready when the suite has said its last word. */
  readonly ended: Promise<unknown>;
  /** Whether what the editor has logged is wanted: asked after the suite has ended. */
  hasFailed(): boolean;
}
