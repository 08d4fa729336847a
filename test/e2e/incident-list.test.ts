import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { ConsoleDeps } from '../../lambdas/runtime/build/build-console.ts';
import { shippedPolicy } from '../support/builders/builders.ts';
import { sampleRecord, sampleStages } from '../support/builders/samples/sample-incident.ts';
import { accessibilityFaults } from '../support/servers/accessibility-faults.ts';
import { launchBrowser, openPage } from '../support/servers/browser.ts';
import { inMemoryConsole, serveConsole, storeRecord } from '../support/worlds/console-server.ts';

jest.setTimeout(90_000);

describe('the list and the services in a browser', () => {
  let browser: Browser;
  let deps: ConsoleDeps;
  let server: Awaited<ReturnType<typeof serveConsole>>;

  beforeAll(async () => {
    browser = await launchBrowser();
    deps = inMemoryConsole({ policy: await shippedPolicy() });
    for (const [index, stage] of sampleStages.entries()) {
      const { incident, ...rest } = sampleRecord(stage);
      const id = `inc_01M8Q1TZFHZ2VYAF0FDP40000${index}`;
      const title = stage === 'closed' ? 'Search is slow for everybody' : incident.title;
      await storeRecord(deps, { ...rest, incident: { ...incident, id, title }, steps: [], debts: [] });
    }
    server = await serveConsole(deps);
  }, 120_000);
  afterAll(async () => {
    server.close();
    await browser.close();
  });

  it.each([
    ['/', 320, 'light'],
    ['/?status=all&severity=SEV1', 390, 'dark'],
    ['/services', 320, 'dark'],
    ['/services', 1280, 'light'],
    ['/numbers', 320, 'dark'],
  ] as const)('fits %s into %i pixels, and axe finds nothing in the %s', async (path, width, colorScheme) => {
    const { page, problems } = await openPage(browser, { viewport: { width, height: 800 }, colorScheme });
    await page.goto(`${server.url}${path}`);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('breaks no date and no heading of the numbers within a word, on a narrow phone', async () => {
    const { page } = await openPage(browser, { viewport: { width: 320, height: 800 } });
    await page.goto(`${server.url}/numbers`);
    const cells = page.locator('td:first-child, thead th:first-child, tbody th');
    expect(await cells.count()).toBeGreaterThan(4);
    for (const cell of await cells.all()) {
      const words = ((await cell.textContent()) ?? '').split(/\s+/).length;
      const lines = await cell.evaluate((each) => {
        const range = each.ownerDocument.createRange();
        range.selectNodeContents(each);
        return new Set([...range.getClientRects()].map(({ y }) => y)).size;
      });
      expect(lines).toBeLessThanOrEqual(words);
    }
    await page.context().close();
  });

  it('asks for news with what it knows, is sent nothing while there is none, and shows what is new', async () => {
    const { page, problems } = await openPage(browser);
    const statuses: number[] = [];
    page.on('response', (response) => statuses.push(response.status()));
    await page.goto(`${server.url}/?status=all`);
    await page.waitForResponse((response) => response.status() === 304, { timeout: 30_000 });
    await page.locator('#state', { hasText: 'Live' }).waitFor();
    const { incident } = sampleRecord('triaging');
    const id = 'inc_01M8Q1TZFHZ2VYAF0FDP400009';
    await deps.incidents.createIncident({ ...incident, id, title: 'Payments are refused everywhere' });
    await page.getByRole('link', { name: 'Payments are refused everywhere' }).waitFor({ timeout: 30_000 });
    expect(new Set(statuses)).toEqual(new Set([200, 304]));
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('is searched without a script, by the address alone', async () => {
    const { page } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(`${server.url}/?status=all`);
    await page.getByText('Search', { exact: true }).click();
    await page.getByLabel('Words').fill('slow for everybody');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByRole('link', { name: 'Search is slow for everybody' }).waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('slow for everybody');
    expect(await page.locator('.rows li').count()).toBe(1);
    await page.context().close();
  });
});
