import { type Extension, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'
import type { Token, TokenKind } from '../../../languages/language.ts'

/** Gives the text the colours of its language, as the lexer of the language cut it. */
export const setTokens = StateEffect.define<readonly Token[]>()

const marks = new Map<TokenKind, Decoration>()
const markOf = (kind: TokenKind): Decoration => {
  const made = marks.get(kind) ?? Decoration.mark({ class: `t-${kind}` })
  marks.set(kind, made)
  return made
}

/** The colours; until the lexer has answered they move along with what is written. */
const colours = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(now, { changes, effects, newDoc }) {
    for (const effect of effects) if (effect.is(setTokens)) return painted(effect.value, newDoc.length)
    return now.map(changes)
  },
  provide: field => EditorView.decorations.from(field),
})

function painted(tokens: readonly Token[], length: number): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  for (const { start, end, kind } of tokens)
    if (kind !== 'text' && end > start && end <= length) builder.add(start, end, markOf(kind))
  return builder.finish()
}

/** The word of the language at a place, with its kind: what was coloured there. */
export const wordsAt = StateField.define<readonly Token[]>({
  create: () => [],
  update(now, { docChanged, effects }) {
    for (const effect of effects) if (effect.is(setTokens)) return effect.value
    return docChanged ? [] : now
  },
})

export const languageColours: Extension = [colours, wordsAt]
