import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { examples } from '../../cli/examples.ts';
import { ofInstallation } from '../../cli/options.ts';
import { printJson, printLine } from '../../cli/terminal.ts';
import { findDeadLetterPlace, type PlaceOptions } from './dead-letter-place.ts';
import { groupsText, overviewText } from './dlq-text.ts';
import { examine } from './examine.ts';
import { quarantine, redrive } from './move-letters.ts';

interface ShowOptions extends PlaceOptions {
  readonly json?: boolean;
}

/** `firebreak dlq`: what is in a dead-letter queue, why it died, and what may be done about it. */
export function register(program: Command): void {
  const dlq = program
    .command('dlq')
    .description('look into a dead-letter queue, and put back or set aside what is in it');
  ofQueue(
    dlq.command('show').description('show how much is in it, and until when; hides and changes nothing'),
  )
    .addHelpText(...examples('firebreak dlq show orders'))
    .action((service: string, options: ShowOptions) => show(service, options, false));
  ofQueue(
    dlq
      .command('classify')
      .description('say what the messages died of, as far as that is known; changes nothing'),
  )
    .addHelpText(...examples('firebreak dlq classify orders --json'))
    .action((service: string, options: ShowOptions) => show(service, options, true));
  ofQueue(dlq.command('redrive').description('put back what may be put back; without --confirm a dry run'))
    .option('--class <name>', 'only messages that died of this')
    .option('--cause-gone <why>', 'you know that the cause is gone')
    .option('--reconciled <why>', 'you compared what a reconcile-first consumer did outside')
    .option('--rate <count>', 'messages per second, once the first ones went well', rateOf, 10)
    .option('--confirm', 'do it')
    .addHelpText(
      ...examples(
        'firebreak dlq redrive orders   # a dry run',
        'firebreak dlq redrive orders --class dependency --cause-gone "the provider is back" --confirm',
      ),
    )
    .action(redrive);
  ofQueue(
    dlq.command('quarantine').description('set messages aside in another queue; without --confirm a dry run'),
  )
    .requiredOption('--to <queue>', 'name of the queue; give it a retention of 14 days')
    .option('--class <name>', 'only messages that died of this')
    .option('--confirm', 'do it')
    .addHelpText(
      ...examples('firebreak dlq quarantine orders --class poison --to orders-quarantine --confirm'),
    )
    .action(quarantine);
}

function ofQueue(command: Command): Command {
  return ofInstallation(command)
    .argument('<service>', 'id of the service in services.yaml')
    .option('--queue <name>', 'which of its dead-letter queues')
    .option('--policy <dir>', 'folder of the policy', 'policy')
    .option('--json', 'print JSON');
}

async function show(service: string, options: ShowOptions, classifies: boolean): Promise<void> {
  const place = await findDeadLetterPlace(service, options);
  const seen = await examine(place, new Date());
  const { access: _, ...facts } = seen;
  if (options.json === true) return printJson({ ...place.id, ...facts });
  printLine(overviewText(place, seen));
  if (seen.groups.length === 0) return;
  if (classifies) {
    printLine();
    printLine(groupsText(seen.groups));
  } else printLine(`Why they died: npx firebreak dlq classify ${service}`);
}

function rateOf(text: string): number {
  const rate = Number(text);
  if (Number.isInteger(rate) && rate >= 1 && rate <= 500) return rate;
  throw new InvalidArgumentError('Give 1 to 500 messages per second.');
}
