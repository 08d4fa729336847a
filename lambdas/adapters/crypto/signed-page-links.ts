import { ConfigurationError } from '../../domain/errors.ts';
import { linkAfterlifeSeconds } from '../../domain/records/approval/approval-limits.ts';
import type { NotificationLink } from '../../domain/reporting/notifications/notification.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LinkKeys } from '../../ports/crypto/link-keys.ts';
import type { PageLinks } from '../../ports/crypto/page-links.ts';

const linkDays = 30;

/**
 * Personal links, also where everybody who can reach the pages may read them: security-sensitive incidents need them there. The key
 * stands in the fragment, so that it reaches no log, proxy or Referer.
 */
export function createSignedPageLinks(
  linkKeys: LinkKeys,
  consoleUrl: string,
  clock: Clock,
  /** Left out: the same; null: there are no links to approvals. */
  approvalKeys: LinkKeys | null = linkKeys,
): PageLinks {
  const incidentPage = async (incidentId: string, person: string, part = ''): Promise<string> => {
    const expiresAt = new Date(clock.now().getTime() + linkDays * 86_400_000);
    expiresAt.setUTCMilliseconds(0);
    const key = await linkKeys.sign({
      scope: 'view',
      subject: incidentId,
      person,
      planHash: null,
      generation: 0,
      expiresAt: expiresAt.toISOString(),
    });
    return `${consoleUrl}/incidents/${encodeURIComponent(incidentId)}${part}#${key}`;
  };
  const approvalPage = async (
    { approvalId, planHash, generation, expiresAt }: Extract<NotificationLink, { page: 'approval' }>,
    person: string,
  ): Promise<string> => {
    if (approvalKeys === null) throw new ConfigurationError('This function makes no links to approvals');
    const key = await approvalKeys.sign({
      scope: 'approve',
      subject: approvalId,
      person,
      planHash,
      generation,
      expiresAt: new Date(Date.parse(expiresAt) + linkAfterlifeSeconds * 1000).toISOString(),
    });
    return `${consoleUrl}/approve#${key}`;
  };
  return {
    async pageFor(link, person) {
      switch (link.page) {
        case 'incident':
          return await incidentPage(link.incidentId, person);
        case 'postmortem':
          return await incidentPage(link.incidentId, person, '/postmortem');
        case 'incidents':
          return `${consoleUrl}/`;
        case 'approval':
          return await approvalPage(link, person);
        default:
          return link satisfies never;
      }
    },
  };
}
