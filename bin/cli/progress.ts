const quietMilliseconds = 1000;

type Stream = Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;

/** Says on a terminal what is waited for once it takes over a second, and wipes it away when it is there. */
export async function whileWaiting<Result>(
  text: string,
  work: Promise<Result>,
  stream: Stream = process.stderr,
): Promise<Result> {
  if (!stream.isTTY) return await work;
  let isShown = false;
  const timer = setTimeout(() => {
    isShown = true;
    stream.write(`\r${text} …`);
  }, quietMilliseconds);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
    if (isShown) stream.write('\r\u001B[K');
  }
}
