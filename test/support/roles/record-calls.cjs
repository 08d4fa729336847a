// Loaded by each function before its bundle: tells every request that leaves by node:http(s) to whoever listens on the channel.
'use strict';
const { BroadcastChannel } = require('node:worker_threads');

const channel = new BroadcastChannel('calls-of-functions');
channel.unref();
const tell = channel.postMessage.bind(channel);

for (const client of [require('node:http'), require('node:https')]) {
  const original = client.request;
  client.request = (...given) => {
    const request = original(...given);
    const sent = [];
    const keep = (chunk) => {
      if (typeof chunk === 'string' || ArrayBuffer.isView(chunk)) sent.push(Buffer.from(chunk));
    };
    const write = request.write.bind(request);
    const end = request.end.bind(request);
    request.write = (chunk, ...more) => {
      keep(chunk);
      return write(chunk, ...more);
    };
    request.end = (chunk, ...more) => {
      keep(chunk);
      tell({
        caller: process.env.AWS_LAMBDA_FUNCTION_NAME,
        method: request.method,
        path: request.path,
        headers: { ...request.getHeaders() },
        body: Buffer.concat(sent).toString('utf8'),
      });
      return end(chunk, ...more);
    };
    return request;
  };
}
