/** A path that the server cannot look at itself. */
export interface LookParams {
  readonly uri: string;
  /** The most bytes that are wanted of a file; of one whose content is not asked for, none. */
  readonly most?: number;
}

export interface FolderItem {
  readonly name: string;
  /** A link to a file is a file. One to a folder is not, for nothing tells whether it leads back to where it is. */
  readonly kind: 'file' | 'folder' | 'link to a folder' | 'link to nowhere';
}

export type Looked =
  | { readonly kind: 'none' }
  | { readonly kind: 'folder'; readonly items: readonly FolderItem[] }
  /** The bytes as a string with a character for each, which is small in JSON and between workers. */
  | { readonly kind: 'file'; readonly bytes?: string }
  /** A file that has more bytes than are wanted. */
  | { readonly kind: 'large' }
  | { readonly kind: 'unread'; readonly isDenied: boolean; readonly message: string };
