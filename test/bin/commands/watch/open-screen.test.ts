import { describe, expect, it } from '@jest/globals';
import { drawnOver, openScreen } from '../../../../bin/commands/watch/open-screen.ts';
import type { ApiResponse } from '../../../../lambdas/http/contract/index.ts';

type Listed = ApiResponse<'GET /v1/incidents'>['incidents'][number];
const now = new Date('2026-11-23T02:05:10.000Z');

function incidents(...severities: readonly string[]): readonly Listed[] {
  return severities.map((severity, n) => ({
    id: `inc_${n}`,
    headline: `wrong ${n}`,
    title: `wrong ${n}`,
    severity,
    severityReason: '',
    symptom: 'availability',
    status: 'handed-over',
    service: `service-${n}`,
    environment: 'production',
    sensitive: false,
    openedAt: '2026-11-23T02:02:10.000Z',
    updatedAt: '2026-11-23T02:02:10.000Z',
    closedAt: null,
    outcome: null,
    reopens: null,
    waiting: null,
    impact: null,
  }));
}

function screen(listed: readonly Listed[], rows: number, columns = 80): string {
  return openScreen({ incidents: [...listed], cursor: null, killSwitches: [] }, now, { rows, columns });
}

describe('the open incidents on a screen', () => {
  it.each([50, 80, 140])('shows the worst first and never more than fits, at %i columns', (columns) => {
    const many = incidents('SEV3', 'SEV2', ...Array.from({ length: 30 }, () => 'SEV3'), 'SEV1');
    const text = screen(many, 24, columns);
    expect(text.split('\n').length).toBeLessThan(24);
    expect(text.indexOf('service-32')).toBeLessThan(text.indexOf('service-1/'));
    const shown = many.filter(({ id }) => new RegExp(`${id}\\b`).test(text)).length;
    expect(text).toContain(`and ${many.length - shown} more`);
  });

  it('leaves none out where all fit, and one at least where none does', () => {
    expect(screen(incidents('SEV1', 'SEV2'), 40)).not.toContain('more');
    expect(screen(incidents('SEV1', 'SEV2'), 3)).toContain('inc_0');
  });

  it('says that none is open, and what is stopped', () => {
    expect(screen([], 24)).not.toBe('');
    const stop = {
      service: null,
      at: '2026-11-23T02:00:00.000Z',
      by: 'ana',
      reason: 'migration of the shop',
    };
    const text = openScreen({ incidents: [], cursor: null, killSwitches: [stop] }, now, {
      rows: 24,
      columns: 80,
    });
    expect(text).toContain('migration of the shop');
  });

  it('is drawn over what was there, without clearing the screen first', () => {
    expect(drawnOver('a\nb')).not.toContain('[2J');
    expect(drawnOver('a\nb').split('\u001B[K')).toHaveLength(3);
  });
});
