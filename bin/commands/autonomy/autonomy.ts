import type { Command } from 'commander';
import { loadPolicy } from '../../../lambdas/adapters/policy/load-policy.ts';
import { cameBack } from '../../../lambdas/domain/response/autonomy/came-back.ts';
import {
  earnedLevel,
  type JudgedStep,
  type StepOutcome,
} from '../../../lambdas/domain/response/autonomy/track-record.ts';
import { apiAddress } from '../../api/api-address.ts';
import { callApi } from '../../api/api-client.ts';
import { incidentPath } from '../../api/find-incident.ts';
import { readResponse } from '../../api/read-response.ts';
import { timeOf } from '../../api/time-of.ts';
import { alignColumns } from '../../cli/columns.ts';
import { CommandError } from '../../cli/command-error.ts';
import { examples } from '../../cli/examples.ts';
import { paint, plain, printJson, printLine } from '../../cli/terminal.ts';
import { changeTrust } from './change-trust.ts';
import { judgedStepsOf } from './judged-steps.ts';

interface Options {
  readonly url?: string;
  readonly service?: string;
  readonly policy: string;
  readonly json: boolean;
}

/** `firebreak autonomy`: how well each action did, and what it may therefore do by itself. */
export function register(program: Command): void {
  const autonomy = program
    .command('autonomy')
    .description('how each action went in closed incidents, and what it may do by itself')
    .option('--service <name>', 'only this service')
    .option('--policy <dir>', 'folder of the policy that is deployed', 'policy')
    .option('--url <address>', 'the installation (default: FIREBREAK_URL, else the one of "npm start")')
    .option('--json', 'print it as JSON', false)
    .addHelpText(...examples('firebreak autonomy', 'firebreak autonomy --service checkout --json'))
    .action(show);
  changing(autonomy, 'raise', 'trust an action on a service again: what was before does not count').action(
    changed('raised'),
  );
  changing(autonomy, 'lower', 'trust an action on a service less, until somebody raises it').action(
    changed('lowered'),
  );
}

function changing(autonomy: Command, name: string, description: string): Command {
  return autonomy
    .command(name)
    .description(`${description}; written into guardrails.yaml, so deploy it then`)
    .argument('<service>', 'its id in services.yaml')
    .argument('<action>', 'its kind, such as scale-ecs-service')
    .requiredOption('--by <person>', 'who says so: an id of people.yaml')
    .requiredOption('--reason <text>', 'why; it is shown with each step that it concerns')
    .option('--policy <dir>', 'folder of the policy', 'policy')
    .addHelpText(
      ...examples(
        `firebreak autonomy ${name} checkout scale-ecs-service --by ana --reason "limits were mended"`,
      ),
    )
    .option('--url <address>', 'an installation, for its time (default: that of "npm start", if it runs)');
}

interface ChangeOptions {
  readonly by: string;
  readonly reason: string;
  readonly policy: string;
  readonly url?: string;
}

function changed(list: 'raised' | 'lowered') {
  return async (service: string, action: string, options: ChangeOptions): Promise<void> => {
    const { by, reason, policy, url } = options;
    const at = (await timeThere(url)).toISOString();
    await changeTrust(policy, list, { service, action, at, by, reason });
    printLine(`${list === 'raised' ? 'Raised' : 'Lowered'}: ${action} on ${service}, from ${at} on.`);
    printLine('It takes effect once the policy is deployed.');
  };
}

/** An installation on this computer may be ahead of our clock. */
async function timeThere(url: string | undefined): Promise<Date> {
  try {
    return await timeOf(await apiAddress(url));
  } catch (error) {
    if (url === undefined && error instanceof CommandError) return new Date();
    throw error;
  }
}

async function show({ url, service, policy: directory, json }: Options): Promise<void> {
  const { guardrails } = await loadPolicy(directory);
  const base = await apiAddress(url);
  const query = new URLSearchParams({
    status: 'all',
    limit: '100',
    ...(service === undefined ? {} : { service }),
  });
  const list = await callApi(base, `/v1/incidents?${query.toString()}`);
  const steps: JudgedStep[] = [];
  const { incidents } = readResponse('GET /v1/incidents', list);
  for (const listed of incidents) {
    const { id, sensitive, status } = listed;
    if (sensitive || status !== 'closed') continue;
    const incident = await callApi(base, incidentPath(id));
    steps.push(
      ...judgedStepsOf(readResponse('GET /v1/incidents/{id}', incident), cameBack(listed, incidents)),
    );
  }
  const rows = [
    ...Map.groupBy(steps, ({ service: of, action, runbook }) => `${of} ${action} ${runbook}`).values(),
  ];
  const records = rows.flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const count = (outcome: StepOutcome) => own.filter((each) => each.outcome === outcome).length;
    const { isBelow, text } = earnedLevel(guardrails.autonomy, first, steps);
    const counts = {
      successes: count('success'),
      noEffects: count('no-effect'),
      reverts: count('revert'),
      falseFires: count('false-fire'),
      relapses: count('relapse'),
    };
    return [
      {
        service: first.service,
        action: first.action,
        rule: first.runbook,
        ...counts,
        isHeldBack: isBelow,
        text,
      },
    ];
  });
  if (json) return printJson({ records });
  if (records.length === 0) return printLine('No action was judged in a closed incident yet.');
  const header = [
    'SERVICE',
    'ACTION',
    'RULE',
    'SUCCESS',
    'NO EFFECT',
    'REVERT',
    'FALSE FIRE',
    'CAME BACK',
    '',
  ];
  printLine(
    alignColumns([
      header.map((name) => paint(name, 'dim')),
      ...records.map((each) => [
        plain(each.service),
        plain(each.action),
        plain(each.rule),
        ...[each.successes, each.noEffects, each.reverts, each.falseFires, each.relapses].map(String),
        each.isHeldBack ? paint('held back until somebody raises it', 'red') : '',
      ]),
    ]),
  );
}
