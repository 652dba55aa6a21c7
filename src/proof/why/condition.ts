import { cover, type Span } from '../../base/span.ts'
import { typeOf } from '../../plan/columns.ts'
import type { Named, Predicate, Scalar } from '../../plan/plan.ts'
import { printPredicate, printScalar } from '../../plan/text/print-expression.ts'
import { childrenOf, isPlan, isPredicate, type Node, visitOwn } from '../../plan/walk.ts'

/** A condition taken apart, so that one run tells of every part whether it holds and which values decided. */
export interface Question {
  readonly text: string
  readonly at: Span | undefined
  /** The column that says whether it holds. */
  readonly holds: string
  /** The values it looks at, each with the column that has it. */
  readonly values: readonly { readonly name: string; readonly column: string }[]
  readonly parts: readonly Question[]
  readonly op: Predicate['op']
}

/** Parts of one condition that are asked about; what is deeper or further on is not taken apart. */
const mostParts = 400
/** Characters of a condition or of the name of a value that are shown. */
const longestText = 300

/** Takes a condition apart; `columns` are to be added to the rows it is asked of. */
export function questionsOf(
  where: Predicate,
  text: string,
): { readonly question: Question; readonly columns: readonly Named<Scalar>[] } {
  const columns: Named<Scalar>[] = []
  const known = new Map<string, string>()
  const column = (value: Scalar): string => {
    const name = `why ${columns.length}`
    columns.push({ name, value })
    return name
  }
  const lookedAt = (value: Scalar): Question['values'][number] => {
    const printed = printScalar(value)
    const ready = known.get(printed) ?? column(value)
    known.set(printed, ready)
    return { name: nameOf(value, text), column: ready }
  }
  let asked = 0
  const ask = (predicate: Predicate, above: Span | undefined): Question => {
    asked++
    const at = placeOf(predicate)
    const own = at !== undefined && (above === undefined || at.start !== above.start || at.end !== above.end)
    const below = asked < mostParts && !isAtom(predicate) ? partsOf(predicate) : []
    const shown = shortened(own ? text.slice(at.start, at.end) : printPredicate(predicate))
    return {
      text: shown,
      at,
      op: predicate.op,
      holds: column({ op: 'truth', whenTrue: predicate, whenFalse: { op: 'always' } }),
      values: below.length > 0 ? [] : oncePerName(looksAt(predicate).map(lookedAt), shown),
      parts: below.map(part => ask(part, at ?? above)),
    }
  }
  return { question: ask(where, undefined), columns }
}

const partsOf = (predicate: Predicate): readonly Predicate[] =>
  predicate.op === 'and' || predicate.op === 'or' ? predicate.args : predicate.op === 'not' ? [predicate.arg] : []

/** Whether the author wrote it in one piece, whatever it came to in the plan. */
function isAtom(predicate: Predicate): boolean {
  const { at } = predicate
  const within = (below: Predicate): boolean => {
    const same = at !== undefined && below.at?.start === at.start && below.at.end === at.end
    return (same || below.at === undefined) && partsOf(below).every(within)
  }
  return at !== undefined && partsOf(predicate).every(within)
}

/** Where a condition was written; one that joins others stands where these do. */
function placeOf(predicate: Predicate): Span | undefined {
  if (predicate.at !== undefined) return predicate.at
  const places = partsOf(predicate).map(placeOf)
  return places.reduce((a, b) => (a === undefined || b === undefined ? (a ?? b) : cover(a, b)), undefined)
}

/** What a condition that is not taken apart looks at: its operands, and the fields that these are made of. */
function looksAt(predicate: Predicate): Scalar[] {
  const found = new Map<string, Scalar>()
  const note = (scalar: Scalar): void => {
    if (scalar.op !== 'literal' && !holdsConditions(scalar)) found.set(printScalar(scalar), scalar)
  }
  const look = (condition: Predicate): void => {
    for (const part of partsOf(condition)) look(part)
    for (const operand of childrenOf(condition)) {
      if (isPlan(operand) || isPredicate(operand)) continue
      note(operand)
      for (const field of fieldsOf(operand)) note(field)
    }
  }
  look(predicate)
  return [...found.values()]
}

/** A choice between values is told by the values, not by its conditions, which may be whole trees. */
const holdsConditions = (scalar: Scalar): boolean => scalar.op === 'truth'

function fieldsOf(node: Node): Scalar[] {
  const fields: Scalar[] = []
  visitOwn(node, below => {
    if (below.op === 'field' && typeOf(below) !== 'object') fields.push(below)
  })
  const bound = boundIn(node)
  return fields.filter(f => f.op !== 'field' || !bound.has(f.name))
}

/** Names that mean something inside of `some` only. */
function boundIn(node: Node): ReadonlySet<string> {
  const names = new Set<string>()
  visitOwn(node, below => {
    if (below.op === 'some') names.add(below.as)
  })
  return names
}

/** A conversion stands under the name of what it converts: one of them tells enough, and the condition itself is no value. */
const oncePerName = (values: Question['values'], condition: string): Question['values'] => [
  ...new Map(values.filter(v => v.name !== condition).map(value => [value.name, value])).values(),
]

/** A value as the author calls it. */
function nameOf(value: Scalar, text: string): string {
  const written = value.at === undefined ? '' : text.slice(value.at.start, value.at.end)
  if (value.op === 'field') return /^[\w.%]+$/.test(written) ? written : value.name
  return shortened(written === '' ? printScalar(value) : written)
}

/** In one line, and cut off where it is long. */
export function shortened(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ')
  return line.length <= longestText ? line : `${line.slice(0, longestText)}…`
}
