/** Text from a file for a place where VS Code would draw `$(name)` as an icon. */
export function escapeIcons(text: string): string {
  return text.replace(/\$\(/g, '\\$(');
}
