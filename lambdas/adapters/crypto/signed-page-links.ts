import type { Clock } from '../../ports/clock.ts';
import type { LinkKeys } from '../../ports/crypto/link-keys.ts';
import type { PageLinks } from '../../ports/crypto/page-links.ts';

const linkDays = 30;

/**
 * Personal links, also where everybody who can reach the pages may read them: security-sensitive incidents need them there. The key
 * stands in the fragment, so that it reaches no log, proxy or Referer.
 */
export function createSignedPageLinks(linkKeys: LinkKeys, consoleUrl: string, clock: Clock): PageLinks {
  return {
    async incidentPage(incidentId, person) {
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
      return `${consoleUrl}/incidents/${encodeURIComponent(incidentId)}#${key}`;
    },
  };
}
