import { parseArgs } from 'node:util';
import { benchBundles } from './bundles.ts';
import { correlateSuite } from './correlate/correlate-suite.ts';
import { benchIncident } from './incident.ts';
import { type BenchSuite, verdictOf } from './measurement.ts';
import { receiveSuite } from './receive/receive-suite.ts';
import { stepFunctionsSuite } from './step-functions-suite.ts';
import { renderTables } from './table.ts';

const suites: Readonly<Record<string, BenchSuite>> = {
  bundles: benchBundles,
  correlate: correlateSuite,
  incident: benchIncident,
  receive: receiveSuite,
  'step-functions': stepFunctionsSuite,
};

const usage = `Usage: npm run bench [-- SUITE… --json]
Suites: ${Object.keys(suites).join(', ')}; without a name, all of them.
Exit: 0 every target met, 1 a target missed, 2 wrong usage.`;

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const names = positionals.length === 0 ? Object.keys(suites) : positionals;
  const chosen = names.flatMap((name) => suites[name] ?? []);
  if (chosen.length < names.length) {
    console.error(usage);
    return 2;
  }
  const results = [];
  for (const suite of chosen) results.push(...(await suite()));
  const missed = results.filter((result) => verdictOf(result) === 'missed');
  if (values.json) {
    const node = process.version;
    const measurements = results.map((result) => ({ ...result, verdict: verdictOf(result) }));
    console.log(JSON.stringify({ node, missed: missed.length, measurements }, null, 2));
  } else {
    console.log(renderTables(results));
    console.log(missed.length === 0 ? 'Every target is met.' : `${missed.length} missed.`);
  }
  return missed.length === 0 ? 0 : 1;
}

process.exitCode = await main();
