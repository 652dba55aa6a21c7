/** What a request carries through the handlers. */
export interface Env {
  readonly Variables: {
    /** Of styles in this answer, where a page has such. */
    nonce: string | undefined
  }
}
