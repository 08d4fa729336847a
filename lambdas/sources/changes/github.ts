import type { ReportedChangeState } from '../../domain/records/reported-change.ts';
import { instantOf } from '../reading/instant.ts';
import { textAt } from '../reading/json.ts';
import { verifyGithub } from '../verifying/github.ts';
import { defineChangeSource, marksNoChange, unreadable } from './define-change-source.ts';
import { reportedChangeOf } from './reported-change-of.ts';

/** The others (`queued`, `pending`, `waiting`, `inactive`) change nothing in the running system. */
const states: ReadonlyMap<string, ReportedChangeState> = new Map([
  ['in_progress', 'started'],
  ['success', 'succeeded'],
  ['failure', 'failed'],
  ['error', 'failed'],
]);

const stateLabels: Readonly<Record<ReportedChangeState, string>> = {
  started: 'is being deployed',
  succeeded: 'deployed',
  failed: 'failed to deploy',
};

/**
 * GitHub deployments, by their statuses; a push or a release alone changes no running system.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#deployment_status
 */
export const github = defineChangeSource({
  name: 'github',
  secretName: 'github',
  verify: verifyGithub,
  read(payload, { delivery: { headers } }) {
    const event = headers['x-github-event'];
    if (event === undefined) return unreadable('The header X-GitHub-Event is missing');
    if (event !== 'deployment_status') {
      return marksNoChange('Only deployment_status reports a change of a running system');
    }
    const state = states.get(textAt(payload, 'deployment_status.state') ?? '');
    if (state === undefined) return marksNoChange('A deployment in this state has no effect');
    const repository = textAt(payload, 'repository.full_name');
    const deployment = textAt(payload, 'deployment.id');
    const at = instantOf(textAt(payload, 'deployment_status.created_at'));
    if (repository === null || deployment === null || at === null) {
      return unreadable('It lacks repository.full_name, deployment.id or deployment_status.created_at');
    }
    const environment = textAt(payload, 'deployment_status.environment', 'deployment.environment');
    const change = reportedChangeOf('github', {
      subject: repository,
      id: `deployment/${deployment}`,
      state,
      at,
      environment,
      summary: `${revisionOf(payload, repository)} ${stateLabels[state]}${environment === null ? '' : ` to ${environment}`}`,
      actor: textAt(payload, 'workflow_run.actor.login', 'deployment.creator.login', 'sender.login'),
      link: textAt(
        payload,
        'deployment_status.log_url',
        'deployment_status.target_url',
        'workflow_run.html_url',
        'repository.html_url',
      ),
      isRollback: /\broll-?back\b/i.test(textAt(payload, 'deployment.task') ?? ''),
    });
    return { outcome: 'changes', changes: [change] };
  },
});

/** `acme/checkout@1a2b3c4 (main)`. */
function revisionOf(payload: unknown, repository: string): string {
  const sha = textAt(payload, 'deployment.sha');
  const ref = textAt(payload, 'deployment.ref');
  const named = ref === null || ref === sha ? '' : ` (${ref})`;
  return sha === null ? `${repository}${named}` : `${repository}@${sha.slice(0, 7)}${named}`;
}
