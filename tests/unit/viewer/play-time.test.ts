import { expect, test } from 'vitest';
import { asClock, playTime } from '../../../src/renderer/features/viewer/play-time.ts';

test('how long a video plays is what its metadata say, in seconds; of none nothing is said', () => {
  expect(playTime({ metadata: { QuickTime: { Duration: 12.5 } } })).toBe(12.5);
  expect(playTime({ metadata: { File: { MIMEType: 'video/mp4' }, Composite: { Duration: '90' } } })).toBe(90);
  expect(playTime({ metadata: { QuickTime: { Duration: [7, 8] } } })).toBe(7);
  expect(playTime({ metadata: { QuickTime: { Duration: 0 }, Matroska: { Duration: 'long' } } })).toBe(null);
  expect(playTime({ metadata: { note: 'Duration' } })).toBe(null);
  expect([0.2, 7, 750, 3725].map(asClock)).toEqual(['0:01', '0:07', '12:30', '1:02:05']);
});
