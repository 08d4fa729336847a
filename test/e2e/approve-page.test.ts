import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { handOver } from '../../lambdas/use-cases/handover/hand-over.ts';
import { type DeliveredLink, deliveredLink } from '../../local/rehearsal/delivered-link.ts';
import { aClosedIncident, aDebt } from '../support/builders/records.ts';
import { accessibilityFaults } from '../support/servers/accessibility-faults.ts';
import { serveApprovals } from '../support/servers/approval-server.ts';
import { launchBrowser, openPage } from '../support/servers/browser.ts';
import { type ApprovalWorld, approvalWorld, wrongCode } from '../support/worlds/approval-world.ts';

describe('the approve page', () => {
  let browser: Browser;
  let world: ApprovalWorld;
  let ana: DeliveredLink;
  let server: Awaited<ReturnType<typeof serveApprovals>>;
  let page: Page;
  let problems: readonly string[];

  beforeAll(async () => {
    browser = await launchBrowser();
  }, 120_000);
  afterAll(() => browser.close());

  beforeEach(async () => {
    world = await approvalWorld();
    await world.change((incident) => ({ ...incident, title: '<img src=x onerror=alert(1)> hostile' }));
    await world.ask();
    ana = deliveredLink(world.sentTo('ana')[0]);
    world.clock.advance(100);
    server = await serveApprovals(world);
    ({ page, problems } = await openPage(browser, { viewport: { width: 375, height: 700 } }));
    await page.goto(`${server.url}/approve#${ana.key}`);
    await page.locator('#decide').waitFor();
  }, 60_000);
  afterEach(async () => {
    await page.context().close();
    server.close();
  });

  it('shows what is asked as text, takes the key out of the address, and fits a phone', async () => {
    expect(await page.locator('#asked').textContent()).toBe(
      'Point the alias live of checkout back to version 56',
    );
    expect(await page.locator('#service').textContent()).toBe('Checkout');
    expect(await page.title()).toContain('Checkout');
    expect(await page.locator('#title').textContent()).toBe('<img src=x onerror=alert(1)> hostile');
    expect(await page.locator('img').count()).toBe(0);
    expect(page.url()).toBe(`${server.url}/approve`);
    expect(await page.locator('#evidence li').count()).toBeGreaterThan(3);
    const onset = page.locator('#readings li').first().locator('time').first();
    expect(await onset.getAttribute('title')).toBe('2026-11-23T02:01:00.000Z');
    expect(await page.locator('#grounds').textContent()).not.toContain('UTC');
    const width = (of: string) => page.evaluate(`document.documentElement.${of}`);
    expect(await width('scrollWidth')).toBe(await width('clientWidth'));
    expect(problems).toEqual([]);
  }, 60_000);

  it('asks for the decision within two screens of a phone, with both answers alike', async () => {
    const box = async (id: string) =>
      (await page.locator(id).boundingBox()) ?? { y: 1e9, width: 0, height: 0 };
    const [approve, reject] = [await box('#approve'), await box('#reject')];
    expect(approve.y + approve.height).toBeLessThan(2 * 700);
    expect([approve.width, approve.height]).toEqual([reject.width, reject.height]);
    expect(await page.locator('#people').textContent()).toMatch(/Ana.*\(you\): no answer yet.*Ben/);
    expect(await page.locator('#evidence').isVisible()).toBe(false);
  }, 60_000);

  it.each(['light', 'dark'] as const)(
    'has no fault that axe knows, %s',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.fill('#code', '12');
      await page.click('#approve');
      expect(await page.locator('#code').getAttribute('aria-invalid')).toBe('true');
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.fill('#code', ana.code);
      await page.click('#approve');
      await page.getByText('Approved', { exact: true }).waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
    },
    60_000,
  );

  it('reflows at 320 px', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    const width = (of: string) => page.evaluate(`document.documentElement.${of}`);
    expect(await width('scrollWidth')).toBe(await width('clientWidth'));
  }, 60_000);

  it('asks everybody again when nobody decided in time', async () => {
    world.clock.advance(31 * 60);
    world.workflow.openTask('token-2');
    const { incidentId } = world;
    await handOver(world, { incidentId, taskToken: 'token-2', reason: 'Nobody decided', reminder: 0 });
    await page.reload();
    await page.getByText('Expired', { exact: true }).waitFor();
    await page.fill('#code', ana.code);
    await page.click('#ask-again');
    await page.getByText('Everybody is asked again').waitFor();
    expect(world.workflow.taskOutputs().get('token-2')).toMatchObject({
      command: 'resume',
      by: 'person:ana',
    });
  }, 60_000);

  it('decides when a person types the code and presses the button', async () => {
    await page.fill('#code', ana.code);
    await page.fill('#comment', 'go');
    await page.click('#approve');
    await page.getByText('Approved', { exact: true }).waitFor();
    expect(await page.locator('#outcome-text').textContent()).toMatch(/^by Ana at .*: “go”$/);
    expect(await page.locator('#decide').isVisible()).toBe(false);
    expect(await world.approval()).toMatchObject({ state: 'approved', decidedBy: 'ana', comment: 'go' });
    expect(problems).toEqual([]);
  }, 60_000);

  it('follows the step until it is over, with what is left to do one tap away', async () => {
    await page.fill('#code', ana.code);
    await page.click('#approve');
    await page.getByText('Approved', { exact: true }).waitFor();
    const box = await page.locator('#ended').boundingBox();
    expect(box?.y).toBeLessThan(200);
    const { incidentId } = world;
    const at = world.clock.now().toISOString();
    const deadlineAt = new Date(world.clock.now().getTime() + 300_000).toISOString();
    const wait = { encryptedToken: 'sealed', since: at };
    await world.change((incident) => ({
      ...incident,
      status: 'verifying',
      stepIndex: 0,
      since: at,
      deadlineAt,
      wait,
    }));
    const promise = {
      id: 'promise',
      label: '<b>Error rate</b> below 1 %',
      text: 'it is 12 %',
      required: true,
    };
    const look = { at, since: at, stepIndex: 0, metricsGoodAt: null, extendedUntil: null };
    await world.incidents.saveRecoveryLook(incidentId, {
      ...look,
      criteria: [{ ...promise, state: 'not-met' }],
    });
    await page.locator('#recovery li', { hasText: '<b>Error rate</b> below 1 %' }).waitFor();
    expect(await page.locator('#next').textContent()).toMatch(/watches whether it recovers/);
    await world.incidents.putDebt(aDebt({ incidentId }));
    await world.change((incident) => aClosedIncident({ ...incident, closedAt: at, status: 'closed' }));
    await page.locator('#left li').first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    const href = await page.locator('#left a').first().getAttribute('href');
    expect(href).toMatch(new RegExp(`/incidents/${incidentId}#key=[\\w.-]{40,}&to=debts$`));
    expect(await page.locator('#ended-incident').getAttribute('href')).toContain('&to=now');
    expect(problems).toEqual([]);
  }, 60_000);

  it('rejects as easily', async () => {
    await page.fill('#code', ana.code);
    await page.click('#reject');
    await page.getByText('Rejected', { exact: true }).waitFor();
    expect(await world.approval()).toMatchObject({ state: 'rejected' });
  }, 60_000);

  it('leaves it pending and burns no try, whatever a robot presses and submits', async () => {
    await page.click('#approve');
    await page.click('#reject');
    await page.locator('input, textarea').evaluateAll((fields) => {
      for (const field of fields) if ('value' in field) field.value = 'test@example.com';
    });
    await page.click('#approve');
    await page.evaluate('document.forms[0].requestSubmit()');
    await page.evaluate('document.forms[0].submit()');
    expect(await world.approval()).toMatchObject({ state: 'pending', version: 1 });
  }, 60_000);

  it('says how many attempts are left after a wrong code', async () => {
    await page.fill('#code', wrongCode(ana));
    await page.click('#approve');
    await page.getByText('4 attempts left').waitFor();
    expect(await page.inputValue('#code')).toBe('');
    expect(await page.locator('#decide').isVisible()).toBe(true);
  }, 60_000);

  it('survives a reload while its person looks up the code', async () => {
    await page.reload();
    await page.locator('#decide').waitFor();
    await page.fill('#code', ana.code);
    await page.click('#approve');
    await page.getByText('Approved', { exact: true }).waitFor();
  }, 60_000);

  it('tells the outcome when somebody else was quicker', async () => {
    await world.decide(deliveredLink(world.sentTo('ben')[0]), { decision: 'reject' });
    await page.fill('#code', ana.code);
    await page.click('#approve');
    await page.getByText('Rejected', { exact: true }).waitFor();
    expect(await page.locator('#outcome-text').textContent()).toMatch(/^by Ben/);
  }, 60_000);

  it('says when Firebreak cannot be reached, and lets look again', async () => {
    server.close();
    await page.fill('#code', ana.code);
    await page.click('#approve');
    await page.getByText('cannot be reached').waitFor();
    expect(await page.locator('#again').isVisible()).toBe(true);
    expect(await world.approval()).toMatchObject({ state: 'pending' });
  }, 60_000);

  it('says that a link without its key is not complete', async () => {
    const other = await openPage(browser);
    await other.page.goto(`${server.url}/approve`);
    await other.page.getByText('This link is not complete').waitFor();
    expect(other.problems).toEqual([]);
    await other.page.context().close();
  }, 60_000);
});
