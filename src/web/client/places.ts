import { all } from './dom.ts'

/** A place in the text of a query, in UTF-16 units. */
export interface Place {
  readonly start: number
  readonly end: number
}

/** The pieces of a query in the page with their places: they stand in order and without a gap. */
function piecesOf(code: HTMLElement): readonly (Place & { readonly element: HTMLElement })[] {
  let at = 0
  return all('.line > span', code).map(element => {
    const start = at
    at += element.textContent?.length ?? 0
    return { element, start, end: at }
  })
}

/** Marks the pieces that lie in some places, and takes the mark from all others. Gives the first one. */
export function mark(code: HTMLElement, name: string, places: readonly Place[]): HTMLElement | undefined {
  let first: HTMLElement | undefined
  for (const { element, start, end } of piecesOf(code)) {
    const inside = places.some(place => start < place.end && place.start < end) && element.textContent?.trim() !== ''
    element.classList.toggle(name, inside)
    if (inside) first ??= element
  }
  return first
}
