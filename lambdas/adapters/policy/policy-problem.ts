/** A defect of the policy, with the place to look at and what to do about it. Lines and columns count from 1. */
export interface PolicyProblem {
  /** Relative to the policy's folder. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Such as `services[0].tier`; empty for the file as a whole. */
  readonly field: string;
  readonly message: string;
}

export type FieldPath = readonly (string | number)[];

/** `services[0].metrics.errorRate`. */
export function fieldName(path: FieldPath): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join('');
}
