import * as z from 'zod';

export const nameField = z.string().min(1).max(200);
export const percentField = z.number().min(0).max(100);
export const factorField = z.number().min(0).max(1000);

export const chanceField = z
  .number()
  .min(0)
  .max(1)
  .default(1)
  .describe('How many of the variants have this entry; without a seed it is there from 0.5 on.');
