import { equalSecrets } from '../../core/cryptography/equal.ts';
import { randomSalt } from '../../core/cryptography/random.ts';

/**
 * Who may call. The start address carries a token that is exchanged once for a bearer; both are 256 random bits, so that
 * guessing needs no counting and no locking out, which would only keep the right tab away.
 */
export interface Sessions {
  readonly token: string;
  /** The bearer for the token; null for any other, and for the right one once it was used. */
  claim(token: string): string | null;
  knows(bearer: string): boolean;
  /** Nobody may call from now on. */
  end(): void;
}

const secret = (): string => Buffer.from(randomSalt(32)).toString('base64url');

export function openSessions(onClaimed: () => void): Sessions {
  const token = secret();
  let open = true;
  let bearer: string | null = null;
  return {
    token,
    claim(given) {
      if (!equalSecrets(given, token) || !open) return null;
      open = false;
      bearer = secret();
      onClaimed();
      return bearer;
    },
    knows: (given) => bearer !== null && equalSecrets(given, bearer),
    end() {
      open = false;
      bearer = null;
    },
  };
}

/** The bearer of an Authorization header (RFC 6750 §2.1), or null. */
export function bearerOf(header: string | undefined): string | null {
  return /^Bearer (?<bearer>[\w-]{1,200})$/i.exec(header ?? '')?.groups?.bearer ?? null;
}
