import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { hmacSha256 } from '../../lambdas/sources/verifying/hmac.ts';
import type { Addresses } from '../../local/cloud/addresses.ts';
import { eventually } from '../../test/support/servers/eventually.ts';
import { epochNow } from '../measuring/aws-traffic.ts';
import { brokenSecondsAgo, type Crowd } from './crowd.ts';

/** The rule fires two minutes after the deployment. */
const firingSeconds = brokenSecondsAgo - 120;

export interface LaptopMessage {
  readonly ready?: { readonly addresses: Addresses; readonly secret: string };
  /** A mail that the mail service has kept. */
  readonly mail?: { readonly subject: string; readonly answeredAt: number };
}

/** `npm start` in a process of its own, with what its mail service takes. */
export class Laptop {
  readonly process: ChildProcess;
  readonly addresses: Addresses;
  readonly #secret: string;
  /** When the first approval mail about a service was kept, epoch milliseconds. */
  readonly #mailedAt = new Map<string, number>();

  private constructor(child: ChildProcess, { addresses, secret }: NonNullable<LaptopMessage['ready']>) {
    this.process = child;
    this.addresses = addresses;
    this.#secret = secret;
    child.on('message', ({ mail }: LaptopMessage) => {
      const service = /^SEV\d (\S+): approve\?/.exec(mail?.subject ?? '')?.[1];
      if (mail === undefined || service === undefined || this.#mailedAt.has(service)) return;
      this.#mailedAt.set(service, mail.answeredAt);
    });
  }

  static async start(stateDir: string, { policyDir, scenarioDir, scenario }: Crowd): Promise<Laptop> {
    const script = resolve(import.meta.dirname, 'serve-laptop.ts');
    const child = spawn(process.execPath, [script, stateDir, policyDir, scenarioDir, scenario], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    process.once('exit', () => child.kill());
    return new Promise((found, refuse) => {
      child.once('exit', () => refuse(new Error('The laptop ended')));
      child.once('message', ({ ready }: LaptopMessage) => {
        if (ready !== undefined) found(new Laptop(child, ready));
      });
    });
  }

  /** Posts the alert of a service, as Grafana signs it; resolves to when the request began, once it is accepted. */
  async post(service: string): Promise<number> {
    const body = JSON.stringify(notificationOf(service));
    const timestamp = String(Math.floor(Date.now() / 1000));
    const beganAt = epochNow();
    const response = await fetch(`${this.addresses.api}/v1/alerts/grafana`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-grafana-alerting-timestamp': timestamp,
        'x-grafana-alerting-signature': hmacSha256(this.#secret, [
          `${timestamp}:`,
          Buffer.from(body),
        ]).toString('hex'),
      },
      body,
    });
    if (response.status !== 202) throw new Error(`The alert of ${service} was answered ${response.status}`);
    await response.arrayBuffer();
    return beganAt;
  }

  mailedAt(service: string): number | null {
    return this.#mailedAt.get(service) ?? null;
  }

  /** Waits until each service has its mail, but not for longer than `seconds`. */
  async awaitMails(services: readonly string[], seconds: number): Promise<void> {
    const all = async () => services.every((service) => this.#mailedAt.has(service));
    await eventually('an approval mail for each incident', all, seconds).catch(() => undefined);
  }

  /** It holds nothing that anybody wants to keep. */
  async end(): Promise<void> {
    if (this.process.exitCode !== null) return;
    const ended = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await ended;
  }
}

/** What Grafana's unified alerting posts for one alert. */
function notificationOf(service: string): object {
  const labels = { alertname: 'ErrorRateHigh', service, environment: 'production', severity: 'critical' };
  const annotations = { summary: `${service} is failing requests` };
  return {
    version: '1',
    receiver: 'firebreak',
    status: 'firing',
    groupKey: `{}:{service="${service}"}`,
    groupLabels: {},
    commonLabels: labels,
    commonAnnotations: annotations,
    externalURL: 'http://grafana.shop.example/',
    alerts: [
      {
        status: 'firing',
        labels,
        annotations,
        startsAt: new Date(Date.now() - firingSeconds * 1000).toISOString(),
        endsAt: '0001-01-01T00:00:00Z',
        fingerprint: service,
      },
    ],
  };
}
