import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changeSourceNames, type ReportedChange } from '../../../lambdas/domain/records/reported-change.ts';
import { changeSources, changeSourcesByName } from '../../../lambdas/sources/changes/index.ts';
import { cdEvent, githubDeployment } from '../../support/builders/reported-changes.ts';

const now = new Date('2026-11-23T02:05:00.000Z');

function parse(source: string, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const outcome = changeSourcesByName.get(source)?.parse({ headers, body: text }, now);
  if (outcome === undefined) throw new Error(`There is no source ${source}`);
  return outcome;
}

function changeIn(source: string, body: unknown, headers?: Readonly<Record<string, string>>): ReportedChange {
  const outcome = parse(source, body, headers);
  if (outcome.outcome !== 'changes') throw new Error(outcome.reason);
  const [change, ...more] = outcome.changes;
  if (change === undefined || more.length > 0) throw new Error('not one change');
  return change;
}

const fromGithub = { 'x-github-event': 'deployment_status' };

describe('the sources of changes', () => {
  it('are those that policy may name', () => {
    expect(changeSources.map(({ name }) => name)).toEqual([...changeSourceNames]);
  });

  it.each(changeSourceNames)('%s makes something of any JSON, and throws at none', (source) => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (body) => {
        expect(['changes', 'ignored', 'unreadable']).toContain(parse(source, body, fromGithub).outcome);
      }),
    );
  });

  it('keep no control character, no e-mail address, no long text and no link but https', () => {
    const codePoint = fc.oneof(
      fc.integer({ min: 0, max: 0x7f }),
      fc.integer({ min: 0x80, max: 0x9f }),
      fc.integer({ min: 0x2000, max: 0x206f }),
      fc.integer({ min: 0, max: 0x10ffff }),
    );
    const hostile = fc
      .array(codePoint, { minLength: 1, maxLength: 60 })
      .map((points) => String.fromCodePoint(...points));
    const long = 'x'.repeat(600);
    fc.assert(
      fc.property(hostile, fc.boolean(), (text, isLong) => {
        const name = isLong ? text + long : text;
        const message = {
          service: `s${name}`,
          summary: name,
          actor: name,
          link: name,
          environment: name,
          id: name,
        };
        const outcome = parse('generic', message);
        if (outcome.outcome !== 'changes') return;
        for (const { subject, summary, actor, environment, id, link } of outcome.changes) {
          const texts = [subject, summary, actor ?? '', environment ?? '', id];
          expect(texts.join('')).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
          expect(Math.max(...texts.map((each) => Array.from(each).length))).toBeLessThanOrEqual(240);
          expect(actor ?? '').not.toContain('@');
          expect(link ?? 'https://').toMatch(/^https:\/\//);
        }
      }),
    );
  });

  it.each([
    ['javascript:alert(1)', null],
    ['http://ci.example/1', null],
    ['https://user:pass@ci.example/1', null],
    ['https://ci.example/1?a=b', 'https://ci.example/1?a=b'],
    [`https://ci.example/${'x'.repeat(2000)}`, null],
  ])('make of the link %s %s', (link, kept) => {
    expect(changeIn('generic', { service: 'checkout', link }).link).toBe(kept);
  });

  it('are masked like alerts, and stay two where only what is masked differs', () => {
    const token = (letter: string) => `ghp_${letter.repeat(36)}`;
    const change = changeIn('generic', {
      service: 'checkout',
      id: `run-${token('a')}`,
      summary: `checkout 58 by bob@acme.example, DB_PASSWORD=hunter2hunter2, from 198.51.100.7`,
      actor: token('b'),
      environment: `preview ${token('c')}`,
      size: { count: 3, of: token('d').slice(0, 44) },
      link: `https://ci.example/runs/1?token=${token('e')}`,
    });
    const kept = JSON.stringify(change);
    expect(kept).not.toMatch(/ghp_|hunter2|bob@|198\.51/);
    expect(change.link).toBe('https://ci.example/runs/1');
    expect(change.id).not.toBe(changeIn('generic', { service: 'checkout', id: `run-${token('f')}` }).id);
  });

  it.each([
    'checkout 9fceb02d0ae598e95dc970b74767f19372d61af8 deployed',
    'checkout@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 deployed',
    'acme/checkout@1a2b3c4 (release/2026.11) deployed to eu-west-1',
  ])('keep what names a version: %s', (summary) => {
    expect(changeIn('generic', { service: 'checkout', summary }).summary).toBe(summary);
  });

  it.each([
    [{}, 'succeeded'],
    [{ state: 'finished' }, 'succeeded'],
    [{ state: 'started' }, 'started'],
    [{ state: 'failed' }, 'failed'],
  ])('with %j report that the change %s', (message, state) => {
    expect(changeIn('generic', { service: 'checkout', ...message }).state).toBe(state);
  });
});

