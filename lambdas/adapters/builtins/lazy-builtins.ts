/**
 * Node's larger built-in modules, loaded at their first use. Imported at the top they would add a third to the time in which the
 * process of receive-alert starts (`npm run bench`), and some senders give up after one second.
 */
export const lazyCrypto = () => process.getBuiltinModule('node:crypto');
export const lazyHttp = () => process.getBuiltinModule('node:http');
export const lazyHttps = () => process.getBuiltinModule('node:https');
export const lazyZlib = () => process.getBuiltinModule('node:zlib');
