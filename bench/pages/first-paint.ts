import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConsoleDeps } from '../../lambdas/runtime/build/build-console.ts';
import { launchBrowser, openPage } from '../../test/support/servers/browser.ts';
import { type ConsoleRequest, serveConsole } from '../../test/support/worlds/console-server.ts';
import { type Measurement, median } from '../measuring/measurement.ts';

const rounds = 7;
/** The first one of each fills caches and compiles. */
const warmUps = 2;
/** Of the empty page, in the same browser and run. What chance adds on a busy machine is in it. */
const mostTimes = 4;

/**
 * How soon a phone's browser paints the first text of each page, from the moment that it asks for it, against an empty page: by the Paint
 * Timing of a real browser (https://www.w3.org/TR/paint-timing/).
 */
export async function firstPaints(
  deps: ConsoleDeps,
  pages: Readonly<Record<string, ConsoleRequest>>,
): Promise<readonly Measurement[]> {
  const [console, empty, browser] = [await serveConsole(deps), await serveEmptyPage(), await launchBrowser()];
  try {
    const { page } = await openPage(browser, { viewport: { width: 390, height: 844 } });
    const paint = async (url: string): Promise<number> => {
      const took: number[] = [];
      for (let round = -warmUps; round < rounds; round += 1) {
        await page.goto(url);
        const milliseconds = await page.evaluate<number>(firstText);
        if (round >= 0) took.push(milliseconds);
      }
      return median(took);
    };
    const measurements: Measurement[] = [];
    for (const [subject, request] of Object.entries(pages)) {
      const [nothing, shown] = [await paint(empty.url), await paint(`${console.url}${pathOf(request)}`)];
      const told = { suite: 'pages', subject };
      measurements.push(
        { ...told, figure: 'first paint, p50', value: shown, unit: 'ms', target: null },
        {
          ...told,
          figure: 'first paint, of an empty page',
          value: shown / nothing,
          unit: 'times',
          target: { atMost: mostTimes },
        },
      );
    }
    return measurements;
  } finally {
    await browser.close();
    console.close();
    empty.close();
  }
}

/** In the browser: milliseconds from the start of the navigation until text is painted, waited for where it is not yet. */
const firstText = `new Promise((resolve) => {
  new PerformanceObserver((list) => {
    const [first] = list.getEntriesByName('first-contentful-paint');
    if (first) resolve(first.startTime);
  }).observe({ type: 'paint', buffered: true });
})`;

function pathOf({ resource, parameters = {}, query = {} }: ConsoleRequest): string {
  const path = resource.replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? '');
  return `${path}?${new URLSearchParams(query).toString()}`;
}

async function serveEmptyPage(): Promise<{ url: string; close(): void }> {
  const server = createServer((_, response) => {
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<!doctype html><title>Empty</title><p>Empty');
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
