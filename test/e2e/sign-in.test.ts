import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type DeliveredLink, deliveredLink } from '../../local/rehearsal/delivered-link.ts';
import { accessibilityFaults } from '../support/servers/accessibility-faults.ts';
import { launchBrowser, openPage } from '../support/servers/browser.ts';
import type { ApprovalWorld } from '../support/worlds/approval-world.ts';
import { serveSignIns } from '../support/worlds/sign-in-server.ts';

let browser: Browser;
let world: ApprovalWorld;
let ana: DeliveredLink;
let page: Page;
let problems: readonly string[];
let served: Awaited<ReturnType<typeof serveSignIns>>;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  served = await serveSignIns();
  world = served.world;
  ana = deliveredLink(world.sentTo('ana')[0]);
  ({ page, problems } = await openPage(browser, { viewport: { width: 390, height: 844 } }));
  await page.goto(`${served.url}/approve#${ana.key}`);
  await page.locator('#decide').waitFor();
});
afterEach(async () => {
  await page.context().close();
  await served.stop();
});

/** By the issuer, and back on the request. */
async function signInAs(subject: string): Promise<void> {
  await page.locator('#sign-in-link').click();
  await page.getByRole('link', { name: subject }).click();
  await page.locator('#decide').waitFor();
}

describe('approving what cannot be undone', () => {
  it('takes a sign-in first, keeps what was typed, and is then recorded with it', async () => {
    expect(await page.locator('#approve').isDisabled()).toBe(true);
    expect(await page.locator('#reject').isDisabled()).toBe(false);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.locator('#comment').fill('as agreed with ops');
    await signInAs('sub-ana');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.locator('#comment').inputValue()).toBe('as agreed with ops');
    await page.locator('#code').fill(ana.code);
    await page.locator('#approve').click();
    await page.locator('#ended').waitFor();
    const approval = await world.approval();
    expect(approval).toMatchObject({ state: 'approved', decidedBy: 'ana', comment: 'as agreed with ops' });
    expect(approval.votes?.[0]?.signedIn?.issuer).toBe(served.issuer);
    expect(problems).toEqual([]);
  });

  it('is not possible for somebody else, who is told whose link it is', async () => {
    await signInAs('sub-ben');
    expect(await page.locator('#sign-in-text').textContent()).toContain('Ben');
    expect(await page.locator('#approve').isDisabled()).toBe(true);
    await signInAs('sub-ana');
    expect(await page.locator('#approve').isDisabled()).toBe(false);
  });

  it('shows people whom policy does not name their subject and the way back', async () => {
    await page.locator('#sign-in-link').click();
    await page.getByRole('link', { name: 'sub-mallory' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.textContent('main')).toContain('sub-mallory');
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});

describe('who am I', () => {
  it('says it, and signs out', async () => {
    await page.goto(`${served.url}/me`);
    const leftOf = async (place: string) => (await page.locator(place).first().boundingBox())?.x;
    expect(await leftOf('header a')).toBe(await leftOf('h1'));
    await page.locator('#sign-in').click();
    await page.getByRole('link', { name: 'sub-ana' }).click();
    await page.locator('#facts').waitFor();
    expect(await page.locator('#person').textContent()).toBe('ana');
    expect(await accessibilityFaults(page)).toEqual([]);
    const cookies = await page.context().cookies();
    expect(cookies.filter(({ name }) => name.startsWith('__Host-'))).toMatchObject([
      { path: '/', httpOnly: true, secure: true, sameSite: 'Strict' },
    ]);
    await page.locator('#sign-out').click();
    await page.locator('#sign-in').waitFor();
    expect((await page.context().cookies()).filter(({ name }) => name.startsWith('__Host-'))).toEqual([]);
  });
});
