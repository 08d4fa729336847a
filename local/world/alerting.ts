import { createHash } from 'node:crypto';
import type { StateDirectory } from '../cloud/state/state-directory.ts';
import type { Clock } from '../step-functions/values/clocks.ts';
import type { Account } from './account.ts';
import { readAlertSignal } from './alert-signals.ts';
import type { Scenario } from './scenario/scenario.ts';
import type { AlertRule } from './scenario/scenario-schema.ts';

const EVALUATION_MS = 15_000;
const FILE = 'alerts.json';

/** Alertmanager's webhook body, version 4. https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
export type PostWebhook = (body: string) => Promise<void>;

/** The monitoring of the simulated account: evaluates its alert rules and posts webhooks as Alertmanager does. */
export class Alerting {
  readonly #scenario: Scenario;
  readonly #account: Account;
  readonly #clock: Clock;
  readonly #post: PostWebhook;
  /** Since when a rule's condition holds, by rule name; epoch milliseconds. */
  readonly #pending = new Map<string, number>();
  /** Alerts that fire and whose webhook is on its way: since when, and when it arrives; epoch milliseconds. */
  readonly #late = new Map<string, { readonly since: number; readonly at: number }>();
  /** Alerts that were posted as firing and not yet as resolved; kept, so that a restart forgets none. */
  readonly #firing: Map<string, number>;
  readonly #state: StateDirectory;
  #cancel: () => void = () => {};
  #stopped = false;

  constructor(scenario: Scenario, account: Account, clock: Clock, state: StateDirectory, post: PostWebhook) {
    this.#scenario = scenario;
    this.#account = account;
    this.#clock = clock;
    this.#state = state;
    this.#post = post;
    const kept = state.readJson(FILE);
    this.#firing = new Map(Array.isArray(kept) ? kept : []);
  }

  start(): void {
    this.#cancel = this.#clock.setTimer(this.#clock.now() + EVALUATION_MS, () => {
      void this.#evaluate().finally(() => {
        if (!this.#stopped) this.start();
      });
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  async #evaluate(): Promise<void> {
    for (const rule of this.#scenario.alerts) {
      const now = this.#clock.now();
      const late = this.#late.get(rule.name);
      if (late !== undefined) {
        if (now >= late.at) await this.#fire(rule, late.since);
        continue;
      }
      if (!this.#holds(rule, now)) {
        this.#pending.delete(rule.name);
        const since = this.#firing.get(rule.name);
        if (since !== undefined && (await this.#deliver(rule, since, now))) {
          this.#firing.delete(rule.name);
          this.#save();
        }
        continue;
      }
      const since = this.#pending.get(rule.name) ?? now;
      this.#pending.set(rule.name, since);
      if (now - since < rule.forSeconds * 1000 || this.#firing.has(rule.name)) continue;
      if (rule.deliveredAfterSeconds > 0) {
        this.#late.set(rule.name, { since, at: now + rule.deliveredAfterSeconds * 1000 });
        continue;
      }
      await this.#fire(rule, since);
    }
  }

  async #fire(rule: AlertRule, since: number): Promise<void> {
    if (!(await this.#deliver(rule, since, null))) return;
    this.#late.delete(rule.name);
    this.#firing.set(rule.name, since);
    this.#save();
  }

  #save(): void {
    this.#state.writeJson(FILE, [...this.#firing]);
  }

  #holds({ above, below, ...rule }: AlertRule, now: number): boolean {
    const value = readAlertSignal(this.#scenario, this.#account, rule, now);
    if (value === null) return false;
    return above === undefined ? value < (below ?? 0) : value > above;
  }

  /** @returns whether it arrived; one that did not is posted again at the next evaluation, as Alertmanager does */
  async #deliver(rule: AlertRule, since: number, endedAt: number | null): Promise<boolean> {
    try {
      await this.#post(JSON.stringify(webhook(rule, since, endedAt)));
      return true;
    } catch (error) {
      console.error(`The webhook was not taken, it will be posted again: ${String(error)}`);
      return false;
    }
  }
}

function webhook(rule: AlertRule, since: number, endedAt: number | null): unknown {
  const status = endedAt === null ? 'firing' : 'resolved';
  const labels = { alertname: rule.name, service: rule.service, ...rule.labels };
  const fingerprint = createHash('sha256').update(JSON.stringify(labels)).digest('hex').slice(0, 16);
  return {
    version: '4',
    groupKey: `{}:{alertname="${rule.name}"}`,
    truncatedAlerts: 0,
    status,
    receiver: 'firebreak',
    groupLabels: { alertname: rule.name },
    commonLabels: labels,
    commonAnnotations: rule.annotations,
    externalURL: 'http://alertmanager.example.com',
    alerts: [
      {
        status,
        labels,
        annotations: rule.annotations,
        startsAt: new Date(since).toISOString(),
        endsAt: endedAt === null ? '0001-01-01T00:00:00Z' : new Date(endedAt).toISOString(),
        generatorURL: `http://prometheus.example.com/graph?g0.expr=${rule.signal}%7Bservice%3D%22${rule.service}%22%7D`,
        fingerprint,
      },
    ],
  };
}
