import { type Load, putLoad } from './load.ts';

/** A process of its own, so that it can be given a core of its own: each message is a load, each answer what came of it. */
process.on('message', (load: Load) => {
  putLoad(load).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.send?.('ready');
// Whoever started it is gone.
process.once('disconnect', () => process.exit());
