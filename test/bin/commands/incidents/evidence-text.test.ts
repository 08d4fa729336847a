import { describe, expect, it } from '@jest/globals';
import { evidenceText } from '../../../../bin/commands/incidents/evidence-text.ts';
import { apiContract } from '../../../../lambdas/http/contract/index.ts';
import { anAffected, blastRadiusEvidence } from '../../../support/builders/impact-evidence.ts';

describe('evidence in a terminal', () => {
  it('shows an address that can be read, and leaves out one that holds a whole query', () => {
    const shown = (link: string) => {
      const evidence = blastRadiusEvidence({ dimensions: [anAffected({ link })] });
      const { shape } = apiContract['GET /v1/incidents/{id}'].response;
      return evidenceText(shape.evidence.parse([evidence]), null);
    };
    expect(shown('https://grafana.example/d/tenants')).toContain('https://grafana.example/d/tenants');
    const long = `https://logs.example/#query=${'stats*20count'.repeat(40)}`;
    expect(shown(long)).not.toContain('logs.example');
    expect(shown(long)).toContain('38 of 40 tenants (95 %)');
  });
});
