import type { ErrorText } from '../error-text.ts';

/** What becomes of material: holds, hand-over, destruction. */
export const disposition = {
  'reason-unknown': {
    title: 'There is no reason "{reason}".',
    explanation: 'A reason is one of: {known}. Nothing was changed.',
    action: 'Choose one of these; what it does not say can be given as a note.',
  },
  'item-destroyed': {
    title: 'Destroyed on purpose: {items}.',
    explanation: 'Only its number, the date, the reason and who did it are left. Nothing was changed.',
    action: 'See "stele show" for what the archive still says of it.',
  },
  'item-hidden': {
    title: '{item} is {state}, and is not given out.',
    explanation: 'Nothing was written.',
    action:
      'Leave it out. What was withdrawn comes back with "stele dispose reinstate", what was quarantined with "stele dispose release".',
  },
  'item-held': {
    title: 'A legal hold stands: {items}.',
    explanation: 'What is held is neither destroyed nor cleared. Nothing was changed.',
    action: 'See the holds with "stele show"; whoever may lift them does it with "stele dispose lift".',
  },
  'hold-not-found': {
    title: 'There is no hold {hold} on {item}.',
    explanation: 'Nothing was changed.',
    action: 'See the holds of an item with "stele show".',
  },
  'hold-ambiguous': {
    title: '{item} has more than one hold: {holds}.',
    explanation: 'Each is lifted by itself. Nothing was changed.',
    action: 'Say which with --hold.',
  },
  'confirmation-wrong': {
    title: '{given} was confirmed, and {count} would be destroyed.',
    explanation: 'What is destroyed cannot be brought back. Nothing was changed.',
    action: 'Look at the selection again, and confirm the number that is named.',
  },
  'two-identities-needed': {
    title: 'This archive demands two identities for that.',
    explanation: 'One asks for it and another approves, each unlocked with its own key. Nothing was changed.',
    action: 'Ask for it with "stele dispose request"; the other one approves with "stele dispose approve".',
  },
  'two-identities-missing': {
    title: 'There are not two identities with a key in this archive.',
    explanation: 'If two were demanded, nobody could ever destroy anything. Nothing was changed.',
    action: 'Create them with "stele identity create".',
  },
  'identity-not-unlocked': {
    title: 'That takes an identity that is unlocked.',
    explanation: 'To be named is not enough where two have to agree. Nothing was changed.',
    action: 'Say who acts with --sign-as NAME, and give the passphrase of that identity.',
  },
  'second-identity-needed': {
    title: '{name} asked for this, and cannot approve it as well.',
    explanation: 'This archive demands two different identities. Nothing was changed.',
    action: 'Have another identity approve it.',
  },
  'request-not-found': {
    title: 'No request {request} waits.',
    explanation: 'It was approved or cancelled, or there never was one. Nothing was changed.',
    action: 'See which wait with "stele dispose status".',
  },
  'request-outdated': {
    title: 'Request {request} is about other files than there are now: {items}.',
    explanation: 'An approval is for exactly what was asked. Nothing was changed.',
    action: 'Cancel the request, and ask anew.',
  },
  'disposal-unfinished': {
    title: 'Destroyed, but traces are left in {path}.',
    explanation:
      'Records and originals are gone. Another program reads the archive, so that its journal, in which old pages lie, could not be emptied.',
    action: 'Close the other program, and run the same command again: it completes what is left.',
  },
  'receipt-unusable': {
    title: 'That receipt cannot be used: {reason}.',
    explanation: 'Nothing was recorded and nothing was destroyed.',
    action:
      "Ask the office for the receipt of this very package, with its .minisig file and the office's key.",
  },
  'receipt-exists': {
    title: '{path} exists already.',
    explanation: 'A receipt is never written over another. Nothing was changed.',
    action: 'Choose another path with --out.',
  },
  'package-not-verified': {
    title: 'The package at {path} does not verify: {reason}.',
    explanation: 'A receipt is given only for what was checked as a whole. None was written.',
    action: 'See everything that is wrong with "stele verify", and ask for the package again.',
  },
} as const satisfies Readonly<Record<string, ErrorText>>;
