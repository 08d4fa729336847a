import type { FunctionSpec } from './function-spec.ts';

/**
 * For how long a message that was received stays invisible: six times the consumer's timeout, on AWS and on a laptop.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export function queueVisibilitySeconds(
  functions: readonly Pick<FunctionSpec, 'trigger' | 'timeoutSeconds'>[],
): number {
  const consumers = functions.filter(({ trigger }) => trigger.kind === 'queue');
  return 6 * Math.max(...consumers.map(({ timeoutSeconds }) => timeoutSeconds));
}
