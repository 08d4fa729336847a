import type { Command } from 'commander';
import { examples } from '../../cli/examples.ts';
import { ofInstallation } from '../../cli/options.ts';
import { type AddOptions, addSource } from './add-source.ts';
import { listSources } from './list-sources.ts';
import { type TestOptions, testSource } from './test-source.ts';

/** `firebreak sources …`: who may send alerts, and whether it works. */
export function register(program: Command): void {
  const sources = program.command('sources').description('list, connect and try alert sources');

  ofInstallation(
    sources.command('list').description('every source, how it proves itself, and its live secrets'),
  )
    .option('--json', 'print JSON')
    .addHelpText(...examples('firebreak sources list'))
    .action(listSources);

  ofInstallation(
    sources
      .command('add')
      .description('create a secret for a source, and show the setup steps at the vendor'),
  )
    .argument('<name>', 'the source, such as alertmanager')
    .option('--topic <arn>', 'for sns and cloudwatch-sns: the topic that may send')
    .option('--json', 'print JSON, with the secret in it')
    .addHelpText(
      'after',
      '\nFor a secret that the vendor created (pagerduty, sentry) you are prompted; or it is read from standard input or FIREBREAK_SOURCE_SECRET.\nThe newest two secrets of a source are live: change the sender, then add again or keep the old one.',
    )
    .addHelpText(
      ...examples('firebreak sources add alertmanager', 'firebreak sources add pagerduty --stage prod'),
    )
    .action((name: string, options: AddOptions) => addSource(name, options));

  ofInstallation(sources.command('test').description('send a signed sample and show what became of it'))
    .argument('<name>', 'the source, such as alertmanager')
    .option('--open-incident', 'send a firing alert: it opens a real incident, with mails')
    .option('--wait <seconds>', 'how long to wait for its result', Number, 20)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nWithout --open-incident the sample resolves an alert that never fired: it opens nothing.',
    )
    .addHelpText(
      ...examples(
        'firebreak sources test alertmanager',
        'firebreak sources test alertmanager --open-incident',
      ),
    )
    .action((name: string, options: TestOptions) => testSource(name, options));
}
