/** ARN of an SQS queue in the account and Region of the stack. */
export function queueArn(name: string): string {
  return `arn:{partition}:sqs:{region}:{account}:${name}`;
}
