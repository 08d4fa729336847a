import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import {
  DependencyUnavailableError,
  InvalidInputError,
  WriteConflictError,
} from '../../../lambdas/domain/errors.ts';
import { taskHandler } from '../../../lambdas/runtime/middleware/task-handler.ts';
import { aContext, logLinesOf } from '../../support/builders/invocation.ts';

const input = z.object({ incidentId: z.string() });
const event = { incidentId: 'inc_1' };

describe('a task handler', () => {
  it('builds what it needs at the first event and keeps it', async () => {
    let built = 0;
    const handler = taskHandler({
      input,
      build: () => {
        built += 1;
        return built;
      },
      run: async (deps, { incidentId }) => ({ deps, incidentId }),
    });
    expect(built).toBe(0);
    await handler(event, aContext());
    expect(await handler(event, aContext())).toEqual({ deps: 1, incidentId: 'inc_1' });
  });

  it('builds again when building failed', async () => {
    let tries = 0;
    const handler = taskHandler({
      input,
      build: () => {
        tries += 1;
        if (tries === 1) throw new DependencyUnavailableError('not yet');
        return tries;
      },
      run: async (deps) => deps,
    });
    await logLinesOf(() => expect(handler(event, aContext())).rejects.toThrow('not yet'));
    expect(await handler(event, aContext())).toBe(2);
  });

  it('lets errors through under their own name, and logs them with the incident', async () => {
    const error = new DependencyUnavailableError('the table does not answer');
    const handler = taskHandler({ input, build: () => null, run: () => Promise.reject(error) });
    const lines = await logLinesOf(() => expect(handler(event, aContext())).rejects.toBe(error));
    const [line] = lines.filter((text) => text.includes('"ERROR"')).map((text) => JSON.parse(text));
    expect(error.name).toBe('DependencyUnavailableError');
    expect(line).toMatchObject({ incidentId: 'inc_1', error: { name: 'DependencyUnavailableError' } });
  });

  it('refuses an event of another shape, naming the field and not its value', async () => {
    const handler = taskHandler({ input, build: () => null, run: async () => null });
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
    expect(await taskHandler({ input, build: () => null, run })(event, aContext())).toBe(3);
    runs = 0;
    const once = taskHandler({ input, build: () => null, run, repeatOnConflict: false });
    await logLinesOf(() => expect(once(event, aContext())).rejects.toBeInstanceOf(WriteConflictError));
    expect(runs).toBe(1);
  });
});
