import type { Progress } from '../../../shared/records/progress.ts';
import type { ReportWritten } from '../../../shared/records/report.ts';
import { exhibitDrawer } from '../../reports/draw-exhibit.ts';
import { previewReport, writeReport } from '../../reports/write-report.ts';
import { api } from '../api.ts';
import { asJob, streamOf } from '../stream.ts';

export const reports = {
  preview: api.reports.preview.handler(({ input: { archive, ...request }, context: { core }, signal }) =>
    asJob(core, archive, (stop) => previewReport(core.archive(archive), request, stop), signal),
  ),
  write: api.reports.write.handler(
    ({ input: { archive: handle, ...request }, context: { core }, signal }) => {
      const archive = core.archive(handle);
      const draw = exhibitDrawer(archive, () => core.drawer());
      return streamOf<Progress, ReportWritten>(core, handle, signal, (emit, stop) =>
        writeReport(archive, request, draw, emit, stop),
      );
    },
  ),
};
