import { beforeEach, describe, expect, it } from '@jest/globals';
import { type DeliveredLink, deliveredLink } from '../../../local/rehearsal/delivered-link.ts';
import { approvalCaller } from '../../support/servers/approval-server.ts';
import { type ApprovalWorld, approvalWorld, wrongCode } from '../../support/worlds/approval-world.ts';

let world: ApprovalWorld;
let ana: DeliveredLink;
let caller: ReturnType<typeof approvalCaller>;

beforeEach(async () => {
  world = await approvalWorld();
  await world.ask();
  ana = deliveredLink(world.sentTo('ana')[0]);
  world.clock.advance(100);
  caller = approvalCaller(world);
});

async function post(path: string, body: unknown) {
  const response = await caller.call('POST', path, typeof body === 'string' ? body : JSON.stringify(body));
  return { status: response.statusCode, body: JSON.parse(response.body), headers: response.headers };
}

const view = (key = ana.key) => post('/v1/approvals/view', { key });

async function decide(overrides: Readonly<Record<string, unknown>> = {}) {
  const { body } = await view();
  return await post('/v1/approvals/decide', {
    key: ana.key,
    nonce: body.nonce,
    planHash: body.planHash,
    decision: 'approve',
    code: ana.code,
    ...overrides,
  });
}

describe('the approval API', () => {
  it('shows and decides', async () => {
    expect(await view()).toMatchObject({
      status: 200,
      body: { approvalId: world.approvalId, state: 'pending' },
    });
    expect(await decide({ comment: ' go ' })).toMatchObject({
      status: 200,
      body: { state: 'approved', decidedBy: 'ana', decidedAt: '2026-11-23T02:03:59.000Z' },
    });
    expect(await world.approval()).toMatchObject({ comment: 'go' });
  });

  it('answers a wrong code with the tries that are left', async () => {
    expect(await decide({ code: wrongCode(ana) })).toMatchObject({
      status: 403,
      body: { error: { code: 'approval.wrong-code', message: expect.any(String), triesLeft: 4 } },
    });
  });

  it.each(['12345', 'abcdef', '１２３４５６'])('takes %s for a wrong code', async (code) => {
    expect(await decide({ code })).toMatchObject({ status: 403, body: { error: { triesLeft: 4 } } });
  });

  it.each([
    ['a missing code', { code: undefined }],
    ['an empty code', { code: '' }],
    ['a number', { code: 123456 }],
    ['a missing nonce', { nonce: undefined }],
    ['another decision', { decision: 'maybe' }],
    ['a code of a novel', { code: 'x'.repeat(101) }],
    ['a comment of a novel', { comment: 'x'.repeat(1001) }],
  ])('answers 400 for %s, and counts no try', async (_, overrides) => {
    expect(await decide(overrides)).toMatchObject({
      status: 400,
      body: { error: { code: 'input.invalid' } },
    });
    expect(await world.approval()).toMatchObject({ version: 1, state: 'pending' });
  });

  it('answers 401 for a bad key or nonce, and counts no try', async () => {
    expect(await view('nonsense')).toMatchObject({ status: 401, body: { error: { code: 'auth.rejected' } } });
    expect((await decide({ key: 'nonsense' })).status).toBe(401);
    expect((await decide({ nonce: '1.x' })).status).toBe(401);
    expect(await world.approval()).toMatchObject({ version: 1, state: 'pending' });
  });

  it('answers 409 with the recorded outcome once it was decided', async () => {
    await decide({ decision: 'reject' });
    expect(await decide()).toMatchObject({
      status: 409,
      body: { error: { code: 'approval.decided', state: 'rejected', decidedBy: 'ana' } },
    });
  });

  it('answers 409 when it expired or another plan was shown', async () => {
    expect(await decide({ planHash: 'x' })).toMatchObject({
      status: 409,
      body: { error: { code: 'approval.void' } },
    });
    world.clock.advance(3600);
    expect(await decide()).toMatchObject({ status: 409, body: { error: { code: 'approval.expired' } } });
  });

  it.each(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])('changes nothing by %s', async (method) => {
    for (const path of ['/v1/approvals/decide', '/v1/approvals/view', '/approve']) {
      await caller.call(
        method,
        path,
        JSON.stringify({ ...ana, decision: 'approve', planHash: world.planHash }),
      );
    }
    expect(await world.approval()).toMatchObject({ version: 1, state: 'pending' });
    expect(world.workflow.taskOutputs().size).toBe(0);
  });

  it('sends the headers that keep an answer to its reader', async () => {
    for (const headers of [(await view()).headers, (await caller.call('GET', '/approve', '')).headers]) {
      expect(headers).toMatchObject({
        'Cache-Control': 'no-store',
        'Referrer-Policy': 'no-referrer',
        'X-Content-Type-Options': 'nosniff',
        'X-Robots-Tag': expect.stringContaining('noindex'),
        'Content-Security-Policy': expect.stringContaining("frame-ancestors 'none'"),
      });
    }
  });

  it('logs ids, person and decision, never key, nonce, code, token or comment', async () => {
    const { body } = await view();
    await decide({ code: wrongCode(ana) });
    await decide({ comment: 'a private note' });
    const logged = caller.lines.join('\n');
    expect(logged).toContain(world.approvalId);
    expect(logged).toContain('"person":"ana"');
    for (const secret of [ana.key, ana.code, wrongCode(ana), body.nonce, 'token-1', 'a private note']) {
      expect(logged).not.toContain(secret);
    }
  });
});
