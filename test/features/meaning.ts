/** What is left to mean something in Markdown when escapes and code are taken out of a line. */
export function meaning(line: string): string {
  const open = line.replace(/\\[!-/:-@[-`{-~]|(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '');
  return open.replace(/[^\\`*_{}[\]()<>#+=!|~&.$@:^"-]/g, '');
}
