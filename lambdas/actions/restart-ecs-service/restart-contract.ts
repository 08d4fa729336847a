import * as z from 'zod/mini';
import { nameParam } from '../params/name-param.ts';

export const restartParamsSchema = z.object({ cluster: nameParam, service: nameParam });
export type RestartParams = z.infer<typeof restartParamsSchema>;

/** `deployment`: the id of the one whose tasks are to be replaced. */
export type RestartPreState = { readonly deployment: string; readonly taskDefinition: string };
