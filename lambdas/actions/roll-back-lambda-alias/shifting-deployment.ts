import { type Change, changesOf, type Evidence } from '../../domain/records/evidence.ts';

/** The id of a CodeDeploy deployment of the same service that is in progress: it shifts the alias itself; null when there is none. */
export function shiftingDeployment(evidence: readonly Evidence[], change: Change | null): string | null {
  const changes = changesOf(evidence);
  const found = changes.find(
    ({ kind, service, deployment }) =>
      kind === 'codedeploy-deployment' && service === change?.service && deployment?.inProgress === true,
  );
  return found?.deployment?.id ?? null;
}
