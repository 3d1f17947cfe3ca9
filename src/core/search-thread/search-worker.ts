import { parentPort, workerData } from 'node:worker_threads';
import {
  life,
  lifeAt,
  stopAt,
  type FromSearch,
  type Place,
  type SearchTask,
  type Signals,
  type ToSearch,
} from './messages.ts';
import { findCommonWords } from './common-words.ts';
import { openReader, type Reader } from './reader.ts';
import { stepsOf } from './steps.ts';

/** Answers one question after the other, from connections of its own. */
const signals = workerData as Signals;
const port = parentPort;
if (!port) throw new Error('search-worker runs in a worker thread');

let place: Place | null = null;
let reader: Reader | null = null;

/** Milliseconds after the last answer, from which on words are looked for that nobody asked for yet. */
const rest = 1000;
/** Milliseconds. Whatever is written to the index lets go of what was found: it is looked for again, and not all the time. */
const again = 60_000;
let ahead: Generator<undefined, void> | null = null;
let lookedAt = -Infinity;
let resting: NodeJS.Timeout | undefined;

// Died of a fault: whoever closes the archive meanwhile need not wait for it.
process.on('exit', () => over());

port.on('message', (message: ToSearch) => {
  clearTimeout(resting);
  if (message.kind === 'place') {
    ({ place } = message);
    return;
  }
  if (message.kind === 'end') {
    end();
    return;
  }
  const answer = answerTo(message);
  const isIds = 'answer' in answer && answer.answer instanceof Uint32Array;
  port.postMessage(answer, isIds ? [(answer.answer as Uint32Array<ArrayBuffer>).buffer] : []);
  resting = setTimeout(lookAhead, rest);
});

/** A step of it, and the next one when no message came meanwhile. */
function lookAhead(): void {
  if (!reader || (!ahead && performance.now() - lookedAt < again)) return;
  const { sources } = reader;
  const steps = (ahead ??= findCommonWords(sources));
  let isOver = true;
  try {
    isOver = reader.atOneTime(() => steps.next().done) === true;
  } catch {
    // Nobody asked: whoever does will be told what is wrong.
  }
  if (isOver) {
    ahead = null;
    lookedAt = performance.now();
  } else resting = setTimeout(lookAhead, 0);
}

function answerTo(task: SearchTask): FromSearch {
  // Whoever ended it before it began does not wait for it.
  if (Atomics.compareExchange(signals, lifeAt, life.starting, life.running) === life.over)
    return { stopped: true };
  try {
    if (!place) throw new Error('asked before it was told where');
    reader ??= openReader(place);
    const { sources } = reader;
    return reader.atOneTime(() => {
      const steps = stepsOf(sources, task);
      for (;;) {
        if (Atomics.load(signals, stopAt) !== 0) {
          steps.return(undefined as never);
          return { stopped: true };
        }
        const step = steps.next();
        if (step.done === true) return { answer: step.value };
      }
    });
  } catch (error) {
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function end(): void {
  reader?.close();
  reader = null;
  over();
  port?.close();
}

function over(): void {
  Atomics.store(signals, lifeAt, life.over);
  Atomics.notify(signals, lifeAt);
}
