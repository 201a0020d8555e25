/** Text from a file or the server as part of Markdown with icons: nothing in it is Markdown, a link or an icon. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]()#+\-.!|<>&~:@]/g, '\\$&')
    .replace(/\$/g, '&#36;');
}
