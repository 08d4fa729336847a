import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { ConsoleDeps } from '../../lambdas/runtime/build/build-console.ts';
import { replaceStrings } from '../support/builders/replace-strings.ts';
import { sampleIncidentId, sampleRecord, sampleStages } from '../support/builders/samples/sample-incident.ts';
import { launchBrowser, openPage } from '../support/servers/browser.ts';
import { eventually } from '../support/servers/eventually.ts';
import { inMemoryConsole, serveConsole, storeRecord } from '../support/worlds/console-server.ts';

// Two processors may be shared by everything that a machine does.
jest.setTimeout(90_000);

const phone = { viewport: { width: 360, height: 700 } };
const hostile = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>"'\u202E`;

describe('the console in a browser', () => {
  let browser: Browser;
  const servers: { close(): void }[] = [];

  const serve = async (deps: ConsoleDeps) => {
    const server = await serveConsole(deps);
    servers.push(server);
    return server.url;
  };

  beforeAll(async () => {
    browser = await launchBrowser();
  }, 120_000);
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('fits a phone, reads in local time with UTC on hover, and needs nothing from elsewhere', async () => {
    for (const stage of sampleStages) {
      const deps = inMemoryConsole();
      await storeRecord(deps, sampleRecord(stage));
      const url = await serve(deps);
      const { page, problems } = await openPage(browser, phone);
      for (const path of ['/', '/?status=all', `/incidents/${sampleIncidentId}`]) {
        await page.goto(`${url}${path}`);
        const width = await page.evaluate('document.documentElement.scrollWidth');
        expect(width).toBeLessThanOrEqual(phone.viewport.width);
      }
      const opened = page.locator('time[datetime="2026-11-23T02:02:10Z"]').first();
      expect(await opened.textContent()).toContain('03:02');
      expect(await opened.getAttribute('title')).toBe('2026-11-23 02:02:10 UTC');
      expect(problems).toEqual([]);
      await page.context().close();
    }
  });

  it('is readable without its script, in UTC', async () => {
    const deps = inMemoryConsole();
    await storeRecord(deps, sampleRecord('awaiting-approval'));
    const url = await serve(deps);
    const { page } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(`${url}/incidents/${sampleIncidentId}`);
    expect(await page.locator('main').textContent()).toContain('02:02:19 UTC');
    await page.context().close();
  });

  it('shows hostile text as text', async () => {
    const deps = inMemoryConsole();
    const closedTerm = /^(?:\d{4}-.*|inc_.*|[a-z-]+|[a-z]+[A-Z]\w+|SEV\d)$/;
    await storeRecord(
      deps,
      replaceStrings(sampleRecord('closed'), (text) => (closedTerm.test(text) ? text : hostile)),
    );
    const url = await serve(deps);
    const { page, problems } = await openPage(browser);
    await page.goto(`${url}/incidents/${sampleIncidentId}`);
    expect(await page.locator('main').textContent()).toContain('<img src=x onerror=');
    expect(await page.locator('main img, main script').count()).toBe(0);
    expect(await page.title()).not.toBe('owned');
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('shows news by itself, without moving what is read', async () => {
    const deps = inMemoryConsole();
    const { incident, ...rest } = sampleRecord('handed-over');
    await storeRecord(deps, { incident, ...rest });
    const url = await serve(deps);
    const { page, problems } = await openPage(browser, phone);
    await page.goto(`${url}/incidents/${sampleIncidentId}`);
    await page.locator('#alerts summary').click();
    const link = page.getByRole('link', { name: 'grafana.example/d/checkout' });
    await link.focus();
    await page.evaluate('window.scrollTo(0, 600)');
    const placeOf = async () => (await page.getByRole('heading', { name: 'Metrics' }).boundingBox())?.y ?? 0;
    const before = await placeOf();
    await deps.incidents.saveIncident({
      ...incident,
      version: incident.version + 1,
      title: 'Now it is the database',
    });
    await page.locator('h1', { hasText: 'Now it is the database' }).waitFor({ timeout: 30_000 });
    expect(await placeOf()).toBeCloseTo(before, 0);
    expect(await link.evaluate((element) => element.matches(':focus'))).toBe(true);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('shows an incident to the holder of a personal link, and keeps the key out of every address', async () => {
    const deps = inMemoryConsole({ access: 'signed-link' });
    await storeRecord(deps, sampleRecord('closed'));
    const url = await serve(deps);
    const key = await deps.linkKeys.sign({
      scope: 'view',
      subject: sampleIncidentId,
      person: 'ana',
      planHash: null,
      generation: 0,
      expiresAt: '2026-11-24T00:00:00.000Z',
    });
    const { page, problems } = await openPage(browser);
    const requested: string[] = [];
    page.on('request', (request) => requested.push(request.url()));
    await page.goto(`${url}/incidents/${sampleIncidentId}#${key}`);
    await page.locator('h1', { hasText: 'More than 5 % of checkouts fail' }).waitFor();
    expect(page.url()).toBe(`${url}/incidents/${sampleIncidentId}`);
    await page.reload();
    await page.locator('h1', { hasText: 'More than 5 % of checkouts fail' }).waitFor();
    await page.getByRole('link', { name: 'Firebreak' }).click();
    await page.getByRole('link', { name: 'More than 5 % of checkouts fail' }).click();
    await page.locator('h2', { hasText: 'Stabilised in 5 min 55 s' }).waitFor();
    expect(requested.filter((address) => new URL(address).href.replace(/#.*$/, '').includes(key))).toEqual(
      [],
    );
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('goes with a personal link to the place that it names, and opens it', async () => {
    const deps = inMemoryConsole({ access: 'signed-link' });
    await storeRecord(deps, sampleRecord('closed'));
    const url = await serve(deps);
    const claims = {
      scope: 'view',
      subject: sampleIncidentId,
      person: 'ana',
      planHash: null,
      generation: 0,
    } as const;
    const key = await deps.linkKeys.sign({ ...claims, expiresAt: '2026-11-24T00:00:00.000Z' });
    const { page, problems } = await openPage(browser, phone);
    await page.goto(`${url}/incidents/${sampleIncidentId}#key=${key}&to=suspects`);
    await page.locator('#suspects>.fold[open]').waitFor();
    expect(page.url()).toBe(`${url}/incidents/${sampleIncidentId}#suspects`);
    expect((await page.locator('#suspects').boundingBox())?.y).toBeLessThan(phone.viewport.height);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('says what to do without a key, and with one that is no good', async () => {
    const url = await serve(inMemoryConsole({ access: 'signed-link' }));
    const { page } = await openPage(browser);
    await page.goto(`${url}/incidents/${sampleIncidentId}`);
    await page.getByText('Open the personal link in your mail').waitFor();
    await page.goto(`${url}/incidents/${sampleIncidentId}#${'x'.repeat(60)}`);
    await eventually('the refusal in words', async () =>
      (await page.locator('main').textContent())?.includes('no longer valid'),
    );
    await page.context().close();
  });
});
