import { capturedBasis, type CapturedBasis } from '../../shared/records/clock-check.ts';

/** How a time of capture is known that no person typed, as `item.captured_basis` has it; null where one did. */
export function basisOf(stored: string | null): CapturedBasis | null {
  return stored === null ? null : capturedBasis.parse(JSON.parse(stored));
}

/** Milliseconds by which it may be earlier or later than it says. */
export function doubtOf(stored: string | null): number {
  return (basisOf(stored)?.uncertainty ?? 0) * 1000;
}
