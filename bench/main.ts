import { parseArgs } from 'node:util';
import { benchBundles } from './bundles.ts';
import { correlateSuite } from './correlate/correlate-suite.ts';
import { deadLettersSuite } from './dead-letters-suite.ts';
import { benchIncident } from './incident.ts';
import { latencySuite } from './latency/latency-suite.ts';
import {
  type BenchOptions,
  type BenchReport,
  type BenchSuite,
  measuring,
  verdictOf,
} from './measuring/measurement.ts';
import { parseSeeds } from './measuring/seeds.ts';
import { renderTables } from './measuring/table.ts';
import { pagesSuite } from './pages/pages-suite.ts';
import { receiveSuite } from './receive/receive-suite.ts';
import { respondSuite } from './respond-suite.ts';
import { stepFunctionsSuite } from './step-functions-suite.ts';
import { triageSuite } from './triage-suite.ts';

const suites: Readonly<Record<string, BenchSuite>> = {
  bundles: measuring(benchBundles),
  correlate: measuring(correlateSuite),
  'dead-letters': deadLettersSuite,
  incident: measuring(benchIncident),
  latency: measuring(latencySuite),
  pages: measuring(pagesSuite),
  receive: measuring(receiveSuite),
  respond: respondSuite,
  'step-functions': measuring(stepFunctionsSuite),
  triage: triageSuite,
};

const usage = `Usage: npm run bench [-- SUITE… --seeds A-B --json]
Suites: ${Object.keys(suites).join(', ')}; without a name, all of them.
--seeds A-B: variants that triage and respond play of every scenario, and samples of dead-letters; A alone is one.
Exit: 0 every target met, 1 a target missed, 2 wrong usage.`;

interface Wanted extends BenchOptions {
  readonly suites: readonly BenchSuite[];
  readonly json: boolean;
}

async function main(): Promise<number> {
  const wanted = readOptions();
  if (typeof wanted === 'number') return wanted;
  const reports: BenchReport[] = [];
  for (const suite of wanted.suites) reports.push(await suite(wanted));
  const results = reports.flatMap(({ measurements }) => measurements);
  const missed = results.filter((result) => verdictOf(result) === 'missed').length;
  if (wanted.json) {
    const measurements = results.map((result) => ({ ...result, verdict: verdictOf(result) }));
    const summary = Object.assign({}, ...reports.map((report) => report.summary ?? {}));
    console.log(JSON.stringify({ node: process.version, missed, ...summary, measurements }, null, 2));
  } else {
    console.log(renderTables(results));
    for (const { details } of reports) if (details !== undefined) console.log(`${details}\n`);
    console.log(missed === 0 ? 'Every target is met.' : `${missed} missed.`);
  }
  return missed === 0 ? 0 : 1;
}

/** What is asked for, or the exit code when there is nothing to measure. */
function readOptions(): Wanted | number {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: {
        seeds: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      console.log(usage);
      return 0;
    }
    const names = positionals.length === 0 ? Object.keys(suites) : positionals;
    const unknown = names.filter((name) => !Object.hasOwn(suites, name));
    if (unknown.length > 0) throw new Error(`There is no suite ${unknown.join(', ')}`);
    const seeds = values.seeds === undefined ? null : parseSeeds(values.seeds);
    return { suites: names.flatMap((name) => suites[name] ?? []), seeds, json: values.json };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return 2;
  }
}

process.exitCode = await main();
