import type { InProcessRequest } from '../../../local/world/in-process-aws.ts';

interface MetricRequest {
  readonly MetricDataQueries: readonly { readonly Id: string; readonly ReturnData: boolean }[];
  readonly StartTime: number;
  readonly EndTime: number;
}

/** CloudWatch answers, and has nothing. */
export function noMetrics({ service }: InProcessRequest) {
  return service === 'monitoring' ? { body: '{"MetricDataResults":[]}' } : null;
}

/** Every metric has this value in every minute. */
export function constantMetrics({ service, body }: InProcessRequest, value: number) {
  if (service !== 'monitoring') return null;
  const { MetricDataQueries, StartTime, EndTime }: MetricRequest = JSON.parse(
    Buffer.from(body).toString('utf8'),
  );
  const Timestamps: number[] = [];
  for (let at = Math.floor(StartTime / 60) * 60; at + 60 <= EndTime; at += 60) Timestamps.push(at);
  const results = MetricDataQueries.filter(({ ReturnData }) => ReturnData).map(({ Id }) => ({
    Id,
    Timestamps,
    Values: Timestamps.map(() => value),
  }));
  return { body: JSON.stringify({ MetricDataResults: results }) };
}
