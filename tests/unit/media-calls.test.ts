import { expect, test } from 'vitest';
import type { ToCore } from '../../src/main/desktop/core/messages.ts';
import { openMediaCalls } from '../../src/main/desktop/media-calls.ts';

const request = {
  address: '/media/x/thumbnail/y',
  method: 'GET',
  range: undefined,
  ifRange: false,
  purpose: undefined,
} as const;

function calls() {
  const sent: ToCore[] = [];
  return { sent, media: openMediaCalls((message) => void sent.push(message)) };
}

test('what is left while it is on its way is told to the core', async () => {
  const { sent, media } = calls();
  const stop = new AbortController();
  const answer = media.open(request, stop.signal);
  stop.abort();
  expect(await answer).toEqual({ head: { status: 503, headers: {} }, body: null });
  expect(sent.map(({ kind }) => kind)).toEqual(['media', 'leave']);
});

test('what was left before it was asked for is not asked of the core', async () => {
  const { sent, media } = calls();
  const answer = media.open(request, AbortSignal.abort());
  // At once: an answer that never comes would be waited for.
  expect(sent).toEqual([]);
  expect(await answer).toEqual({ head: { status: 503, headers: {} }, body: null });
});
