/** One mistake in the shipped policy, and what is said of it. */
export interface Breakage {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Where in the replaced text the problem is. */
  readonly offset?: number;
  readonly field: string;
  readonly says: string;
}
