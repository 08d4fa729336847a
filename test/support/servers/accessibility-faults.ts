import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds against WCAG 2.2 AA on the page as it stands: `rule: element`. The page's own policy stays in force. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  // The page's Content-Security-Policy lets no script element in; the debugger's evaluation is not under it.
  await page.evaluate(axe.source);
  const found = await page.evaluate<{ violations: { id: string; nodes: { target: string[] }[] }[] }>(
    "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
  );
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}
