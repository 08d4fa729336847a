import type { AwsCall, AwsCaller, AwsResponse } from '../../../lambdas/ports/aws-caller.ts';

export interface InMemoryAwsCaller extends AwsCaller {
  calls(): readonly AwsCall[];
}

/** Answers by a function of the call, and remembers every call. Status 200 and an empty body unless told. */
export function createInMemoryAwsCaller(
  answer: (call: AwsCall) => Partial<AwsResponse> | Promise<Partial<AwsResponse>>,
): InMemoryAwsCaller {
  const calls: AwsCall[] = [];
  return {
    call: async (request) => {
      calls.push(request);
      return { status: 200, headers: {}, body: '', ...(await answer(request)) };
    },
    calls: () => [...calls],
  };
}
