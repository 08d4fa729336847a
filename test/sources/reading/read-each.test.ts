import { describe, expect, it } from '@jest/globals';
import { sourcesByName } from '../../../lambdas/sources/index.ts';
import { mostItems } from '../../../lambdas/sources/reading/read-each.ts';

function parseAs(source: string, payload: unknown) {
  const body = JSON.stringify(payload);
  const parsed = sourcesByName.get(source)?.parse({ id: 'dlv_1', source, receivedAt: '', headers: {}, body });
  return parsed?.outcome === 'alerts' ? parsed : { alerts: [], unread: [] };
}

const alerts = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ status: 'firing', labels: { alertname: `A${index}` } }));

describe('a delivery of very many alerts', () => {
  it('is read up to its bound, and the rest is said once', () => {
    const parsed = parseAs('alertmanager', { alerts: alerts(mostItems + 5) });
    expect(parsed.alerts).toHaveLength(mostItems);
    expect(parsed.unread).toEqual([{ position: mostItems + 1, reason: expect.stringMatching(/^5 .*2000/) }]);
  });

  it('is read whole within it', () => {
    const parsed = parseAs('alertmanager', { alerts: alerts(mostItems) });
    expect(parsed.alerts).toHaveLength(mostItems);
    expect(parsed.unread).toBeUndefined();
  });

  it('does not get around it by groups in groups, nor by what cannot be read', () => {
    const groups = parseAs(
      'alertmanager',
      Array.from({ length: 5 }, () => ({ alerts: alerts(mostItems - 1) })),
    );
    expect(groups.alerts.length).toBeLessThan(mostItems * 2);
    const unreadable = parseAs('alertmanager', {
      alerts: [...alerts(1), ...Array.from({ length: mostItems * 3 }, () => ({}))],
    });
    expect(unreadable.unread?.length).toBeLessThanOrEqual(mostItems + 1);
  });
});
