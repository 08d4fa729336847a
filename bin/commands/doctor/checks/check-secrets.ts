import { channelSetups } from '../../../../lambdas/channels/index.ts';
import { usedChannels } from '../../../../lambdas/domain/policy/people/used-channels.ts';
import { usedStatusPages } from '../../../../lambdas/domain/policy/people/used-status-pages.ts';
import { usedTrackers } from '../../../../lambdas/domain/policy/people/used-trackers.ts';
import { sources } from '../../../../lambdas/sources/index.ts';
import { statusPages } from '../../../../lambdas/status-pages/index.ts';
import { trackers } from '../../../../lambdas/trackers/index.ts';
import { liveSecrets } from '../../../../lambdas/use-cases/intake/authenticate-sender.ts';
import { slackSecretName } from '../../../../lambdas/use-cases/intake/receive-slash-command.ts';
import { channelSecretName } from '../../../../lib/functions/resource-names.ts';
import { type Check, ok, problem } from '../finding.ts';
import { secretFinding } from './secret-finding.ts';

/** Those of Firebreak itself, of the channels in use, and the tokens that policy names. */
export const secrets: Check = {
  name: 'secrets',
  needs: 'secretsmanager:DescribeSecret',
  async find({ installation: { aws }, names, policy }) {
    const { people } = policy;
    const used = [...usedChannels(people), ...usedTrackers(people), ...usedStatusPages(people)];
    const ofChannels = [...channelSetups, ...trackers, ...statusPages]
      .filter(({ name }) => used.includes(name))
      .flatMap((channel) => Object.keys(channel.secrets))
      .map(channelSecretName);
    const ofSignIn = policy.people.signIn === undefined ? [] : ['session-key', 'sign-in'];
    const own = ['approval-key', 'token-key', 'link-key', 'sources', ...ofSignIn, ...ofChannels].map((name) =>
      names.secret(name),
    );
    const findings = [];
    const wanted = [...own, ...tokenSecrets(policy.services)];
    for (const id of wanted) {
      const toMake = own.includes(id) ? 'Deploy again: npx cdk deploy --all' : undefined;
      const finding = await secretFinding(aws, id, toMake);
      if (finding !== null) findings.push(finding);
    }
    return findings.length > 0 ? findings : [ok(`${wanted.length} secrets are there`)];
  },
};

/** Who may send. CloudWatch alarms of the same account need no secret, so none at all is no mistake by itself. */
export const senders: Check = {
  name: 'senders',
  needs: 'secretsmanager:GetSecretValue on the secret of sources',
  isLocalToo: true,
  async find({ installation, policy: { people } }) {
    const value = await installation.secrets.read();
    const connected = sources.map(({ name }) => name).filter((name) => liveSecrets(value, name).length > 0);
    const problems: ReturnType<typeof problem>[] = [];
    if (connected.length === 0) {
      problems.push(
        problem(
          'No sender is connected: only CloudWatch alarms of this account arrive',
          'npx firebreak sources add NAME',
        ),
      );
    }
    if (people.slackCommand !== undefined && liveSecrets(value, slackSecretName).length === 0) {
      problems.push(
        problem(
          `The command in Slack is refused: the secret of sources has no ${slackSecretName}`,
          'docs/channels.md#declare-from-slack',
        ),
      );
    }
    return problems.length > 0 ? problems : [ok(`connected: ${connected.join(', ')}`)];
  },
};

/** Every `tokenSecret` anywhere in the services. */
function tokenSecrets(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const found = Object.entries(value).flatMap(([key, inner]) =>
    key === 'tokenSecret' && typeof inner === 'string' ? [inner] : tokenSecrets(inner),
  );
  return [...new Set(found)];
}
