import * as z from 'zod/mini';
import { createAwsClients } from '../../../lambdas/adapters/aws/clients/aws-clients.ts';
import { createHttpClient } from '../../../lambdas/adapters/http/create-http-client.ts';
import { sendToLoopback } from '../../../lambdas/adapters/http/send-https.ts';
import type { AwsClients } from '../../../lambdas/ports/aws-clients.ts';
import type { HttpClient } from '../../../lambdas/ports/http-client.ts';
import { memoryDirectory } from '../../../local/rehearsal/memory/memory-directory.ts';
import { Account } from '../../../local/world/account.ts';
import { serveAccount } from '../../../local/world/account-server.ts';
import type { Scenario } from '../../../local/world/scenario/scenario.ts';
import { createAccountFaults, type PlannedFault } from '../faults/account-faults.ts';

/** A request, and what the account itself answered, whatever came of that on its way. */
export interface AccountCall {
  /** Such as `ecs:DescribeServices`. */
  readonly operation: string;
  readonly path: string;
  /** The server outside AWS; undefined for AWS's own. */
  readonly host: string | undefined;
  readonly contentType: string | undefined;
  /** By which whoever is called knows a repetition; undefined when there is none. */
  readonly id: string | undefined;
  readonly body: string;
  /** Null when a fault kept it from the account. */
  readonly status: number | null;
}

/** The simulated account on a real port, for one test. */
export interface TestAccount {
  readonly account: Account;
  /** A signing client of all its services. */
  readonly aws: AwsClients;
  /** A client of the servers outside AWS that stand beside it. */
  readonly http: HttpClient;
  readonly calls: readonly AccountCall[];
  /** Names of the operations that changed something, in order. */
  changes(): readonly string[];
  inject(fault: PlannedFault): void;
  now(): Date;
  /** Time goes on by so many minutes. */
  pass(minutes: number): void;
  /** From now on it is another, untouched account. */
  renew(): void;
  stop(): Promise<void>;
}

export interface TestAccountOptions {
  readonly scenario: Scenario;
  readonly nowMs: number;
  /** Fills the account as the scenario cannot. */
  readonly seed?: (account: Account) => void;
}

/** Looking at messages hides them for a while at most. */
const reading = /:(Get|List|Describe|BatchGet|Search|ReceiveMessage)/;

export async function startTestAccount({ scenario, nowMs, seed }: TestAccountOptions): Promise<TestAccount> {
  const open = (): Account => {
    const opened = Account.open(scenario, memoryDirectory(), nowMs);
    seed?.(opened);
    opened.save();
    return opened;
  };
  let account = open();
  let time = nowMs;
  let calls: AccountCall[] = [];
  const faults = createAccountFaults();
  const server = await serveAccount(
    () => account,
    () => time,
    async (operation, request, answer) => {
      const { path, headers, body } = request;
      let status: number | null = null;
      try {
        return await faults.through(operation, request, async () => {
          const answered = await answer();
          status = answered.status;
          return answered;
        });
      } finally {
        const contentType = headers['content-type'];
        const forwarded = headers['x-forwarded-host'];
        const host = typeof forwarded === 'string' ? forwarded : undefined;
        const id = idOf(String(headers['webhook-id'] ?? ''), body.toString('utf8'));
        calls.push({ operation, path, host, contentType, id, body: body.toString('utf8'), status });
      }
    },
  );
  const credentials = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
  return {
    get account() {
      return account;
    },
    get calls() {
      return calls;
    },
    aws: createAwsClients({ env: { ...credentials, AWS_ENDPOINT_URL: server.url }, random: () => 0 }),
    http: createHttpClient({ send: sendToLoopback(server.url), wait: async () => {} }),
    // A stored configuration has no effect before it is deployed; what is asked for again by the same id has no second one.
    changes: () =>
      calls
        .filter(
          ({ id }, index) =>
            id === undefined || calls.findIndex((each) => each.id === id && each.status !== null) === index,
        )
        .filter(({ status }) => status !== null && status < 300)
        .map(({ operation }) => operation)
        .filter((name) => !reading.test(name) && !name.endsWith(':CreateHostedConfigurationVersion')),
    inject: (fault) => faults.plan(fault),
    now: () => new Date(time),
    pass(minutes) {
      time += minutes * 60_000;
    },
    renew() {
      account = open();
      time = nowMs;
      calls = [];
    },
    async stop() {
      faults.release();
      await server.stop();
    },
  };
}

const idSchema = z.object({
  idempotencyKey: z.optional(z.string()),
  ClientToken: z.optional(z.string()),
});

function idOf(header: string, body: string): string | undefined {
  if (header !== '') return header;
  if (!/"(idempotencyKey|ClientToken)"/.test(body) || !body.startsWith('{')) return undefined;
  const { idempotencyKey, ClientToken } = idSchema.safeParse(JSON.parse(body)).data ?? {};
  return idempotencyKey ?? ClientToken;
}
