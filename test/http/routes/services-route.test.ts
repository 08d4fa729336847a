import { beforeEach, describe, expect, it } from '@jest/globals';
import { DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import type { ConsoleDeps } from '../../../lambdas/runtime/build/build-console.ts';
import { shippedPolicy } from '../../support/builders/builders.ts';
import { textOf } from '../../support/builders/page-text.ts';
import { sampleRecord } from '../../support/builders/samples/sample-incident.ts';
import { consoleCaller, inMemoryConsole, storeRecord } from '../../support/worlds/console-server.ts';

const services = { resource: '/services' };

describe('the page of services', () => {
  let deps: ConsoleDeps;

  beforeEach(async () => {
    deps = inMemoryConsole({ policy: await shippedPolicy() });
  });

  it('tells of each service who is there for it, what automation did, and what it owes', async () => {
    const record = sampleRecord('closed');
    const debts = record.debts.map((debt) => ({
      ...debt,
      service: 'checkout',
      undoReadiness: { at: debt.createdAt, ready: false, text: 'version 57 is gone' },
    }));
    await storeRecord(deps, { ...record, debts });
    const { statusCode, body } = await consoleCaller(deps)(services);
    expect(statusCode).toBe(200);
    const text = textOf(body);
    expect(text).toMatch(
      /Checkout checkout · production · tier 1 On call now (Ana Silva|Ben Okafor|Chris Lind) Decides Ana Silva, Ben Okafor/,
    );
    expect(text).toContain('1 of 1 steps helped');
    expect(text).toMatch(/1 can no longer be undone.*version 57 is gone/s);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(60_000);
  });

  it('hides what was done about a sensitive incident', async () => {
    const record = sampleRecord('closed');
    const incident = { ...record.incident, sensitive: true };
    const debts = record.debts.map((debt) => ({ ...debt, service: 'checkout' }));
    await storeRecord(deps, { ...record, incident, debts });
    const text = textOf((await consoleCaller(deps)(services)).body);
    expect(text).toContain('Security-sensitive incident');
    expect(text).not.toMatch(/steps helped|lambda-alias:/);
  });

  it('shows nothing to the holder of no link, and refuses a link for one incident', async () => {
    const guarded = { ...deps, access: 'signed-link' } as const;
    const { body } = await consoleCaller(guarded)(services);
    expect(textOf(body)).toContain('Loading');
    expect(textOf(body)).not.toContain('Checkout');
    const key = await deps.linkKeys.sign({
      scope: 'view',
      subject: 'inc_A',
      person: 'ana',
      planHash: null,
      generation: 0,
      expiresAt: '2036-11-24T00:00:00.000Z',
    });
    const refused = await consoleCaller(guarded)({
      method: 'POST',
      resource: '/v1/console/view',
      body: JSON.stringify({ key, page: '/services' }),
    });
    expect(refused.statusCode).toBe(404);
  });

  it('is a page, too, when nothing can be read, and so is the list', async () => {
    const broken: ConsoleDeps = {
      ...deps,
      incidents: {
        ...deps.incidents,
        listIncidents: () => Promise.reject(new DependencyUnavailableError('The table does not answer')),
      },
    };
    for (const resource of ['/services', '/']) {
      const { statusCode, headers, body } = await consoleCaller(broken)({ resource });
      expect(statusCode).toBe(503);
      expect(headers?.['Content-Type']).toContain('text/html');
      expect(textOf(body)).toContain('npx firebreak doctor');
    }
  });
});
