import type { Finding } from '../../shared/records/verification.ts';
import type { Container } from '../container.ts';
import type { Inventory } from './inventory.ts';
import { noteworthyName } from './paths.ts';

/** Names and kinds of entry that no manifest can make right, or that not every system can hold. */
export function* checkNames(container: Container, inventory: Inventory): Generator<Finding> {
  for (const { kind, path } of container.entries) {
    if (kind === 'link') yield { path, problem: 'unsafe', detail: 'a link; it was not followed' };
    else if (kind === 'special')
      yield { path, problem: 'unsafe', detail: 'not a regular file; it was not opened' };
    else if (kind === 'file') {
      const detail = noteworthyName(path);
      if (detail !== null) yield { path, problem: 'warning', detail };
    }
  }
  for (const { path, other, difference } of inventory.collisions())
    yield { path, problem: 'warning', detail: `differs only by ${difference} from ${other}` };
}
