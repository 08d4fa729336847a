import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { throwingExports } from './throwing-exports.ts';

/** Where alerts are made of deliveries. */
const reading =
  /\/lambdas\/sources\/reading\/(?:alert-of|cloudwatch-alarm|guess-alert|instant|read-each|resolve-reason|severity-terms|state-words|truncation|user-service)\.ts$/;

/**
 * receive-alert only checks who sends: correlate-alerts reads. Some senders would not wait for so much code at a cold start. What is left
 * out throws if it is called all the same.
 */
export const leaveOutReading: Plugin = {
  name: 'leave-out-reading',
  setup(build) {
    build.onLoad({ filter: reading }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return { contents: throwingExports(source, () => 'The ingest endpoint reads no alerts'), loader: 'js' };
    });
  },
};
