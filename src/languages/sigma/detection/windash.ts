import type { TextPart } from './model.ts'

/** Characters that Windows programs take for the dash before an option: `-`, `/`, en dash, em dash, horizontal bar. */
const dashes = [0x2d, 0x2f, 0x2013, 0x2014, 0x2015]
const dash = /(?<![\p{L}\p{N}_])[-/–—―](?=[\p{L}\p{N}_])/gu

/** The text with every dash that begins a word standing for all of them (sigma-appendix-modifiers.md, windash). */
export const withDashes = (parts: readonly TextPart[]): TextPart[] =>
  parts.flatMap(part => {
    if (!('text' in part)) return [part]
    const out: TextPart[] = []
    let from = 0
    for (const found of part.text.matchAll(dash)) {
      if (found.index > from) out.push({ text: part.text.slice(from, found.index) })
      out.push({ oneOf: dashes })
      from = found.index + 1
    }
    if (from < part.text.length) out.push({ text: part.text.slice(from) })
    return out
  })

/** More texts than this are not written out. */
const most = 125

/** Every text that the parts stand for where one of several characters may stand; undefined where there are too many. */
export function spellings(parts: readonly TextPart[]): readonly (readonly TextPart[])[] | undefined {
  let all: (readonly TextPart[])[] = [[]]
  for (const part of parts) {
    const options: TextPart[] = 'oneOf' in part ? part.oneOf.map(c => ({ text: String.fromCodePoint(c) })) : [part]
    all = all.flatMap(before => options.map(option => [...before, option]))
    if (all.length > most) return undefined
  }
  return all
}
