import type { Regex } from './regex.ts'

/** How many capturing groups a regex has; they are numbered from 1 by where they open. */
export function groupCount(regex: Regex): number {
  switch (regex.re) {
    case 'empty':
    case 'char':
    case 'assert':
      return 0
    case 'seq':
      return sum(regex.items)
    case 'alt':
      return sum(regex.options)
    case 'repeat':
      return groupCount(regex.of)
    case 'capture':
      return 1 + groupCount(regex.of)
  }
}

const sum = (of: readonly Regex[]): number => of.reduce((total, r) => total + groupCount(r), 0)
