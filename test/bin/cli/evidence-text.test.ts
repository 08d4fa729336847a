import { describe, expect, it } from '@jest/globals';
import type { ShownEvidence } from '../../../bin/cli/evidence-response.ts';
import { evidenceText } from '../../../bin/cli/evidence-text.ts';
import { anAffected, blastRadiusEvidence } from '../../support/builders/impact-evidence.ts';

describe('evidence in a terminal', () => {
  it('shows an address that can be read, and leaves out one that holds a whole query', () => {
    const shown = (link: string) => {
      const response = JSON.stringify(blastRadiusEvidence({ dimensions: [anAffected({ link })] }));
      const evidence: ShownEvidence = JSON.parse(response);
      return evidenceText([evidence], null);
    };
    expect(shown('https://grafana.example/d/tenants')).toContain('https://grafana.example/d/tenants');
    const long = `https://logs.example/#query=${'stats*20count'.repeat(40)}`;
    expect(shown(long)).not.toContain('logs.example');
    expect(shown(long)).toContain('38 of 40 tenants (95 %)');
  });
});
