import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { proposalEntry } from '../../lambdas/domain/records/step-proposal.ts';
import { viewIncident } from '../../lambdas/domain/reporting/views/incident-view.ts';
import { evidenceKinds } from '../../lambdas/evidence/index.ts';
import { declarePage } from '../../lambdas/pages/console/declare-page.ts';
import { incidentPage } from '../../lambdas/pages/console/incident-page.ts';
import { type PageContent, renderPage } from '../../lambdas/pages/html/layout.ts';
import { postmortemPage } from '../../lambdas/pages/postmortem/postmortem-page.ts';
import { aFollowUp } from '../support/builders/a-follow-up.ts';
import { aPostmortem } from '../support/builders/a-postmortem.ts';
import { anAgent } from '../support/builders/policy/an-agent.ts';
import { sampleIncidentId, sampleNow, sampleRecord } from '../support/builders/samples/sample-incident.ts';
import { accessibilityFaults } from '../support/servers/accessibility-faults.ts';
import { launchBrowser, openPage } from '../support/servers/browser.ts';

jest.setTimeout(90_000);

const site = { base: '', now: sampleNow };
const address = 'http://127.0.0.1/page';
const version = (number: number) => ({
  text: `version ${number}`,
  authors: ['ana'],
  at: '2026-11-23T02:09:00.000Z',
  version: number,
});

function postmortemWith(number: number): PageContent {
  const document = aPostmortem();
  const sections = document.sections.map((each) =>
    each.id === 'summary' ? { ...each, words: version(number) } : each,
  );
  const incident = { id: sampleIncidentId, status: 'closed' as const };
  return postmortemPage(site, { incident, document: { ...document, sections }, markdown: null });
}

