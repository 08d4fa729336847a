import type { ReportedChangeStore } from '../../../ports/stores/reported-change-store.ts';
import { reportedChangeItem } from '../dynamodb/reported-change-item.ts';
import { expressionOf, storedItem } from '../dynamodb/table-item.ts';
import { callJson } from './call-json.ts';
import { faultOf, unexpectedResponse } from './fault-of.ts';
import type { SignedClient } from './signed-call.ts';

/** Records changes in the table; they are read by the store of all functions but receive-change. */
export function createLeanReportedChanges(
  client: SignedClient,
  tableName: string,
): Pick<ReportedChangeStore, 'record'> {
  return {
    async record(change) {
      const response = await callJson(client, 'dynamodb.PutItem', {
        TableName: tableName,
        Item: storedItem(reportedChangeItem(change)),
        ...expressionOf('absent'),
      });
      // Refused when it is there already: it was reported before.
      if (response.status === 200 || faultOf(response) === 'ConditionalCheckFailedException') return;
      throw unexpectedResponse(response, 'Recording a change');
    },
  };
}
