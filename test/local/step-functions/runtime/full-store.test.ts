import { describe, expect, it } from '@jest/globals';
import { createEngine } from '../../../../local/step-functions/engine.ts';
import { MemoryStore } from '../../../../local/step-functions/store/memory-store.ts';
import type { Change } from '../../../../local/step-functions/store/store.ts';
import { VirtualClock } from '../../../../local/step-functions/values/clocks.ts';

/** A store that refuses commits while it is full. */
class FullStore extends MemoryStore {
  refusals = 0;

  override commit(change: Change): void {
    if (this.refusals > 0 && change.isNew !== true) {
      this.refusals -= 1;
      throw new Error('full');
    }
    super.commit(change);
  }
}

const machine = {
  StartAt: 'A',
  QueryLanguage: 'JSONata',
  States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Succeed' } },
};

async function run(mayRetryStore?: (error: unknown) => Promise<boolean>) {
  const store = new FullStore();
  const broken: unknown[] = [];
  const engine = createEngine({
    store,
    clock: new VirtualClock(),
    invokeTask: async () => null,
    onBroken: (error) => broken.push(error),
    ...(mayRetryStore === undefined ? {} : { mayRetryStore }),
  });
  engine.start();
  const { stateMachineArn } = await engine.call('CreateStateMachine', {
    name: 'm',
    definition: JSON.stringify(machine),
  });
  store.refusals = 3;
  const { executionArn } = await engine.call('StartExecution', { stateMachineArn });
  await engine.whenIdle();
  const { status } = await engine.call('DescribeExecution', { executionArn });
  engine.stop();
  return { status, broken: broken.length };
}

describe('an engine whose store is full', () => {
  it('waits, and goes on as if nothing had been, when it may', async () => {
    expect(await run(async () => true)).toEqual({ status: 'SUCCEEDED', broken: 0 });
  });

  it('stops, with everything in the store, when it may not', async () => {
    expect(await run()).toEqual({ status: 'RUNNING', broken: 1 });
  });
});
