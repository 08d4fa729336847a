import type { Command } from 'commander';
import { createSecretsManagerSecrets } from '../../../lambdas/adapters/aws/secrets/secrets-manager-secrets.ts';
import { createHttpProbe } from '../../../lambdas/adapters/http/create-http-probe.ts';
import { sendOverInternet, sendToLoopback } from '../../../lambdas/adapters/http/send-https.ts';
import { loadPolicy } from '../../../lambdas/adapters/policy/load-policy.ts';
import { createTimerTimeouts } from '../../../lambdas/adapters/timers/timer-timeouts.ts';
import type { ServicePolicy } from '../../../lambdas/domain/policy/schemas/services-schema.ts';
import type { SmokeTest } from '../../../lambdas/domain/policy/schemas/smoke-test-schema.ts';
import { findSmokeTestKind } from '../../../lambdas/smoke-tests/index.ts';
import {
  type RunSmokeTestDeps,
  runSmokeTest,
} from '../../../lambdas/use-cases/smoke-tests/run-smoke-test.ts';
import { alignColumns } from '../../cli/columns.ts';
import { CommandError } from '../../cli/command-error.ts';
import { examples } from '../../cli/examples.ts';
import { paint, plain, printJson, printLine } from '../../cli/terminal.ts';
import { findInstallation } from '../../installation/installation.ts';

interface Options {
  readonly service?: string;
  readonly policy: string;
  readonly stage?: string;
  readonly json: boolean;
}

interface Chosen {
  readonly service: ServicePolicy;
  readonly test: SmokeTest;
}

/** `firebreak smoke`: the smoke tests of policy, as they are tried before an incident closes. */
export function register(program: Command): void {
  const smoke = program.command('smoke').description('the smoke tests of services.yaml');
  common(smoke.command('list').description('lists them'))
    .addHelpText(...examples('firebreak smoke list --service checkout'))
    .action(list);
  common(smoke.command('run').description('runs them now, from this computer; exits with 1 when one fails'))
    .option(
      '--stage <name>',
      'with the secrets and functions of this account (default: those of "npm start")',
    )
    .addHelpText(...examples('firebreak smoke run --service checkout --stage prod'))
    .action(run);
}

function common(command: Command): Command {
  return command
    .option('--service <id>', 'only those of this service')
    .option('--policy <dir>', 'folder of the policy', 'policy')
    .option('--json', 'print it as JSON', false);
}

async function list(options: Options): Promise<void> {
  const chosen = await choose(options);
  const rows = chosen.map(({ service, test }) => ({
    service: service.id,
    id: test.id,
    name: test.name ?? test.id,
    kind: test.kind,
    runs: test.runs,
    timeoutSeconds: test.timeoutSeconds,
    does: findSmokeTestKind(test.kind)?.describe(test.spec) ?? '',
  }));
  if (options.json) return printJson({ smokeTests: rows });
  if (rows.length === 0)
    return printLine('No service has smoke tests: docs/smoke-tests.md says how to add one.');
  const header = ['SERVICE', 'TEST', 'KIND', 'RUNS', 'WHAT'].map((name) => paint(name, 'dim'));
  printLine(
    alignColumns([header, ...rows.map((row) => [row.service, row.id, row.kind, row.runs, plain(row.does)])]),
  );
}

async function run(options: Options): Promise<void> {
  const chosen = await choose(options);
  const deps = depsOf(options);
  const results = [];
  for (const { service, test } of chosen) {
    const { checkedAt: _, since: _since, ...result } = await runSmokeTest(deps, service, test);
    results.push({ service: service.id, ...result });
  }
  if (results.some(({ outcome }) => outcome !== 'passed')) process.exitCode = 1;
  if (options.json) return printJson({ results });
  if (results.length === 0) return printLine('No service has smoke tests: nothing was tried.');
  const paints = { passed: 'green', failed: 'red', unknown: 'yellow' } as const;
  printLine(
    alignColumns(
      results.map(({ service, test, outcome, text, milliseconds }) => [
        paint(outcome, paints[outcome]),
        `${service} ${test}`,
        `${milliseconds} ms`,
        plain(text),
      ]),
    ),
  );
}

async function choose({ service: wanted, policy: folder }: Options): Promise<readonly Chosen[]> {
  const { services } = await loadPolicy(folder);
  if (wanted !== undefined && !services.some(({ id }) => id === wanted)) {
    throw new CommandError(`The policy in ${folder} has no service ${wanted}`, {
      next: `There are: ${services.map(({ id }) => id).join(', ')}`,
      exitCode: 2,
    });
  }
  return services
    .filter(({ id }) => wanted === undefined || id === wanted)
    .flatMap((service) => service.smokeTests.map((test) => ({ service, test })));
}

/** With the credentials of whoever runs it; on this computer, against the simulated account. */
function depsOf({ stage }: Options): RunSmokeTestDeps {
  const installation = findInstallation(stage === undefined ? {} : { stage });
  const { userAws } = installation;
  const loopback = installation.outboundHttp();
  const clock = { now: () => new Date() };
  return {
    aws: userAws,
    probe: createHttpProbe(loopback === null ? sendOverInternet() : sendToLoopback(loopback)),
    smokeSecrets: createSecretsManagerSecrets(userAws, clock),
    findSmokeTestKind,
    timeouts: createTimerTimeouts(),
    clock,
  };
}
