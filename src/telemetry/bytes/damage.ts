const name = 'DamagedArchive'

/** What a decompressor throws when the archive itself is at fault, after everything before the damage was given. */
export function damaged(what: string): Error {
  const error = new Error(what)
  error.name = name
  return error
}

/** Gives what comes before damage, and tells of the damage instead of throwing it; other errors pass. */
export async function* untilDamage(
  bytes: AsyncIterable<Uint8Array>,
  report: (what: string) => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes
  } catch (error) {
    if (!(error instanceof Error) || error.name !== name) throw error
    report(error.message)
  }
}
