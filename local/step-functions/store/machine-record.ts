/** One revision of a state machine as it is stored. Times are epoch milliseconds. */
export interface MachineRecord {
  readonly arn: string;
  readonly name: string;
  readonly revisionId: string;
  /** JSON text, as it was given. */
  readonly definition: string;
  readonly roleArn: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}
