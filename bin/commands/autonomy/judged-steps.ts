import { type JudgedStep, outcomeOf } from '../../../lambdas/domain/response/autonomy/track-record.ts';
import type { ApiResponse } from '../../../lambdas/http/contract/index.ts';

type ShownIncident = ApiResponse<'GET /v1/incidents/{id}'>;

/** What the steps of a closed incident tell of how they went. `isBack`: it came back soon after. */
export function judgedStepsOf(
  { service, plan }: Pick<ShownIncident, 'service' | 'plan'>,
  isBack = false,
): readonly JudgedStep[] {
  return (plan?.steps ?? []).flatMap(({ action, runbook, result, verification, undoResult }) => {
    const outcome = outcomeOf(
      result?.outcome ?? null,
      verification?.state ?? null,
      undoResult?.outcome ?? null,
      isBack,
    );
    return outcome === null || result === null ? [] : [{ service, action, runbook, at: result.at, outcome }];
  });
}
