import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import {
  DependencyUnavailableError,
  InvalidInputError,
  WriteConflictError,
} from '../../../lambdas/domain/errors.ts';
import { lambdaHandler } from '../../../lambdas/runtime/middleware/lambda-handler.ts';
import { defineTask } from '../../../lambdas/runtime/middleware/task.ts';
import { aContext, logLinesOf } from '../../support/builders/invocation.ts';

const input = z.object({ incidentId: z.string() });
const event = { incidentId: 'inc_1' };

describe('a task handler', () => {
  it('builds what it needs at the first event and keeps it', async () => {
    let built = 0;
    const task = defineTask({ input, run: async (deps: number, { incidentId }) => ({ deps, incidentId }) });
    const handler = lambdaHandler(task, () => {
      built += 1;
      return built;
    });
    expect(built).toBe(0);
    await handler(event, aContext());
    expect(await handler(event, aContext())).toEqual({ deps: 1, incidentId: 'inc_1' });
  });

  it('builds again when building failed', async () => {
    let tries = 0;
    const task = defineTask({ input, run: async (deps: number) => deps });
    const handler = lambdaHandler(task, () => {
      tries += 1;
      if (tries === 1) throw new DependencyUnavailableError('not yet');
      return tries;
    });
    await logLinesOf(() => expect(handler(event, aContext())).rejects.toThrow('not yet'));
    expect(await handler(event, aContext())).toBe(2);
  });

  it('lets errors through under their own name, and logs them with the incident', async () => {
    const error = new DependencyUnavailableError('the table does not answer');
    const handler = lambdaHandler(defineTask({ input, run: () => Promise.reject(error) }), () => null);
    const lines = await logLinesOf(() => expect(handler(event, aContext())).rejects.toBe(error));
    const [line] = lines.filter((text) => text.includes('"ERROR"')).map((text) => JSON.parse(text));
    expect(error.name).toBe('DependencyUnavailableError');
    expect(line).toMatchObject({ incidentId: 'inc_1', error: { name: 'DependencyUnavailableError' } });
  });

  it('refuses an event of another shape, naming the field and not its value', async () => {
    const handler = lambdaHandler(defineTask({ input, run: async () => null }), () => null);
    const given = await handler({ incidentId: 7 }, aContext()).catch((error: unknown) => error);
    expect(given).toBeInstanceOf(InvalidInputError);
    expect(String(given)).toContain('incidentId');
  });

  it('repeats on a conflict, unless that is not wanted', async () => {
    let runs = 0;
    const run = async () => {
      runs += 1;
      if (runs < 3) throw new WriteConflictError('changed');
      return runs;
    };
    expect(await lambdaHandler(defineTask({ input, run }), () => null)(event, aContext())).toBe(3);
    runs = 0;
    const once = lambdaHandler(defineTask({ input, run, repeatOnConflict: false }), () => null);
    await logLinesOf(() => expect(once(event, aContext())).rejects.toBeInstanceOf(WriteConflictError));
    expect(runs).toBe(1);
  });
});
