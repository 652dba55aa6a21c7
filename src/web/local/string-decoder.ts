/** Takes the place of node:string_decoder in a page: UTF-8 in pieces that may end inside a character; what is none becomes U+FFFD. */
export class StringDecoder {
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true })

  write(bytes: Uint8Array): string {
    return this.#decoder.decode(bytes, { stream: true })
  }

  end(): string {
    return this.#decoder.decode()
  }
}
