import { describe, expect, it } from '@jest/globals';
import { endExecutions } from '../../../../bin/commands/stop-all/stop-all.ts';
import { resourceNames } from '../../../../lib/functions/resource-names.ts';
import { accountAnswering } from '../../../support/worlds/aws-account.ts';

const names = resourceNames('beta');
const machine = 'arn:aws:states:eu-west-1:111122223333:stateMachine:firebreak-beta-incident-response';
const execution = (name: string) => ({
  executionArn: `${machine.replace('stateMachine', 'execution')}:${name}`,
});

function stageWith(rounds: readonly (readonly string[])[]) {
  const left = [...rounds];
  return accountAnswering({
    'states ListStateMachines': JSON.stringify({
      stateMachines: [{ name: names.stateMachine, stateMachineArn: machine }],
    }),
    'states ListExecutions': () => JSON.stringify({ executions: (left.shift() ?? []).map(execution) }),
    'states StopExecution': JSON.stringify({ stopDate: 1_790_000_000 }),
    'scheduler GET': JSON.stringify({
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
    }),
    'scheduler PUT': JSON.stringify({ ScheduleArn: 'a' }),
  });
}

describe('ending all open workflows', () => {
  it('ends what runs and what is started meanwhile, after the sweep is switched off', async () => {
    const { aws, asked } = stageWith([['inc_1', 'inc_2'], ['inc_3'], []]);
    expect(await endExecutions(aws, names, async () => undefined)).toEqual(['inc_1', 'inc_2', 'inc_3']);
    const effects = asked.filter((operation) => /PUT|StopExecution/.test(operation));
    expect(effects[0]).toContain('scheduler PUT');
    expect(effects.slice(1)).toEqual([
      'states StopExecution',
      'states StopExecution',
      'states StopExecution',
    ]);
  });

  it('changes nothing before it is confirmed', async () => {
    const { aws, asked } = stageWith([['inc_1']]);
    const refuse = async (count: number) => {
      throw new Error(`${count} are open`);
    };
    await expect(endExecutions(aws, names, refuse)).rejects.toThrow('1 are open');
    expect(asked.filter((operation) => /PUT|StopExecution/.test(operation))).toEqual([]);
  });

  it('changes nothing where nothing is open', async () => {
    const { aws, asked } = stageWith([[]]);
    expect(await endExecutions(aws, names, () => Promise.reject(new Error('asked')))).toEqual([]);
    expect(asked).toEqual(['states ListStateMachines', 'states ListExecutions']);
  });
});
