import type { DurationName } from '../../domain/reporting/times/moment-names.ts';
import type { IncidentMetrics } from '../../ports/incident-metrics.ts';

const names: Readonly<Record<DurationName, string>> = {
  detect: 'TimeToDetect',
  acknowledge: 'TimeToAcknowledge',
  mitigate: 'TimeToMitigate',
  resolve: 'TimeToResolve',
};

/** By service and severity, by severity, and for all. */
const dimensions = [['Service', 'Severity'], ['Severity'], []];

/**
 * In embedded metric format, which CloudWatch takes from the log: no permission, no call that could fail. A time that nobody knows is left
 * out. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function createLoggedIncidentMetrics(
  write: (line: string) => void = (line) => void process.stdout.write(line),
): IncidentMetrics {
  return {
    putClosing({ service, severity, closedAt, seconds }) {
      const known = Object.entries(names).flatMap(([name, metric]) => {
        const value = seconds[name as DurationName];
        return value === null ? [] : [[metric, value] as const];
      });
      if (known.length === 0) return;
      const line = {
        _aws: {
          Timestamp: Date.parse(closedAt),
          CloudWatchMetrics: [
            {
              Namespace: 'Firebreak/Incidents',
              Dimensions: dimensions,
              Metrics: known.map(([Name]) => ({ Name, Unit: 'Seconds' })),
            },
          ],
        },
        Service: service,
        Severity: severity,
        ...Object.fromEntries(known),
      };
      write(`${JSON.stringify(line)}\n`);
    },
  };
}
