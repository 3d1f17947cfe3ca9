import { existsSync, readFileSync } from 'node:fs';
import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter';
import type { JsonTestResults } from 'vitest/node';

/**
 * `node scripts/test-summary.ts REPORT…`: counts what the suites reported as JSON, and names at the very end what failed: of a
 * long log often only the end is kept. A suite that was to leave a report and left none is named too.
 */
const counts = { passed: 0, again: 0, failed: 0, skipped: 0 };
const failures: [name: string, ...messages: string[]][] = [];

/** Files with the tests in them; one that fell over before its first test has only a message. */
function vitest({ numPassedTests, numFailedTests, numPendingTests, testResults }: JsonTestResults): void {
  counts.passed += numPassedTests;
  counts.failed += numFailedTests;
  counts.skipped += numPendingTests;
  for (const file of testResults.filter(({ status }) => status === 'failed')) {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed');
    for (const { fullName, failureMessages } of failed)
      failures.push([`${file.name}: ${fullName}`, ...(failureMessages ?? [])]);
    if (failed.length === 0) failures.push([file.name, file.message]);
  }
}

/** Suites within suites, with specs in them, each tried once for a project and once more for a retry. */
function playwright({ stats, suites, errors }: JSONReport): void {
  counts.passed += stats.expected + stats.flaky;
  counts.again += stats.flaky;
  counts.failed += stats.unexpected;
  counts.skipped += stats.skipped;
  const specsOf = (suite: JSONReportSuite): JSONReportSuite['specs'] => [
    ...suite.specs,
    ...(suite.suites ?? []).flatMap(specsOf),
  ];
  for (const spec of suites.flatMap(specsOf)) {
    const results = spec.tests.flatMap((test) => test.results);
    const isFlaky = spec.tests.some(({ status }) => status === 'flaky');
    if (spec.ok && !isFlaky) continue;
    failures.push([
      `${spec.file}: ${spec.title}${isFlaky ? ' (passed the second time)' : ''}`,
      ...results.flatMap((result) => result.errors.map(({ message }) => message)),
    ]);
  }
  for (const { message } of errors) failures.push(['Playwright', message ?? 'no reason given']);
}

for (const path of process.argv.slice(2)) {
  if (!existsSync(path)) {
    failures.push([path, 'This suite left no report: what ended it, or the one before it, stands above.']);
    continue;
  }
  const report = JSON.parse(readFileSync(path, 'utf8')) as JsonTestResults | JSONReport;
  if ('stats' in report) playwright(report);
  else vitest(report);
}

for (const [name, ...messages] of failures)
  console.log(`\nFailed: ${name}\n${messages.join('\n').slice(0, 3000)}`);
const again = counts.again === 0 ? '' : ` (${String(counts.again)} of them the second time)`;
console.log(
  `\n${String(counts.passed)} passed${again}, ${String(counts.failed)} failed, ${String(counts.skipped)} skipped`,
);
