import { concat, type Doc, group, indent, line } from '../../kit/layout.ts'
import { operatorNamed } from '../operators.ts'
import { join, leafDoc, step } from './document.ts'
import { expressionDoc, hangingDoc, listDoc } from './expression.ts'
import { isKeyword, isSign, type Piece } from './pieces.ts'

/** One stage, without its pipe. */
export function stageDoc(items: readonly Piece[]): Doc {
  const [first, ...others] = items
  if (first === undefined) return ''
  const operator = first.kind === 'leaf' && first.token.colour === 'keyword' ? operatorNamed(first.text) : undefined
  return indent(step, group(bodyDoc(first, others, operator)))
}

function bodyDoc(first: Piece, others: readonly Piece[], operator: string | undefined): Doc {
  if (first.kind === 'leaf' && operator === 'where') return concat(leafDoc(first), ' ', hangingDoc(others))
  const items = [first, ...others]
  const parts = clauses(items, operator)
  if (parts.length === 1 && !items.some(item => isSign(item, ','))) return hangingDoc(items)
  const eachItsLine = operator === 'join' || operator === undefined
  return indent(
    step,
    join(
      line,
      parts.map(part => clauseDoc(part, eachItsLine)),
    ),
  )
}

/** Words that begin a clause of a stage. */
const openers = ['by', 'group', 'from', 'on', 'with', 'row', 'column', 'timewindow', 'extract', 'nodrop'] as const
/** Operators whose names stand together behind one `as`. */
const naming: ReadonlySet<string | undefined> = new Set(['parse', 'json', 'keyvalue', 'transpose'])

/** A stage cut before the words that begin a clause. */
function clauses(items: readonly Piece[], operator: string | undefined): Piece[][] {
  const aliases = items.filter(item => isKeyword(item, 'as')).length
  const words = naming.has(operator) && aliases === 1 ? [...openers, 'as'] : openers
  const parts: Piece[][] = [[]]
  for (const [i, item] of items.entries()) {
    const grouped = isKeyword(item, 'by') && isKeyword(items[i - 1], 'group')
    if (i > 0 && ((!grouped && isKeyword(item, ...words)) || (operator === 'join' && i === 1))) parts.push([])
    parts[parts.length - 1]?.push(item)
  }
  return parts
}

/** A clause: its first words, then what stands between its commas. */
function clauseDoc(items: readonly Piece[], eachItsLine: boolean): Doc {
  if (!items.some(item => isSign(item, ','))) return group(expressionDoc(items))
  const opened = isKeyword(items[0], ...openers, 'as')
  if (eachItsLine && !opened) return listDoc(items, false)
  return group(indent(opened ? step : 0, listDoc(items, true)))
}
