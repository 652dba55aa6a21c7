import type { Span } from '../../../base/span.ts'
import { parseJsonPath } from '../../../plan/functions/json-path.ts'
import type { Scalar } from '../../../plan/plan.ts'
import { quote } from '../lexer.ts'
import { cannotSay, type Named, type Writing } from './say.ts'

/** What a field of a rule is called in an expression; undefined after saying why it cannot be read. */
export function nameOf(writing: Writing, field: string, at: Span | undefined): Named | undefined {
  const before = writing.read.get(field)
  if (before !== undefined) return before
  const scalar = writing.names.of(field, writing.source)
  const named = scalar === undefined ? undefined : spelled(scalar)
  if (named === undefined)
    return cannotSay(writing, 'field', at, {
      message: `a record of Cloud SIEM has no \`${field}\``,
      help: 'name a field that the log itself has',
    })
  const other = [...writing.read].find(([, known]) => known.text === named.text && known.type !== 'part')
  if (other !== undefined && named.type !== 'part')
    return cannotSay(writing, 'fields-apart', at, {
      message: `\`${field}\` and \`${other[0]}\` are both \`${named.text}\` in a record`,
      because: 'a record holds one of them, so that the rule could not tell which',
    })
  writing.read.set(field, named)
  return named
}

function spelled(scalar: Scalar): Named | undefined {
  if (scalar.op === 'field')
    return scalar.type === 'string' || scalar.type === 'int' ? { text: scalar.name, type: scalar.type } : undefined
  if (scalar.op === 'extract' && scalar.of.op === 'field')
    return { text: scalar.of.name, type: 'part', regex: scalar.regex }
  if (scalar.op !== 'call' || scalar.fn !== 'json_get') return undefined
  const [holder, path] = scalar.args
  const steps = path?.op === 'literal' && typeof path.value === 'string' ? parseJsonPath(path.value) : undefined
  const [only] = steps ?? []
  if (holder?.op !== 'field' || only === undefined || !('key' in only) || steps?.length !== 1) return undefined
  return isPlain(only.key) ? { text: `${holder.name}[${quote(only.key)}]`, type: 'string' } : undefined
}

/** What can stand in quotes, and means itself there. */
export const isPlain = (text: string): boolean =>
  !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text) && !(text.includes("'") && /\\(?:"|$)/.test(text))
