import type { PersonReport } from '../../../shared/records/person.ts';
import type { Archive } from '../../archive/archive.ts';
import { aboutPerson } from '../../people/about-person.ts';
import { earlierNames, eraseEarlierNames } from '../../people/earlier-names.ts';
import { erasePerson, type ErasurePlan } from '../../people/erase-person.ts';
import {
  approveErasure,
  cancelErasure,
  erasureRequests,
  requestedPlan,
  requestErasure,
} from '../../people/erasure-requests.ts';
import { eraseRealName, readRealName, setRealName } from '../../people/real-name.ts';
import { api } from '../api.ts';
import { asJob } from '../stream.ts';
import type { Core } from '../core.ts';
import { withSnapshot } from './disposition.ts';

/** What is erased is what is found at that moment. */
function found(core: Core, handle: string, plan: ErasurePlan, outer?: AbortSignal): Promise<PersonReport> {
  const archive = core.archive(handle);
  const { person, also } = plan;
  const work = (signal: AbortSignal): Promise<PersonReport> =>
    aboutPerson(archive, person, { also, language: 'en', signal });
  return asJob(core, handle, work, outer);
}

async function erased<Result>(
  core: Core,
  handle: string,
  work: (archive: Archive) => Result,
): Promise<Result> {
  core.pictures.forget(handle);
  return withSnapshot(core, handle, work(core.archive(handle)));
}

export const people = {
  about: api.people.about.handler(({ input, context: { core }, signal }) => {
    const archive = core.archive(input.archive);
    const { person, also, language } = input;
    const work = (stop: AbortSignal): Promise<PersonReport> =>
      aboutPerson(archive, person, { also, language, signal: stop });
    return asJob(core, input.archive, work, signal);
  }),
  erase: api.people.erase.handler(async ({ input, context: { core }, signal }) => {
    const { plan, confirmed, lockedSealed } = input;
    const report = await found(core, input.archive, plan, signal);
    return erased(core, input.archive, (archive) =>
      erasePerson(archive, plan, report, { confirmed, lockedSealed }, null),
    );
  }),
  requestErasure: api.people.requestErasure.handler(async ({ input, context: { core }, signal }) => {
    const report = await found(core, input.archive, input.plan, signal);
    return requestErasure(core.archive(input.archive), input.plan, report);
  }),
  erasureRequests: api.people.erasureRequests.handler(({ input, context: { core } }) =>
    erasureRequests(core.archive(input.archive)),
  ),
  approveErasure: api.people.approveErasure.handler(async ({ input, context: { core }, signal }) => {
    const { request, confirmed, lockedSealed } = input;
    const plan = requestedPlan(core.archive(input.archive), request);
    const report = await found(core, input.archive, plan, signal);
    return erased(core, input.archive, (archive) =>
      approveErasure(archive, request, report, { confirmed, lockedSealed }),
    );
  }),
  cancelErasure: api.people.cancelErasure.handler(({ input, context: { core } }) =>
    cancelErasure(core.archive(input.archive), input.request),
  ),
  setRealName: api.people.setRealName.handler(({ input, context: { core } }) =>
    setRealName(core.archive(input.archive), input.person, input.name),
  ),
  realName: api.people.realName.handler(({ input, context: { core } }) =>
    readRealName(core.archive(input.archive), input.person),
  ),
  earlierNames: api.people.earlierNames.handler(({ input, context: { core } }) =>
    earlierNames(core.archive(input.archive), input.person),
  ),
  eraseEarlierNames: api.people.eraseEarlierNames.handler(({ input, context: { core } }) =>
    erased(core, input.archive, (archive) => eraseEarlierNames(archive, input.person, input)),
  ),
  eraseRealName: api.people.eraseRealName.handler(({ input, context: { core } }) =>
    erased(core, input.archive, (archive) => eraseRealName(archive, input.person, input.reason)),
  ),
};
