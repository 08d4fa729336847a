import { expect, it } from '@jest/globals';
import { createLoggedIncidentMetrics } from '../../../lambdas/runtime/log/incident-metrics.ts';

function written(
  seconds: Parameters<ReturnType<typeof createLoggedIncidentMetrics>['putClosing']>[0]['seconds'],
) {
  const lines: string[] = [];
  const metrics = createLoggedIncidentMetrics((line) => lines.push(line));
  metrics.putClosing({
    service: 'checkout',
    severity: 'SEV2',
    closedAt: '2026-11-23T02:08:05.000Z',
    seconds,
  });
  return lines;
}

it('writes one line in embedded metric format, at the time of the closing', () => {
  const [line = '', ...others] = written({ detect: 70, acknowledge: 112, mitigate: 424, resolve: 425 });
  expect(others).toEqual([]);
  expect(line.endsWith('\n')).toBe(true);
  expect(JSON.parse(line)).toEqual({
    _aws: {
      Timestamp: Date.parse('2026-11-23T02:08:05.000Z'),
      CloudWatchMetrics: [
        {
          Namespace: 'Firebreak/Incidents',
          Dimensions: [['Service', 'Severity'], ['Severity'], []],
          Metrics: ['TimeToDetect', 'TimeToAcknowledge', 'TimeToMitigate', 'TimeToResolve'].map((Name) => ({
            Name,
            Unit: 'Seconds',
          })),
        },
      ],
    },
    Service: 'checkout',
    Severity: 'SEV2',
    TimeToDetect: 70,
    TimeToAcknowledge: 112,
    TimeToMitigate: 424,
    TimeToResolve: 425,
  });
});

it('leaves out what nobody knows, and writes nothing when that is all', () => {
  const [line = ''] = written({ detect: null, acknowledge: null, mitigate: null, resolve: 0 });
  expect(JSON.parse(line)).toMatchObject({ TimeToResolve: 0 });
  expect(line).not.toContain('TimeToDetect');
  expect(written({ detect: null, acknowledge: null, mitigate: null, resolve: null })).toEqual([]);
});
