import { isJsonArray, isJsonObject, type Json } from '../../local/step-functions/values/json.ts';

/** The recordings replaced some resource ARNs by a bare word; an activity ARN that ends in it stands in. */
export function wellFormedDefinition(value: Json): Json {
  if (isJsonArray(value)) return value.map(wellFormedDefinition);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === 'Resource' && typeof member === 'string' && !member.startsWith('arn:')
        ? `arn:aws:states:us-east-1:111111111111:activity:${member}`
        : wellFormedDefinition(member),
    ]),
  );
}
