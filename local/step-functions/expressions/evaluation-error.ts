/** An expression failed, or its value does not fit the field. `message` is the text AWS shows after the state. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
  /** The field, for example `Output/items[0]`; absent when no single field is at fault. */
  readonly location: string | undefined;

  constructor(message: string, location?: string) {
    super(message);
    this.location = location;
  }
}
