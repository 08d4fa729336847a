import { ConfigurationError, DependencyUnavailableError } from '../../domain/errors.ts';
import type { Reachability } from '../../ports/plug-ins/channel.ts';
import { secretEntry } from '../posting/secret-entry.ts';
import { readSlack } from './slack-api.ts';

const seconds = 8;
const ofSetup = ['missing_scope', 'invalid_auth', 'not_authed', 'account_inactive', 'token_revoked'];

/** Whether a mention calls somebody. https://docs.slack.dev/reference/methods/users.info */
export const activeMember: Reachability = {
  iam: [],
  async obstacle({ variable, secret }, { id, slack }) {
    if (slack === undefined) return null;
    const access = {
      api: variable('SLACK_API'),
      token: secretEntry(await secret('SLACK_SECRET'), null, 'slack'),
      signal: AbortSignal.timeout(seconds * 1000),
    };
    const { ok, error, body } = await readSlack(access, 'users.info', { user: slack });
    const next = `Correct \`slack\` of ${id} in people.yaml`;
    if (error === 'user_not_found' || error === 'user_not_visible') {
      return { what: `Slack has no member ${slack}: a mention of ${id} calls nobody`, next };
    }
    if (error !== null && ofSetup.includes(error)) {
      throw new ConfigurationError(
        `Slack does not tell who is a member (${error}): its app needs the scope users:read`,
      );
    }
    if (!ok) throw new DependencyUnavailableError(`Slack answered ${error}`);
    const { user } = body;
    const isGone = typeof user === 'object' && user !== null && 'deleted' in user && user.deleted === true;
    return isGone ? { what: `the Slack account of ${id} is deactivated`, next } : null;
  },
};
