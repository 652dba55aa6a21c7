import type { Confidence, Severity, Standing } from '../../app/catalogue/model.ts'

export { amount, plural } from '../../base/amount.ts'

/** A time in ISO 8601 as a person reads it, in UTC: "24 Nov 2026, 11:36 UTC". What is no such time is given back. */
export function moment(iso: string): string {
  const parts = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d))?/.exec(iso)
  const month = months[Number(parts?.[2]) - 1]
  if (parts === null || month === undefined) return iso
  const day = `${Number(parts[3])} ${month} ${parts[1]}`
  return parts[4] === undefined ? day : `${day}, ${parts[4]} UTC`
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The name of a data source without what it says in brackets, which a list of choices has no room for. */
export const shortSource = (name: string): string => name.replace(/\s*\(.*$/s, '')

/** The words of a page for what a claim is worth. */
export const standingWords: Readonly<Record<Standing, { readonly name: string; readonly says: string }>> = {
  proven: { name: 'Proven', says: 'Every declaration of the package holds: it was run, and it did what it says.' },
  refuted: { name: 'Refuted', says: 'At least one declaration does not hold. The page shows which.' },
  unproven: { name: 'Unproven', says: 'Nobody ran it, so nothing is known.' },
}

/** Both scales from their worst or best end, as lists and menus show them. */
export const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low']
export const confidences: readonly Confidence['level'][] = ['high', 'medium', 'low']

/** A text in at most so many characters, with an ellipsis where it is cut. */
export const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 2)}…`

/** The first letter large, as at the start of a label. */
export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
