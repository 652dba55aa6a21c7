import { splitJson } from './json.ts'
import { splitLines } from './lines.ts'
import type { Splitter } from './splitter.ts'
import { splitXml } from './xml.ts'

/** The splitter for a text that begins with `head`: lines, unless it is made of JSON or XML documents that span lines. */
export function splitterFor(head: string): () => Splitter {
  const text = head.trimStart()
  if (/^<(\?xml|Events?[\s>])/.test(text) || /^Record [0-9]+\r?\n\s*<\?xml/.test(text)) return splitXml
  if (/^\[\s*[[{\]]/.test(text)) return splitJson
  if (text.startsWith('{') && !text.split('\n', 64).some(isObject)) return splitJson
  return splitLines
}

/** One complete object, so that each line of the file may be expected to be one. */
function isObject(line: string): boolean {
  if (!line.startsWith('{')) return false
  try {
    return Object.keys(JSON.parse(line)).length > 0
  } catch {
    return false
  }
}
