// A utilityProcess of the stand-in: a thread that runs the built entry, and gives it the port that Electron would.
import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

const emitter = new EventEmitter();
const asMain = (port) => ({
  on: (event, listener) =>
    port.on(event, event === 'message' ? (data) => listener({ data, ports: [] }) : listener),
  postMessage: (message) => port.postMessage(message),
  start: () => port.start(),
  close: () => port.close(),
});
process.parentPort = {
  on: (event, listener) => emitter.on(event, listener),
  postMessage: (message) => parentPort.postMessage(message),
};
process.argv = [process.execPath, workerData.entry, ...workerData.args];
parentPort.on('message', ({ message, ports }) =>
  emitter.emit('message', { data: message, ports: ports.map(asMain) }),
);
await import(pathToFileURL(workerData.entry).href);
