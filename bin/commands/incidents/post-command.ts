import { Argument, type Command, Option } from 'commander';
import { type Severity, severities } from '../../../lambdas/domain/records/severity.ts';
import { apiAddress } from '../../api/api-address.ts';
import { readResponse } from '../../api/read-response.ts';
import { CommandError } from '../../cli/command-error.ts';
import { examples } from '../../cli/examples.ts';
import { plain, printJson, printLine } from '../../cli/terminal.ts';
import { postAs } from './post-as.ts';
import { commanding, idArgument, type ReadingOptions } from './reading-options.ts';

interface CommandOptions extends ReadingOptions {
  readonly as?: string;
  readonly link?: string;
  readonly comment?: string;
  readonly acceptDebt?: readonly string[];
  readonly severity?: Severity;
  readonly yes?: boolean;
  readonly fresh?: boolean;
  readonly proposal?: string;
  readonly again?: boolean;
}

/** Adds what a person tells an incident to the group `incidents`. */
export function addCommands(incidents: Command): void {
  addSteering(incidents, 'acknowledge', 'tell others that you are looking at it');
  addSteering(incidents, 'take-over', 'stop automation and take the incident over');
  addSteering(incidents, 'resume', 'let Firebreak continue with the plan')
    .addOption(
      new Option('--fresh', 'read evidence again and make a new plan, without what was rejected').conflicts(
        'again',
      ),
    )
    .addOption(
      new Option(
        '--proposal <id>',
        'make a new plan that begins with what an agent proposed; implies --fresh',
      ).conflicts('again'),
    )
    .option('--again', 'ask once more about the steps that were rejected');
  commanding(incidents.command('resolve').description('close it; open debts must be accepted by name'))
    .argument(...idArgument)
    .option('--comment <text>', 'why')
    .option('--yes', 'although the newest readings do not show that it is over; needs --comment')
    .option(
      '--accept-debt <resource>',
      'close although this is not restored (repeat for each)',
      (resource: string, all: readonly string[]) => [...all, resource],
      [],
    )
    .addHelpText(
      ...examples(
        'firebreak incidents resolve 7XK2QD --comment "the provider is back"',
        'firebreak incidents resolve 7XK2QD --accept-debt ecs-service:shop:web --comment "stays at 12 tasks"',
      ),
    )
    .action(resolve);
  commanding(incidents.command('set-severity').description('set the severity, up or down'))
    .argument(...idArgument)
    .addArgument(new Argument('<severity>').choices(severities))
    .option('--comment <text>', 'why')
    .addHelpText(...examples('firebreak incidents set-severity 7XK2QD SEV1 --comment "payments fail too"'))
    .action((id: string, severity: Severity, options: CommandOptions) =>
      post('set-severity', id, { ...options, severity }),
    );
  commanding(incidents.command('note').description('add a note to the timeline'))
    .argument(...idArgument)
    .argument('<text>', 'what others should know')
    .addHelpText(...examples('firebreak incidents note 7XK2QD "the vendor has confirmed it"'))
    .action((id: string, comment: string, options: CommandOptions) =>
      post('note', id, { ...options, comment }),
    );
  commanding(
    incidents.command('update').description('tell all who get status updates how it stands, in your words'),
  )
    .argument(...idArgument)
    .argument('<text>', 'how it stands')
    .addHelpText(...examples('firebreak incidents update 7XK2QD "payments work again, refunds do not"'))
    .action((id: string, comment: string, options: CommandOptions) =>
      post('update', id, { ...options, comment }),
    );
}

function addSteering(incidents: Command, name: string, description: string): Command {
  return commanding(incidents.command(name).description(description))
    .argument(...idArgument)
    .option('--comment <text>', 'why')
    .addHelpText(
      ...examples(
        `firebreak incidents ${name} 7XK2QD`,
        `firebreak incidents ${name} 7XK2QD --as ben --comment "looking at the database"   # on a laptop`,
      ),
    )
    .action((id: string, options: CommandOptions) => post(name, id, options));
}

async function resolve(id: string, options: CommandOptions): Promise<void> {
  if (options.yes === true && !options.comment?.trim()) {
    throw new CommandError('--yes needs --comment WHY: the reason goes on the timeline', { exitCode: 2 });
  }
  await post('resolve', id, options);
}

async function post(command: string, given: string, options: CommandOptions): Promise<void> {
  const { url, json, comment, severity, acceptDebt = [], yes, fresh, again, proposal } = options;
  const body = {
    command,
    ...(comment === undefined ? {} : { comment }),
    ...(severity === undefined ? {} : { severity }),
    ...(acceptDebt.length === 0 ? {} : { acceptDebts: acceptDebt }),
    ...(command === 'resolve' ? { yes: yes === true } : {}),
    ...(fresh === true || proposal !== undefined ? { fresh: true } : {}),
    ...(proposal === undefined ? {} : { proposal }),
    ...(again === true ? { again } : {}),
  };
  const base = await apiAddress(url);
  const { id, response } = await postAs(
    base,
    given,
    { below: '/commands', byLink: '/v1/console/commands', body },
    options,
  );
  if (json) return printJson(response);
  const { underWay } = readResponse('POST /v1/incidents/{id}/commands', response);
  printLine(`Done: ${command} of ${plain(id)}. See: firebreak incidents show ${plain(id)}`);
  if (underWay !== null) {
    printLine(
      `Too late for what had begun at ${underWay.since} and may take effect: ${plain(underWay.text)}. Nothing follows it.`,
    );
  }
}
