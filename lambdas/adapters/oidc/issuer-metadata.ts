import * as z from 'zod/mini';
import { ConfigurationError } from '../../domain/errors.ts';
import { jsonOf } from '../../domain/records/text/json-of.ts';
import type { IssuerRequests } from './issuer-requests.ts';

const shape = z.object({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  jwks_uri: z.string(),
  token_endpoint_auth_methods_supported: z.optional(z.array(z.string())),
  id_token_signing_alg_values_supported: z.optional(z.array(z.string())),
  code_challenge_methods_supported: z.optional(z.array(z.string())),
  claims_supported: z.optional(z.array(z.string())),
  authorization_response_iss_parameter_supported: z.optional(z.boolean()),
});

/** What of an issuer's discovery document Firebreak goes by. */
export type IssuerMetadata = z.output<typeof shape>;

/**
 * Reads `<issuer>/.well-known/openid-configuration` and checks that it is this issuer's own
 * (https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfigurationValidation). Rejects with ConfigurationError,
 * DependencyUnavailableError.
 */
export async function readIssuerMetadata(requests: IssuerRequests, issuer: string): Promise<IssuerMetadata> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const { status, body } = await requests.send(url);
  if (status !== 200) throw new ConfigurationError(`${url} answers HTTP ${status}: is the issuer right?`);
  const read = shape.safeParse(jsonOf(body));
  if (!read.success) throw new ConfigurationError(`${url} is no discovery document of OpenID Connect`);
  if (read.data.issuer !== issuer) {
    throw new ConfigurationError(
      `${url} is of another issuer than people.yaml names: copy its "issuer" as it is`,
    );
  }
  const { authorization_endpoint, token_endpoint, jwks_uri } = read.data;
  for (const each of [authorization_endpoint, token_endpoint, jwks_uri]) requests.checked(each);
  return read.data;
}
