/**
 * What a catalogue of another language must hold: every message of the English one, and for each plural the forms that the
 * language has besides `one` and `other`. A missing one does not compile. Places to fill are written `{name}`.
 */
export type Catalogue<English, Forms extends string = never> = {
  readonly [Key in keyof English]: English[Key] extends string ? string : Catalogue<English[Key], Forms>;
} & {
  readonly [Key in keyof English as Key extends `${infer Base}_other` ? `${Base}_${Forms}` : never]: string;
};

/** Armenian has the forms of English. */
export type Armenian<English> = Catalogue<English>;
export type Russian<English> = Catalogue<English, 'few' | 'many'>;
