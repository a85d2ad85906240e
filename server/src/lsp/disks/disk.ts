import type { FileChange, SourceFile, Uri } from '../../core';
import type { Unread } from '../../host/content';

/** Where the files are that no editor holds. It is asked at any moment and answers at once; every URI is canonical. */
export interface Disk {
  /**
   * Looks again at these files and folders, and at what was asked for and is not known. To be awaited before anything is asked of
   * them; true when more is known now than was. Undefined where every question goes to the disk itself. `onRead` is told how many files
   * were read, and where that is not what takes long, `between` is done time and again: other files may be asked for in it.
   */
  refresh(paths: Iterable<Uri>, onRead?: (files: number) => void, between?: () => Promise<void>): Promise<boolean> | undefined;
  /** Where files are read ahead: until this one has been; undefined when nobody needs to wait before `read`. */
  arrival?(uri: Uri): Promise<void> | undefined;
  /** Whether what is said of this file comes from a copy, which may be older than what the editor has saved. */
  isCopied(uri: Uri): boolean;
  /** Forgets what lies in none of these folders. */
  keep(folders: ReadonlySet<Uri>): void;
  /** Whether a path here leads to a file whatever the letter case it is written in. */
  ignoresCase(uri: Uri): boolean;
  /** What is in a folder, ours or not, as the disk spells it; nothing when it cannot be looked into. */
  itemsIn(folder: Uri): Iterable<Uri>;
  isFile(uri: Uri): boolean;
  /** Whether there is a folder, or may be one as far as is known. */
  isFolder(uri: Uri): boolean;
  /** Whether a path lies in what the build of a .cdsproj leaves behind: copies of the solution. */
  isBuilt(uri: Uri): boolean;
  /** Whether a folder holds the file that makes it a solution's root. */
  hasManifest(root: Uri): boolean;
  /** Every file of ours below a folder that is there now. What cannot be looked into is handed to `onUnread`, and the rest goes on. */
  find(folder: Uri, onUnread: (unread: Unread) => void): Iterable<Uri>;
  /** Reads one file; undefined when it is none of ours, a change without an entry when it is gone. */
  read(uri: Uri, onUnread: (unread: Unread) => void): FileChange | undefined;
  /** Whether a closed file is still what was read, as far as can be told without reading it. */
  isAsRead(file: SourceFile): boolean;
  /** Keeps what spares the next start a reading, a step at a time; to be called when everything is read and checked. */
  settled?(): Iterable<void>;
  /** Tells two states of what is ours below a folder apart, without reading it. */
  stateOf(folder: Uri): string;
}
