/** What a person reads: what happened, what is safe, what to do next. `{name}` is filled from the details. */
export interface ErrorText {
  readonly title: string;
  readonly explanation: string;
  readonly action: string;
}
