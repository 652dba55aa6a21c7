import type { Token, TokenKind } from '../language.ts'

const begin = /^([ \t]*(?:- +)*)([^\s#'"[\]{},:&*!|>%@`-][^\n#:'"]{0,200})?(?=:(?:\s|$))/
const piece =
  /(?<comment>(?<=^|\s)#.*)|(?<string>'(?:[^'\n]|'')*'|"(?:\\.|[^"\\\n])*")|(?<word>[^\s'"[\]{},:|()]+)|(?<punctuation>[[\]{},:|()])/g

const conditionWords = /^(?:and|or|not|of|them|all|any)$/
const constants = /^(?:true|false|null)$/
const number = /^-?[0-9]+(?:\.[0-9]+)?$/
/** A value that goes on in the lines below: `>-`, `|`. */
const opensBlock = /^:[ \t]+[|>][-+0-9]{0,2}[ \t]*(?:#.*)?$/

/** What the values of a line are: words of a condition, what is looked for, or anything else. */
type Part = 'condition' | 'detection' | 'other'

/** A file of rules in coloured pieces, line by line. O(length of the text). */
export function sigmaTokens(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  let top = ''
  let part: Part = 'other'
  /** How far the key is set in whose value the lines are; undefined outside of such a value. */
  let block: number | undefined
  const add = (kind: TokenKind, end: number): void => {
    if (end > at) tokens.push({ kind, start: at, end })
    at = Math.max(at, end)
  }
  for (const line of text.split('\n')) {
    const start = at
    const end = Math.min(start + line.length + 1, text.length)
    const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0
    if (block !== undefined && (indent > block || line.trim() === '')) {
      add('text', end)
      continue
    }
    block = undefined
    const head = begin.exec(line)
    if (head !== null) {
      const key = head[2]
      if (key !== undefined) {
        if (indent === 0 && head[1] === '') top = key
        part = key === 'condition' ? 'condition' : top === 'detection' ? 'detection' : 'other'
        if (opensBlock.test(line.slice(head[0].length))) block = indent
      }
      add('punctuation', start + (head[1]?.length ?? 0))
      add('field', start + head[0].length)
    }
    const from = at - start
    for (const found of line.slice(from).matchAll(piece)) {
      add('text', start + from + found.index)
      add(kindOf(found, part), start + from + found.index + found[0].length)
    }
    add('text', end)
  }
  return tokens
}

function kindOf({ groups, 0: written }: RegExpExecArray, part: Part): TokenKind {
  if (groups?.['comment'] !== undefined) return 'comment'
  if (groups?.['string'] !== undefined) return 'string'
  if (groups?.['punctuation'] !== undefined) return 'punctuation'
  if (part === 'condition' && conditionWords.test(written)) return 'keyword'
  if (number.test(written)) return 'number'
  if (part === 'other') return 'text'
  if (constants.test(written)) return 'keyword'
  return part === 'detection' && written !== '-' ? 'string' : 'text'
}
