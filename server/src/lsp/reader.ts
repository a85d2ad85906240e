import type { Unread } from '../host/content';

/** Told how a reading goes. */
export interface Reader {
  /** Whole folders are read, which may take a while; called again with a growing count. */
  reading(files: number): void;
  done(): void;
  unread(unread: readonly Unread[]): void;
}

/** Who waits for findings while whole folders are read. */
export interface Front {
  /** More is certain of what is open; reading goes on when that has been told. */
  told(): Promise<void>;
  /** What is to be done before the next slice is read: somebody has typed. */
  first(): Promise<void> | undefined;
}

/** For whoever only reads. */
export const nobody: Front = { told: () => Promise.resolve(), first: () => undefined };
