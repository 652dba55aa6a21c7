import type { Token, TokenKind } from '../language.ts'

const begin = /^([ \t]*(?:- +)*)([^\s#'"[\]{},:&*!|>%@`-][^\n#:'"]{0,200})?(?=:(?:\s|$))/
const piece =
  /(?<comment>(?<=^|\s)#.*)|(?<string>'(?:[^'\n]|'')*'|"(?:\\.|[^"\\\n])*")|(?<word>[^\s'"[\]{},:|()]+)|(?<punctuation>[[\]{},:|()])/g

const keywords = /^(?:true|false|null|and|or|not|of|them)$/
const number = /^-?[0-9]+(?:\.[0-9]+)?$/

/** A file of rules in coloured pieces, line by line. O(length of the text). */
export function sigmaTokens(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  const add = (kind: TokenKind, end: number): void => {
    if (end > at) tokens.push({ kind, start: at, end })
    at = Math.max(at, end)
  }
  for (const line of text.split('\n')) {
    const start = at
    const head = begin.exec(line)
    if (head !== null) {
      add('punctuation', start + (head[1]?.length ?? 0))
      add('field', start + head[0].length)
    }
    const from = at - start
    for (const found of line.slice(from).matchAll(piece)) {
      add('text', start + from + found.index)
      add(kindOf(found), start + from + found.index + found[0].length)
    }
    add('text', Math.min(start + line.length + 1, text.length))
  }
  return tokens
}

function kindOf({ groups, 0: written }: RegExpExecArray): TokenKind {
  if (groups?.['comment'] !== undefined) return 'comment'
  if (groups?.['string'] !== undefined) return 'string'
  if (groups?.['punctuation'] !== undefined) return 'punctuation'
  return keywords.test(written) ? 'keyword' : number.test(written) ? 'number' : 'text'
}
