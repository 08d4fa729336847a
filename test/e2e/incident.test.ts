import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import * as z from 'zod';
import { launchBrowser, openPage } from '../support/servers/browser.ts';
import { eventually } from '../support/servers/eventually.ts';
import { LocalClient, type MailedApproval } from '../support/servers/local-client.ts';
import { freePortPair, LocalProcess } from '../support/servers/local-process.ts';
import { scanMail } from '../support/servers/mail-robot.ts';

const TIMEOUT_MS = 240_000;
const phone = { viewport: { width: 390, height: 800 } };

const lambdaSchema = z.object({
  functions: z.array(
    z.object({
      name: z.string(),
      aliases: z.array(
        z.object({ version: z.string(), history: z.array(z.object({ version: z.string() })) }),
      ),
    }),
  ),
});

const accountSchema = z.object({ services: z.object({ lambda: lambdaSchema }) });

const incidentSchema = z.object({
  id: z.string(),
  severity: z.string(),
  severityReason: z.string(),
  status: z.string(),
  outcome: z.nullable(z.string()),
  approvals: z.array(z.object({ state: z.string(), decidedBy: z.nullable(z.string()) })),
  plan: z.nullable(z.object({ steps: z.array(z.object({ state: z.string(), resource: z.string() })) })),
  debts: z.array(z.object({ resource: z.string(), status: z.string() })),
  postmortem: z.nullable(z.object({ text: z.nullable(z.string()) })),
});

describe('a bad deployment, from the webhook to the record', () => {
  let browser: Browser;
  let stateDir: string;
  let local: LocalProcess;
  let client: LocalClient;

  beforeAll(async () => {
    browser = await launchBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(async () => {
    stateDir = mkdtempSync(join(tmpdir(), 'firebreak-'));
    local = await LocalProcess.start({
      stateDir,
      port: await freePortPair(),
      speed: 60,
      scenario: 'bad-deploy',
    });
    client = new LocalClient(local.addresses);
  }, 120_000);
  afterEach(async () => {
    await local.kill();
    rmSync(stateDir, { recursive: true, force: true });
  });

  const incident = async (id: string) => incidentSchema.parse(await client.incident(id));
  const incidentThatIs = (status: string) =>
    eventually(
      `an incident that is ${status}`,
      async () => (await client.incidents()).find((each) => each.status === status),
      120,
    );
  const kinds = async (id: string) => (await client.timeline(id)).map(({ kind }) => kind);
  const checkoutVersions = (): readonly string[] => {
    const account = accountSchema.parse(JSON.parse(readFileSync(join(stateDir, 'account.json'), 'utf8')));
    const checkout = account.services.lambda.functions.find(({ name }) => name === 'checkout');
    return checkout?.aliases[0]?.history.map(({ version }) => version) ?? [];
  };
  const firstApprovalMail = () =>
    eventually('a mail that asks', async () => (await client.approvalMails())[0]);
  /** What the person who got the mail does: opens the link, types the code, presses a button. */
  const decideOnThePage = async ({ link, code }: MailedApproval, button: 'Approve' | 'Reject') => {
    const { page, problems } = await openPage(browser, phone);
    await page.goto(link);
    await page.getByLabel('Match code').fill(code);
    await page.getByLabel('Reason').fill('Seen on the page');
    await page.getByRole('button', { name: button }).click();
    await page.locator('#outcome', { hasText: button === 'Approve' ? 'Approved' : 'Rejected' }).waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  };

  it(
    'stabilises when a person approves with the code of the mail, and only then',
    async () => {
      const { id } = await incidentThatIs('awaiting-approval');
      const asked = await incident(id);
      expect(['SEV1', 'SEV2']).toContain(asked.severity);
      expect(asked.severityReason).toMatch(/\d+(\.\d+)? % of (its|the) requests fail/);

      const { page, problems } = await openPage(browser, phone);
      await page.goto(`${local.addresses.console}/?status=open`);
      await page.getByRole('link', { name: /requests failing/i }).click();
      await page.locator('h2', { hasText: /^Waiting for .* to decide$/ }).waitFor();

      const mails = await client.approvalMails();
      expect(mails.length).toBeGreaterThan(0);
      for (const mail of mails) {
        expect(await scanMail(browser, mail)).toContain(mail.link);
      }
      expect((await incident(id)).approvals).toEqual([{ state: 'pending', decidedBy: null }]);
      expect(checkoutVersions()).toEqual(['55', '56', '57']);

      await decideOnThePage(await firstApprovalMail(), 'Approve');
      await eventually('the alias at the previous version', async () => checkoutVersions().at(-1) === '56');
      await incidentThatIs('closed');
      const closed = await eventually('the postmortem', async () => {
        const now = await incident(id);
        return now.postmortem !== null && now;
      });
      expect(closed).toMatchObject({ status: 'closed', outcome: 'recovered' });
      expect(closed.plan?.steps[0]?.state).toBe('recovered');
      expect(closed.debts.map(({ resource }) => resource)).toEqual([closed.plan?.steps[0]?.resource]);
      expect(closed.postmortem?.text).toContain('# Postmortem: CheckoutErrorRateHigh');
      expect(checkoutVersions()).toEqual(['55', '56', '57', '56']);

      // The page that was open all the time followed by itself.
      await page.locator('h2', { hasText: /^Stabilised in / }).waitFor();
      await page.locator('#debts').waitFor();
      expect(problems).toEqual([]);
      await page.context().close();

      const story = [
        'alert.seen',
        'incident.opened',
        'incident.declared',
        'incident.assessed',
        'step.guarded',
        'approval.requested',
        'approval.decided',
        'step.started',
        'debt.recorded',
        'step.done',
        'alert.resolved',
        'step.verified',
        'incident.closed',
        'postmortem.written',
      ];
      const told = await kinds(id);
      expect(told.filter((kind) => story.includes(kind))).toEqual(story);
    },
    TIMEOUT_MS,
  );

  it(
    'changes nothing and hands over when a person rejects',
    async () => {
      const { id } = await incidentThatIs('awaiting-approval');
      await decideOnThePage(await firstApprovalMail(), 'Reject');
      await incidentThatIs('handed-over');
      const over = await incident(id);
      expect(over.approvals).toEqual([{ state: 'rejected', decidedBy: expect.any(String) }]);
      expect(over.plan?.steps[0]?.state).toBe('rejected');
      expect(over.debts).toEqual([]);
      expect(checkoutVersions()).toEqual(['55', '56', '57']);
      expect(await kinds(id)).not.toContain('step.started');

      const { page, problems } = await openPage(browser, phone);
      await page.goto(`${local.addresses.console}/incidents/${id}`);
      await page.locator('h2', { hasText: 'Automation stopped' }).waitFor();
      expect(problems).toEqual([]);
      await page.context().close();
    },
    TIMEOUT_MS,
  );
});
