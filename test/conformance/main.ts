import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readCases } from './case-file.ts';
import { type CaseReport, reportOn, summarise } from './summary.ts';

const USAGE = `Usage: npm run conformance -- DIR [--verbose]

Replays executions recorded on AWS against the local Step Functions engine.

  DIR        a folder of case files (*.json), also in folders below it
  --verbose  one line per case

The last line is a JSON summary. Exit code 1: a case with its definition as recorded, or a *.json file that is no JSON, fails.
2: wrong usage.`;

process.exitCode = await main();

async function main(): Promise<number> {
  const given = readArguments();
  if (given?.values.help === true) {
    console.log(USAGE);
    return 0;
  }
  const [folder, ...others] = given?.positionals ?? [];
  if (given === undefined || folder === undefined || others.length > 0) {
    console.error(USAGE);
    return 2;
  }
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    console.error(`There is no folder ${folder}.`);
    return 2;
  }
  return replayAll(folder, given.values.verbose);
}

/** Undefined when there is an option that does not exist. */
function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { verbose: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
    });
  } catch {
    return undefined;
  }
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
