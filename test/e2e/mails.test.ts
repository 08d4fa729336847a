import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { renderMail } from '../../lambdas/channels/mail/render-mail.ts';
import { notificationKinds } from '../../lambdas/domain/reporting/notifications/notification.ts';
import { sampleNotifications } from '../support/builders/samples/sample-notifications.ts';
import { accessibilityFaults } from '../support/servers/accessibility-faults.ts';
import { launchBrowser, openPage } from '../support/servers/browser.ts';

jest.setTimeout(90_000);

const width = 390;
const mailsWith = (words: string) =>
  new Map(sampleNotifications(words).map((each) => [each.kind, renderMail(each)]));
const ordinary = mailsWith(
  'Checkout fails for 41 % of requests since version 57 of checkout-service took effect',
);
/** Of a name without a space, wider than the phone. */
const wide = mailsWith(`checkout-service-${'a1b2c3d4'.repeat(20)}`);

describe.each(['light', 'dark'] as const)('a mail on a phone, %s', (colorScheme) => {
  let browser: Browser;
  let page: Page;
  let problems: readonly string[];
  beforeAll(async () => {
    browser = await launchBrowser();
    ({ page, problems } = await openPage(browser, { viewport: { width, height: 844 }, colorScheme }));
  }, 120_000);
  afterAll(async () => {
    await browser.close();
  });

  it.each(notificationKinds)('of the kind %s fits, fetches nothing, and axe finds nothing', async (kind) => {
    for (const mail of [wide.get(kind), ordinary.get(kind)]) {
      await page.setContent(mail?.html ?? '');
      expect(await page.title()).toBe(mail?.subject);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(problems).toEqual([]);
  });
});
