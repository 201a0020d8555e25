/** A tokenizer can't be had. The message is for people: it names the file or the model, says what is wrong and what would help. */
export class TokenizerError extends Error {
  override readonly name = 'TokenizerError';
}
