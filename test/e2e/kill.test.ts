import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/servers/eventually.ts';
import { LocalClient } from '../support/servers/local-client.ts';
import { freePortPair, LocalProcess } from '../support/servers/local-process.ts';

const SPEED = 60;
const TIMEOUT_MS = 240_000;

interface LambdaState {
  readonly functions: readonly {
    readonly name: string;
    readonly aliases: readonly {
      readonly version: string;
      readonly history: readonly { version: string }[];
    }[];
  }[];
}

interface AccountFile {
  readonly services: { readonly lambda: LambdaState };
}

describe('npm start, killed at any moment', () => {
  let stateDir: string;
  let port: number;
  let local: LocalProcess | undefined;

  beforeEach(async () => {
    stateDir = mkdtempSync(join(tmpdir(), 'firebreak-'));
    port = await freePortPair();
  });
  afterEach(async () => {
    await local?.kill();
    rmSync(stateDir, { recursive: true, force: true });
  });

  const restart = async (): Promise<LocalClient> => {
    await local?.kill();
    local = await LocalProcess.start({ stateDir, port, speed: SPEED, scenario: 'bad-deploy' });
    return new LocalClient(local.addresses);
  };
  const checkoutVersions = (): readonly string[] => {
    const account: AccountFile = JSON.parse(readFileSync(join(stateDir, 'account.json'), 'utf8'));
    return account.services.lambda.functions[0]?.aliases[0]?.history.map(({ version }) => version) ?? [];
  };
  const status = (client: LocalClient, wanted: readonly string[]) =>
    eventually(`an incident that is ${wanted.join(' or ')}`, async () =>
      (await client.incidents()).find((incident) => wanted.includes(incident.status)),
    );

  it(
    'goes on where it was, with one mail to each approver and one action',
    async () => {
      await restart();
      let client = await restart();
      await status(client, ['opened', 'triaging', 'responding', 'awaiting-approval']);
      client = await restart();
      const { id } = await status(client, ['awaiting-approval']);
      const before = await client.approvalMails();

      client = await restart();
      const approval = (await client.approvalMails())[0];
      if (approval === undefined) throw new Error('the inbox lost the mail');
      expect(approval.link).toBe(before[0]?.link);
      const decided = await client.decide(approval, 'approve');
      expect(decided).toMatchObject({ status: 200, body: { state: 'approved' } });

      client = await restart();
      await status(client, ['verifying', 'closed']);
      client = await restart();
      await status(client, ['closed']);
      const closed = await eventually('the postmortem', async () => {
        const incident = await client.incident(id);
        return incident['postmortem'] === null ? undefined : incident;
      });

      expect(closed).toMatchObject({ id, status: 'closed', outcome: 'recovered' });
      expect(await client.incidents()).toHaveLength(1);
      expect(checkoutVersions()).toEqual(['55', '56', '57', '56']);
      const recipients = (await client.approvalMails()).map(({ destination }) => destination.to[0]);
      expect(new Set(recipients).size).toBe(recipients.length);
      expect((await client.decide(approval, 'reject')).status).toBe(409);
    },
    TIMEOUT_MS,
  );

  it('says which port is taken, and when its state is in use', async () => {
    await restart();
    const samePort = LocalProcess.start({ stateDir: join(stateDir, 'other'), port, scenario: 'none' });
    await expect(samePort).rejects.toThrow(new RegExp(`Port ${port} .*--port`, 's'));
    const sameState = LocalProcess.start({ stateDir, port: await freePortPair(), scenario: 'none' });
    await expect(sameState).rejects.toThrow(/already running on /);
  });
});
