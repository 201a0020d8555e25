/** A text without the thought at its beginning: servers that know nothing of reasoning leave `<think>…</think>` in the answer. */
export function withoutThought(text: string): string {
  const thought = /^\s*<think>/.exec(text);
  if (!thought) {
    // Templates that open the thought in the prompt leave its end alone in the answer.
    const end = text.indexOf('</think>');
    return end >= 0 && !text.includes('<think>') ? text.slice(end + 8).trimStart() : text;
  }
  const end = text.indexOf('</think>', thought[0].length);
  return end < 0 ? '' : text.slice(end + 8).trimStart();
}
