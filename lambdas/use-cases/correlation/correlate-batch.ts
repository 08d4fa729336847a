import { WriteConflictError } from '../../domain/errors.ts';
import type { CorrelationDeps } from '../alerts/correlation-deps.ts';
import type { AlertOutcome, CorrelatedAlert, DeliveredAlert } from '../alerts/delivered-alert.ts';
import { inParallel } from '../alerts/in-parallel.ts';
import { createCorrelationContext, type Redirect, type Suppression } from '../alerts/suppression.ts';
import { correlateKey } from '../opening/correlate-key.ts';
import { dependencySuppression } from '../suppression/dependency-suppression.ts';
import { echoSuppression } from '../suppression/echo-suppression.ts';
import { knownSuppression } from '../suppression/known-suppression.ts';
import { maintenanceSuppression } from '../suppression/maintenance-suppression.ts';
import { stormSuppression } from '../suppression/storm-suppression.ts';
import { correlateUnmatched } from './correlate-unmatched.ts';

/** Asked in this order where nothing is open for a correlation key. */
const suppressions: readonly Suppression[] = [
  maintenanceSuppression,
  echoSuppression,
  dependencySuppression,
  stormSuppression,
];

export interface CorrelatedBatch {
  readonly outcomes: readonly AlertOutcome[];
  /** Deliveries of which something could not be correlated: they must come again. */
  readonly failed: readonly { readonly deliveryId: string; readonly error: unknown }[];
}

const width = 8;

/**
 * Correlates all alerts of a batch: first each key with its open incident or a new one, then what policy suppresses, at once for each
 * destination, and last what no incident of its key knows. So each incident is written once, however many keys lead to it. Can be
 * repeated from the start after a crash between any two writes and by a redelivery. Never rejects.
 */
export async function correlateBatch(
  deps: CorrelationDeps,
  alerts: readonly CorrelatedAlert[],
): Promise<CorrelatedBatch> {
  const tally = newTally();
  const { redirects, unmatched } = await correlateKeys(deps, alerts, tally);
  await applyRedirects(deps, redirects, tally);
  await correlateRest(deps, unmatched, tally);
  return tally;
}

/** What has been correlated so far, and what has failed. */
interface Tally extends CorrelatedBatch {
  /** Counts the outcomes of `work`, or these alerts as failed. */
  attempt(alerts: readonly DeliveredAlert[], work: () => Promise<readonly AlertOutcome[]>): Promise<void>;
}

function newTally(): Tally {
  const outcomes: AlertOutcome[] = [];
  const failed: { readonly deliveryId: string; readonly error: unknown }[] = [];
  return {
    outcomes,
    failed,
    async attempt(alerts, work) {
      try {
        outcomes.push(...(await work()));
      } catch (error) {
        failed.push(...alerts.map(({ deliveryId }) => ({ deliveryId, error })));
      }
    },
  };
}

async function correlateKeys(
  deps: CorrelationDeps,
  all: readonly CorrelatedAlert[],
  tally: Tally,
): Promise<{ readonly redirects: readonly Redirect[]; readonly unmatched: readonly CorrelatedAlert[] }> {
  const redirects: Redirect[] = [];
  const unmatched: CorrelatedAlert[] = [];
  const context = createCorrelationContext(deps);
  const keys = [...Map.groupBy(all, ({ target }) => target.correlationKey).values()];
  await inParallel(keys, width, async (group) => {
    const [first] = group;
    if (first === undefined) return;
    const { target } = first;
    const alerts = group.map(({ delivered }) => delivered);
    await tally.attempt(alerts, async () => {
      const known = await knownSuppression(deps, target, alerts, context);
      const result = await correlateKey(deps, target, known.left, suppressions, context);
      redirects.push(...known.redirects, ...result.redirects);
      unmatched.push(...result.unmatched.map((delivered) => ({ target, delivered })));
      return result.outcomes;
    });
  });
  return { redirects, unmatched };
}

async function applyRedirects(
  deps: CorrelationDeps,
  redirects: readonly Redirect[],
  tally: Tally,
): Promise<void> {
  const destinations = [...Map.groupBy(redirects, ({ destination }) => destination).values()];
  await inParallel(destinations, width, async ([first, ...others]) => {
    if (first === undefined) return;
    const alerts = [first, ...others].flatMap((redirect) => redirect.alerts);
    await tally.attempt(alerts, () => first.apply(deps, alerts));
  });
}

async function correlateRest(
  deps: CorrelationDeps,
  unmatched: readonly CorrelatedAlert[],
  tally: Tally,
): Promise<void> {
  let matchedMeanwhile: readonly CorrelatedAlert[] = [];
  await tally.attempt(
    unmatched.map(({ delivered }) => delivered),
    async () => {
      const result = await correlateUnmatched(deps, unmatched);
      matchedMeanwhile = result.matchedMeanwhile;
      return result.outcomes;
    },
  );
  // Their firing arrived while they were looked for: now their key knows them.
  for (const { target, delivered } of matchedMeanwhile) {
    await tally.attempt([delivered], async () => {
      const { outcomes, unmatched: left } = await correlateKey(
        deps,
        target,
        [delivered],
        [],
        createCorrelationContext(deps),
      );
      const rest = await correlateUnmatched(
        deps,
        left.map((alert) => ({ target, delivered: alert })),
      );
      if (rest.matchedMeanwhile.length > 0)
        throw new WriteConflictError(`The alerts of ${target.correlationKey} keep changing`);
      return [...outcomes, ...rest.outcomes];
    });
  }
}
