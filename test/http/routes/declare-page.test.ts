import { describe, expect, it } from '@jest/globals';
import { aService } from '../../support/builders/builders.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import { sampleIncidentId } from '../../support/builders/samples/sample-incident.ts';
import { consoleCaller, inMemoryConsole } from '../../support/worlds/console-server.ts';

const policy = aPolicy({ services: [aService()] });
const hostile = '"><img src=x onerror=alert(1)>\r\n\u202e';

describe('the form that declares an incident, filled in by its address', () => {
  const shown = async (query: Readonly<Record<string, string>>) =>
    (await consoleCaller(inMemoryConsole({ policy }))({ resource: '/declare', query })).body;

  it('has the title and the service, and says whence', async () => {
    const body = await shown({ title: 'Nobody can pay', service: 'checkout' });
    expect(body).toContain('value="Nobody can pay"');
    expect(body).toContain('<option value="checkout" selected>');
    expect(body).toContain('read it before you declare it');
    expect(await shown({})).not.toMatch(/ selected|read it before/);
  });

  it('shows hostile words as one line of text, and nothing else', async () => {
    const body = await shown({ title: `Down ${hostile}`, service: hostile });
    expect(body).toMatch(/value="Down &#34;&#62;&#60;img src=x onerror=alert\(1\)&#62;[^"\r\n\u202e]*"/);
    expect(body).not.toMatch(/<img| selected/);
    expect(await shown({ title: 'x'.repeat(5000) })).toMatch(/value="x{199}…"/);
  });

  it('sends nothing by itself: the person still ticks that people are told', async () => {
    expect(await shown({ title: 'Nobody can pay' })).toMatch(/type="checkbox" required>/);
  });

  it('is filled in only for who shows a personal link, on AWS', async () => {
    const deps = inMemoryConsole({ policy, access: 'signed-link' });
    const { body } = await consoleCaller(deps)({ resource: '/declare', query: { title: 'Nobody can pay' } });
    expect(body).not.toMatch(/<form|Nobody can pay/);
    const key = await deps.linkKeys.sign({
      scope: 'view',
      subject: sampleIncidentId,
      person: 'ana',
      planHash: null,
      generation: 0,
      expiresAt: '2026-11-24T00:00:00.000Z',
    });
    const page = '/declare?title=Nobody%20can%20pay&service=checkout';
    const { body: text } = await consoleCaller(deps)({
      method: 'POST',
      resource: '/v1/console/view',
      body: JSON.stringify({ key, page }),
    });
    expect(JSON.parse(text).html).toMatch(/value="Nobody can pay"[\s\S]*value="checkout" selected/);
  });
});
