import { identityOf } from '../../domain/correlation/alert-pages.ts';
import type { DeliveredAlert } from '../alerts/delivered-alert.ts';

/** The firings among alerts, with whatever else is about the same alerts; and the others. */
export function splitFirings(
  alerts: readonly DeliveredAlert[],
  isMeant: (firing: DeliveredAlert) => boolean,
): readonly [meant: readonly DeliveredAlert[], others: readonly DeliveredAlert[]] {
  const identities = new Set(
    alerts
      .filter((each) => each.alert.status === 'firing' && isMeant(each))
      .map(({ alert }) => identityOf(alert)),
  );
  const isTaken = ({ alert }: DeliveredAlert) => identities.has(identityOf(alert));
  return [alerts.filter(isTaken), alerts.filter((each) => !isTaken(each))];
}
