export const about = {
  title: 'About Stele',
  lead: 'A stele is a standing stone with an inscription. It keeps a testimony where it happened, and it is hard to alter unseen.',
  version: 'Version',
  platform: 'Runs on',
  licence: 'Licence',
  offline: 'This program opens no connection to any network. Nothing is fetched, nothing is sent.',
  drafts: 'The Armenian and Russian texts are drafts until a native jurist has read them.',
  draftTerms: 'Terms that no native jurist has read yet',
  termGroups: {
    custody: 'Custody',
    evidence: 'Evidence',
    verification: 'Verification',
    disposition: 'Disposition',
  },
  notices: 'Notices of what it is built from lie beside the program, in THIRD-PARTY-NOTICES.txt.',
  verified: 'What “verified” means',
  verifiedUnchanged:
    '“Verified” means: these bytes are unchanged since the first independent anchor (a time stamp, a receipt, a witness), with its date. Before that there is only this archive’s own statement.',
  verifiedNever: 'It never means that a picture shows what is described.',
} as const;
