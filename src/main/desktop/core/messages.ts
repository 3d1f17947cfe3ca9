import type { HostState } from '../../../shared/host/host-contract.ts';

/** The system goes to sleep; its screen is locked; a person chose it from the menu. */
export type LockHow = 'now' | 'when-idle' | 'by-hand';

/** What the main process says to the core's. `serve` brings a port. */
export type ToCore =
  | { readonly kind: 'serve' }
  /** `now` and `by-hand` stop work; `when-idle` waits for it, unless `stay` comes first. */
  | { readonly kind: 'lock'; readonly how: LockHow }
  | { readonly kind: 'stay' }
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question }
  | { readonly kind: 'media'; readonly id: number; readonly request: MediaRequest }
  | { readonly kind: 'pull'; readonly id: number }
  | { readonly kind: 'leave'; readonly id: number }
  | { readonly kind: 'end' };

export type Question =
  | { readonly of: 'jobs' }
  /** Whether there is an archive at this path that is not encrypted. */
  | { readonly of: 'plain'; readonly path: string };

/** What the core's process says. */
export type FromCore =
  | { readonly kind: 'state'; readonly state: HostState }
  /** An encrypted archive was opened: from now on nothing is noted of this run. */
  | { readonly kind: 'traceless' }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: number | boolean }
  | { readonly kind: 'head'; readonly id: number; readonly head: MediaHead }
  | { readonly kind: 'piece'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  /** `whole`: everything was sent that the head announced. */
  | { readonly kind: 'over'; readonly id: number; readonly whole: boolean };

export interface MediaRequest {
  /** As the contract gave it: path and query. */
  readonly address: string;
  readonly method: 'GET' | 'HEAD';
  readonly range: string | undefined;
  /** There is no validator here that it could name. */
  readonly ifRange: boolean;
  /** Sec-Fetch-Dest, where it is sent. */
  readonly purpose: string | undefined;
}

export interface MediaHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}
