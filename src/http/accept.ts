/**
 * Which of the things we offer a client would have, by its Accept or Accept-Encoding (RFC 9110, section 12.5): the one of the
 * greatest quality, and the first of several. Undefined when it names none of them; a wild card names none.
 */
export function preferred<T extends string>(header: string, offered: readonly T[]): T | undefined {
  const qualities = new Map(
    header.split(',').map(written => {
      const [name = '', ...parameters] = written.split(';').map(part => part.trim().toLowerCase())
      return [name, qualityIn(parameters)] as const
    }),
  )
  const quality = (name: T): number => qualities.get(name) ?? 0
  return offered.filter(name => quality(name) > 0).sort((a, b) => quality(b) - quality(a))[0]
}

/** 1 where there is none, or one that is no number. */
function qualityIn(parameters: readonly string[]): number {
  const written = parameters.find(parameter => parameter.startsWith('q='))
  const quality = Number(written?.slice(2) || 1)
  return Number.isNaN(quality) ? 1 : quality
}
