import type { ChannelService } from './channel-service.ts';

/**
 * Amazon SNS, as far as a text message to a topic goes, and whether somebody gets it: each topic has one phone, which has not opted out.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export const smsService: ChannelService = {
  name: 'sms',
  title: 'Text messages',
  answer(request, board) {
    const input = new URLSearchParams(request.body.toString('utf8'));
    const topic = input.get('TopicArn') ?? '';
    const message = input.get('Message') ?? '';
    switch (input.get('Action') ?? '') {
      case 'ListSubscriptionsByTopic':
        return result('ListSubscriptionsByTopic', `<Subscriptions>${subscription(topic)}</Subscriptions>`);
      case 'CheckIfPhoneNumberIsOptedOut':
        return result('CheckIfPhoneNumberIsOptedOut', '<isOptedOut>false</isOptedOut>');
      case 'Publish':
        break;
      default:
        return fault('InvalidAction', 'This action is not served here.');
    }
    if (!/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/.test(topic)) {
      return fault('InvalidParameter', 'Invalid parameter: TopicArn');
    }
    if (message === '' || message.length > 1600)
      return fault('InvalidParameter', 'Invalid parameter: Message');
    const id = `00000000-0000-0000-0000-${String(board.of('sms').length + 1).padStart(12, '0')}`;
    const to = topic.split(':').at(-1) ?? topic;
    board.put({ service: 'sms', id, thread: null, title: to, lines: [message], link: null, data: {} });
    return result('Publish', `<MessageId>${id}</MessageId>`);
  },
};

const namespace = 'http://sns.amazonaws.com/doc/2010-03-31/';

function subscription(topic: string): string {
  const parts = `<Protocol>sms</Protocol><Endpoint>+15555550100</Endpoint><TopicArn>${topic}</TopicArn>`;
  return `<member>${parts}<SubscriptionArn>${topic}:1</SubscriptionArn></member>`;
}

function result(action: string, inside: string) {
  return xml(
    200,
    `<${action}Response xmlns="${namespace}"><${action}Result>${inside}</${action}Result></${action}Response>`,
  );
}

function fault(code: string, message: string) {
  return xml(
    400,
    `<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  );
}

function xml(status: number, body: string) {
  return { status, headers: { 'content-type': 'text/xml' }, body };
}
