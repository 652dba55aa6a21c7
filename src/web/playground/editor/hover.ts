import type { EditorView, Tooltip } from '@codemirror/view'
import type { Help } from '../../../languages/language.ts'
import { el } from '../../client/dom.ts'
import type { Lookups } from '../lookups.ts'
import { wordsAt } from './colours.ts'
import { withCode } from './squiggles.ts'

/** Help on the word that is pointed at. */
export const helpAt =
  (lookups: () => Lookups) =>
  async (view: EditorView, at: number): Promise<Tooltip | null> => {
    const token = view.state.field(wordsAt, false)?.find(t => t.start <= at && at <= t.end && t.kind !== 'text')
    if (token === undefined) return null
    const help = await lookups().help(view.state.sliceDoc(token.start, token.end), token.kind)
    if (help === null) return null
    return { pos: token.start, end: token.end, above: true, create: () => ({ dom: helpElement(help) }) }
  }

/** What a word does, with the page of the vendor. */
export function helpElement({ title, says, page }: Help): HTMLElement {
  return el(
    'div',
    { class: 'says' },
    el('p', {}, el('code', {}, title)),
    el('p', {}, ...withCode(says)),
    page !== undefined &&
      el('p', {}, el('a', { href: page, target: '_blank', rel: 'noreferrer' }, 'In the documentation of the vendor')),
  )
}
