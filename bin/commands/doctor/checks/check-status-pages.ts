import { accessOf } from '../../../installation/access-of.ts';
import { statusPagesOf } from '../../../installation/status-pages-of.ts';
import { type Check, ok, problem } from '../finding.ts';

/** Where the public reads: whether each page would take a release. */
export const statusPages: Check = {
  name: 'status pages',
  needs: 'secretsmanager:GetSecretValue on the secrets of status pages, and s3:GetObject on those in buckets',
  isLocalToo: true,
  async find({ installation, policy }) {
    const bound = await statusPagesOf(installation, policy.people);
    const findings = [];
    for (const page of bound) {
      const problems = await accessOf(page);
      findings.push(
        ...problems.map((found) => problem(`${page.place.id}: ${found}`, 'docs/status-pages.md#pages')),
      );
    }
    if (findings.length > 0) return findings;
    return [ok(bound.length === 0 ? 'none: nothing is published' : `${bound.length} would take a release`)];
  },
};