describe('a list of changes', () => {
  it.each([
    ['generic', { service: 'checkout' }, { servce: 'checkout' }],
    ['cdevents', cdEvent('dev.cdevents.service.deployed.0.2.0'), { context: 7 }],
  ])('of %s keeps what can be read beside what cannot', (source, good, bad) => {
    expect(parse(source, [bad, good, null])).toMatchObject({
      outcome: 'changes',
      changes: [{ subject: 'checkout' }],
      unread: [{ position: 1 }, { position: 3 }],
    });
    expect(parse(source, [bad, null]).outcome).toBe('unreadable');
  });
});

describe('CDEvents', () => {
  it.each([
    ['dev.cdevents.service.deployed.0.1.1', '0.3.0'],
    ['dev.cdevents.service.upgraded.0.2.0', '0.4.1'],
    ['dev.cdevents.service.published.0.3.0', '0.5.0'],
    ['dev.cdevents.service.removed.0.3.0-draft', '0.5.0-draft'],
  ])('of type %s mark a change', (type, version) => {
    expect(changeIn('cdevents', cdEvent(type, version))).toMatchObject({
      source: 'cdevents',
      subject: 'checkout',
      state: 'succeeded',
      isRollback: false,
    });
  });

  it('tell that a service was rolled back, and that an environment was modified', () => {
    const back = changeIn('cdevents', cdEvent('dev.cdevents.service.rolledback.0.2.0'));
    expect(back).toMatchObject({ isRollback: true, summary: expect.stringContaining('rolled back') });
    const environment = changeIn('cdevents', {
      context: { id: '1', source: '/x', type: 'dev.cdevents.environment.modified.0.2.0' },
      subject: { id: 'production', content: { name: 'Production' } },
    });
    expect(environment).toMatchObject({
      subject: 'production',
      environment: null,
      at: now.toISOString(),
      summary: 'Environment production modified',
    });
  });

  it('come in batches, of which those that mark no change are left out', () => {
    const wrap = (type: string) => ({ specversion: '1.0', id: '1', type, data: cdEvent(type) });
    const outcome = parse('cdevents', [
      wrap('dev.cdevents.build.finished.0.2.0'),
      wrap('dev.cdevents.service.deployed.0.2.0'),
    ]);
    expect(outcome).toMatchObject({ outcome: 'changes', changes: [{ subject: 'checkout' }] });
    expect(parse('cdevents', [wrap('dev.cdevents.build.finished.0.2.0')]).outcome).toBe('ignored');
    expect(parse('cdevents', []).outcome).toBe('ignored');
  });

  it('are unreadable without the id of what changed, and with a time that is none', () => {
    const type = 'dev.cdevents.service.deployed.0.2.0';
    expect(parse('cdevents', { context: { id: '1', type } }).outcome).toBe('unreadable');
    expect(
      parse('cdevents', { context: { id: '1', type, timestamp: 'soon' }, subject: { id: 'a' } }).outcome,
    ).toBe('unreadable');
    expect(parse('cdevents', { type: 'com.example.other' }).outcome).toBe('unreadable');
  });
});

describe('GitHub deployments', () => {
  it.each([
    ['in_progress', 'started'],
    ['success', 'succeeded'],
    ['failure', 'failed'],
    ['error', 'failed'],
  ])('in state %s report that the change %s', (state, expected) => {
    expect(changeIn('github', githubDeployment(state), fromGithub)).toMatchObject({
      subject: 'acme/checkout',
      id: 'deployment/7',
      state: expected,
      environment: 'production',
    });
  });

  it.each(['queued', 'pending', 'waiting', 'inactive', 'constructor'])(
    'in state %s tell of no effect',
    (state) => {
      expect(parse('github', githubDeployment(state), fromGithub).outcome).toBe('ignored');
    },
  );

  it('are distinguished from pushes and releases by the header alone', () => {
    for (const event of ['push', 'release', 'deployment', 'workflow_run']) {
      expect(parse('github', githubDeployment('success'), { 'x-github-event': event }).outcome).toBe(
        'ignored',
      );
    }
    expect(parse('github', githubDeployment('success')).outcome).toBe('unreadable');
  });
});

describe('our own shape', () => {
  it('gives a change that is reported twice with its time one identity, and another time another one', () => {
    const message = { service: 'checkout', version: '1', at: '2026-11-23T02:00:00Z' };
    expect(changeIn('generic', message)).toEqual(changeIn('generic', message));
    expect(changeIn('generic', { ...message, at: '2026-11-23T03:00:00Z' }).id).not.toBe(
      changeIn('generic', message).id,
    );
  });

  it('takes times as seconds since 1970 too', () => {
    expect(changeIn('generic', { service: 'a', at: 1_795_399_240 }).at).toBe('2026-11-23T02:00:40.000Z');
  });
});
