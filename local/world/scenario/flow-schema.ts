import * as z from 'zod';
import { nameField } from './scenario-fields.ts';

/** One request that clients of a service make, as its smoke tests do. */
export const flowSchema = z.strictObject({
  host: nameField.describe('NAME.api.shop.example'),
  service: nameField,
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  path: nameField,
  needs: z.strictObject({ secret: nameField }).optional().describe('Without its value: 401.'),
  status: z.number().int().default(200),
  answer: z.record(z.string(), z.unknown()).default({}),
});
export type Flow = z.infer<typeof flowSchema>;
