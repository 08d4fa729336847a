import type { LambdaResult } from './lambda-environment.ts';

/** Tells what a function failed with, once until it fails otherwise: on AWS its alarm would ring. */
export class FailureReports {
  readonly #tell: (line: string) => void;
  /** The last failure told, by function. */
  readonly #told = new Map<string, string>();

  constructor(tell: (line: string) => void) {
    this.#tell = tell;
  }

  note(name: string, result: LambdaResult): LambdaResult {
    const failure = 'functionError' in result ? result.functionError.errorMessage : '';
    if (failure !== (this.#told.get(name) ?? '')) {
      this.#told.set(name, failure);
      if (failure !== '') this.#tell(`${name.replace(/^.*:function:/, '')} failed: ${failure}`);
    }
    return result;
  }
}
