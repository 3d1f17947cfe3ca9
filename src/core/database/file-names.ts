/** Names of the files in an archive's folder that more than one room knows. */
export const descriptionFile = 'archive.json';
export const catalogueFile = 'catalogue.db';
export const derivedFile = 'derived.db';
export const lockFile = 'lock.db';
