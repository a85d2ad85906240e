/** What the client and the server say to each other beyond LSP. Wire types only: the one file that both may import. */

/** Sent with `initialize`. Any of it may be missing: another editor's client knows nothing of it. */
export interface InitializationOptions {
  /** The folder of the rules' pages as a URI that ends in `/`; a page is `<rule id>.md`. */
  readonly rulePages?: string;
  /** Severities by rule id, for clients that cannot be asked for their settings. */
  readonly rules?: Readonly<Record<string, string>>;
}
