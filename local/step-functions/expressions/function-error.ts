/** A failed call of a function, in the form in which JSONata reports its own: the code decides the wording. */
export class FunctionError extends Error {
  override readonly name = 'FunctionError';
  readonly code: string | undefined;
  /** The function and its argument, counted from 1, that a T code is about. */
  readonly token: string | undefined;
  readonly index: number | undefined;

  private constructor(message: string, code?: string, token?: string, index?: number) {
    super(message);
    this.code = code;
    this.token = token;
    this.index = index;
  }

  /** An argument of the wrong type, or one too many. */
  static signature(token: string, index: number): FunctionError {
    return new FunctionError('', 'T0410', token, index);
  }

  static notAnArray(token: string, index: number): FunctionError {
    return new FunctionError('', 'T0412', token, index);
  }

  /** An argument of the right type with a value that will not do. */
  static value(message: string): FunctionError {
    return new FunctionError(message, 'D3137');
  }

  /** More data than an expression may hold. */
  static tooLarge(): FunctionError {
    return new FunctionError('Expression evaluation memory limit exceeded');
  }
}
