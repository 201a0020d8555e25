/** A stretch of a text that is drawn when it comes into sight. */
export interface TextChunk {
  readonly text: string;
  /** It begins in the middle of a line that was too long to be kept together. */
  readonly continues: boolean;
}

const CHUNK = 4000;

/** Cuts a text into stretches of some thousand UTF-16 units, at line ends where there are any; no character is torn apart. Joined again they are the text. */
export function chunksOf(text: string, size = CHUNK): TextChunk[] {
  const chunks: TextChunk[] = [];
  for (let from = 0; from < text.length;) {
    const continues = from > 0 && text[from - 1] !== '\n';
    const to = from + size >= text.length ? text.length : cutBefore(text, from, from + size);
    chunks.push({ text: text.slice(from, to), continues });
    from = to;
  }
  return chunks;
}

function cutBefore(text: string, from: number, to: number): number {
  const line = text.lastIndexOf('\n', to - 1) + 1;
  if (line > from) return line;
  const code = text.charCodeAt(to - 1);
  return code >= 0xd800 && code < 0xdc00 && to - 1 > from ? to - 1 : to;
}
