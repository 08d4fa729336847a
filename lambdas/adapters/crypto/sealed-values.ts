import type * as z from 'zod/mini';
import { UnauthenticatedError } from '../../domain/errors.ts';
import type { Sealed } from '../../ports/crypto/sealed.ts';
import type { TokenVault } from '../../ports/crypto/token-vault.ts';

/** Values of this shape, sealed by this vault; `context` names the cookie that holds them. */
export function createSealedValues<Value extends { readonly expiresAt: string }>(
  vault: TokenVault,
  context: string,
  shape: z.ZodMiniType<Value>,
): Sealed<Value> {
  return {
    seal: (value) => vault.seal(JSON.stringify(value), context),
    async open(sealed, now) {
      const opened = await vault.open(sealed, context).catch((error: unknown) => {
        if (error instanceof UnauthenticatedError) return null;
        throw error;
      });
      if (opened === null) return null;
      const read = shape.safeParse(JSON.parse(opened));
      return read.success && now < new Date(read.data.expiresAt) ? read.data : null;
    },
  };
}
