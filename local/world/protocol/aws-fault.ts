/** An error as AWS names it; each protocol writes it in its own form. */
export class AwsFault extends Error {
  override readonly name = 'AwsFault';
  /** Such as `ResourceNotFoundException`. */
  readonly type: string;
  readonly status: number;

  constructor(type: string, message: string, status = 400) {
    super(message);
    this.type = type;
    this.status = status;
  }
}
