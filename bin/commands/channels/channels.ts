import type { Command } from 'commander';
import { loadPolicy } from '../../../lambdas/adapters/policy/load-policy.ts';
import { incidentChannels } from '../../../lambdas/channels/index.ts';
import { FirebreakError } from '../../../lambdas/domain/errors.ts';
import type { ChannelMemory } from '../../../lambdas/domain/reporting/updates/post.ts';
import { CommandError } from '../../cli/command-error.ts';
import { examples } from '../../cli/examples.ts';
import { ofInstallation } from '../../cli/options.ts';
import { plain, printLine } from '../../cli/terminal.ts';
import { channelContextOf } from '../../installation/channel-context.ts';
import { findInstallation, type InstallationOptions } from '../../installation/installation.ts';
import { testPosts } from './test-post.ts';

interface Options extends InstallationOptions {
  readonly policy: string;
}

/** For one request. */
const secondsForOne = 10;

/** `firebreak channels test`: whether a place that follows incidents takes what it is told. */
export function register(program: Command): void {
  const group = program.command('channels').description('places that follow incidents');
  ofInstallation(
    group.command('test').description('send a test to one of the incidentChannels of people.yaml'),
  )
    .argument('<place>', 'its id in people.yaml')
    .option('--policy <dir>', 'folder of the policy that is deployed', 'policy')
    .addHelpText('after', '\nPagerDuty pages whoever is on call for a moment. Exit code 1: it was not taken.')
    .addHelpText(...examples('firebreak channels test ops-chat'))
    .action(test);
}

async function test(id: string, { policy: directory, ...options }: Options): Promise<void> {
  const { people } = await loadPolicy(directory);
  const place = people.incidentChannels.find((each) => each.id === id);
  const channel = incidentChannels.find(({ name }) => name === place?.channel);
  if (place === undefined || channel === undefined) {
    const ids = people.incidentChannels.map((each) => each.id).join(', ') || 'none';
    throw new CommandError(`people.yaml has no incident channel ${id}`, {
      next: `There are: ${ids}`,
      exitCode: 2,
    });
  }
  const installation = findInstallation(options);
  const context = await channelContextOf(installation, channel);
  const now = new Date();
  let memory: ChannelMemory = {};
  for (const each of testPosts(place, await installation.api(), now)) {
    const post = { ...each, memory };
    const message = channel.render(post);
    if (message === null) continue;
    const signal = AbortSignal.timeout(secondsForOne * 1000);
    const result = await channel
      .send({ ...context, now: new Date(), signal, isRepeat: false }, post, message)
      .catch((error: unknown) => {
        if (!(error instanceof FirebreakError)) throw error;
        return { outcome: 'refused', reason: error.message } as const;
      });
    if (result.outcome !== 'posted') {
      throw new CommandError(`${id} (${channel.name}) did not take it: ${plain(result.reason)}`, {
        next: `docs/channels.md#${channel.name}`,
      });
    }
    memory = result.memory;
    printLine(`${id} (${channel.name}) took: ${post.update.text}`);
  }
}
