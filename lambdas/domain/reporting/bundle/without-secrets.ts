/** Fields that hold what opens something, wherever they are on a record. */
const secretFields: readonly string[] = ['encryptedToken'];

/** A copy without task tokens, also where they are encrypted. Keys, links and codes are on no record. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([field]) => !secretFields.includes(field))
      .map(([field, inner]) => [field, withoutSecrets(inner)]),
  );
}
