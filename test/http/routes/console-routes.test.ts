import { beforeEach, describe, expect, it } from '@jest/globals';
import { DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import type { LinkScope } from '../../../lambdas/ports/crypto/link-keys.ts';
import type { ConsoleDeps } from '../../../lambdas/runtime/build/build-console.ts';
import {
  sampleApproval,
  sampleIncidentId,
  sampleNow,
  sampleRecord,
} from '../../support/builders/samples/sample-incident.ts';
import { consoleCaller, inMemoryConsole, storeRecord } from '../../support/worlds/console-server.ts';

const oneIncident = { resource: '/v1/incidents/{id}', parameters: { id: sampleIncidentId } };
const onePage = { resource: '/incidents/{id}', parameters: { id: sampleIncidentId } };

describe('the console', () => {
  let deps: ConsoleDeps;

  beforeEach(async () => {
    deps = inMemoryConsole();
    await storeRecord(deps, sampleRecord('closed'));
    await deps.approvals.createApproval(sampleApproval('approved'));
    await deps.documents.put('postmortems/sample.md', '# What happened', 'text/markdown');
  });

  it('answers one incident whole, without what is sealed', async () => {
    const { statusCode, body } = await consoleCaller(deps)(oneIncident);
    expect(statusCode).toBe(200);
    expect(JSON.parse(body)).toMatchObject({
      id: sampleIncidentId,
      severity: 'SEV1',
      status: 'closed',
      outcome: 'recovered',
      closedAt: '2026-11-23T02:08:05.000Z',
      plan: { steps: [{ index: 0, action: 'roll-back-lambda-alias', state: 'recovered' }] },
      approvals: [{ state: 'approved', decidedBy: 'alice', decidedAt: '2026-11-23T02:04:02.000Z' }],
      debts: [{ status: 'open' }],
      postmortem: { text: '# What happened' },
      links: { page: `http://127.0.0.1/prod/incidents/${sampleIncidentId}`, execution: null },
    });
    expect(body).not.toMatch(/sealed|encrypted|fencing/);
  });

  it('answers the timeline in the order of time', async () => {
    const { body } = await consoleCaller(deps)({ ...oneIncident, resource: '/v1/incidents/{id}/timeline' });
    const { entries } = JSON.parse(body) as { entries: { at: string; kind: string; text: string }[] };
    expect(entries.length).toBeGreaterThan(8);
    expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).toSorted());
  });

  it('lists by status and service, page by page', async () => {
    const call = consoleCaller(deps);
    for (const letter of ['B', 'C']) {
      const record = sampleRecord('handed-over');
      const id = sampleIncidentId.replace(/A$/, letter);
      await storeRecord(deps, {
        ...record,
        incident: { ...record.incident, id, service: `shop-${letter}` },
        steps: [],
        debts: [],
      });
    }
    const ids = async (query: Record<string, string>) => {
      const response: { incidents: { id: string }[]; cursor: string | null } = JSON.parse(
        (await call({ resource: '/v1/incidents', query })).body,
      );
      return { ids: response.incidents.map(({ id }) => id.slice(-1)), cursor: response.cursor };
    };
    expect(await ids({})).toEqual({ ids: ['C', 'B', 'A'], cursor: null });
    expect(await ids({ status: 'open' })).toEqual({ ids: ['C', 'B'], cursor: null });
    expect(await ids({ service: 'shop-B' })).toEqual({ ids: ['B'], cursor: null });
    const first = await ids({ limit: '2' });
    expect(first.ids).toEqual(['C', 'B']);
    expect(await ids({ limit: '2', cursor: first.cursor ?? '' })).toEqual({ ids: ['A'], cursor: null });
  });

  it.each([{ status: 'nice' }, { limit: '0' }, { limit: '1000' }, { limit: 'all' }])(
    'refuses the query %j',
    async (query) => {
      const { statusCode, body } = await consoleCaller(deps)({ resource: '/v1/incidents', query });
      expect({ statusCode, code: JSON.parse(body).error.code }).toEqual({
        statusCode: 400,
        code: 'input.invalid',
      });
    },
  );

  it.each(['inc_00000000000000000000000000', 'x', '../../etc/passwd', 'inc_A#INC', ''])(
    'knows no incident %j',
    async (id) => {
      const call = consoleCaller(deps);
      expect((await call({ ...oneIncident, parameters: { id } })).statusCode).toBe(404);
      const page = await call({ ...onePage, parameters: { id } });
      expect(page.statusCode).toBe(404);
      expect(page.headers?.['Content-Type']).toContain('text/html');
      expect(page.body).toContain('There is no such page');
    },
  );

  it('answers HEAD as GET, and nothing but what a route takes', async () => {
    const call = consoleCaller(deps);
    expect((await call({ ...onePage, method: 'HEAD' })).statusCode).toBe(200);
    const refused = await call({ ...onePage, method: 'POST' });
    expect(refused.statusCode).toBe(405);
    expect(refused.headers?.['Allow']).toBe('GET');
  });

  it('sends the security headers with every answer', async () => {
    const call = consoleCaller(deps);
    for (const request of [{ resource: '/' }, onePage, oneIncident, { resource: '/nowhere' }]) {
      const { headers } = await call(request);
      expect(headers).toMatchObject({
        'Cache-Control': 'no-store',
        'Referrer-Policy': 'no-referrer',
        'X-Content-Type-Options': 'nosniff',
        'X-Robots-Tag': expect.stringContaining('noindex'),
      });
      const policy = String(headers?.['Content-Security-Policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe-inline');
    }
  });

  it('still shows an incident whose postmortem cannot be read, and says so', async () => {
    const documents = {
      ...deps.documents,
      read: async () => {
        throw new DependencyUnavailableError('S3 does not answer');
      },
    };
    const { statusCode, body } = await consoleCaller({ ...deps, documents })(onePage);
    expect(statusCode).toBe(200);
    expect(body).toContain('Its text cannot be read right now');
  });
});

