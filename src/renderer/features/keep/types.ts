import type { CoreClient } from '../../host/host-shell.ts';

/** What a receipt covers, as the contract answers. */
export type Coverage = Awaited<ReturnType<CoreClient['handOver']['record']>>;

/** A receipt and its signature, as they were chosen: their bytes in base64. */
export interface Shown {
  readonly receipt: string;
  readonly signature: string;
  readonly keys: readonly string[];
}
