import type { AwsCall } from '../../ports/aws-caller.ts';

/** One GetMetricData. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export function metricDataCall(input: Readonly<Record<string, unknown>>, nextToken: string | null): AwsCall {
  return {
    service: 'monitoring',
    method: 'POST',
    path: '/',
    repeatable: true,
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'GraniteServiceVersion20100801.GetMetricData',
    },
    body: JSON.stringify({ ...input, ...(nextToken === null ? {} : { NextToken: nextToken }) }),
  };
}
