import { type ApiResponse, type ApiRoute, apiContract } from '../../lambdas/http/contract/index.ts';
import { CommandError } from '../cli/command-error.ts';

/** What a route answered, as the contract says. Throws CommandError when the other side does not speak as this version does. */
export function readResponse<Route extends ApiRoute>(route: Route, value: unknown): ApiResponse<Route>;
export function readResponse(route: ApiRoute, value: unknown): unknown {
  const parsed = apiContract[route].response.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new CommandError('The response does not come from this version of Firebreak', {
    next: 'Check the address, and that this checkout is the one that was deployed.',
  });
}
