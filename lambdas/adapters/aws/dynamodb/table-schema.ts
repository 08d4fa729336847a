/**
 * The one table, as plain data: the stack and the laptop both create it from this.
 *
 * | item             | pk                            | sk                                  |
 * | ---------------- | ----------------------------- | ----------------------------------- |
 * | incident         | `INC#<id>`                    | `INC`                               |
 * | alerts           | `INC#<id>`                    | `ALERTS#<4 digits>`                 |
 * | evidence         | `INC#<id>`                    | `EVD#<kind>`                        |
 * | entry            | `INC#<id>`                    | `TL#<entry id>`                     |
 * | step             | `INC#<id>`                    | `STEP#<4 digits>`                   |
 * | debt             | `INC#<id>`                    | `DEBT#<resource>`                   |
 * | follow-up        | `INC#<id>`                    | `FUP#<id>`                          |
 * | recovery look    | `INC#<id>`                    | `LOOK`                              |
 * | smoke runs       | `INC#<id>`                    | `SMOKE`                             |
 * | open lock        | `OPEN#<correlation key>`      | `OPEN`                              |
 * | approval         | `APR#<id>`                    | `APR`                               |
 * | lease            | `LEASE#<resource>`            | `LEASE`                             |
 * | work             | `WORK#<resource>`             | `WORK`                              |
 * | tombstone        | `TOMB#<source>#<fingerprint>` | `TOMB`, `SAID`                      |
 * | kill switch      | `STOP`                        | `ALL`, `SERVICE#<id>`               |
 * | remembered alert | `SEEN#<source>#<fingerprint>` | `SEEN`                              |
 * | quota            | `MAIL#<person>`               | `MAIL`                              |
 * | agent quota      | `AGENT#<agent>`               | `AGENT`                             |
 * | sign-in          | `SIGNIN#<person>`             | `SIGNIN`                            |
 * | post log         | `POST#<incident id>`          | `PLACE#<id>`                        |
 * | update claim     | `UPDATE#<incident id>`        | `CLAIM`                             |
 * | public status    | `PUBLIC#<incident id>`        | `STATUS`                            |
 * | reported change  | `CHG#<subject>`               | `<source>#<at>#<state>#<change id>` |
 *
 * A record's content is the JSON text `json`, and `body` what of it is large and not always read (ADR 0028); the other
 * attributes exist for keys, conditions and indexes only. Items of earlier versions have the map `data` instead. Both indexes
 * hold keys alone, of incidents, of open debts and of follow-ups in work (`isInWork`): their later writes do not touch them, but for the one that closes
 * them.
 */
export const incidentTable = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Epoch seconds at which DynamoDB may delete the item. */
  timeToLiveAttribute: 'expiresAt',
  indexes: {
    /** `openness` is `open` or `closed`, of an open debt `debt`, of a follow-up in work `follow-up`, of a release in work `public-status`. */
    byStatus: { indexName: 'byStatus', partitionKey: 'openness', sortKey: 'openedKey' },
    byService: { indexName: 'byService', partitionKey: 'service', sortKey: 'openedKey' },
  },
} as const;

/** Every key attribute is a string. */
const incidentTableAttributes = ['pk', 'sk', 'openness', 'service', 'openedKey'] as const;

/** Input of CreateTable, but for the table's name. */
export const createTableInput = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: incidentTableAttributes.map((name) => ({
    AttributeName: name,
    AttributeType: 'S' as const,
  })),
  KeySchema: keySchema(incidentTable),
  GlobalSecondaryIndexes: Object.values(incidentTable.indexes).map((index) => ({
    IndexName: index.indexName,
    KeySchema: keySchema(index),
    Projection: { ProjectionType: 'KEYS_ONLY' as const },
  })),
} as const;

function keySchema({ partitionKey, sortKey }: { partitionKey: string; sortKey: string }) {
  return [
    { AttributeName: partitionKey, KeyType: 'HASH' as const },
    { AttributeName: sortKey, KeyType: 'RANGE' as const },
  ];
}

/** What the partition keys of sign-ins begin with. */
export const signInPrefix = 'SIGNIN#';
/** What the partition keys of reported changes begin with: receive-change may write these and nothing else. */
export const reportedChangePrefix = 'CHG#';

/** What the partition keys of approvals and of open locks begin with: only what decides, or closes, may change these. */
export const approvalPrefix = 'APR#';
export const openLockPrefix = 'OPEN#';

/** What the stores ask of the table: the roles of the functions are made from it. */
export const tableActions = {
  read: ['dynamodb:GetItem', 'dynamodb:Query'],
  /** Of items that an index lists, or that belong to many incidents. */
  readMany: ['dynamodb:BatchGetItem'],
  write: ['dynamodb:PutItem'],
  delete: ['dynamodb:DeleteItem'],
} as const;
