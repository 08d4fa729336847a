import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readCases } from './case-file.ts';
import { type CaseReport, reportOn, summarise } from './summary.ts';

const USAGE = `Usage: npm run conformance -- DIR [--verbose]

Replays executions recorded on AWS against the local Step Functions engine.

  DIR        a folder of case files
  --verbose  one line per case

The last line is a JSON summary. Exit code 1: a case with its definition as recorded fails. 2: wrong usage.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { verbose: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
const [folder] = positionals;

if (values.help) {
  console.log(USAGE);
} else if (folder === undefined || positionals.length > 1) {
  console.error(USAGE);
  process.exitCode = 2;
} else if (!existsSync(folder)) {
  console.error(`There is no folder ${folder}.`);
  process.exitCode = 2;
} else {
  process.exitCode = await replayAll(folder, values.verbose);
}

async function replayAll(from: string, isVerbose: boolean): Promise<number> {
  const reports: CaseReport[] = [];
  for (const one of readCases(from)) {
    const report = await reportOn(one);
    reports.push(report);
    if (isVerbose) console.log(line(report));
  }
  const summary = summarise(reports);
  console.log(JSON.stringify(summary));
  return summary.native.failed > 0 ? 1 : 0;
}

function line({ name, kind, difference }: CaseReport): string {
  return `${difference === undefined ? 'pass' : 'FAIL'}  ${kind.padEnd(7)}  ${name}${difference === undefined ? '' : `\n      ${difference}`}`;
}
