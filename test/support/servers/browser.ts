import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
/** Nothing but the pages under test may reach the network. */
const quietFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const root = join(import.meta.dirname, '../../..');
const cache = join(root, 'node_modules/.cache/firebreak');

/** A real browser: FIREBREAK_BROWSER, the system's Chromium or Chrome, or the Chromium from npm. Says which. */
export async function launchBrowser(): Promise<Browser> {
  const found = process.env['FIREBREAK_BROWSER'] ?? installed.find((path) => existsSync(path));
  const { executablePath, env } =
    found === undefined || found === 'npm' ? await npmChromium() : { executablePath: found, env: {} };
  const browser = await chromium.launch({
    executablePath,
    args: quietFlags,
    env: { ...definedVariables(process.env), ...env },
  });
  process.stderr.write(`Browser: ${executablePath}, version ${browser.version()}\n`);
  return browser;
}

/** A page on which every error and every request that leaves this computer is remembered. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; problems: readonly string[] }> {
  const context = await browser.newContext({ timezoneId: 'Europe/Berlin', locale: 'en-GB', ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol !== 'data:' && hostname !== '127.0.0.1') problems.push(`request to ${request.url()}`);
  });
  return { page, problems };
}

/** Unpacked once per checkout; two test processes may do it at the same time. */
async function npmChromium(): Promise<{ executablePath: string; env: Readonly<Record<string, string>> }> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'The browser tests need Chromium or Chrome: install one, or name it in FIREBREAK_BROWSER',
    );
  }
  const home = join(cache, 'chromium');
  if (!existsSync(join(home, 'chromium'))) {
    await mkdir(cache, { recursive: true });
    const unpacking = await mkdtemp(join(cache, 'unpacking-'));
    await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'unpack-chromium.mjs')], {
      // The second variable asks for the libraries too: they are packed for a system that has none of them.
      env: { ...process.env, TMPDIR: unpacking, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' },
    });
    await writeFile(join(unpacking, 'fonts.conf'), fontConfiguration(home));
    await rename(unpacking, home).catch(() => rm(unpacking, { recursive: true }));
  }
  return {
    executablePath: join(home, 'chromium'),
    env: { LD_LIBRARY_PATH: join(home, 'al2023/lib'), FONTCONFIG_FILE: join(home, 'fonts.conf') },
  };
}

/** The package's own one looks in a folder of Lambda; without any font, text has no height. */
function fontConfiguration(home: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(home, 'fonts')}</dir>
  <cachedir>${join(home, 'font-cache')}</cachedir>
</fontconfig>
`;
}

function definedVariables(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
