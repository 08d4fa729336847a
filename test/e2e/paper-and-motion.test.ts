import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { approvePage } from '../../lambdas/pages/approve/approve-page.ts';
import { renderPage } from '../../lambdas/pages/html/layout.ts';
import { postmortemPage } from '../../lambdas/pages/postmortem/postmortem-page.ts';
import { aPostmortem } from '../support/builders/a-postmortem.ts';
import {
  sampleApproval,
  sampleIncidentId,
  sampleNow,
  sampleRecord,
} from '../support/builders/samples/sample-incident.ts';
import { launchBrowser, openPage } from '../support/servers/browser.ts';
import { inMemoryConsole, serveConsole, storeRecord } from '../support/worlds/console-server.ts';

jest.setTimeout(90_000);

const site = { base: '', now: sampleNow };
const white = 'rgb(255, 255, 255)';

describe('on paper', () => {
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

  async function openDark(address: string, body?: string): Promise<Page> {
    const { page } = await openPage(browser, { colorScheme: 'dark' });
    closers.unshift(() => page.context().close());
    if (body !== undefined) {
      await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body }));
    }
    await page.goto(address);
    return page;
  }

  async function openIncident(): Promise<Page> {
    const deps = inMemoryConsole();
    await storeRecord(deps, sampleRecord('closed'));
    await deps.approvals.createApproval(sampleApproval('approved'));
    const server = await serveConsole(deps);
    closers.push(() => server.close());
    return await openDark(`${server.url}/incidents/${sampleIncidentId}`);
  }

  const background = (page: Page) =>
    page.evaluate('getComputedStyle(document.body).backgroundColor') as Promise<string>;

  it('an incident is whole: each folded part is open, and nothing is there to be pressed', async () => {
    const page = await openIncident();
    // As tall as nothing: what is folded has no height.
    const hidden = () =>
      page
        .locator('main details:not([name]) > :not(summary, form, fieldset)')
        .evaluateAll(
          (parts) => parts.filter((part) => !part.checkVisibility({ contentVisibilityAuto: true })).length,
        );
    expect(await hidden()).toBeGreaterThan(5);
    expect(await background(page)).not.toBe(white);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await hidden()).toBe(0);
    expect(await page.locator('#timeline ol').isVisible()).toBe(true);
    for (const place of ['body>header', '#commands .acts', 'button', '.chips']) {
      for (const each of await page.locator(place).all()) expect(await each.isVisible()).toBe(false);
    }
    expect(await background(page)).toBe(white);
  });

  it('an incident is open in a browser that asks the script, and folded again afterwards', async () => {
    const page = await openIncident();
    const folded = () => page.locator('main details:not([open],[name])').count();
    const before = await folded();
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await folded()).toBe(0);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await folded()).toBe(before);
  });

  it('a postmortem is a document: no forms, black on white', async () => {
    const content = postmortemPage(site, {
      incident: { id: sampleIncidentId, status: 'closed' },
      document: aPostmortem(),
      markdown: null,
    });
    const page = await openDark('http://127.0.0.1/page', renderPage(site, content).html);
    expect(await page.locator('summary').first().isVisible()).toBe(true);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const place of ['body>header', 'form', 'button', 'textarea', 'summary']) {
      for (const each of await page.locator(place).all()) expect(await each.isVisible()).toBe(false);
    }
    expect(await background(page)).toBe(white);
  });

  it('nothing moves for whoever asked for less motion, on any page', async () => {
    const bodies = [approvePage().html];
    const pages = [await openIncident()];
    for (const body of bodies) pages.push(await openDark('http://127.0.0.1/page', body));
    const moving = (page: Page) =>
      page.evaluate(`[...document.querySelectorAll('*')].flatMap((each) => ['', '::before', '::after'].map((part) => getComputedStyle(each, part)))
        .filter(({ animationName, transitionDuration, scrollBehavior }) => animationName !== 'none' || !/^[0s, ]+$/.test(transitionDuration) || scrollBehavior === 'smooth').length`);
    const [incident] = pages;
    expect(await (incident && moving(incident))).toBeGreaterThan(0);
    for (const page of pages) {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      expect(await moving(page)).toBe(0);
    }
  });
});
