import { channelSetups } from '../../../../lambdas/channels/index.ts';
import { ConfigurationError } from '../../../../lambdas/domain/errors.ts';
import { reachedBy } from '../../../../lambdas/domain/reachability/reached-by.ts';
import { channelContextOf } from '../../../installation/channel-context.ts';
import { type Check, ok, problem } from '../finding.ts';

/** Whether each channel reaches whom it is to reach, as the function `check-reachability` looks once a week. */
export const reachability: readonly Check[] = channelSetups.flatMap((channel) => {
  const { name, reachability: looks } = channel;
  if (looks === undefined) return [];
  const actions = looks.iam.flatMap((statement) => statement.actions).join(', ');
  const check: Check = {
    name: `reached by ${name}`,
    needs: `lambda:GetFunctionConfiguration, ${actions === '' ? 'secretsmanager:GetSecretValue on the secrets of channels' : actions}`,
    async find({ installation, policy }) {
      const people = reachedBy(policy, name);
      if (people.length === 0) return [ok('nobody is to be')];
      const context = await channelContextOf(installation, channel);
      try {
        const found = [];
        for (const person of people) {
          const obstacle = await looks.obstacle(context, person);
          if (obstacle !== null) found.push(problem(obstacle.what, obstacle.next));
        }
        return found.length > 0 ? found : [ok('nothing speaks against it')];
      } catch (error) {
        if (error instanceof ConfigurationError) return [problem(error.message, `docs/channels.md#${name}`)];
        throw error;
      }
    },
  };
  return [check];
});
