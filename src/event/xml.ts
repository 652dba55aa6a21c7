/** An element of an XML document. Names are as written, with their prefixes. */
export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  /** Elements and texts, in order; neighbouring texts are one. */
  readonly children: readonly (XmlElement | string)[]
}

/** Nesting beyond this is not read. */
const maxDepth = 128

interface Open {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: (XmlElement | string)[]
}

/**
 * The root element of a well-formed document, or undefined where the text is none, or is nested deeper than 128 levels. A
 * document type is passed over: entities that it defines are not known, so that no text grows by reading it. O(length);
 * never throws.
 */
export function parseXml(written: string): XmlElement | undefined {
  const open: Open[] = []
  let root: XmlElement | undefined
  let at = written.startsWith('\ufeff') ? 1 : 0
  while (at < written.length) {
    const next = written.indexOf('<', at)
    const end = next < 0 ? written.length : next
    if (!addText(open, written.slice(at, end))) return undefined
    if (next < 0) break
    const aside = endOfAside(written, next, open.length === 0 && root === undefined)
    if (aside !== undefined) {
      at = aside
    } else if (written.startsWith('<![CDATA[', next)) {
      const close = written.indexOf(']]>', next)
      const inside = open[open.length - 1]
      if (close < 0 || inside === undefined) return undefined
      append(inside, written.slice(next + 9, close))
      at = close + 3
    } else if (written[next + 1] === '/') {
      const closing = match(/<\/([^\s<>/]+)[ \t\r\n]*>/y, written, next)
      const closed = open.pop()
      if (closing === undefined || closed === undefined || closing[1] !== closed.name) return undefined
      const parent = open[open.length - 1]
      if (parent === undefined) root = closed
      else parent.children.push(closed)
      at = next + closing[0].length
    } else {
      const tag = readTag(written, next)
      if (tag === undefined || open.length >= maxDepth || (open.length === 0 && root !== undefined)) return undefined
      const element: Open = { name: tag.name, attributes: tag.attributes, children: [] }
      const parent = open[open.length - 1]
      if (!tag.isEmpty) open.push(element)
      else if (parent === undefined) root = element
      else parent.children.push(element)
      at = tag.end
    }
  }
  return open.length === 0 ? root : undefined
}

/** Where a comment, a processing instruction or (before the root) a document type ends; undefined where none stands here. */
function endOfAside(written: string, at: number, atTop: boolean): number | undefined {
  if (written.startsWith('<!--', at)) return after(written, '-->', at + 4)
  if (written.startsWith('<?', at)) return after(written, '?>', at + 2)
  if (!atTop || !written.startsWith('<!DOCTYPE', at)) return undefined
  const subset = written.indexOf('[', at)
  const end = written.indexOf('>', at)
  return subset >= 0 && subset < end ? after(written, '>', written.indexOf(']', subset)) : after(written, '>', at)
}

/** After the next such text; undefined where there is none. */
function after(written: string, what: string, from: number): number | undefined {
  const at = from < 0 ? -1 : written.indexOf(what, from)
  return at < 0 ? undefined : at + what.length
}

/** Adds text to the innermost element; false where it is not well-formed. Outside of the root only blanks may stand. */
function addText(open: readonly Open[], written: string): boolean {
  const inside = open[open.length - 1]
  if (inside === undefined) return /^[ \t\r\n]*$/.test(written)
  const text = unescaped(written)
  if (text === undefined) return false
  append(inside, text)
  return true
}

function append({ children }: Open, text: string): void {
  const last = children[children.length - 1]
  if (text === '') return
  if (typeof last === 'string') children[children.length - 1] = last + text
  else children.push(text)
}

const NAME = /<([\p{L}_:][\p{L}\p{N}_:.·-]*)/uy
const ATTRIBUTE = /[ \t\r\n]+([\p{L}_:][\p{L}\p{N}_:.·-]*)[ \t\r\n]*=[ \t\r\n]*(?:"([^"<]*)"|'([^'<]*)')/uy

function readTag(written: string, start: number) {
  const name = match(NAME, written, start)
  if (name === undefined) return undefined
  const attributes = new Map<string, string>()
  let at = start + name[0].length
  for (let found = match(ATTRIBUTE, written, at); found !== undefined; found = match(ATTRIBUTE, written, at)) {
    const value = unescaped(found[2] ?? found[3] ?? '')
    const key = found[1] ?? ''
    if (value === undefined || attributes.has(key)) return undefined
    attributes.set(key, value)
    at += found[0].length
  }
  const close = match(/[ \t\r\n]*(\/?)>/y, written, at)
  if (close === undefined) return undefined
  return { name: name[1] ?? '', attributes, isEmpty: close[1] === '/', end: at + close[0].length }
}

function match(sticky: RegExp, written: string, at: number): RegExpExecArray | undefined {
  sticky.lastIndex = at
  return sticky.exec(written) ?? undefined
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The text with its references replaced; undefined where an `&` begins none that is known. */
function unescaped(written: string): string | undefined {
  if (!written.includes('&')) return written
  let wrong = false
  const text = written.replace(
    /&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|([A-Za-z]{1,8}));|&/g,
    (_, decimal, hex, name) => {
      const point = decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : undefined
      const char = point === undefined ? entities[name] : isChar(point) ? String.fromCodePoint(point) : undefined
      wrong ||= char === undefined
      return char ?? ''
    },
  )
  return wrong ? undefined : text
}

const isChar = (point: number): boolean => point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)

/** All text inside of an element, in order. */
export const textOfXml = (element: XmlElement): string =>
  element.children.map(child => (typeof child === 'string' ? child : textOfXml(child))).join('')
