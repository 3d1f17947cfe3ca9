import { expect, test } from 'vitest';
import type { Consent, Source } from '../../src/shared/catalogue/people.ts';
import { consentAnswer, givingState, needsConsent } from '../../src/shared/consents/consent-state.ts';

const today = '2026-11-09';
const stateFor = (recipient: string | null, ...consents: readonly Omit<Consent, 'purpose'>[]): string =>
  consentAnswer(
    { consents: consents.map((one) => ({ purpose: 'to-share', ...one })) },
    { purpose: 'to-share', recipient },
    today,
  ).state;
const yes = (date?: string, recipient?: string) => ({ isGiven: true, date, recipient });
const no = (date?: string, recipient?: string) => ({ isGiven: false, date, recipient });

test('consent is to one purpose and one class of recipient', () => {
  expect(stateFor('public')).toBe('none');
  expect(stateFor('public', yes('2020', 'partner'))).toBe('none');
  expect(stateFor(null, yes('2020', 'partner'))).toBe('none');
  expect(stateFor('public', yes('2020', 'public'))).toBe('given');
  const used = { consents: [{ purpose: 'to-use', isGiven: true }] };
  expect(consentAnswer(used, { purpose: 'to-share', recipient: 'public' }, today).state).toBe('none');
  expect(consentAnswer(used, { purpose: 'to-use', recipient: null }, today).state).toBe('given');
});

test('an answer without a recipient is about all of them', () => {
  expect(stateFor('public', yes('2020', 'public'), no('2024'))).toBe('refused');
  expect(stateFor('public', no('2020'), yes('2024', 'public'))).toBe('given');
  expect(stateFor('public', yes('2020'))).toBe('given');
});

test('the latest by date holds, wherever it stands in the list', () => {
  expect(stateFor('public', yes('2024', 'public'), no('2020', 'public'))).toBe('given');
  expect(stateFor('public', no('2024', 'public'), yes('2020', 'public'))).toBe('refused');
  // The year may have been its first day or its last.
  expect(stateFor('public', no('2024'), yes('2024-06'))).toBe('refused');
  expect(stateFor('public', yes('2024-05-01'), no('2024-05-01'))).toBe('refused');
  expect(stateFor('public', no('2024-05-01'), yes('2024-05-01'))).toBe('refused');
});

test('undated answers count by their place, before dated ones', () => {
  expect(stateFor('public', yes(), no())).toBe('refused');
  expect(stateFor('public', no(), yes())).toBe('given');
  expect(stateFor('public', no('2020'), yes())).toBe('refused');
  expect(stateFor('public', yes('2020'), no())).toBe('given');
});

test('a consent of a day to come is none, and a withdrawal counts from its own day', () => {
  expect(stateFor('public', yes('2999'))).toBe('none');
  expect(stateFor('public', no('2020'), yes('2026-11-10'))).toBe('refused');
  expect(stateFor('public', yes('2026-11-09'))).toBe('given');
  expect(stateFor('public', yes('Y20260'))).toBe('none');
  expect(stateFor('public', { ...yes('2019'), withdrawnOn: '2023' }, yes('2020', 'public'))).toBe(
    'withdrawn',
  );
  expect(stateFor('public', { ...yes('2019'), withdrawnOn: '2020' }, yes('2024', 'public'))).toBe('given');
});

test('who refused that it is used has refused that it is shared, and who is handed it may be anyone where nobody says who', () => {
  const giving = (recipient: string | null, ...consents: readonly Consent[]): string =>
    givingState({ consents }, { purpose: 'to-share', recipient }, today);
  const share = { purpose: 'to-share', recipient: 'court', isGiven: true };
  expect(giving('court', share)).toBe('given');
  expect(giving('court', share, { purpose: 'to-use', isGiven: true })).toBe('given');
  expect(giving('court', share, { purpose: 'to-use', isGiven: false })).toBe('refused');
  expect(giving('court', share, { purpose: 'to-use', isGiven: false, recipient: 'public' })).toBe('given');
  const kept = { purpose: 'to-gather-and-keep', isGiven: true, withdrawnOn: '2024' };
  expect(giving('court', share, kept)).toBe('withdrawn');
  expect(givingState({ consents: [kept] }, { purpose: 'to-use', recipient: null }, today)).toBe('withdrawn');
  const toAll = { purpose: 'to-share', isGiven: true };
  expect(giving(null, toAll)).toBe('given');
  expect(giving(null, toAll, { ...share, isGiven: false })).toBe('refused');
  expect(giving(null, share)).toBe('none');
});

test('only what is marked as public and comes from nobody needs no consent', () => {
  const published: Source = { title: 'A report', confidentiality: 'public' };
  expect(needsConsent(published)).toBe(false);
  expect(needsConsent({ ...published, connection: 'ngo' })).toBe(false);
  expect(needsConsent({ title: 'A report' })).toBe(true);
  expect(needsConsent({ ...published, connection: 'unknown' })).toBe(true);
  expect(needsConsent({ ...published, wishesAnonymity: true })).toBe(true);
  expect(needsConsent({ ...published, actor: '01935f3e-0000-7000-8000-000000000000' })).toBe(true);
  expect(needsConsent({ ...published, consents: [{ purpose: 'to-use', isGiven: true }] })).toBe(true);
});
