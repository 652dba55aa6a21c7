// Ranges of code points that a terminal draws two columns wide (East Asian Wide and Fullwidth, emoji), and those that take
// no column of their own (combining marks, joiners, variation selectors); Unicode UAX #11, simplified to blocks.
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1faff],
  [0x20000, 0x3fffd],
]
const zero: readonly (readonly [number, number])[] = [
  [0x0300, 0x036f],
  [0x0483, 0x0489],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x200b, 0x200f],
  [0x20d0, 0x20ff],
  [0xfe00, 0xfe0f],
  [0xfe20, 0xfe2f],
  [0x1f3fb, 0x1f3ff],
]

const within = (ranges: readonly (readonly [number, number])[], c: number): boolean =>
  ranges.some(([from, to]) => c >= from && c <= to)

/** How many columns of a terminal a text takes. O(length). */
export function widthOf(text: string): number {
  let width = 0
  for (const char of text) {
    const c = char.codePointAt(0) ?? 0
    width += c < 0x300 ? 1 : within(zero, c) ? 0 : within(wide, c) ? 2 : 1
  }
  return width
}

/** The text followed by blanks up to `width` columns; a text that is longer stays as it is. */
export const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)))

/** The text after blanks up to `width` columns; a text that is longer stays as it is. */
export const padStart = (text: string, width: number): string => ' '.repeat(Math.max(0, width - widthOf(text))) + text

/** The text cut to `width` columns, with `…` where something was cut off. */
export function clip(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  let out = ''
  let used = 0
  for (const char of text) {
    const w = widthOf(char)
    if (used + w > width - 1) break
    out += char
    used += w
  }
  return `${out}…`
}

/** The text cut to `width` columns in its middle, so that its beginning and its end are seen. */
export function clipMiddle(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  const head = clip(text, Math.max(1, Math.ceil(width / 2)))
  const room = width - widthOf(head)
  let tail = ''
  let used = 0
  for (const char of [...text].reverse()) {
    const w = widthOf(char)
    if (used + w > room) break
    tail = char + tail
    used += w
  }
  return head + tail
}

/** The text in lines of at most `width` columns, broken at blanks and behind hyphens, inside a word only where it is wider than a line. O(length). */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  const flush = (): void => {
    if (line !== '') lines.push(line.trimEnd())
    line = ''
    used = 0
  }
  for (const word of text.split(/(?<=[ -])/)) {
    if (used + widthOf(word.trimEnd()) > width) flush()
    for (const char of word) {
      const w = widthOf(char)
      if (used + w > width && char !== ' ') flush()
      line += char
      used += w
    }
  }
  flush()
  return lines.length === 0 ? [''] : lines
}