describe('the console behind personal links', () => {
  let deps: ConsoleDeps;
  const linkFor = (scope: LinkScope, subject: string, expiresAt = '2026-11-24T00:00:00.000Z') =>
    deps.linkKeys.sign({ scope, subject, person: 'ana', planHash: null, generation: 0, expiresAt });
  const view = async (key: string, page: string) => {
    const body = JSON.stringify({ key, page });
    const response = await consoleCaller(deps)({ method: 'POST', resource: '/v1/console/view', body });
    return { status: response.statusCode, body: response.body };
  };

  beforeEach(async () => {
    deps = inMemoryConsole({ access: 'signed-link' });
    await storeRecord(deps, sampleRecord('closed'));
  });

  it('serves pages without data, the same bytes whether the incident exists or not', async () => {
    const call = consoleCaller(deps);
    const [there, notThere] = [await call(onePage), await call({ ...onePage, parameters: { id: 'inc_0' } })];
    expect(there.body).toBe(notThere.body);
    expect(there.statusCode).toBe(notThere.statusCode);
    expect(there.body).not.toContain('Checkout');
    expect((await call({ resource: '/' })).body).not.toContain('Checkout');
  });

  it('sends what its reader knows not again', async () => {
    const key = await linkFor('view', sampleIncidentId);
    const ask = async (known?: string) => {
      const body = JSON.stringify({ key, page: '/', known });
      const response = await consoleCaller(deps)({ method: 'POST', resource: '/v1/console/view', body });
      return JSON.parse(response.body) as { html: string | null; tag: string };
    };
    const first = await ask();
    expect(first.html).toContain('<main');
    expect(await ask(first.tag)).toEqual({ html: null, tag: first.tag });
    expect((await ask('another')).html).toBe(first.html);
  });

  it('asks again for the news of what changes, and reads a report, a form and what is written in once', async () => {
    const call = consoleCaller(deps);
    const refreshOf = async (resource: string) => {
      const { body } = await call({ resource, parameters: { id: sampleIncidentId } });
      return Number(/data-refresh="(\d+)"/.exec(body)?.[1]);
    };
    for (const page of ['/', '/incidents/{id}']) expect(await refreshOf(page)).toBeGreaterThan(0);
    for (const page of ['/numbers', '/declare', '/incidents/{id}/postmortem'])
      expect(await refreshOf(page)).toBe(0);
  });

  it('tells what is stopped, by whom and why, to the holder of a view key only', async () => {
    await deps.killSwitches.save({
      service: null,
      isOn: true,
      at: sampleNow.toISOString(),
      by: 'person:ben',
      reason: 'Storage moves tonight',
    });
    for (const page of [onePage, { resource: '/' }]) {
      expect((await consoleCaller(deps)(page)).body).not.toMatch(/Storage moves tonight|\bben\b/);
    }
    const shown = await view(await linkFor('view', sampleIncidentId), '/');
    expect(JSON.parse(shown.body).html).toContain('Storage moves tonight');
  });

  it('shows its incident, and of the list its line, to the holder of a view key', async () => {
    const key = await linkFor('view', sampleIncidentId);
    const page = await view(key, `/incidents/${sampleIncidentId}`);
    expect(page.status).toBe(200);
    expect(JSON.parse(page.body).html).toMatch(/^<main[\s\S]*CheckoutErrorRateHigh[\s\S]*<\/main>$/);
    for (const list of ['/?status=open', '/', '']) {
      expect(JSON.parse((await view(key, list)).body).html).toContain(`/prod/incidents/${sampleIncidentId}`);
    }
  });

  it('shows no other incident', async () => {
    const key = await linkFor('view', sampleIncidentId.replace(/A$/, 'B'));
    expect((await view(key, `/incidents/${sampleIncidentId}`)).status).toBe(404);
    expect((await view(key, '/')).body).not.toContain('Checkout');
  });

  it('refuses a key that is forged, expired or for something else', async () => {
    const good = await linkFor('view', sampleIncidentId);
    const keys = [
      `${good}x`,
      'no key',
      await linkFor('view', sampleIncidentId, sampleNow.toISOString()),
      await linkFor('approve', sampleIncidentId),
    ];
    for (const key of keys) {
      const { status, body } = await view(key, `/incidents/${sampleIncidentId}`);
      expect({ status, code: JSON.parse(body).error.code }).toEqual({ status: 401, code: 'auth.rejected' });
      expect(body).not.toContain('Checkout');
    }
  });

  it.each(['', '{', '{}', '{"key":1,"page":"/"}', '{"key":"","page":"/"}'])(
    'refuses the body %j',
    async (body) => {
      const response = await consoleCaller(deps)({ method: 'POST', resource: '/v1/console/view', body });
      expect(response.statusCode).toBe(400);
    },
  );
});

describe('the page that declares an incident', () => {
  it('names what policy has, and asks whose name to give where pages are open', async () => {
    const { body } = await consoleCaller(inMemoryConsole())({ resource: '/declare' });
    expect(body).toMatch(/data-open="\/v1\/incidents"/);
    expect(body).toMatch(/name="by"/);
  });

  it('is empty without a personal link on AWS', async () => {
    const { body } = await consoleCaller(inMemoryConsole({ access: 'signed-link' }))({
      resource: '/declare',
    });
    expect(body).not.toMatch(/<form/);
  });
});
