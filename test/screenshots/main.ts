import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { Session } from '../../local/session.ts';
import type { Local } from '../../local/start-local.ts';
import { launchBrowser, openPage } from '../support/servers/browser.ts';
import { eventually } from '../support/servers/eventually.ts';
import { withPalette } from './palette-png.ts';

const usage = `Usage: npm run screenshots
Plays a bad deployment on this computer, from the first alert to the postmortem, and writes pictures of the pages and what the
terminal said into docs/images/.`;
const images = join(import.meta.dirname, '../../docs/images');
const patienceSeconds = 240;

const desktop = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 390, height: 844 } };

async function main(): Promise<void> {
  if (process.argv.includes('--help')) return console.log(usage);
  mkdirSync(images, { recursive: true });
  const stateDir = mkdtempSync(join(tmpdir(), 'firebreak-screenshots-'));
  const lines: string[] = [];
  const print = (line: string): void => {
    lines.push(line);
    console.log(line);
  };
  const begun = Promise.withResolvers<Local>();
  const options = { stateDir, port: 0, speed: 10, scenario: 'bad-deploy', tell: print };
  const session = new Session(options, { print, greet: begun.resolve, fail: begun.reject });
  const browser = await launchBrowser();
  try {
    await session.start();
    const { addresses } = await begun.promise;
    await takeAll(browser, addresses.api);
    writeFileSync(join(images, 'session.txt'), told(lines, addresses));
  } finally {
    await browser.close();
    await session.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
}

async function takeAll(browser: Browser, api: string): Promise<void> {
  const asked = await eventually(
    'a mail that asks for a decision',
    async () => readAsked(api),
    patienceSeconds,
  );
  await take(browser, `${api}/demo`, 'demo', { viewport: { width: 1280, height: 700 } }, 5000);
  await take(browser, `${api}/incidents/${asked.incident}`, 'incident', desktop);
  await take(browser, `${api}/incidents/${asked.incident}`, 'incident-phone', phone);
  await take(browser, `${api}/`, 'list', { viewport: { width: 1280, height: 420 } });
  const { page } = await openPage(browser, phone);
  await page.goto(asked.decide);
  await page.getByRole('textbox').first().waitFor();
  await page.waitForTimeout(1000);
  save('approve-phone', await page.screenshot());
  await page.getByRole('textbox').first().fill(asked.code);
  await page
    .getByRole('button', { name: /approve/i })
    .first()
    .click();
  await page.waitForTimeout(1000);
  await page.context().close();
  await eventually('the end of the incident', async () => isOver(api, asked.incident), patienceSeconds);
  await take(browser, `${api}/incidents/${asked.incident}/postmortem`, 'postmortem', desktop);
  await take(browser, `${api}/numbers`, 'numbers', { viewport: { width: 1280, height: 640 } });
  await take(browser, `${api}/services`, 'services', { viewport: { width: 1280, height: 640 } });
}

interface Asked {
  readonly incident: string;
  readonly decide: string;
  readonly code: string;
}

async function readAsked(api: string): Promise<Asked | undefined> {
  const panes = (await (await fetch(`${api}/demo/panes`)).json()) as {
    incident: string | null;
    inbox: string;
  };
  const [, decide] = /href="([^"]*\/approve#[^"]+)"/.exec(panes.inbox) ?? [];
  const [, code] = /data-copy="(\d+)"/.exec(panes.inbox) ?? [];
  if (panes.incident === null || decide === undefined || code === undefined) return undefined;
  return { incident: panes.incident, decide: decide.replaceAll('&#38;', '&'), code };
}

async function isOver(api: string, id: string): Promise<boolean> {
  const found = (await (await fetch(`${api}/v1/incidents/${id}`)).json()) as {
    status: string;
    postmortem: unknown;
  };
  return found.status === 'closed' && found.postmortem !== null;
}

async function take(
  browser: Browser,
  url: string,
  name: string,
  options: Parameters<typeof openPage>[1],
  settleMs = 1500,
): Promise<void> {
  const { page } = await openPage(browser, { ...options, colorScheme: 'light', reducedMotion: 'reduce' });
  await page.goto(url);
  await page.waitForTimeout(settleMs);
  save(name, await page.screenshot());
  await page.context().close();
}

function save(name: string, png: Buffer): void {
  const small = withPalette(png);
  writeFileSync(join(images, `${name}.png`), small);
  console.log(`docs/images/${name}.png ${Math.round(small.length / 1000)} kB`);
}

/** What the terminal said, with the ports that it usually has. */
function told(lines: readonly string[], { api, inbox }: Local['addresses']): string {
  const text = lines
    .join('\n')
    .replaceAll(api, 'http://127.0.0.1:8420')
    .replaceAll(inbox, 'http://127.0.0.1:8421');
  return `$ npm start -- --speed 10\n${text}\n`;
}

await main();
process.exit(0);
