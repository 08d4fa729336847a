import type { DeliveredAlert, PlacedAlert, Settlement } from './delivered-alert.ts';
import { inParallel } from './in-parallel.ts';
import type { SettleDeps } from './settle-deps.ts';
import { settleKey } from './settle-key.ts';
import { settleStrangers } from './settle-strangers.ts';
import { dependencyShelter } from './shelters/dependency-shelter.ts';
import { knownShelter } from './shelters/known-shelter.ts';
import { maintenanceShelter } from './shelters/maintenance-shelter.ts';
import { type Redirect, type Shelter, surroundings } from './shelters/shelter.ts';
import { stormShelter } from './shelters/storm-shelter.ts';

/** Asked in this order where nothing is open for a correlation key. */
const shelters: readonly Shelter[] = [maintenanceShelter, dependencyShelter, stormShelter];

export interface SettledAlerts {
  readonly settlements: readonly Settlement[];
  /** Deliveries of which something could not be settled: they must come again. */
  readonly failed: readonly { readonly deliveryId: string; readonly error: unknown }[];
}

const width = 8;

/**
 * Settles all alerts of a batch: those of a key into its open incident or a new one, what policy shelters elsewhere at once for each
 * shelter, and at last what no incident of its key knows. So each incident is written once, however many keys lead to it. Can be
 * repeated from the start after a crash between any two writes and by a redelivery. Never rejects.
 */
export async function settleAlerts(deps: SettleDeps, placed: readonly PlacedAlert[]): Promise<SettledAlerts> {
  const settlements: Settlement[] = [];
  const redirects: Redirect[] = [];
  const strangers: PlacedAlert[] = [];
  const failed: { readonly deliveryId: string; readonly error: unknown }[] = [];
  const attempt = async (alerts: readonly DeliveredAlert[], work: () => Promise<readonly Settlement[]>) => {
    try {
      settlements.push(...(await work()));
    } catch (error) {
      for (const { deliveryId } of alerts) failed.push({ deliveryId, error });
    }
  };

  const around = surroundings(deps);
  const keys = [...Map.groupBy(placed, ({ place }) => place.correlationKey).values()];
  await inParallel(keys, width, async (group) => {
    const [first] = group;
    if (first === undefined) return;
    const { place } = first;
    const alerts = group.map(({ delivered }) => delivered);
    await attempt(alerts, async () => {
      const known = await knownShelter(deps, place, alerts, around);
      const settled = await settleKey(deps, place, known.left, shelters, around);
      redirects.push(...known.redirects, ...settled.redirects);
      strangers.push(...settled.strangers.map((delivered) => ({ place, delivered })));
      return settled.settlements;
    });
  });

  const targets = [...Map.groupBy(redirects, ({ target }) => target).values()];
  await inParallel(targets, width, async ([first, ...others]) => {
    if (first === undefined) return;
    const alerts = [first, ...others].flatMap((redirect) => redirect.alerts);
    await attempt(alerts, () => first.settle(deps, alerts));
  });

  const unsettled = await settleStrangers(deps, strangers, settlements).catch((error: unknown) => {
    for (const { delivered } of strangers) failed.push({ deliveryId: delivered.deliveryId, error });
    return [];
  });
  // Their fire came while they were looked for: now their key knows them.
  for (const { place, delivered } of unsettled) {
    await attempt([delivered], async () => {
      const settled = await settleKey(deps, place, [delivered], [], around);
      const rest = settled.strangers.map((stranger) => ({ place, delivered: stranger }));
      const found: Settlement[] = [];
      await settleStrangers(deps, rest, found);
      return [...settled.settlements, ...found];
    });
  }
  return { settlements, failed };
}
