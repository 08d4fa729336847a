import type { Alert } from '../../domain/records/alert.ts';
import type { AlertSource, Delivery, ParseOutcome } from '../../ports/alert-source.ts';
import { deliveryText } from './delivery-text.ts';
import { parseJson } from './json.ts';

export type SourceDefinition = Omit<AlertSource, 'parse'> & {
  /** Reads the JSON value of a delivery. May throw: the delivery is then quarantined. */
  readonly read: (payload: unknown, delivery: Delivery) => ParseOutcome;
};

/** A source whose `parse` is total: whatever `read` cannot make sense of is quarantined, never an exception. */
export function defineSource({ read, ...source }: SourceDefinition): AlertSource {
  return {
    ...source,
    parse(delivery) {
      try {
        const payload = parseJson(deliveryText(delivery));
        return payload === undefined ? quarantined('The body is not JSON') : read(payload, delivery);
      } catch (error) {
        return quarantined(
          `It could not be read: ${error instanceof Error ? error.message : 'unknown fault'}`,
        );
      }
    },
  };
}

/** Alerts found; none at all, or none that changes anything, is `ignored`. */
export function alertsFound(alerts: readonly Alert[]): ParseOutcome {
  if (alerts.length === 0) return ignored('It carries no alerts');
  if (alerts.every(({ status }) => status === 'ignored')) return ignored('It changes no state');
  return { outcome: 'alerts', alerts };
}

export function ignored(reason: string): ParseOutcome {
  return { outcome: 'ignored', reason };
}

export function control(reason: string): ParseOutcome {
  return { outcome: 'control', reason };
}

export function quarantined(reason: string): ParseOutcome {
  return { outcome: 'quarantined', reason };
}
