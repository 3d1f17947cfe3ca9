import type { ClockCheck, ClockSummary } from '../../../shared/records/clock-check.ts';
import type { Progress } from '../../../shared/records/progress.ts';
import { resolveItem } from '../../catalogue/resolve.ts';
import { applyCheck, lookAtClock, planClock, retractCheck } from '../../clock/apply-check.ts';
import { listClockChecks } from '../../clock/checks.ts';
import { makeCheck } from '../../clock/make-check.ts';
import { api } from '../api.ts';
import { asJob, streamOf } from '../stream.ts';

export const clock = {
  look: api.clock.look.handler(({ input, context: { core }, signal }) => {
    const archive = core.archive(input.archive);
    return asJob(core, input.archive, (stop) => lookAtClock(archive, input.item, stop), signal);
  }),
  preview: api.clock.preview.handler(({ input, context: { core }, signal }) => {
    const archive = core.archive(input.archive);
    const of = 'draft' in input.of ? input.of.draft : input.of.check;
    return asJob(core, input.archive, (stop) => planClock(archive, of, input.replace, stop), signal);
  }),
  check: api.clock.check.handler(({ input, context: { core }, signal }) => {
    const archive = core.archive(input.archive);
    return asJob(core, input.archive, (stop) => makeCheck(archive, input.draft, input.sure, stop), signal);
  }),
  list: api.clock.list.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    return listClockChecks(archive, input.item === null ? null : resolveItem(archive, input.item));
  }),
  apply: api.clock.apply.handler(({ input, context: { core }, signal }) => {
    const archive = core.archive(input.archive);
    return streamOf<Progress, ClockSummary>(core, input.archive, signal, (onProgress, stop) =>
      applyCheck(archive, input, { signal: stop, onProgress }),
    );
  }),
  retract: api.clock.retract.handler(({ input, context: { core }, signal }) => {
    const archive = core.archive(input.archive);
    return streamOf<Progress, ClockSummary & { readonly check: ClockCheck | null }>(
      core,
      input.archive,
      signal,
      (onProgress, stop) => retractCheck(archive, input.check, { signal: stop, onProgress }),
    );
  }),
};
