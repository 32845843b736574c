// What is wrong with a file, as a sentence for the visitor: what, where, what is allowed.

export class CsvError extends Error {
  override readonly name = 'CsvError';
  /** Whether leaving out the lines in question would help; the sentence says how many there are. */
  readonly skippable: boolean;

  constructor(sentence: string, skippable = false) {
    super(sentence);
    this.skippable = skippable;
  }
}
