/** What part of a text's first records is understood: 0 to 1. */
export const share = (head: readonly string[], understood: (record: string) => boolean): number =>
  head.length === 0 ? 0 : head.filter(understood).length / head.length

/**
 * How sure a reader is that takes nothing else: not at all while it would refuse half of the records, since then they are
 * better kept as plain text.
 */
export const mostly = (head: readonly string[], understood: (record: string) => boolean): number => {
  const part = share(head, understood)
  return part < 0.5 ? 0 : 0.5 + 0.45 * part
}
