import type { Equivalence } from '../app/convert/convert.ts'
import { dataText } from '../app/value-text.ts'
import { amount } from '../base/amount.ts'
import { printable } from '../base/printable.ts'
import type { Io } from './io.ts'

/** How an output compares with its rule, for people; a witness with each of its values. */
export function verdictLines(equivalence: Equivalence, name: string, io: Io): string {
  const { good, warning, error, dim } = io.paint.err
  switch (equivalence.verdict) {
    case 'proved':
      return `${name}${good('proved')} equal for every event ${dim(`(by ${equivalence.by})`)}\n`
    case 'not refuted':
      return `${name}${warning('not refuted')} by ${amount(equivalence.events)} generated events ${dim(`(seed ${equivalence.seed}, on ${equivalence.engines.join(', ')})`)}\n`
    case 'unknown':
      return `${name}${warning('unknown')} whether they are equal: ${printable(equivalence.reason)}\n`
    case 'refuted': {
      const values = Object.entries(equivalence.witness).filter(([, value]) => value !== null)
      const which =
        equivalence.holds === 'left'
          ? 'the rule matches and the output does not'
          : 'the output matches and the rule does not'
      const lines = values.map(([field, value]) => `  ${printable(field)}: ${printable(dataText(value))}\n`)
      return `${name}${error('refuted')} by an event that ${which}:\n${lines.join('')}`
    }
  }
}
