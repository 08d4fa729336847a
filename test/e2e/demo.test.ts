import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { serveLoopback } from '../../local/cloud/http/loopback-server.ts';
import { demoPage } from '../../local/demo/demo-page.ts';
import { launchBrowser, openPage } from '../support/servers/browser.ts';

jest.setTimeout(90_000);

describe('the demo, in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
  });

  const closers: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });

  /** A demo whose incident is what `panes` says now, and counts how often it was asked. */
  async function open(panes: { incident: string | null; asked: number }): Promise<Page> {
    const demo = { run: '1', scenario: null, summary: null, scenarios: [], inbox: '/', channels: '/' };
    const server = await serveLoopback(async ({ path }) => {
      if (path === '/demo') return demoPage(demo);
      const headers = { 'content-type': 'text/html' };
      if (path !== '/demo/panes') return { status: 200, headers, body: `<h1>${path}</h1>` };
      panes.asked += 1;
      const now = '2026-11-23T02:02:10.000Z';
      const told = { now, speed: 1, world: '', inbox: '', incident: panes.incident, mails: 0, run: '1' };
      return { status: 200, body: JSON.stringify(told) };
    });
    closers.push(() => server.stop());
    const { page } = await openPage(browser);
    closers.unshift(() => page.context().close());
    await page.goto(`${server.url}/demo`);
    return page;
  }

  const heading = (page: Page) => page.frameLocator('#incident').locator('h1');

  it('opens an incident by itself, and each that comes after it', async () => {
    const panes = { incident: null as string | null, asked: 0 };
    const page = await open(panes);
    for (const incident of ['inc_1', 'inc_2']) {
      panes.incident = incident;
      await heading(page)
        .filter({ hasText: `/incidents/${incident}` })
        .waitFor();
    }
  });

  it('takes nobody away from where they decide', async () => {
    const panes = { incident: null as string | null, asked: 0 };
    const page = await open(panes);
    await page.evaluate("document.getElementById('incident').src = '/approve'");
    await heading(page).filter({ hasText: '/approve' }).waitFor();
    panes.incident = 'inc_1';
    const { asked } = panes;
    await expectMore(page, () => panes.asked > asked + 1);
    expect(await heading(page).textContent()).toBe('/approve');
  });

  async function expectMore(page: Page, isSo: () => boolean): Promise<void> {
    while (!isSo()) await page.waitForResponse((response) => response.url().endsWith('/demo/panes'));
  }
});
