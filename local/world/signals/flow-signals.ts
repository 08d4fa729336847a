import type { Flow } from '../scenario/flow-schema.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { AccountView } from './account-view.ts';
import { effectLevel, MINUTE_MS } from './effect-level.ts';
import { signalsAt } from './signals.ts';

/** From that share of failing requests on, whoever tries meets one. */
const telling = 0.05;

/** Whether a client that takes this flow now meets an error: the flow itself is broken, or many requests of its service fail. */
export function isFlowBroken(scenario: Scenario, account: AccountView, flow: Flow, atMs: number): boolean {
  const minuteMs = Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
  const isHit = scenario.effects.some(
    (effect) =>
      effect.service === flow.service &&
      effect.flow === flow.path &&
      effectLevel(account, effect, minuteMs) > 0,
  );
  if (isHit) return true;
  const service = scenario.services.find(({ id }) => id === flow.service);
  if (service === undefined) return false;
  const { errors, requests } = signalsAt(scenario, account, service, minuteMs);
  return errors > telling * requests;
}
