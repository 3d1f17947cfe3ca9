import type { CoreClient } from '../../host/host-shell.ts';

/** As the contract answers. */
export type Destroyed = Awaited<ReturnType<CoreClient['disposition']['destroy']>>;
export type Status = Awaited<ReturnType<CoreClient['disposition']['status']>>;
export type Request = Status['requests'][number];
