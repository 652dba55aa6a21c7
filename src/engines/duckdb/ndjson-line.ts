import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { isJsonArray, isJsonObject, type Json, parseJson, printJson } from '../../event/json.ts'
import { type Column, printType, type Type } from '../../event/value.ts'
import { convert } from '../../plan/convert.ts'

/** The first line of these files that is no JSON object of these columns, in words; undefined where none is found, as in packed files. */
export async function firstBadLine(paths: readonly string[], columns: readonly Column[]): Promise<string | undefined> {
  for (const path of paths.filter(p => !/\.(gz|zst)$/.test(p))) {
    let number = 0
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
      number++
      const problem = line.trim() === '' ? undefined : problemOf(line, columns)
      if (problem !== undefined) return `${path}, line ${number}: ${problem}`
    }
  }
  return undefined
}

function problemOf(line: string, columns: readonly Column[]): string | undefined {
  if (line.includes('\ufffd')) return 'it is not UTF-8 text, or holds characters that were lost before'
  const json = parseJson(line)
  if (json === undefined) return `it is not JSON: ${excerpt(line)}`
  if (!isJsonObject(json)) return `it is JSON, but no object: ${excerpt(line)}`
  const wrong = columns.find(c => !isOf(json.get(c.name) ?? null, c.type))
  if (wrong === undefined) return undefined
  return `\`${wrong.name}\` should be ${printType(wrong.type)}, and is ${excerpt(printJson(json.get(wrong.name) ?? null))}`
}

const excerpt = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text)

/** Whether a value can be read as one of the type without losing anything. */
function isOf(json: Json, type: Type): boolean {
  if (json === null) return true
  if (typeof type === 'object') return isJsonArray(json) && json.every(item => isOf(item, type.list))
  const text = typeof json === 'string' ? json : printJson(json)
  switch (type) {
    case 'int':
    case 'time':
      return /^-?[0-9]+$/.test(text) && convert(text, 'string', 'int') !== null
    case 'float':
      return convert(text, 'string', 'float') !== null
    case 'bool':
      return text === 'true' || text === 'false'
    default:
      return true
  }
}
