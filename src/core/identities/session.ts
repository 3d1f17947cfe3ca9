import { wipe } from '../cryptography/secret.ts';
import type { SigningKeyPair } from '../cryptography/signing.ts';
import type { SigningKey } from './secret-key.ts';

/** Who acts. `unlocked`: it proved itself with its key in this session; `claimed`: it was only named. */
export interface Operator {
  readonly id: number;
  readonly uid: Uint8Array;
  readonly name: string;
  readonly standing: 'unlocked' | 'claimed';
}

/** Who is at the machine, while an archive is open: one at a time, and switching locks. */
export class Session {
  private who: Operator | null;
  private signing: SigningKey | null = null;
  private replica: SigningKeyPair | null = null;

  constructor(who: Operator | null) {
    this.who = who;
  }

  get operator(): Operator | null {
    return this.who;
  }

  /** What the unlocked identity signs with, or null. */
  get key(): SigningKey | null {
    return this.signing;
  }

  /** This copy's key pair, where the unlocked identity opened it. */
  get replicaKey(): SigningKeyPair | null {
    return this.replica;
  }

  /** Somebody else, or the same person named anew: whoever was unlocked is locked. */
  claim(who: Omit<Operator, 'standing'> | null): void {
    this.lock();
    this.who = who && { ...who, standing: 'claimed' };
  }

  /** Takes the keys over; they are wiped when it locks. */
  unlock(who: Omit<Operator, 'standing'>, key: SigningKey, replica: SigningKeyPair | null): void {
    this.lock();
    this.who = { ...who, standing: 'unlocked' };
    this.signing = key;
    this.replica = replica;
  }

  /** Wipes the keys; whoever was unlocked is only claimed from now on. */
  lock(): void {
    wipe(this.signing?.seed, this.replica?.privateKey);
    this.signing = null;
    this.replica = null;
    if (this.who) this.who = { ...this.who, standing: 'claimed' };
  }
}
