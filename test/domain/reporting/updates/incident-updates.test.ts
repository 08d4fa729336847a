import { describe, expect, it } from '@jest/globals';
import {
  everyUpdate,
  incidentUpdates,
} from '../../../../lambdas/domain/reporting/updates/incident-updates.ts';
import {
  type SampleStage,
  sampleApproval,
  sampleRecord,
} from '../../../support/builders/samples/sample-incident.ts';

const names = { person: (id: string) => `Ms ${id}`, agent: (id: string) => id, service: (id: string) => id };

function updatesOf(stage: SampleStage, approvals = [sampleApproval()], changes = {}) {
  const record = sampleRecord(stage);
  return incidentUpdates({ ...record, incident: { ...record.incident, ...changes } }, approvals, names);
}

describe('the updates of an incident', () => {
  it('call whoever is asked for as long as they are', () => {
    const asking = updatesOf('awaiting-approval').find(({ id }) => id.startsWith('approval.requested'));
    expect(asking).toMatchObject({ signal: 'call', calls: ['alice', 'bob'] });
    const decided = sampleApproval('approved');
    const updates = updatesOf('verifying', [decided]);
    expect(updates.find(({ id }) => id.startsWith('approval.requested'))).toMatchObject({
      signal: 'told',
      calls: [],
    });
    expect(updates.find(({ answers }) => answers === `approval.requested:${decided.id}`)?.signal).toBe(
      'settled',
    );
  });

  it('call the commander while it is handed over, and nobody once it is closed', () => {
    expect(updatesOf('handed-over').at(-1)).toMatchObject({ signal: 'call' });
    const closed = updatesOf('closed', [sampleApproval('approved')]);
    expect(closed.map(({ signal }) => signal)).not.toContain('call');
    expect(closed.at(-1)).toMatchObject({ id: 'incident.closed', signal: 'closed' });
  });

  it('are the same for the same record, each once, oldest first', () => {
    const updates = updatesOf('closed', [sampleApproval('approved')]);
    expect(updatesOf('closed', [sampleApproval('approved')])).toEqual(updates);
    expect(new Set(updates.map(({ id }) => id)).size).toBe(updates.length);
    expect(updates.map(({ at }) => at)).toEqual(updates.map(({ at }) => at).toSorted());
    expect(updates[0]?.signal).toBe('opened');
  });

  it('call people by name in their words only, and tell what came first first within an instant', () => {
    const approval = { ...sampleApproval('approved') };
    const updates = updatesOf('closed', [{ ...approval, decidedAt: approval.requestedAt }]);
    const kinds = updates.map(({ id }) => id.split(':')[0]);
    expect(kinds.indexOf('approval.requested')).toBeLessThan(kinds.indexOf('approval.decided'));
    expect(updates.find(({ id }) => id.startsWith('approval.requested'))?.text).toContain('Ms alice, Ms bob');
  });

  it('of a security-sensitive incident say nothing but that, and that it is over', () => {
    expect(updatesOf('handed-over', [], { sensitive: true }).map(({ id }) => id)).toEqual([
      'incident.restricted',
    ]);
    const closed = updatesOf('closed', [], { sensitive: true });
    expect(closed.map(({ id }) => id)).toEqual(['incident.restricted', 'incident.closed']);
    expect(JSON.stringify(closed)).not.toMatch(/checkout|Checkout/);
  });

  it('of a security-sensitive incident say all to those who may see it', () => {
    const record = sampleRecord('closed');
    const sensitive = { ...record, incident: { ...record.incident, sensitive: true } };
    const approvals = [sampleApproval('approved')];
    expect(everyUpdate(sensitive, approvals, names)).toEqual(updatesOf('closed', approvals));
  });
});
