import { version } from '../../shared/version.ts';
import { uuidText } from '../cryptography/random.ts';
import type { EventContext } from '../custody/append.ts';
import type { CustodyLog } from '../custody/log.ts';
import type { Session } from '../identities/session.ts';
import type { Clock } from './archive.ts';

/** What every event of a session has in common. Platform and program are named, never a person's or a machine's name. */
export function eventContext(log: CustodyLog, clock: Clock, session: Session): EventContext {
  return {
    log,
    clock: () => clock().getTime(),
    identity: () => {
      const { operator } = session;
      return operator && { uid: uuidText(operator.uid), standing: operator.standing };
    },
    tool: { name: 'stele', version },
    host: { platform: process.platform, architecture: process.arch, node: process.versions.node },
  };
}
