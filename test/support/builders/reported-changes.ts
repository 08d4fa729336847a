import type { ReportedChange } from '../../../lambdas/domain/records/reported-change.ts';

/** A deployment that GitHub reported. */
export function aReportedChange(overrides: Partial<ReportedChange> = {}): ReportedChange {
  return {
    source: 'github',
    subject: 'acme/checkout',
    id: 'deployment/7',
    state: 'succeeded',
    at: '2026-11-23T02:00:40.000Z',
    environment: 'production',
    summary: 'acme/checkout@1a2b3c4 (main) deployed to production',
    actor: 'ana',
    size: null,
    link: 'https://github.com/acme/checkout/actions/runs/1',
    isRollback: false,
    ...overrides,
  };
}

/** GitHub's deployment_status event, cut to what is read and what must not be kept. */
export function githubDeployment(
  state: string,
  { at = '2026-11-23T02:00:40Z', environment = 'production' } = {},
): Readonly<Record<string, unknown>> {
  return {
    action: 'created',
    deployment_status: {
      id: 900,
      state,
      environment,
      created_at: at,
      log_url: 'https://github.com/acme/checkout/actions/runs/1',
      creator: { login: 'github-actions[bot]', email: 'bot@example.com' },
    },
    deployment: {
      id: 7,
      sha: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
      ref: 'main',
      task: 'deploy',
      environment,
      created_at: '2026-11-23T01:00:00Z',
      creator: { login: 'ana' },
    },
    repository: { full_name: 'Acme/Checkout', html_url: 'https://github.com/acme/checkout' },
    sender: { login: 'ana' },
  };
}

/** A CDEvent of this type, as spec versions 0.3 to 0.5 have it. */
export function cdEvent(type: string, version = '0.4.1'): Readonly<Record<string, unknown>> {
  return {
    context: {
      version,
      id: '271069a8',
      source: '/pipelines/7',
      type,
      timestamp: '2026-11-23T02:00:40.5Z',
    },
    subject: {
      id: 'Checkout',
      source: '/pipelines/7',
      type: 'service',
      content: { environment: { id: 'production' }, artifactId: 'pkg:oci/checkout@sha256%3A0b31' },
    },
  };
}
