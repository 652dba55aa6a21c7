import { type Extension, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'

/** A part of the query that something is said about: a condition that held or did not, one that kept an event out, or one that is pointed at. */
export interface LitPlace {
  readonly start: number
  readonly end: number
  readonly as: 'held' | 'not-held' | 'against' | 'pointed'
}

/** Marks parts of the query. They go away when the query changes. */
export const setLit = StateEffect.define<readonly LitPlace[]>()

const marks = {
  held: Decoration.mark({ class: 'held' }),
  'not-held': Decoration.mark({ class: 'not-held' }),
  against: Decoration.mark({ class: 'against' }),
  pointed: Decoration.mark({ class: 'pointed' }),
}

const lit = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(now, { docChanged, effects, newDoc }) {
    for (const effect of effects)
      if (effect.is(setLit))
        return Decoration.set(
          effect.value
            .filter(({ start, end }) => start < end && end <= newDoc.length)
            .map(({ start, end, as }) => marks[as].range(start, end)),
          true,
        )
    return docChanged ? Decoration.none : now
  },
  provide: field => EditorView.decorations.from(field),
})

export const litPlaces: Extension = lit
