import type { Value } from '../../event/value.ts'
import type { Scalar } from '../../plan/plan.ts'
import { parseRegex } from '../../plan/regex/parse.ts'
import { printRegex } from '../../plan/regex/print.ts'
import type { Regex } from '../../plan/regex/regex.ts'
import { captures } from '../../plan/regex/walk.ts'
import { findGroups } from '../reference/regex.ts'
import { callReference, type Expr, type ReferenceFunction, type Writing } from './expr.ts'
import { canBeEmpty, capturingOnly } from './extract.ts'

/**
 * What a group of every match of a regex in a text holds. The database does it where no match is empty and each ends where
 * it ends, else the definition.
 */
export function extractAll(of: Expr, { regex, group, until = 0 }: Scalar & { op: 'extract_all' }, w: Writing): string {
  const wanted = group === 0 ? regex : captures(regex)[group - 1]
  if (until === 0 && !canBeEmpty(regex))
    return w.dialect.groupOfAll(
      of.sql,
      printRegex(capturingOnly(regex, wanted === undefined ? [] : [wanted])),
      group === 0 ? 0 : 1,
    )
  const written = [printRegex(regex), BigInt(group), BigInt(until)].map(
    (value): Expr => constant(value, typeof value === 'string' ? 'string' : 'int', w),
  )
  return callReference(definition, [of, ...written], w)
}

const constant = (value: Value, type: 'string' | 'int', w: Writing): Expr => ({
  sql: w.dialect.literal(value, type),
  type,
  nullable: false,
  plain: true,
})

/** Regexes as they are written in the statement; parsed once each. */
const regexes = new Map<string, Regex | undefined>()

const definition: ReferenceFunction = {
  name: 'plan_extract_all',
  parameters: ['string', 'string', 'int', 'int'],
  result: { list: 'string' },
  nulls: 'strict',
  evaluate: ([text, written, group, until]) => {
    const regex = known(String(written))
    return regex === undefined ? null : findGroups(regex, String(text), Number(group), Number(until))
  },
}

/** Patterns of past statements that are kept. */
const most = 64

function known(written: string): Regex | undefined {
  if (regexes.has(written)) return regexes.get(written)
  if (regexes.size >= most) regexes.clear()
  const { value } = parseRegex(written)
  regexes.set(written, value)
  return value
}
