import { WriteConflictError } from '../domain/errors.ts';
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
  const tally = newTally();
  const { redirects, strangers } = await settleKeys(deps, placed, tally);
  await settleRedirects(deps, redirects, tally);
  await settleOthers(deps, strangers, tally);
  return tally;
}

/** What has been settled so far, and what has failed. */
interface Tally extends SettledAlerts {
  /** Counts what `work` settles, or these alerts as failed. */
  attempt(alerts: readonly DeliveredAlert[], work: () => Promise<readonly Settlement[]>): Promise<void>;
}

function newTally(): Tally {
  const settlements: Settlement[] = [];
  const failed: { readonly deliveryId: string; readonly error: unknown }[] = [];
  return {
    settlements,
    failed,
    async attempt(alerts, work) {
      try {
        settlements.push(...(await work()));
      } catch (error) {
        failed.push(...alerts.map(({ deliveryId }) => ({ deliveryId, error })));
      }
    },
  };
}

async function settleKeys(
  deps: SettleDeps,
  placed: readonly PlacedAlert[],
  tally: Tally,
): Promise<{ readonly redirects: readonly Redirect[]; readonly strangers: readonly PlacedAlert[] }> {
  const redirects: Redirect[] = [];
  const strangers: PlacedAlert[] = [];
  const around = surroundings(deps);
  const keys = [...Map.groupBy(placed, ({ place }) => place.correlationKey).values()];
  await inParallel(keys, width, async (group) => {
    const [first] = group;
    if (first === undefined) return;
    const { place } = first;
    const alerts = group.map(({ delivered }) => delivered);
    await tally.attempt(alerts, async () => {
      const known = await knownShelter(deps, place, alerts, around);
      const settled = await settleKey(deps, place, known.left, shelters, around);
      redirects.push(...known.redirects, ...settled.redirects);
      strangers.push(...settled.strangers.map((delivered) => ({ place, delivered })));
      return settled.settlements;
    });
  });
  return { redirects, strangers };
}

async function settleRedirects(
  deps: SettleDeps,
  redirects: readonly Redirect[],
  tally: Tally,
): Promise<void> {
  const targets = [...Map.groupBy(redirects, ({ target }) => target).values()];
  await inParallel(targets, width, async ([first, ...others]) => {
    if (first === undefined) return;
    const alerts = [first, ...others].flatMap((redirect) => redirect.alerts);
    await tally.attempt(alerts, () => first.settle(deps, alerts));
  });
}

async function settleOthers(
  deps: SettleDeps,
  strangers: readonly PlacedAlert[],
  tally: Tally,
): Promise<void> {
  let met: readonly PlacedAlert[] = [];
  await tally.attempt(
    strangers.map(({ delivered }) => delivered),
    async () => {
      const settled = await settleStrangers(deps, strangers);
      met = settled.met;
      return settled.settlements;
    },
  );
  // Their fire came while they were looked for: now their key knows them.
  for (const { place, delivered } of met) {
    await tally.attempt([delivered], async () => {
      const { settlements, strangers: left } = await settleKey(
        deps,
        place,
        [delivered],
        [],
        surroundings(deps),
      );
      const rest = await settleStrangers(
        deps,
        left.map((stranger) => ({ place, delivered: stranger })),
      );
      if (rest.met.length > 0)
        throw new WriteConflictError(`The alerts of ${place.correlationKey} keep changing`);
      return [...settlements, ...rest.settlements];
    });
  }
}
