import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fetchLedger } from '../../bin/installation/ledger-objects.ts';
import { createAwsClients } from '../../lambdas/adapters/aws/clients/aws-clients.ts';
import { countLedger } from '../../lambdas/use-cases/intake/count-ledger.ts';
import { type Measurement, median, percentile } from '../measuring/measurement.ts';
import { processorSeconds } from '../receive/pinned-process.ts';
import { makeCrowd } from './crowd.ts';
import { Laptop } from './laptop.ts';

/** Enough that each function has as many environments as it needs, and that the engine has compiled what it runs often. */
const warmUps = 160;
/** Of these, so many show what a laptop does that was started just now. */
const coldOnes = 60;
const oneByOne = 20;
/** What else the machine does may spoil one of them. */
const rounds = 3;
const incidentsOfRound = 40;
const incidents = rounds * incidentsOfRound;
const everyMilliseconds = 200;
const patienceSeconds = 60;

/**
 * From a signed webhook to the first approval mail in the mail service, on the laptop: one incident at a time, and five new ones a second.
 * Nothing may be lost: each delivery opens its incident in the ledger, each incident has its mail.
 */
export async function latencySuite(): Promise<readonly Measurement[]> {
  const directory = await mkdtemp(join(tmpdir(), 'firebreak-bench-'));
  const crowd = await makeCrowd(directory, warmUps + oneByOne + incidents);
  const [loadBefore = 0] = loadavg();
  const laptop = await Laptop.start(join(directory, 'state'), crowd);
  try {
    const all = crowd.services;
    const [cold, warm, single] = [
      all.slice(0, coldOnes),
      all.slice(coldOnes, warmUps),
      all.slice(warmUps, warmUps + oneByOne),
    ];
    const first = await postInTurn(laptop, cold, everyMilliseconds);
    await postInTurn(laptop, warm, everyMilliseconds);
    const alone = new Map<string, number>();
    for (const service of single) {
      alone.set(service, await laptop.post(service));
      await laptop.awaitMails([service], patienceSeconds);
    }
    const before = processorSeconds(laptop.process);
    const began: ReadonlyMap<string, number>[] = [];
    for (let from = warmUps + oneByOne; from < all.length; from += incidentsOfRound) {
      began.push(await postInTurn(laptop, all.slice(from, from + incidentsOfRound), everyMilliseconds));
    }
    const after = processorSeconds(laptop.process);
    const opened = (await ledgerOf(laptop)).reduce((sum, count) => sum + count.opened, 0);
    return [
      reported('cores', availableParallelism(), 'count'),
      reported('load of the machine before it', Math.round(loadBefore * 10) / 10, 'count'),
      ...figures('5 incidents/s, cold', laptop, [first], null),
      ...figures('one at a time', laptop, [alone], { p50: 250, p99: 500 }),
      ...figures('5 incidents/s', laptop, began, { p50: 400, p99: 1000 }),
      reported(
        'incidents mailed in a second',
        median(began.map((round) => rateOf(laptop, round))),
        'per second',
      ),
      ...(before === null || after === null
        ? []
        : [reported('processor time for each incident', ((after - before) * 1000) / incidents, 'ms')]),
      {
        ...reported('deliveries that opened no incident', all.length - opened, 'count'),
        target: { atMost: 0 },
      },
    ];
  } finally {
    await laptop.end();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Posts one alert after the other at a constant rate, whatever becomes of them, and waits for their mails. */
async function postInTurn(
  laptop: Laptop,
  services: readonly string[],
  pace: number,
): Promise<ReadonlyMap<string, number>> {
  const start = performance.now();
  const posts = services.map(async (service, index) => {
    await sleep(Math.max(0, start + index * pace - performance.now()));
    return [service, await laptop.post(service)] as const;
  });
  const began = new Map(await Promise.all(posts));
  await laptop.awaitMails(services, patienceSeconds);
  return began;
}

async function ledgerOf({ addresses }: Laptop) {
  const { origin, pathname } = new URL(addresses.ledger);
  const env = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_S3: origin,
  };
  const lines = await fetchLedger({ ledger: async () => pathname.slice(1), aws: createAwsClients({ env }) });
  return countLedger(lines);
}

/** Percentiles are of one round each; their medians are reported. */
function figures(
  subject: string,
  laptop: Laptop,
  began: readonly ReadonlyMap<string, number>[],
  targets: { readonly p50: number; readonly p99: number } | null,
): readonly Measurement[] {
  const latencies = began.map((round) =>
    [...round].flatMap(([service, beganAt]) => {
      const mailedAt = laptop.mailedAt(service);
      return mailedAt === null ? [] : [mailedAt - beganAt];
    }),
  );
  const figure = (name: string, share: number, atMost: number | undefined): Measurement => {
    const value = median(latencies.map((round) => percentile(round, share)));
    return {
      ...reported(`webhook to approval mail, ${name}`, value, 'ms'),
      subject,
      target: atMost === undefined ? null : { atMost },
    };
  };
  const posted = began.reduce((sum, round) => sum + round.size, 0);
  const lost = {
    ...reported('incidents without a mail', posted - latencies.flat().length, 'count'),
    subject,
  };
  return [
    figure('p50', 0.5, targets?.p50),
    figure('p99', 0.99, targets?.p99),
    { ...lost, target: { atMost: 0 } },
  ];
}

/** From the first post to the last mail: below the pace at which they come, incidents wait for a core. */
function rateOf(laptop: Laptop, began: ReadonlyMap<string, number>): number {
  const mailed = [...began.keys()].flatMap((service) => laptop.mailedAt(service) ?? []);
  return (mailed.length * 1000) / (Math.max(...mailed) - Math.min(...began.values()));
}

function reported(figure: string, value: number, unit: Measurement['unit']): Measurement {
  return { suite: 'latency', subject: 'the laptop', figure, value, unit, target: null };
}
