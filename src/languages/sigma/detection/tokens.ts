/** A piece of a condition, with its place in the text of the condition. */
export interface Token {
  readonly is: 'word' | '(' | ')' | '|'
  readonly text: string
  readonly start: number
  readonly end: number
}

/** The words and signs of a condition; words are names, keywords and patterns. */
export const tokensOf = (text: string): Token[] =>
  [...text.matchAll(/[^\s()|]+|[()|]/g)].map(found => {
    const [piece] = found
    const is = piece === '(' || piece === ')' || piece === '|' ? piece : 'word'
    return { is, text: piece, start: found.index, end: found.index + piece.length }
  })
