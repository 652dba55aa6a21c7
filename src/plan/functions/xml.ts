import { parseXml, textOfXml, type XmlElement } from '../../event/xml.ts'
import type { PlanFunction } from './function.ts'
import { remember, rememberLast } from './remember.ts'
import { takes, text } from './signature.ts'
import { parseXmlPath, type XmlPath, type XmlStep, type XmlTest } from './xml-path.ts'

const pathOf = remember(parseXmlPath)
const parsed = rememberLast(parseXml)

const xml_get: PlanFunction = {
  doc: 'What stands at a path in an XML text: the text of an element with all that is inside of it, its own first text (`/text()`), or an attribute (`/@id`), of the first that fits; null without one, and where the text is not well-formed.',
  ...takes(['string', 'string'], 'string'),
  nulls: 'strict',
  literal: {
    argument: 1,
    problem: path =>
      typeof path === 'string' && parseXmlPath(path) !== undefined
        ? undefined
        : 'a path goes down from the root by full names, like `/a/b[2]/@id` or `/a/b/text()`',
  },
  evaluate: ([doc, path]) => {
    const way = pathOf(text(path))
    const root = way === undefined ? undefined : parsed(text(doc))
    if (way === undefined || root === undefined) return null
    const outer: XmlElement = { name: '', attributes: new Map(), children: [root] }
    for (const found of valuesAt(outer, way, 0)) return found
    return null
  },
  examples: [
    { args: ['<a><b id="1">x<c>y</c></b><b id="2">z</b></a>', '/a/b'], types: ['string', 'string'], gives: 'xy' },
    { args: ['<a><b id="1">x<c>y</c></b></a>', '/a/b/text()'], types: ['string', 'string'], gives: 'x' },
    { args: ['<a><b id="1"/><b id="2">z</b></a>', '/a/b[2]/@id'], types: ['string', 'string'], gives: '2' },
    { args: ['<a><b id="1"/><b id="2">z</b></a>', '/a/b[last()]'], types: ['string', 'string'], gives: 'z' },
    { args: ['<a><b id="1"/><b id="2">z</b></a>', "/a/b[@id='2']/text()"], types: ['string', 'string'], gives: 'z' },
    { args: ['<a><b id="1"/><b id="02">z</b></a>', '/a/b[@id=2]'], types: ['string', 'string'], gives: 'z' },
    { args: ['<a>&lt;&#65;&#x42;<![CDATA[<&>]]></a>', '/a'], types: ['string', 'string'], gives: '<AB<&>' },
    { args: ['<a><b></a>', '/a'], types: ['string', 'string'], gives: null },
    { args: ['<a/>', '/a/text()'], types: ['string', 'string'], gives: null },
    { args: ['<a/>', '/a'], types: ['string', 'string'], gives: '' },
    { args: ['log <a/>', '/a'], types: ['string', 'string'], gives: null },
  ],
}

/** What the path takes, in the order of the document. Each step goes one level down, so no element is seen twice. */
function* valuesAt(element: XmlElement, way: XmlPath, depth: number): Generator<string> {
  const step = way.steps[depth]
  if (step !== undefined) {
    for (const child of childrenAt(element, step)) yield* valuesAt(child, way, depth + 1)
    return
  }
  switch (way.take.is) {
    case 'element':
      yield textOfXml(element)
      return
    case 'text':
      for (const child of element.children) if (typeof child === 'string') yield child
      return
    case 'attribute': {
      const value = element.attributes.get(way.take.name)
      if (value !== undefined) yield value
    }
  }
}

function childrenAt({ children }: XmlElement, { name, tests }: XmlStep): readonly XmlElement[] {
  const named = children.filter(child => typeof child !== 'string').filter(child => child.name === name)
  return tests.reduce((left, test) => left.filter((child, i) => passes(child, test, i, left.length)), named)
}

function passes(element: XmlElement, test: XmlTest, index: number, count: number): boolean {
  if (test.is === 'position') return test.position === index + 1 || (test.position === 'last' && index + 1 === count)
  const value = element.attributes.get(test.name)
  if (value === undefined || test.equals === undefined) return value !== undefined
  return typeof test.equals === 'number' ? Number(value) === test.equals : value === test.equals
}

export const xml = { xml_get }
