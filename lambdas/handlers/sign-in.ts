import { signInRoutes } from '../http/routes/sign-in-routes.ts';
import { buildSignIn } from '../runtime/build/build-sign-in.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';

export const handler = lambdaHandler(signInRoutes, buildSignIn);
