import type { Scenario } from '../../scenario/scenario.ts';
import type { SimulatedService } from '../../scenario/service-schema.ts';
import type { AccountView } from '../../signals/account-view.ts';
import { MINUTE_MS } from '../../signals/effect-level.ts';
import { type LoggedMinute, loggedMinute } from './log-lines.ts';

/** So many are kept: all that some hundred incidents at the same time ask for, in a few megabytes. */
const MOST_MINUTES = 10_000;

/** What was logged in which minute. Several queries ask for the same ones, of several services in turn: minutes that are over are kept. */
export class LoggedMinutes {
  readonly #scenario: Scenario;
  readonly #account: AccountView;
  readonly #kept = new Map<string, LoggedMinute>();

  constructor(scenario: Scenario, account: AccountView) {
    this.#scenario = scenario;
    this.#account = account;
  }

  at(service: SimulatedService, minuteMs: number, nowMs: number): LoggedMinute {
    const key = `${service.id}|${minuteMs}`;
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const minute = loggedMinute(this.#scenario, this.#account, service, minuteMs);
    if (minuteMs + MINUTE_MS > nowMs) return minute;
    this.#kept.set(key, minute);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_MINUTES) break;
      this.#kept.delete(oldest);
    }
    return minute;
  }
}
