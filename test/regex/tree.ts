import type { Regex } from '../../src/plan/regex/regex.ts'

/** The tree without the places of its nodes, to compare meanings. */
export const withoutPlaces = (regex: Regex | undefined): unknown =>
  regex === undefined
    ? undefined
    : JSON.parse(JSON.stringify(regex, (key, value) => (key === 'at' ? undefined : value)))
