/** A whole number with its thousands set apart: 12345 is `12,345`. */
export const amount = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',')

/** "1 event", "8,342 events". */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${amount(count)} ${count === 1 ? one : many}`
