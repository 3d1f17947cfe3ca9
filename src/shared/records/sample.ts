/** In which the records of the sample archive are written: the languages of the interface. */
export const sampleLanguages = ['en', 'hy', 'ru'] as const;
export type SampleLanguage = (typeof sampleLanguages)[number];
