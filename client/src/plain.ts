/** Of text with names in it, for a list: the editor would show an icon for `$(name)`. */
export function withoutIcons(text: string): string {
  return text.replace(/\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/g, '\\$&');
}

/** Of text with names in it, for a message: the editor would make a link of `[text](target)`, and one may run a command. */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}
