/** A way down into XML: elements by name, then what is taken of the last one. */
export interface XmlPath {
  readonly steps: readonly XmlStep[]
  readonly take:
    | { readonly is: 'element' }
    | { readonly is: 'text' }
    | { readonly is: 'attribute'; readonly name: string }
}

export interface XmlStep {
  readonly name: string
  readonly tests: readonly XmlTest[]
}

/** What stands in brackets: a position among those that passed the tests before it, counted from 1, or an attribute. */
export type XmlTest =
  | { readonly is: 'position'; readonly position: number | 'last' }
  | { readonly is: 'attribute'; readonly name: string; readonly equals: string | number | undefined }

const NAME = '[\\p{L}_][\\p{L}\\p{N}_.·-]*(?::[\\p{L}_][\\p{L}\\p{N}_.·-]*)?'

/**
 * A path of the subset of XPath 1.0 that goes from the root downwards by full names: `/a/b[2]/@id`, `/a/b[last()]/text()`,
 * `/a/b[@id='x']/c`. Undefined where it is not written so. O(length).
 */
export function parseXmlPath(path: string): XmlPath | undefined {
  const steps: XmlStep[] = []
  let at = 0
  const take = (pattern: string): RegExpExecArray | undefined => {
    const sticky = new RegExp(pattern, 'uy')
    sticky.lastIndex = at
    const found = sticky.exec(path) ?? undefined
    if (found !== undefined) at = sticky.lastIndex
    return found
  }
  while (at < path.length) {
    const attribute = take(`/@(${NAME})$`)?.[1]
    if (attribute !== undefined && steps.length > 0) return { steps, take: { is: 'attribute', name: attribute } }
    if (take('/text\\(\\)$') !== undefined && steps.length > 0) return { steps, take: { is: 'text' } }
    const name = take(`/(${NAME})(?!:|\\()`)?.[1]
    if (name === undefined) return undefined
    const tests: XmlTest[] = []
    while (path[at] === '[') {
      const test = readTest(take)
      if (test === undefined) return undefined
      tests.push(test)
    }
    steps.push({ name, tests })
  }
  return steps.length === 0 ? undefined : { steps, take: { is: 'element' } }
}

function readTest(take: (pattern: string) => RegExpExecArray | undefined): XmlTest | undefined {
  const position = take('\\[ *([1-9][0-9]{0,8}) *\\]')?.[1]
  if (position !== undefined) return { is: 'position', position: Number(position) }
  if (take('\\[ *last\\(\\) *\\]') !== undefined) return { is: 'position', position: 'last' }
  const found = take(`\\[ *@(${NAME}) *(?:= *(?:'([^']*)'|"([^"]*)"|(-?[0-9]+(?:\\.[0-9]+)?)) *)?\\]`)
  if (found === undefined) return undefined
  const number = found[4] === undefined ? undefined : Number(found[4])
  return { is: 'attribute', name: found[1] ?? '', equals: number ?? found[2] ?? found[3] }
}