describe('the forms of a page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
  });

  /** A page whose content may change, and what its forms sent; `status`: of the answers. */
  async function open(content: () => PageContent, status = 200): Promise<{ page: Page; sent: unknown[] }> {
    const { page } = await openPage(browser);
    const sent: unknown[] = [];
    await page.route('**/*', async (route) => {
      const request = route.request();
      if (request.method() === 'GET') {
        return await route.fulfill({ contentType: 'text/html', body: renderPage(site, content()).html });
      }
      sent.push(request.postDataJSON());
      const body = status === 200 ? {} : { error: { message: 'Somebody else wrote meanwhile' } };
      return await route.fulfill({ status, contentType: 'application/json', body: JSON.stringify(body) });
    });
    page.on('dialog', (dialog) => {
      dialog.accept().catch(() => undefined);
    });
    await page.goto(address);
    return { page, sent };
  }

  it('say what becomes of a follow-up from the page of its incident, on a phone', async () => {
    const record = { ...sampleRecord('closed'), followUps: [aFollowUp({ text: '<b>hostile</b> text' })] };
    const incident = viewIncident(record, [], null, { page: address, execution: null });
    const people = [{ id: 'ana', name: 'Ana Silva' }];
    const { page, sent } = await open(() => incidentPage(site, incident, [], evidenceKinds, people));
    await page.setViewportSize({ width: 390, height: 844 });
    await page.locator('#follow-ups summary').first().click();
    await page.locator('#follow-ups li summary').click();
    await page.locator('#follow-ups select').selectOption('drop');
    await page.locator('#follow-ups input[name=reason]').fill('switched off in May');
    const width = (of: string) => page.evaluate(`document.documentElement.${of}`);
    expect(await width('scrollWidth')).toBe(await width('clientWidth'));
    expect(await accessibilityFaults(page)).toEqual([]);
    const button = page.locator('#follow-ups form button');
    await Promise.all([page.waitForResponse('**/v1/**'), button.click()]);
    const { incidentId, id } = aFollowUp();
    expect(sent).toEqual([{ incidentId, id, change: 'drop', reason: 'switched off in May' }]);
    await page.context().close();
  });

  it('ask for what an agent proposed, from the page of its incident on a phone', async () => {
    const proposal = proposalEntry({
      id: 'tl_1',
      at: '2026-11-23T02:05:00.000Z',
      agent: 'helper',
      action: 'roll-back-lambda-alias',
      resource: 'lambda-alias:checkout:live',
      changeId: null,
      summary: 'Roll back checkout',
      reason: '<b>hostile</b> words',
      citations: ['evidence:logs'],
    });
    const record = { ...sampleRecord('handed-over'), entries: [proposal] };
    const incident = viewIncident(record, [], null, { page: address, execution: null }, null, null, {
      agents: [anAgent()],
    });
    const { page, sent } = await open(() => incidentPage(site, incident, [], evidenceKinds));
    await page.setViewportSize({ width: 390, height: 844 });
    const way = page.locator('details', { has: page.locator('input[name=proposal]') }).last();
    await way.locator('summary').click();
    expect(await way.textContent()).toContain('<b>hostile</b> words');
    expect(await accessibilityFaults(page)).toEqual([]);
    await way.locator('input[name=comment]').fill('worth a try');
    await Promise.all([page.waitForResponse('**/v1/**'), way.getByRole('button').click()]);
    expect(sent).toMatchObject([
      { command: 'resume', fresh: true, proposal: 'tl_1', comment: 'worth a try' },
    ]);
    await page.context().close();
  });

  it('send what was written with the version that it was begun from, not with one that came meanwhile', async () => {
    let number = 1;
    const { page, sent } = await open(() => postmortemWith(number));
    await page.locator('#summary summary').first().click();
    const text = page.locator('#summary textarea').first();
    await text.fill('mine');
    number = 2;
    await page.getByRole('button', { name: 'Give it to review' }).click();
    await page.getByText('version 2', { exact: true }).first().waitFor();
    expect(await text.inputValue()).toBe('mine');
    await page.locator('#summary button').first().click();
    await page.waitForFunction('document.querySelector("#summary textarea").value !== "mine"');
    expect(sent.at(-1)).toMatchObject({ change: 'words', section: 'summary', text: 'mine', basedOn: 1 });
    await page.context().close();
  });

  it('send what was refused, once it was seen beside what is there now, with the newest version', async () => {
    let number = 1;
    const { page, sent } = await open(() => postmortemWith(number), 409);
    await page.locator('#summary summary').first().click();
    await page.locator('#summary textarea').first().fill('mine');
    number = 2;
    await page.locator('#summary button').first().click();
    await page.getByText('version 2', { exact: true }).first().waitFor();
    await Promise.all([page.waitForResponse('**/v1/**'), page.locator('#summary button').first().click()]);
    expect(sent).toMatchObject([{ basedOn: 1 }, { text: 'mine', basedOn: 2 }]);
    await page.context().close();
  });

  it('cannot be sent a second time before the answer is there, also where the page is refreshed meanwhile', async () => {
    let number = 1;
    const { page, sent } = await open(() => ({ ...postmortemWith(number), refreshSeconds: 1 }));
    const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
    await page.route('**/v1/**', async (route) => {
      await mayAnswer;
      await route.fallback();
    });
    await page.locator('#summary summary').first().click();
    await page.locator('#summary textarea').first().fill('mine');
    const button = page.locator('#summary button').first();
    await button.click();
    number = 2;
    await page.getByText('version 2', { exact: true }).first().waitFor();
    expect(await button.isDisabled()).toBe(true);
    answer();
    await page.waitForFunction('!document.querySelector("#summary button").disabled');
    expect(sent).toMatchObject([{ text: 'mine', basedOn: 1 }]);
    await page.context().close();
  });

  it('send an empty text, which takes away what was there, except where a form leaves out what is empty', async () => {
    const { page, sent } = await open(() => postmortemWith(1));
    await page.locator('#summary summary').first().click();
    await page.locator('#summary textarea').first().fill('');
    await Promise.all([page.waitForResponse('**/v1/**'), page.locator('#summary button').first().click()]);
    expect(sent).toMatchObject([{ change: 'words', text: '', basedOn: 1 }]);

    const declared = await open(() => declarePage({ services: [], environments: [], people: null }));
    await declared.page.getByLabel('What is wrong').fill('Checkout is down');
    await declared.page.getByRole('checkbox').check();
    await Promise.all([
      declared.page.waitForResponse('**/v1/**'),
      declared.page.getByRole('button', { name: 'Declare it' }).click(),
    ]);
    expect(declared.sent).toEqual([{ title: 'Checkout is down' }]);
    await page.context().close();
    await declared.page.context().close();
  });

  it('have fields as wide as the page where an incident is declared, on a phone and on a desk', async () => {
    const { page } = await open(() => declarePage({ services: [], environments: [], people: ['ana'] }));
    for (const width of [320, 390, 1280]) {
      await page.setViewportSize({ width, height: 844 });
      const widthOf = async (place: string) => (await page.locator(place).boundingBox())?.width ?? 0;
      const whole = await widthOf('form');
      for (const field of ['input[name=title]', 'textarea', 'select[name=severity]'])
        expect(await widthOf(field)).toBeCloseTo(whole, 0);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      expect(await accessibilityFaults(page)).toEqual([]);
    }
    await page.context().close();
  });
});
