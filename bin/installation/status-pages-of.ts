import type { PeoplePolicy } from '../../lambdas/domain/policy/policy.ts';
import type { BoundStatusPage } from '../../lambdas/ports/plug-ins/status-page.ts';
import { bindStatusPages } from '../../lambdas/runtime/build/build-status-pages.ts';
import type { Installation } from './installation.ts';
import { outboundOf } from './outbound-of.ts';

/** The status pages of an installation; on this computer what stands for them. */
export async function statusPagesOf(
  installation: Installation,
  { publicStatus }: Pick<PeoplePolicy, 'publicStatus'>,
): Promise<readonly BoundStatusPage[]> {
  if (publicStatus === undefined) return [];
  return bindStatusPages(publicStatus, { ...(await outboundOf(installation)), aws: installation.aws });
}
