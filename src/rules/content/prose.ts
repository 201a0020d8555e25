/** A block of code between fences of backquotes or tildes, or one that no fence ends. */
const FENCED = /^([ \t]*)(`{3,}|~{3,})[^\n]*(?:\n[^]*?(?:^[ \t]*\2[`~]*[ \t]*$|$(?![^]))|$(?![^]))/gm;
const INLINE = /(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g;
const MATH = /\$\$[^]*?\$\$|\\\[[^]*?\\\]|\\\([^\n]*?\\\)|\$[^\s$][^$\n]*\$/g;

/** A text whose code and formulas are blanked out, unit by unit, so that offsets stay as they are. */
export function proseOf(text: string): string {
  let prose = text;
  if (text.includes('```') || text.includes('~~~')) prose = blanked(prose, FENCED);
  if (prose.includes('`')) prose = blanked(prose, INLINE);
  return prose.includes('$') || prose.includes('\\') ? blanked(prose, MATH) : prose;
}

/** A text whose fenced blocks of code are blanked out. */
export function outsideFences(text: string): string {
  return text.includes('```') || text.includes('~~~') ? blanked(text, FENCED) : text;
}

/** Line feeds stay, so that lines remain lines. */
function blanked(text: string, pattern: RegExp): string {
  return text.replace(pattern, (code) => code.replace(/[^\n]/g, ' '));
}
