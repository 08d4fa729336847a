import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Assessment } from '../../lambdas/domain/records/incident.ts';
import {
  type SampleStage,
  sampleApproval,
  sampleIncidentId,
  sampleRecord,
} from '../support/builders/samples/sample-incident.ts';
import { accessibilityFaults } from '../support/servers/accessibility-faults.ts';
import { launchBrowser, openPage } from '../support/servers/browser.ts';
import { inMemoryConsole, serveConsole, storeRecord } from '../support/worlds/console-server.ts';

jest.setTimeout(90_000);

describe('the page of an incident, in a browser', () => {
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

  async function open(
    stage: SampleStage,
    options: Parameters<typeof openPage>[1] = {},
    assessed: Partial<Assessment> = {},
  ) {
    const deps = inMemoryConsole();
    const { incident, ...rest } = sampleRecord(stage);
    const assessment = incident.assessment && { ...incident.assessment, ...assessed };
    await storeRecord(deps, { ...rest, incident: { ...incident, assessment } });
    await deps.approvals.createApproval(
      sampleApproval(stage === 'awaiting-approval' ? 'pending' : 'approved'),
    );
    const server = await serveConsole(deps);
    closers.push(() => server.close());
    const opened = await openPage(browser, options);
    closers.unshift(() => opened.page.context().close());
    const sent: { path: string; body: unknown }[] = [];
    await opened.page.route('**/v1/**', async (route) => {
      sent.push({ path: new URL(route.request().url()).pathname, body: route.request().postDataJSON() });
      const refused = JSON.stringify({
        error: { message: 'The newest readings do not show that it is over' },
      });
      const isFirst = sent.length === 1;
      await route.fulfill({
        status: isFirst ? 409 : 202,
        contentType: 'application/json',
        body: isFirst ? refused : '{}',
      });
    });
    await opened.page.goto(`${server.url}/incidents/${sampleIncidentId}`);
    return { ...opened, sent, deps };
  }

  it('has no fault of accessibility in light and dark, and reflows at 320 px', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, problems } = await open('awaiting-approval', {
        colorScheme,
        viewport: { width: 320, height: 640 },
      });
      await page.locator('#act-resolve summary').click();
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
      expect(problems).toEqual([]);
    }
  });

  it('keeps every form within a narrow phone, however long the name of the service is', async () => {
    const deps = inMemoryConsole();
    const record = sampleRecord('handed-over');
    await storeRecord(deps, { ...record, incident: { ...record.incident, service: 'w'.repeat(80) } });
    const server = await serveConsole(deps);
    closers.push(() => server.close());
    const { page } = await openPage(browser, { viewport: { width: 320, height: 640 } });
    closers.unshift(() => page.context().close());
    await page.goto(`${server.url}/incidents/${sampleIncidentId}`);
    for (const form of ['#act-stop', '#act-resolve']) {
      await page.locator(`${form} summary`).click();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    }
  });

  it('says that it is not known whether a command was done when no answer comes, and keeps what was typed', async () => {
    for (const fault of ['no connection', 'a page of something between'] as const) {
      const { page } = await open('handed-over');
      await page.unroute('**/v1/**');
      await page.route('**/v1/**', (route) =>
        fault === 'no connection'
          ? route.abort('connectionrefused')
          : route.fulfill({ status: 502, body: '<html>Bad gateway</html>' }),
      );
      await page.locator('#act-note summary').click();
      await page.locator('#act-note textarea').fill('The vendor has confirmed it');
      await page.locator('#act-note button').click();
      const said = page.locator('#act-note output');
      await said.filter({ hasText: 'not known' }).waitFor();
      expect(await said.textContent()).not.toMatch(/fetch|JSON|Not done/);
      expect(await page.locator('#act-note textarea').inputValue()).toContain('vendor');
    }
  });

  it('says on the first screen of a phone how it stands, who is affected and what is asked', async () => {
    const diagnosis =
      'Most likely cause: checkout v57 (alias live) (took effect at the onset). Ruled out: Feature flag new-pricing switched on (AppConfig deployment 2) (took effect 9 h before the onset, no problems since); payments v31 (alias live) (took effect 6 days before the onset, no problems since); 3 more. Not read: logs, blast radius.';
    const { page } = await open(
      'awaiting-approval',
      { viewport: { width: 390, height: 844 } },
      { diagnosis },
    );
    for (const place of ['.badge', 'h1', '.diagnosis', '.affected', '.now', '#commands']) {
      const box = await page.locator(place).first().boundingBox();
      expect((box?.y ?? 9999) + (box?.height ?? 0)).toBeLessThanOrEqual(844);
    }
    const ruledOut = page.getByText('payments v31');
    await page.locator('#diagnosis summary').click();
    expect(await ruledOut.first().isVisible()).toBe(true);
  });

  it('takes a command by keys alone, tells a refusal beside what was typed, and takes it again', async () => {
    const { page, sent } = await open('verifying');
    await page.keyboard.press('r');
    await page.keyboard.type('Seen by hand, requests work');
    await page.keyboard.press('Enter');
    await page.locator('#act-resolve output', { hasText: 'do not show that it is over' }).waitFor();
    for (const box of await page.locator('#act-resolve [type=checkbox]').all()) await box.check();
    await page.locator('#act-resolve button').click();
    await page.locator('#said', { hasText: 'Recorded' }).waitFor();
    const body = { incidentId: sampleIncidentId, command: 'resolve', comment: 'Seen by hand, requests work' };
    const path = `/prod/v1/incidents/${sampleIncidentId}/commands`;
    expect(sent).toEqual([
      { path, body },
      {
        path,
        body: { ...body, acceptDebts: ['lambda:checkout:live'], yes: true },
      },
    ]);
  });

  it('leaves a form by Escape and after it was sent, and goes on from its button by the keyboard', async () => {
    const { page } = await open('verifying');
    const button = page.locator('#act-note summary:focus');
    await page.keyboard.press('n');
    await page.keyboard.type('Requests work');
    await page.keyboard.press('Escape');
    await button.waitFor();
    expect(await page.locator('#act-note').getAttribute('open')).toBeNull();
    await page.keyboard.press('n');
    expect(await page.locator('#act-note textarea').inputValue()).toBe('Requests work');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('#act-note output', { hasText: /./ }).waitFor();
    await page.keyboard.press('Enter');
    await button.waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('k');
    expect(await page.evaluate('scrollY')).toBe(0);
  });

  it('shows its keys, and does without them for whoever does not want them', async () => {
    const { page } = await open('verifying');
    await page.keyboard.press('?');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('Use these keys').uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('n');
    expect(await page.locator('#act-note').getAttribute('open')).toBeNull();
  });

  it('folds what is not looked at first of a closed incident, each part with its fact, into four screens of a phone', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, problems } = await open('closed', { colorScheme, viewport: { width: 390, height: 844 } });
      expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThan(3500);
      const facts = await page.locator('.fold>summary>small').allTextContents();
      expect(facts.length).toBeGreaterThan(5);
      expect(facts.filter((fact) => fact.trim() === '')).toEqual([]);
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.keyboard.press('e');
      expect(await page.locator('.fold:not([open])').count()).toBe(0);
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.keyboard.press('e');
      expect(await page.locator('.fold[open]').count()).toBe(0);
      expect(problems).toEqual([]);
    }
  });

  it('opens what a link, an address or a key leads to, and folds it again by the keyboard', async () => {
    const { page } = await open('closed');
    const isOpen = (id: string) => page.locator(`#${id}>.fold`).evaluate((fold) => fold.matches('[open]'));
    await page.locator('a[href="#suspects"]').first().click();
    await page.locator('#suspects>.fold[open]').waitFor();
    await page.goto(`${page.url().replace(/#.*/, '')}#timeline`);
    await page.locator('#timeline>.fold[open]').waitFor();
    await page.reload();
    await page.locator('#timeline>.fold[open]').waitFor();
    await page.evaluate('scrollTo(0, 0)');
    await page.keyboard.press('j');
    const focused = page.locator('.fold[open]>summary:focus');
    await focused.waitFor();
    const first = await focused.evaluate((summary) => summary.parentElement?.parentElement?.id ?? '');
    await page.keyboard.press('Enter');
    expect(await isOpen(first)).toBe(false);
  });

  it('leaves folded what its reader folded, also when news come', async () => {
    const { page, deps } = await open('awaiting-approval');
    await page.locator('#workflow summary').click();
    const { incident } = sampleRecord('awaiting-approval');
    await deps.incidents.saveIncident({
      ...incident,
      version: incident.version + 1,
      title: 'Now the database',
    });
    await page.locator('h1', { hasText: 'Now the database' }).waitFor({ timeout: 30_000 });
    expect(await page.locator('#workflow>.fold[open]').count()).toBe(0);
  });

  it('reads a chart where one points and by arrows, and shows one kind of entry alone', async () => {
    const { page } = await open('closed');
    const plot = page.locator('.draw[tabindex]').first();
    await plot.scrollIntoViewIfNeeded();
    const box = await plot.boundingBox();
    await page.mouse.move((box?.x ?? 0) + 5, (box?.y ?? 0) + 50);
    expect(await plot.locator('output').textContent()).toMatch(/^\d\d:\d\d .* %$/);
    await plot.focus();
    await page.keyboard.press('ArrowLeft');
    const last = await plot.locator('output').textContent();
    await page.keyboard.press('ArrowLeft');
    expect(await plot.locator('output').textContent()).not.toBe(last);
    await page.locator('#timeline summary').click();
    await page.getByText('Actions', { exact: true }).click();
    const kinds = await page
      .locator('#timeline li p:visible')
      .evaluateAll((lines) => [...new Set(lines.map((line) => line.className))]);
    expect(kinds).toEqual(['g4']);
  });
});
