import * as z from 'zod/mini';
import { defineTask } from '../../runtime/middleware/task.ts';
import { tendPostmortems } from '../../use-cases/postmortem/tend-postmortems.ts';

/** By schedule: writes postmortems that are missing, and reminds of those that are not published. */
export const tendPostmortemsTask = defineTask({ input: z.unknown(), run: tendPostmortems });
