import { describe, expect, it } from '@jest/globals';
import { appConfig } from '../../../local/world/services/appconfig/appconfig.ts';
import { deployVersion } from '../../../local/world/services/appconfig/appconfig-state.ts';
import { MINUTE_MS } from '../../../local/world/signals/effect-level.ts';
import { queueSignalsAt } from '../../../local/world/signals/queue-signals.ts';
import { signalsAt } from '../../../local/world/signals/signals.ts';
import { serviceOf, simulatedWorld, worldStart } from '../../support/worlds/simulated-world.ts';

const at = (minutes: number): number => worldStart + minutes * MINUTE_MS;

/** Signals of a service of a scenario, minutes after its start; negative before it. */
function signals(name: string, service: string, seed: number | null = null) {
  const { scenario, account } = simulatedWorld(name, 60, seed);
  return (minutes: number) => signalsAt(scenario, account, serviceOf(scenario, service), at(minutes));
}

const percent = ({ errors, requests }: { errors: number; requests: number }): number =>
  requests === 0 ? 0 : (100 * errors) / requests;

describe('the signals of the simulated world', () => {
  it('are the same for the same minute, and others for another seed', () => {
    const minutes = [-10_000, -60, 0, 1, 30];
    expect(minutes.map(signals('bad-deploy', 'checkout', 3))).toEqual(
      minutes.map(signals('bad-deploy', 'checkout', 3)),
    );
    expect(minutes.map(signals('bad-deploy', 'checkout', 4))).not.toEqual(
      minutes.map(signals('bad-deploy', 'checkout', 3)),
    );
  });

  it('are as ever on all days before, whatever happens later', () => {
    const checkout = signals('bad-deploy', 'checkout');
    for (let minute = -7 * 1440; minute < 0; minute += 97)
      expect(percent(checkout(minute))).toBeLessThan(1.5);
    expect(percent(checkout(2))).toBeGreaterThan(30);
  });

  it('never fail more requests than there are', () => {
    const notifications = signals('bad-deploy-quiet', 'notifications', 1);
    for (let minute = 1; minute < 60; minute += 1) {
      const { errors, requests } = notifications(minute);
      expect(errors).toBeLessThanOrEqual(requests);
    }
  });

  it('suffer from a dependency as far as they need it, and only while it lasts', () => {
    const payments = signals('bad-dependency-deploy', 'payments');
    const checkout = signals('bad-dependency-deploy', 'checkout');
    expect(percent(payments(5))).toBeGreaterThan(50);
    expect(percent(checkout(5))).toBeGreaterThan(20);
    expect(percent(checkout(5))).toBeLessThan(percent(payments(5)));
    expect(percent(signals('bad-dependency-deploy', 'search')(5))).toBeLessThan(2);
    const slow = signals('slow-dependency', 'payments');
    expect(slow(5).latencyP99Ms).toBeGreaterThan(3 * slow(-5).latencyP99Ms);
  });

  it('grow evenly over a ramp', () => {
    const checkout = signals('slow-leak', 'checkout');
    const latencies = [1, 10, 20, 29].map((minute) => checkout(minute).latencyP99Ms);
    expect(latencies).toEqual(latencies.toSorted((a, b) => a - b));
    expect(latencies[0]).toBeLessThan(800);
    expect(latencies[3]).toBeGreaterThan(2500);
  });

  it('run into the limit of the capacity when traffic rises', () => {
    const search = signals('traffic-surge', 'search');
    const [before, later] = [search(-5), search(6)];
    expect(before.saturationPercent).toBeLessThan(50);
    expect(later.saturationPercent).toBe(100);
    expect(later.concurrency).toBeLessThanOrEqual(55);
    expect(percent(later)).toBeGreaterThan(10);
    expect(later.latencyP99Ms).toBeGreaterThan(1.5 * before.latencyP99Ms);
  });

  it('come back every day where a job does', () => {
    const checkout = signals('nightly-job', 'checkout');
    for (const day of [0, -1, -3, -7]) {
      expect(checkout(day * 1440 + 8).latencyP99Ms).toBeGreaterThan(1500);
      expect(checkout(day * 1440 - 60).latencyP99Ms).toBeLessThan(700);
    }
  });

  it('show a canary in its share of the requests only', () => {
    expect(percent(signals('canary', 'checkout')(3))).toBeLessThan(25);
    expect(percent(signals('canary', 'checkout')(3))).toBeGreaterThan(12);
  });

  it('are as before when the cause is reverted', () => {
    const { scenario, account } = simulatedWorld('bad-configuration', 60);
    const payments = serviceOf(scenario, 'payments');
    expect(percent(signalsAt(scenario, account, payments, at(5)))).toBeGreaterThan(20);
    const place = { application: 'paymnt1', environment: 'prod1', profile: 'flags' };
    deployVersion(account.stateOf(appConfig), place, 1, 'as it was', at(10));
    account.save();
    expect(percent(signalsAt(scenario, account, payments, at(12)))).toBeLessThan(3);
  });
});

describe('queues', () => {
  it('keep their dead letters, which grow with the time of the degradation', () => {
    const { scenario, account } = simulatedWorld('poison-messages', 60);
    const queue = scenario.queues.find(({ name }) => name === 'payments');
    if (queue === undefined) throw new Error('no queue');
    const letters = [-30, 0, 2, 10, 20].map(
      (minutes) => queueSignalsAt(scenario, account, queue, at(minutes)).deadLetters,
    );
    expect(letters[0]).toBe(0);
    expect(letters[1]).toBe(0);
    expect(letters[2]).toBeGreaterThan(15);
    expect(letters[4]).toBeGreaterThan(2 * Number(letters[3]) * 0.9);
    const { depth, ageSeconds, deadLetterAgeSeconds } = queueSignalsAt(scenario, account, queue, at(10));
    expect(depth).toBeLessThan(15);
    expect(ageSeconds).toBe(1);
    expect(deadLetterAgeSeconds).toBeCloseTo(595, 0);
  });
});
